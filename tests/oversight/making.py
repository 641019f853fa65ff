"""Small makers of records of the room."""

from __future__ import annotations

from datetime import date, time
from typing import Any

from congress.accounts.models import User
from deputies.models import Person
from oversight.models import AgendaItem, Meeting, MeetingKind
from oversight.operations import agenda, meetings
from tests.factories import make_person, make_term

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


__all__ = ["MAY", "kind_of", "make_item", "make_meeting", "make_member"]
