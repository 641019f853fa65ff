"""Supervision meetings (双联活动督导会议, R137)."""

from __future__ import annotations

from datetime import date
from typing import TypedDict, Unpack

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from congress.access.rules import require_rule
from congress.access.versions import check_version
from congress.accounts.models import User
from congress.audit import operations as audit
from congress.organs.models import Area
from congress.web import dates
from liaison_stations import rules
from liaison_stations.models import SupervisionMeeting

_FIELDS = ("held_on", "title", "place", "chaired_by", "attended_by", "summary")


class MeetingFacts(TypedDict):
    """What is written down of a meeting."""

    held_on: date
    title: str
    place: str
    chaired_by: str
    attended_by: str
    summary: str


@transaction.atomic
def record_meeting(*, area: Area, actor: User, **facts: Unpack[MeetingFacts]) -> SupervisionMeeting:
    """Write down a meeting that the district or a town held. Raises ``ValidationError`` for a day to come."""
    row = SupervisionMeeting(area=area)
    _take(row, facts)
    row.save()
    require_rule(actor, rules.keep_meeting, row)
    audit.record(
        actor=actor,
        verb="liaison_stations:record_meeting",
        obj=row,
        after={"area": str(area), **_facts(row)},
    )
    return row


@transaction.atomic
def change_meeting(
    *, meeting: SupervisionMeeting, actor: User, version: int, **facts: Unpack[MeetingFacts]
) -> SupervisionMeeting:
    """Correct what was written. Raises ``StaleVersion`` when somebody else did meanwhile."""
    row = SupervisionMeeting.objects.select_for_update(of=("self",)).get(pk=meeting.pk)
    require_rule(actor, rules.keep_meeting, row)
    before = _facts(row)
    check_version(row, version, before)
    _take(row, facts)
    old, new = audit.changed(before, _facts(row))
    if new:
        row.version += 1
        row.save()
        audit.record(actor=actor, verb="liaison_stations:change_meeting", obj=row, before=old, after=new)
    return row


def _facts(row: SupervisionMeeting) -> dict[str, object]:
    return {name: getattr(row, name) for name in _FIELDS}


def _take(row: SupervisionMeeting, facts: MeetingFacts) -> None:
    for name in _FIELDS:
        setattr(row, name, facts[name])  # type: ignore[literal-required]  # the names are those of the facts
    if row.held_on > timezone.localdate():
        raise ValidationError({"held_on": f"{dates.full_day(row.held_on)}还没有到，开会之后再登记"})
    row.full_clean()
