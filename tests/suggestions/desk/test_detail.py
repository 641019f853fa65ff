"""The page of one suggestion: what everybody reads, what each can do, and how many queries it takes."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from suggestions import operations
from suggestions.enums import Rating, State
from suggestions.models import Step, Suggestion
from suggestions.timeline import WORDS, Audience, happenings
from tests.suggestions.cast import Cast, answer, make_cast, make_draft, make_suggestion, part_of, rate

pytestmark = pytest.mark.django_db


def page_of(client: Client, row: Suggestion) -> str:
    answer = client.get(reverse("suggestions:detail", args=[row.pk]))
    assert answer.status_code == 200
    return answer.content.decode()


def test_the_page_shows_units_clocks_and_their_source(office: Client, cast: Cast) -> None:
    row = make_suggestion(cast, State.HANDLING, co=2)
    page = page_of(office, row)
    for words in (
        row.label,
        "1 个主办，2 个协办",
        "期限依据",
        "《代表法》第五十一条",
        "次日起算",
        "提交时原文，不可修改",
    ):
        assert words in page, words


def test_what_was_submitted_stays_though_the_suggestion_changed(office: Client, cast: Cast) -> None:
    row = make_suggestion(cast, State.RETURNED)
    operations.save_draft(
        suggestion=row,
        actor=cast.deputy,
        version=row.version,
        title=row.title,
        situation="新的情况写在这里。",
        proposal=row.proposal,
    )
    assert "新的情况写在这里" not in page_of(office, row)
    operations.submit(suggestion=row, actor=cast.deputy)
    page = page_of(office, row)
    assert "新的情况写在这里" in page
    assert "以前提交的原文" in page


def test_every_round_of_replies_and_verdicts_is_kept(office: Client, cast: Cast) -> None:
    row = answer(cast, make_suggestion(cast, State.HANDLING))
    rate(cast, row, Rating.UNSATISFIED, "车位划错了地方")
    answer(cast, row)
    page = page_of(office, row)
    for words in ("第 2 轮答复", "第 1 轮答复", "以前的，保留备查", "车位划错了地方", "第 2 轮办理"):
        assert words in page, words


def test_who_is_waited_for_comes_first(office: Client, cast: Cast) -> None:
    row = make_suggestion(cast, State.HANDLING)
    part = part_of(row)
    assert f"等待{part.organ_name}签收" in page_of(office, row)
    operations.accept(handling=part, actor=cast.staff[0], at=cast.later(days=1))
    page = page_of(office, row)
    assert f"等待{part.organ_name}答复" in page
    assert "须先有办中沟通和办前联系的记录，再答复" in page
    answered = make_suggestion(cast, State.REPLIED)
    assert f"等待{cast.lead.person.name}代表评价" in page_of(office, answered)


def test_blocked_actions_say_why(office: Client, cast: Cast) -> None:
    assert "代表评价之后才能销号" in page_of(office, make_suggestion(cast, State.HANDLING))
    assert "审核通过之后才能交办" in page_of(office, make_suggestion(cast, State.SUBMITTED))


@pytest.mark.parametrize("state", [state for state in State.values if state != State.DRAFT])
def test_the_office_finds_its_way_in_every_state(state: str, office: Client, cast: Cast) -> None:
    row = Suggestion.objects.get(pk=make_suggestion(cast, state).pk)
    page = page_of(office, row)
    assert page.count("btn-primary") <= 1
    for line in page.split('href="')[1:]:
        address = line.partition('"')[0]
        if address.startswith(f"/suggestions/{row.pk}/") and "pdf" not in address:
            assert office.get(address).status_code == 200, address


def test_everybody_reads_but_only_the_office_acts(client: Client, cast: Cast) -> None:
    row = make_suggestion(cast, State.HANDLING)
    for user in (cast.leader, cast.committee, cast.government, cast.staff[0]):
        client.force_login(user)
        page = page_of(client, row)
        assert row.title in page
        assert reverse("suggestions:urge", args=[row.pk]) not in page, user.roles
    client.force_login(cast.staff[2])
    assert client.get(reverse("suggestions:detail", args=[row.pk])).status_code == 404, "not its matter"


def test_a_draft_is_nobody_elses(office: Client, cast: Cast) -> None:
    row = make_draft(cast)
    assert office.get(reverse("suggestions:detail", args=[row.pk])).status_code == 404


def test_the_page_takes_as_many_queries_for_five_units_as_for_one(
    client: Client, django_assert_max_num_queries: Any
) -> None:
    cast = make_cast(units=5)
    client.force_login(cast.office)
    counts = []
    for co in (0, 4):
        row = make_suggestion(cast, State.EVALUATED, co=co)
        page_of(client, row)
        with django_assert_max_num_queries(60) as queries:
            page_of(client, row)
        counts.append(len(queries))
    assert counts[0] == counts[1], counts


def test_steps_have_words_for_both_audiences_and_contacts_one_line(cast: Cast) -> None:
    row = answer(cast, make_suggestion(cast, State.HANDLING, co=1))
    contact = part_of(row).contacts.first()
    assert contact is not None
    operations.confirm_contact(contact=contact, actor=cast.deputy, answer="confirmed", at=cast.clock)
    steps = list(Step.objects.filter(suggestion=row))
    assert {step.verb for step in steps} <= set(WORDS)
    desk = happenings(steps)
    assert [line.title for line in desk][-3:] == ["交办", "审核通过", "提交"]
    assert any(line.title == "办前联系" and line.detail.endswith("代表已确认") for line in desk)
    phone = happenings(steps, Audience.DEPUTY)
    assert any(line.detail.endswith("您已确认") for line in phone)
    assert cast.keeper.name not in "".join(line.detail for line in phone), (
        "a deputy reads what, not which clerk"
    )


def test_units_that_signed_on_one_day_are_one_line(cast: Cast) -> None:
    row = make_suggestion(cast, State.HANDLING, co=1)
    now = timezone.now()
    for n in (0, 1):
        operations.accept(handling=part_of(row, cast.units[n]), actor=cast.staff[n], at=now)
    signed = [line for line in happenings(list(row.steps.all())) if line.title == "签收"]
    assert len(signed) == 1
    assert "、" in signed[0].detail
