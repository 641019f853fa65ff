"""The committee votes on people and posts; each has its votes and outcome once the result is published (R262, R263)."""

from __future__ import annotations

from typing import Any

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from congress.access.exceptions import Conflict
from congress.accounts.enums import Role
from congress.accounts.models import User
from congress.ballots.models import Poll, RuleSet
from congress.ballots.operations import counting, preparing, voting
from congress.figures.period import Period
from oversight import registers
from oversight.appointments.enums import Outcome
from oversight.models import Appointment, Meeting
from oversight.operations import appointment_ballots as ballots
from oversight.operations import appointments, meeting_people, meetings
from tests.factories import make_user
from tests.oversight.making import make_meeting, make_member

pytestmark = pytest.mark.django_db

#: Session, account with its posts and steps, the appointment with meeting and ballot, history, notices.
DETAIL = 9


@pytest.fixture
def clerk() -> User:
    return make_user(Role.OFFICE)


@pytest.fixture
def meeting(clerk: User) -> Meeting:
    """One to come, with nineteen members who attend and one who does not."""
    row = make_meeting(clerk, "常委会会议", on=timezone.localdate())
    members = [make_member(f"委员{n}") for n in range(20)]
    meeting_people.set_attendees(meeting=row, actor=clerk, attending=members[:19], names=[])
    return row


def proposed(clerk: User, meeting: Meeting, name: str = "卫东来", **facts: Any) -> Appointment:
    values = {"name": name, "post": "区统计局局长", "action": "decide", "outcome": Outcome.PENDING, **facts}
    return appointments.record_appointment(actor=clerk, meeting=meeting, **values)


def prepared(clerk: User, meeting: Meeting, mode: str = "paper") -> Poll:
    rules = RuleSet.objects.get(form="approval")
    return ballots.prepare_ballot(meeting=meeting, actor=clerk, rule_set=rules, mode=mode)


def voted(poll: Poll, clerk: User, *votes: tuple[int, int, int]) -> None:
    """The poll after two people entered 赞成, 反对, 弃权 of each item."""
    cast = sum(votes[0])
    voting.start_voting(poll=poll, actor=clerk)
    voting.close_voting(poll=poll, actor=clerk)
    counting.open_box(poll=poll, actor=clerk)
    for one in (clerk, make_user(Role.OFFICE)):
        counting.enter_paper(
            poll=poll,
            actor=one,
            issued=poll.paper_count,
            returned=cast,
            valid=cast,
            void=0,
            counts={
                str(n): dict(zip(("for", "against", "abstain"), row, strict=True))
                for n, row in enumerate(votes, 1)
            },
        )
    counting.publish_poll(poll=poll, actor=clerk)


def test_more_than_half_of_all_members_is_needed(clerk: User, meeting: Meeting) -> None:
    first, second = proposed(clerk, meeting), proposed(clerk, meeting, "石可为")
    poll = prepared(clerk, meeting)
    assert [item.title for item in poll.items.all()] == [
        "决定任命卫东来区统计局局长",
        "决定任命石可为区统计局局长",
    ]
    assert (poll.members, poll.paper_count) == (20, 19)
    # Ten of the nineteen who came are no more than half of all twenty.
    voted(poll, clerk, (11, 6, 2), (10, 7, 2))
    first.refresh_from_db()
    second.refresh_from_db()
    assert (first.outcome, first.votes_for, first.votes_against, first.abstained) == ("passed", 11, 6, 2)
    assert (second.outcome, second.votes_for) == ("failed", 10)
    assert list(Appointment.objects.without_receipt()) == [first], (
        "a notice is due to whoever came into a post"
    )


def test_before_the_vote_it_is_no_appointment(client: Client, clerk: User, meeting: Meeting) -> None:
    row = proposed(clerk, meeting)
    year = Period.between(meeting.on.replace(month=1, day=1), meeting.on)
    assert registers.count(clerk, year)["appointments"].value == 0
    assert not Appointment.objects.into_post().exists()
    with pytest.raises(Conflict, match="只有通过任命"):
        appointments.issue_notice(appointment=row, actor=clerk, notice_on=meeting.on)
    client.force_login(clerk)
    index = reverse("appointments:index")
    assert "卫东来" in client.get(index, {"outcome": "pending"}).text
    assert "卫东来" not in client.get(index, {"outcome": "decided"}).text
    voted(prepared(clerk, meeting), clerk, (19, 0, 0))
    assert registers.count(clerk, year)["appointments"].value == 1
    assert "卫东来" in client.get(index, {"outcome": "decided"}).text


def test_what_is_voted_on_stays_as_it_is(clerk: User, meeting: Meeting) -> None:
    row = proposed(clerk, meeting)
    poll = prepared(clerk, meeting)
    row.refresh_from_db()
    with pytest.raises(Conflict, match="正在投票表决"):
        appointments.change_appointment(appointment=row, actor=clerk, version=row.version, name="石可为")
    with pytest.raises(Conflict, match="正在投票表决"):
        appointments.withdraw_appointment(appointment=row, actor=clerk, reason="登记错了")
    with pytest.raises(Conflict, match="公布以后自动登记"):
        prepared(clerk, meeting)
    voted(poll, clerk, (18, 0, 1))
    row.refresh_from_db()
    with pytest.raises(ValidationError, match="由投票表决登记"):
        appointments.change_appointment(appointment=row, actor=clerk, version=row.version, votes_for=19)
    done = appointments.change_appointment(
        appointment=row, actor=clerk, version=row.version, post="区统计局党组书记、局长", votes_for=18
    )
    assert (done.post, done.votes_for) == ("区统计局党组书记、局长", 18)


