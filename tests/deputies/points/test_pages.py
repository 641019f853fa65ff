"""What the pages of points show, and how many queries they take."""

from __future__ import annotations

from datetime import date

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from deputies.models import PointsAccount, PointsPublication, PointsScheme
from deputies.points.operations import schemes, settle
from deputies.points.reading import account_lines
from tests.deputies.duty.stage import YEAR, arrive, count, make_cast, make_scheme
from tests.deputies.points.year_end import graded_scheme, settled, shown

pytestmark = pytest.mark.django_db


def test_what_would_raise_an_account_knows_first_further_and_every_cap() -> None:
    cast = make_cast()
    scheme = make_scheme(
        ("甲", "inspection", 5, 2, 9), ("甲", "law_check", 4, 2, 6), ("乙", "training", 3, 0, 3), cap=11
    )
    of = scheme.classes.get(name="甲")
    of.cap = 10
    of.save()
    for number in (1, 2):
        count(cast.members[0], cast.office, pk=number, day=date(YEAR, 3, number))
    lines = account_lines(settled(cast.members[0]))
    assert [(one.item.name, float(one.next_gain)) for one in lines.raises] == [
        ("law_check", 3),
        ("training", 3),
        ("inspection", 2),
    ]
    assert lines.account.points == 7
    count(cast.members[0], cast.office, kind="training", pk=3, day=date(YEAR, 3, 3))
    lines = account_lines(settled(cast.members[0]))
    assert [(one.item.name, float(one.next_gain)) for one in lines.raises] == [
        ("inspection", 1),
        ("law_check", 1),
    ], "only one point is left of the whole"


def test_an_account_shows_each_line_the_edition_that_gave_it_and_its_opposite(client: Client) -> None:
    cast = make_cast()
    make_scheme(("视察", "inspection", 5, 2, 9))
    count(cast.members[0], cast.office, pk=1, day=date(YEAR, 3, 1))
    make_scheme(("视察", "inspection", 4, 2, 9), edition=2)
    account = PointsAccount.objects.get(deputyship=cast.members[0])
    assert account_lines(account).is_behind
    settle(deputyships=[cast.members[0].pk], year=YEAR, actor=None)
    account = settled(cast.members[0])
    lines = account_lines(account)
    assert not lines.is_behind
    assert [float(one.points) for one in lines.former] == [5, -5]
    assert [float(one.points) for one in lines.classes[0].items[0].entries] == [4]
    client.force_login(cast.office)
    page = client.get(reverse("points:account", args=[account.pk])).text
    assert all(word in page for word in ("+5", "−5", "+4", "第1版", "办法换版", "视察河道治理"))


def test_pages_take_as_many_queries_for_many_as_for_one(
    client: Client, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    cast = make_cast()
    graded_scheme()
    for number in range(1, 5):
        arrive(*cast.members, cast.leading, pk=number, day=date(YEAR, 3, number))
        count(cast.members[0], cast.office, pk=number, day=date(YEAR, 3, number))
    for deputyship in (*cast.members, cast.leading):
        account = settled(deputyship)
    shown()
    own = settled(cast.members[0])
    client.force_login(cast.office)
    client.get("/")
    with django_assert_max_num_queries(24):
        page = client.get(f"{reverse('points:index')}?year={YEAR}").text
    assert page.count("rd-title") == 3
    with django_assert_max_num_queries(28):
        client.get(reverse("points:account", args=[account.pk]))
    with django_assert_max_num_queries(30):
        client.get(reverse("points:year", args=[YEAR]))
    with django_assert_max_num_queries(20):
        client.get(reverse("points:scheme", args=[PointsScheme.objects.get().pk]))
    with django_assert_max_num_queries(14):
        client.get(reverse("points:schemes"))
    with django_assert_max_num_queries(14):
        client.get(reverse("points:objections"))
    with django_assert_max_num_queries(16):
        client.get(reverse("points:publication", args=[shown_pk()]))
    client.force_login(cast.deputy)
    assert client.get(reverse("points:mine")).headers["Location"] == reverse("points:account", args=[own.pk])
    with django_assert_max_num_queries(32):
        phone = client.get(reverse("points:account", args=[own.pk])).text
    assert reverse("points:account", args=[own.pk]) in client.get("/").text
    assert "做什么还能加分" in phone


def shown_pk() -> int:
    """The key of the one publication."""

    return PointsPublication.objects.get().pk


def test_a_what_if_page_and_the_draft_it_is_about(client: Client) -> None:
    cast = make_cast()
    scheme = graded_scheme()
    count(cast.members[0], cast.office, pk=1, day=date(YEAR, 3, 1))
    draft = schemes.copy_scheme(scheme=scheme, year=YEAR, actor=cast.office)
    item = draft.classes.get(name="活动").items.get()
    item.first = 10
    item.save()
    client.force_login(cast.office)
    page = client.get(reverse("points:what_if", args=[draft.pk])).text
    assert "+5" in page
    assert cast.members[0].person.name in page
    sent = client.post(reverse("points:replay_scheme", args=[draft.pk]))
    assert sent.status_code == 302
