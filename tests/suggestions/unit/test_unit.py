"""The unit's list and to-dos: what waits, in which order, by when; nothing of another unit."""

from __future__ import annotations

from datetime import date

import pytest
from django.core.cache import cache
from django.db import connection
from django.db.models import F
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from suggestions.enums import State
from suggestions.unit.next_step import next_step
from suggestions.unit.queries import list_rows, waiting
from suggestions.unit.todos import todos
from tests.suggestions.cast import answer, make_cast, make_suggestion, part_of
from tests.suggestions.unit.desk import accepted, contacted, on, signed_in

pytestmark = pytest.mark.django_db
LIST = reverse("suggestions:unit")


def test_what_waits_to_be_signed_for_comes_first_then_what_is_due_first() -> None:
    cast = make_cast()
    early = make_suggestion(cast)
    accepted(cast, early)
    late = make_suggestion(cast)
    accepted(cast, late)
    fresh = make_suggestion(cast)
    rows = list(list_rows(cast.staff[0]).order_by(F("turn"), "pk"))
    assert [part.suggestion_id for part in rows] == [fresh.pk, early.pk, late.pk]


def test_a_unit_sees_its_own_parts_and_nobody_elses() -> None:
    cast = make_cast()
    row = make_suggestion(cast, co=1)
    page = signed_in(cast.staff[1]).get(LIST).content.decode()
    assert row.title in page
    assert "协办" in page
    assert row.title not in signed_in(cast.staff[2]).get(LIST).content.decode()


def test_the_list_filters_by_state_part_and_what_waits() -> None:
    cast = make_cast()
    signed, open_ = make_suggestion(cast), make_suggestion(cast, co=1)
    accepted(cast, signed)
    client = signed_in(cast.staff[0])
    page = client.get(LIST, {"state": "assigned"}).content.decode()
    assert open_.title in page
    assert signed.title not in page
    assert open_.title in signed_in(cast.staff[1]).get(LIST, {"part": "co"}).content.decode()
    assert open_.title not in client.get(LIST, {"part": "co"}).content.decode()
    promised = make_suggestion(cast)
    answer(cast, promised, "B")
    for waits in ("visit", "promise"):
        page = client.get(LIST, {"waits": waits}).content.decode()
        assert promised.title in page
        assert open_.title not in page
    with on(cast.later(days=200)):
        assert open_.title in client.get(LIST, {"waits": "late"}).content.decode()


def test_the_next_step_follows_the_part_from_signing_to_the_kept_promise() -> None:
    cast = make_cast()
    rows = [make_suggestion(cast, co=1) for _ in range(4)]
    accepted(cast, rows[1])
    contacted(cast, rows[2])
    answer(cast, rows[3], "B")
    own = {part.suggestion_id: part for part in list_rows(cast.staff[0])}
    parts = [own[row.pk] for row in rows]
    assert [(part.get_state_display(), next_step(part).label) for part in parts] == [
        ("待签收", "签收"),
        ("办理中", "办前联系"),
        ("办理中", "答复代表"),
        ("已答复", "办后回访"),
    ]
    with_opinion = list_rows(cast.staff[1]).get(suggestion=rows[3])
    assert not next_step(with_opinion).is_own


def test_the_home_page_asks_for_each_step_with_its_day() -> None:
    cast = make_cast()
    row = make_suggestion(cast)
    with on(cast.clock):
        sign = next(iter(todos(cast.staff[0])))
        assert (sign.title, sign.action, sign.due) == (f"签收：{row.title}", "去签收", date(2026, 3, 11))
        assert sign.menu == "suggestions:unit"
        accepted(cast, row)
        (touch,) = todos(cast.staff[0])
        assert touch.title == f"办前联系：{row.title}"
        assert touch.due == date(2026, 6, 4), "three months after 4 March"
        assert not list(todos(cast.office))
        home = signed_in(cast.staff[0]).get(reverse("dashboard:home")).content.decode()
        assert touch.title in home


def test_what_is_done_or_waits_for_others_is_no_todo() -> None:
    cast = make_cast()
    row = make_suggestion(cast, State.CLOSED)
    assert part_of(row).state == "answered"
    assert [todo.action for todo in todos(cast.staff[0])] == ["去回访"]
    assert waiting(cast.staff[1]).count() == 0


def test_queries_do_not_grow_with_the_parts(
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    cast = make_cast()
    for _ in range(3):
        make_suggestion(cast)
    user = cast.staff[0]
    user.assignments_today  # noqa: B018 - read once, as the middleware does
    with django_assert_num_queries(3):
        assert len(list(todos(user))) == 3


def test_queries_of_the_list_do_not_grow_with_its_rows() -> None:
    cast = make_cast()
    client = signed_in(cast.staff[0])
    client.get(LIST)  # the first request of a session reads what it then keeps
    counted = []
    for _ in range(2):
        answer(cast, make_suggestion(cast), "B")
        make_suggestion(cast)
        cache.clear()
        with CaptureQueriesContext(connection) as queries:
            assert client.get(LIST).status_code == 200
        counted.append(len(queries))
    assert counted[0] == counted[1]
