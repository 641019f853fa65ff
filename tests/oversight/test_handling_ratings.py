"""The committee rates the handling of suggestions; the counts stand on the meeting and beside the figures (R223)."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from congress.access.exceptions import Conflict
from congress.accounts.enums import Role
from congress.accounts.models import User
from congress.ballots.models import Poll, RuleSet
from congress.ballots.operations import counting, preparing, voting
from oversight.models import HandlingRating, Meeting
from oversight.operations import agenda, meeting_people
from oversight.operations import handling_ratings as operations
from tests.factories import make_organ, make_user
from tests.oversight.making import make_meeting, make_member

pytestmark = pytest.mark.django_db


@pytest.fixture
def clerk() -> User:
    return make_user(Role.OFFICE)


def prepared(clerk: User, meeting: Meeting | None = None, **facts: Any) -> HandlingRating:
    """A rating of the first half of 2024, by paper."""
    values: dict[str, Any] = {
        "meeting": meeting or make_meeting(clerk, "常委会会议"),
        "since": date(2024, 1, 1),
        "until": date(2024, 6, 30),
        "overall": True,
        "units": [],
        "rule_set": RuleSet.objects.filter(form="grades").earliest("order"),
        "mode": "paper",
        **facts,
    }
    return operations.prepare_rating(actor=clerk, **values)


def voted(poll: Poll, clerk: User, *votes: tuple[int, int, int, int], void: int = 0) -> None:
    """The poll after two people entered 满意, 基本满意, 不满意, 弃权 of each thing rated."""
    valid = sum(votes[0])
    poll.refresh_from_db()
    if not poll.paper_count:
        preparing.set_electors(
            poll=poll, actor=clerk, version=poll.version, audience={}, unnamed_paper=valid + void
        )
    voting.start_voting(poll=poll, actor=clerk)
    voting.close_voting(poll=poll, actor=clerk)
    counting.open_box(poll=poll, actor=clerk)
    marks = ("good", "fair", "bad", "abstain")
    for one in (clerk, make_user(Role.OFFICE)):
        counting.enter_paper(
            poll=poll,
            actor=one,
            issued=valid + void,
            returned=valid + void,
            valid=valid,
            void=void,
            counts={str(n): dict(zip(marks, row, strict=True)) for n, row in enumerate(votes, 1)},
        )
    counting.publish_poll(poll=poll, actor=clerk)


def test_the_result_stands_on_the_meeting_and_beside_the_figures(
    client: Client, clerk: User, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    bureau = make_organ("区水利局")
    row = prepared(clerk, units=[bureau])
    assert [one.title for one in row.poll.items.all()] == ["代表建议办理工作", "区水利局办理工作"]
    assert row.item is not None
    assert row.item.title == "2024年代表建议办理工作满意度民主测评"
    voted(row.poll, clerk, (20, 8, 1, 1), (10, 9, 10, 1))
    row.refresh_from_db()
    assert row.rated_on == timezone.localdate()
    first, second = row.results.all()
    assert (first.good, first.fair, first.bad, first.abstain, first.whole) == (20, 8, 1, 1, 30)
    assert (first.passed, second.passed, second.organ) == (True, False, bureau)
    told = "满意 20 票，基本满意 8 票，不满意 1 票，弃权 1 票，满意率 93.3%（28／30）"
    row.item.refresh_from_db()
    assert row.item.decision.startswith(f"测评结果：代表建议办理工作：{told}；区水利局办理工作：满意 10 票")

    client.force_login(clerk)
    client.get("/")  # counts of the menu are kept for a minute
    page = reverse("handling_ratings:detail", args=[row.pk])
    with django_assert_max_num_queries(16):
        assert told in client.get(page).text
    with django_assert_max_num_queries(14):
        assert "93.3%（28／30）" in client.get(reverse("handling_ratings:index")).text
    meeting = client.get(reverse("meetings:detail", args=[row.meeting_id])).text
    assert told in meeting
    assert page in meeting
    assert page in client.get(reverse("search:results"), {"q": "办理工作 民主测评"}).text
    figures = reverse("suggestions:figures")
    for role, shown in ((Role.OFFICE, True), (Role.GOVERNMENT, True), (Role.TOWN, False)):
        client.force_login(make_user(role))
        text = client.get(f"{figures}?preset=custom&since=2024-06-01&until=2024-12-31").text
        assert (told in text) is shown, role
    client.force_login(clerk)
    text = client.get(f"{figures}?preset=custom&since=2024-07-01&until=2024-12-31").text
    assert told not in text, "another period"
    assert page in client.get(reverse("ballots:detail", args=[row.poll_id])).text


def test_others_read_it_once_it_was_voted_on(client: Client, clerk: User) -> None:
    row = prepared(clerk)
    page = reverse("handling_ratings:detail", args=[row.pk])
    client.force_login(make_user(Role.GOVERNMENT))
    assert client.get(page).status_code == 404
    voted(row.poll, clerk, (3, 0, 0, 0))
    assert client.get(page).status_code == 200
    with pytest.raises(PermissionDenied):
        prepared(make_user(Role.COMMITTEE), row.meeting)


def test_who_attends_votes(clerk: User) -> None:
    meeting = make_meeting(clerk, "常委会会议")
    members = [make_member(f"委员{n}", user=make_user(Role.LEADER) if n else None) for n in range(3)]
    meeting_people.set_attendees(meeting=meeting, actor=clerk, attending=members, names=[])
    with pytest.raises(ValidationError, match="有 1 人没有帐号"):
        prepared(clerk, meeting, mode="phone")
    row = prepared(clerk, meeting, mode="mixed")
    poll = Poll.objects.get(pk=row.poll_id)
    assert (poll.electors.count(), poll.paper_count, poll.members) == (2, 1, 3)


def test_a_ballot_declared_void_is_held_again_and_one_at_a_time(clerk: User) -> None:
    row = prepared(clerk)
    with pytest.raises(Conflict, match="已经在投票表决里"):
        prepared(clerk, row.meeting)
    preparing.set_electors(poll=row.poll, actor=clerk, version=row.poll.version, audience={}, unnamed_paper=5)
    with pytest.raises(Conflict, match="没有做成"):
        voted(row.poll, clerk, (0, 0, 0, 0))
    counting.void_poll(poll=row.poll, actor=clerk, reason="没有收回票")
    again = prepared(clerk, row.meeting, units=[make_organ("区水利局")], overall=False)
    assert (again.pk, again.item_id) == (row.pk, row.item_id), "the same place on the agenda"
    assert [one.name for one in again.results.all()] == ["区水利局办理工作"]
    assert again.item is not None
    agenda.drop_item(item=again.item, actor=clerk)
    voted(Poll.objects.get(pk=again.poll_id), clerk, (2, 1, 1, 1))
    again.refresh_from_db()
    assert again.item_id is None
    assert again.results.get().whole == 5, "off the agenda it stays with the meeting"


def test_what_cannot_be_rated_is_said_at_the_field(client: Client, clerk: User) -> None:
    party, meeting = make_meeting(clerk), make_meeting(clerk, "常委会会议")
    with pytest.raises(Conflict, match="只有没有取消的常委会会议"):
        prepared(clerk, party)
    client.force_login(clerk)
    url = f"{reverse('handling_ratings:prepare_rating')}?meeting={meeting.pk}"
    assert meeting.title in client.get(url).text
    rules = RuleSet.objects.filter(form="grades").earliest("order")
    typed = {
        "meeting": meeting.pk,
        "since": "2024-06-30",
        "until": "2024-01-01",
        "rule_set": rules.pk,
        "mode": "paper",
    }
    text = client.post(url, typed).text
    assert "结束日期不能早于开始日期" in text
    text = client.post(url, {**typed, "until": "2024-12-31"}).text
    assert "请选办理工作总体，或者选承办单位" in text
    answer = client.post(url, {**typed, "until": "2024-12-31", "overall": "on"})
    row = HandlingRating.objects.get()
    assert answer.headers["Location"] == reverse("ballots:set_electors", args=[row.poll_id])