def test_one_declared_void_is_held_again(client: Client, clerk: User, meeting: Meeting) -> None:
    row = proposed(clerk, meeting)
    poll = prepared(clerk, meeting)
    # Nine of twenty cast a ballot: fewer than the quorum.
    with pytest.raises(Conflict, match="投票的人数不够，表决没有做成"):
        voted(poll, clerk, (9, 0, 0))
    row.refresh_from_db()
    assert (row.outcome, row.votes_for) == (Outcome.PENDING, None)
    counting.void_poll(poll=poll, actor=clerk, reason="投票的人数不够")
    row.refresh_from_db()
    client.force_login(clerk)
    ballot = reverse("appointments:prepare_ballot", args=[meeting.pk])
    for page in ("appointments:detail", row.pk), ("meetings:detail", meeting.pk):
        assert ballot in client.get(reverse(page[0], args=[page[1]])).text
    row = appointments.change_appointment(appointment=row, actor=clerk, version=row.version, name="石可为")
    again = prepared(clerk, meeting)
    assert [item.title for item in again.items.all()] == ["决定任命石可为区统计局局长"]


def test_a_ballot_changed_into_something_else_decides_nothing(clerk: User, meeting: Meeting) -> None:
    row = proposed(clerk, meeting)
    poll = prepared(clerk, meeting)
    facts = {name: getattr(poll, name) for name in preparing.FIELDS}
    poll = preparing.change_poll(
        poll=poll, actor=clerk, version=poll.version, items=[("决定任命石可为区统计局局长", "")], **facts
    )
    with pytest.raises(Conflict, match="对不上"):
        voted(poll, clerk, (19, 0, 0))
    row.refresh_from_db()
    assert row.outcome == Outcome.PENDING


def test_before_a_meeting_only_what_waits_for_the_vote(clerk: User, meeting: Meeting) -> None:
    with pytest.raises(ValidationError, match="会前登记的请选“等表决”"):
        proposed(clerk, meeting, outcome=Outcome.PASSED)
    with pytest.raises(ValidationError, match="还没有表决，不填票数"):
        proposed(clerk, meeting, votes_for=1, votes_against=0, abstained=0)
    row = proposed(clerk, meeting)
    with pytest.raises(IntegrityError), transaction.atomic():
        Appointment.objects.filter(pk=row.pk).update(votes_for=1)
    meeting = meetings.cancel_meeting(meeting=meeting, actor=clerk, reason="改期")
    with pytest.raises(Conflict, match="会议已取消"):
        proposed(clerk, meeting, "石可为")
    with pytest.raises(Conflict, match="没有取消"):
        prepared(clerk, meeting)


def test_who_may_and_by_which_rules(clerk: User, meeting: Meeting) -> None:
    with pytest.raises(Conflict, match="没有等表决的任免"):
        prepared(clerk, meeting)
    proposed(clerk, meeting)
    grades = RuleSet.objects.filter(form="grades").earliest("order")
    with pytest.raises(ValidationError, match="请换一套规则"):
        ballots.prepare_ballot(meeting=meeting, actor=clerk, rule_set=grades, mode="paper")
    with pytest.raises(ValidationError, match="没有帐号"):
        prepared(clerk, meeting, mode="phone")
    with pytest.raises(PermissionDenied):
        prepared(make_user(Role.COMMITTEE), meeting)


def test_from_the_page_of_the_meeting_to_its_ballot(
    client: Client, clerk: User, meeting: Meeting, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    client.force_login(clerk)
    page = reverse("meetings:detail", args=[meeting.pk])
    form = f"{reverse('appointments:record_appointment')}?meeting={meeting.pk}"
    assert form.replace("&", "&amp;") in client.get(page).text
    typed = {"meeting": meeting.pk, "name": "卫东来", "post": "区统计局局长", "action": "decide"}
    assert 'value="pending" selected' in client.get(form).text
    client.post(form, {**typed, "outcome": "pending"})
    ballot = reverse("appointments:prepare_ballot", args=[meeting.pk])
    assert ballot in client.get(page).text
    assert "逐项表决：决定任命卫东来区统计局局长" in client.get(ballot).text
    rules = RuleSet.objects.get(form="approval")
    answer = client.post(ballot, {"rule_set": rules.pk, "mode": "paper"})
    poll = Poll.objects.get()
    assert answer.headers["Location"] == reverse("ballots:detail", args=[poll.pk])
    shown = client.get(page).text
    assert "看任免表决" in shown
    assert ballot not in shown
    assert page in client.get(reverse("ballots:detail", args=[poll.pk])).text
    row = Appointment.objects.get()
    client.get("/")
    with django_assert_num_queries(DETAIL):
        text = client.get(reverse("appointments:detail", args=[row.pk])).text
    assert "等表决" in text
    assert reverse("appointments:change_appointment", args=[row.pk]) not in text
    voted(poll, clerk, (17, 1, 1))
    assert "赞成 17，反对 1，弃权 1" in client.get(reverse("appointments:detail", args=[row.pk])).text
