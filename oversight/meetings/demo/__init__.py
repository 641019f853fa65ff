"""Meetings of the demo district: those of the log led back to, two ahead. All invented."""

from __future__ import annotations

from datetime import time, timedelta
from typing import Any

from django.db import transaction
from django.utils import timezone

from activities.models import Activity
from activities.taking_part.members import present_term, serving
from congress.accounts.models import User
from congress.organs.models import Organ
from congress.web.demo import read_table
from deputies.models import Person
from oversight.meetings.enums import Numbering
from oversight.meetings.queries import logged, members_of
from oversight.models import Meeting, MeetingKind
from oversight.operations import agenda, meeting_people, meetings

_DAY = timedelta(days=1)
#: The newest meetings of each kind in the log that get a page of their own.
_FROM_THE_LOG = 3
_SITTING_IN = 3


@transaction.atomic
def load() -> None:
    """Enter them, unless there are some already or the demo district is not there."""
    clerk = User.objects.filter(username="office").first()
    table = read_table(__file__, "meetings.json")
    if clerk is None or Meeting.objects.exists() or not Organ.objects.exists():
        return
    for kind in MeetingKind.objects.select_related("activity_kind"):
        _past(kind, clerk, table["minutes"])
        for told in table["ahead"].get(kind.name, []):
            _ahead(kind, clerk, told)


def _past(kind: MeetingKind, clerk: User, minutes: dict[str, str]) -> None:
    """The last meetings of the log as meetings: the same number, day and agenda, the log's own entry."""
    draft = meetings.draft(kind, timezone.localdate())
    if kind.numbering == Numbering.TERM and draft.term is None:
        return
    rows = logged(draft).order_by("-start_on", "-pk")[:_FROM_THE_LOG]
    for entry in reversed(rows):
        _from_entry(kind, clerk, entry, minutes)


def _from_entry(kind: MeetingKind, clerk: User, entry: Activity, minutes: dict[str, str]) -> None:
    members = list(members_of(kind, entry.start_on))
    row = meetings.plan_meeting(
        actor=clerk,
        kind=kind,
        on=entry.start_on,
        begins_at=time(9, 0),
        place=entry.place or "区人大常委会会议室",
        number=entry.meeting_number,
        chair=members[0] if members else None,
        law_studied=entry.law_studied,
    )
    for item in entry.agenda.all():
        agenda.add_item(meeting=row, actor=clerk, title=item.title, decision=item.decision)
    if not row.items.exists():
        agenda.add_item(meeting=row, actor=clerk, title=entry.topic or entry.headline)
    meeting_people.set_attendees(meeting=row, actor=clerk, attending=members, names=[])
    there = list(row.attendees.all())
    row = meetings.hold_meeting(meeting=row, actor=clerk, present=there, text=entry.text, activity=entry)
    if words := minutes.get(kind.name):
        meetings.write_minutes(meeting=row, actor=clerk, version=row.version, minutes=words)


def _ahead(kind: MeetingKind, clerk: User, told: dict[str, Any]) -> None:
    """A meeting to come, its notice sent where the table says so."""
    on = timezone.localdate() + told["days"] * _DAY
    if present_term(on) is None:
        return
    members = list(members_of(kind, on))
    row = meetings.plan_meeting(
        actor=clerk,
        kind=kind,
        on=on,
        begins_at=time(*told["at"]),
        place=told["place"],
        chair=members[0] if members else None,
        law_studied=told.get("law", ""),
        requirements=told.get("requirements", ""),
    )
    for title, reporter in told["items"]:
        agenda.add_item(meeting=row, actor=clerk, title=title, reporter=reporter)
    people = Person.objects.filter(deputyships__in=serving(on).filter(person__user__username="deputy"))
    others = Person.objects.filter(deputyships__in=serving(on).order_by("pk")[:_SITTING_IN])
    sitting_in = list((people | others).distinct()) if told.get("deputies") else []
    meeting_people.set_attendees(
        meeting=row,
        actor=clerk,
        attending=members,
        sitting_in=sitting_in,
        organs=list(Organ.objects.filter(short_name__in=told.get("organs", []))),
        names=[tuple(pair) for pair in told.get("names", [])],
    )
    if told.get("called"):
        meetings.call_meeting(meeting=row, actor=clerk)
