"""Small makers of records of the room."""

from __future__ import annotations

from datetime import date, time, timedelta
from typing import Any

from congress.accounts.models import User
from congress.organs.enums import OrganKind
from deputies.models import Person
from oversight.models import AgendaItem, Meeting, MeetingKind, ReviewOpinion
from oversight.operations import agenda, meetings, opinions
from tests.factories import make_organ, make_person, make_term

MAY = date(2024, 5, 29)


def kind_of(name: str = "党组会议") -> MeetingKind:
    """One of the three kinds a new portal begins with."""
    make_term()
    return MeetingKind.objects.select_related("activity_kind").get(name=name)


def make_meeting(clerk: User, name: str = "党组会议", on: date = MAY, **facts: Any) -> Meeting:
    """A planned meeting at nine in the meeting room."""
    values = {"begins_at": time(9, 0), "place": "二楼会议室", **facts}
    return meetings.plan_meeting(actor=clerk, kind=kind_of(name), on=on, **values)


def make_item(meeting: Meeting, clerk: User, title: str = "听取和审议供水管网改造情况的报告") -> AgendaItem:
    """An item of its agenda."""
    return agenda.add_item(meeting=meeting, actor=clerk, title=title)


def make_member(name: str, title: str = "区人大常委会副主任", *, user: User | None = None) -> Person:
    """Somebody of the standing committee, with an account when one is given."""
    person = make_person(name, title=title, order=1)
    if user is not None:
        Person.objects.filter(pk=person.pk).update(user=user)
        person.refresh_from_db()
    return person


def deliberated_item(clerk: User, on: date = MAY) -> AgendaItem:
    """An item of a meeting of the committee that was held."""
    row = make_meeting(clerk, "常委会会议", on=on)
    item = make_item(row, clerk)
    meetings.hold_meeting(meeting=row, actor=clerk, present=[], text="召开。")
    return AgendaItem.objects.select_related("meeting__kind").get(pk=item.pk)


def drafted_opinion(clerk: User, on: date = MAY) -> ReviewOpinion:
    """The opinion on such an item, with a unit and a committee of its own."""
    return opinions.draft_opinion(
        item=deliberated_item(clerk, on),
        actor=clerk,
        title="关于供水管网改造的审议意见",
        text="排出改造清单。",
        unit=make_organ(),
        committee=make_organ(kind=OrganKind.COMMITTEE),
        is_key=False,
        team="",
    )


def assigned_opinion(clerk: User, on: date = MAY, span: str = "3个月") -> ReviewOpinion:
    """Handed over on the day of the meeting."""
    row = drafted_opinion(clerk, on)
    return opinions.assign_opinion(opinion=row, actor=clerk, assigned_on=on, span=span)


def accepted_opinion(clerk: User, on: date = MAY) -> ReviewOpinion:
    """Reported a month later, and ready to be rated."""
    row = opinions.report_opinion(
        opinion=assigned_opinion(clerk, on),
        actor=clerk,
        reported_on=on + timedelta(days=30),
        report="已办。",
    )
    return opinions.accept_report(opinion=row, actor=clerk)
