"""Supervision meetings (双联活动督导会议, R137)."""

from __future__ import annotations

from datetime import date
from typing import TypedDict, Unpack

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from activities.operations.following import restate
from activities.operations.recording import record_activity
from activities.queries import standing_committee
from congress.access.rules import require_rule
from congress.access.versions import check_version
from congress.accounts.models import User
from congress.audit import operations as audit
from congress.organs.enums import OrganKind
from congress.organs.models import Area, Organ
from congress.web import dates
from liaison_stations import rules
from liaison_stations.models import SupervisionMeeting
from liaison_stations.operations.exchange import kind_of

#: The code of the kind of activity such a meeting is.
KIND = "supervision_meeting"
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
    """Write down a meeting that the district or a town held, in the log as well.

    Raises ``ValidationError`` for a day to come, ``Conflict`` where the district took its kind out of the log.
    """
    row = SupervisionMeeting(area=area)
    _take(row, facts)
    row.save()
    require_rule(actor, rules.keep_meeting, row)
    row.activity = record_activity(
        actor=actor,
        start_on=row.held_on,
        kind=kind_of(KIND),
        headline=_headline(row),
        organiser=_holder(row),
        place=row.place,
        text=_text(row),
        area=area,
    )
    row.save(update_fields=["activity"])
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
    """Correct what was written; a text that was written anew in the log stays there.

    Raises ``StaleVersion`` when somebody else did meanwhile, ``Conflict`` when it was withdrawn from the log.
    """
    rows = SupervisionMeeting.objects.select_for_update(of=("self",))
    row = rows.select_related("area", "activity__kind").get(pk=meeting.pk)
    require_rule(actor, rules.keep_meeting, row)
    before = _facts(row)
    check_version(row, version, before)
    own_text = _text(row)
    _take(row, facts)
    old, new = audit.changed(before, _facts(row))
    if new:
        row.version += 1
        row.save()
        _follow(row, own_text, actor)
        audit.record(actor=actor, verb="liaison_stations:change_meeting", obj=row, before=old, after=new)
    return row


def _follow(row: SupervisionMeeting, own_text: str, actor: User) -> None:
    """Bring the log up to date."""
    if row.activity is None:
        return
    kept = _text(row) if row.activity.text == own_text else row.activity.text
    restate(
        activity=row.activity,
        actor=actor,
        days=(row.held_on, row.held_on),
        kind=row.activity.kind,
        headline=_headline(row),
        place=row.place,
        text=kept,
    )


def _holder(row: SupervisionMeeting) -> str:
    """区人大常委会, or the body of the town that held it."""
    if row.area.parent_id is None:
        return standing_committee()
    bodies = Organ.objects.filter(
        area=row.area, kind__in=[OrganKind.TOWN_PRESIDIUM, OrganKind.SUBDISTRICT_COMMITTEE]
    )
    return bodies.values_list("short_name", flat=True).first() or row.area.name


def _headline(row: SupervisionMeeting) -> str:
    return f"{_holder(row)}召开{row.title}"


def _text(row: SupervisionMeeting) -> str:
    return f"{row.held_on.month}月{row.held_on.day}日，{_headline(row)}。{row.summary}"


def _facts(row: SupervisionMeeting) -> dict[str, object]:
    return {name: getattr(row, name) for name in _FIELDS}


def _take(row: SupervisionMeeting, facts: MeetingFacts) -> None:
    for name in _FIELDS:
        setattr(row, name, facts[name])  # type: ignore[literal-required]  # the names are those of the facts
    if row.held_on > timezone.localdate():
        raise ValidationError({"held_on": f"{dates.full_day(row.held_on)}还没有到，开会之后再登记"})
    row.full_clean()
