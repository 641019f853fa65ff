"""A meeting from planning to its minutes. It is told to the log once, when it was held (R270)."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import date, time
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from activities.models import Activity
from activities.taking_part.members import present_term
from congress.access.exceptions import Conflict
from congress.access.rules import require, require_rule
from congress.access.versions import check_version
from congress.accounts.models import User
from congress.audit import operations as audit
from congress.audit.registering import facts_of
from congress.documents.kept import add_documents
from congress.documents.uploads import Document, saving
from congress.notices.operations import own as notices
from congress.web import dates
from oversight.meetings import rules
from oversight.meetings.enums import AHEAD, MeetingState, Numbering
from oversight.meetings.queries import logged, next_number
from oversight.meetings.workflow import MEETING_WORKFLOW
from oversight.models import Attendee, Meeting, MeetingFile, MeetingKind
from oversight.operations.meeting_log import tell_the_log
from oversight.operations.meeting_people import mark_roll
from oversight.telling import people_behind

_FACTS = ("number", "on", "ends_on", "begins_at", "place", "chair", "law_studied", "requirements")


def locked(meeting: Meeting, actor: User) -> Meeting:
    """The meeting as it stands now, for whoever keeps meetings."""
    rows = Meeting.objects.select_for_update(of=("self",)).select_related("kind__activity_kind", "term__area")
    row = rows.get(pk=meeting.pk)
    require_rule(actor, rules.keep_meeting, row)
    return row


def _refuse_second_number(row: Meeting) -> None:
    others = Meeting.objects.filter(kind=row.kind, series=row.series, number=row.number)
    other = others.exclude(state=MeetingState.CANCELLED).exclude(pk=row.pk).first()
    told = logged(row).filter(meeting_number=row.number).exclude(start_on=row.on)
    entry = told.filter(committee_meeting__isnull=True).first() if other is None else None
    day, name = (
        (other.on, other.title) if other else (entry.start_on, entry.headline) if entry else (None, "")
    )
    if day is not None:
        free = next_number(Meeting(kind=row.kind, term=row.term, on=row.on, number=row.number))
        raise ValidationError(
            {
                "number": f"{row.title}已登记在{dates.full_day(day)}（{name}），"
                f"同一个次数不能用两次，下一个没有用过的是第 {free} 次"
            }
        )


def _take(row: Meeting, facts: dict[str, Any]) -> None:
    for name in _FACTS:
        value = facts.get(name)
        setattr(row, name, value.strip() if isinstance(value, str) else value)
    row.ends_on = facts.get("ends_on") or row.on
    row.law_studied, row.requirements = row.law_studied or "", row.requirements or ""
    if row.kind.numbering == Numbering.TERM:
        row.term = present_term(row.on)
        if row.term is None:
            raise ValidationError({"on": f"{dates.full_day(row.on)}不在已登记的任何一届里，请先登记届次"})
    row.number = row.number or next_number(row)
    row.derive()
    _refuse_second_number(row)
    row.full_clean(exclude=["recorded_by", "activity"])


def draft(kind: MeetingKind, on: date) -> Meeting:
    """A meeting of the kind on a day that is not saved, to ask for the next number."""
    term = present_term(on) if kind.numbering == Numbering.TERM else None
    return Meeting(kind=kind, on=on, term=term, number=1)


@transaction.atomic
def plan_meeting(
    *,
    actor: User | None,
    kind: MeetingKind,
    on: date,
    begins_at: time,
    place: str,
    number: int | None = None,
    **facts: Any,
) -> Meeting:
    """Plan a meeting; without a number it gets the next of its year or term.

    Raises ``ValidationError`` at the number when it was used already, here or in the log.
    """
    MeetingKind.objects.select_for_update().get(pk=kind.pk)
    row = Meeting(kind=kind, recorded_by=actor)
    _take(row, {"number": number, "on": on, "begins_at": begins_at, "place": place, **facts})
    row.save()
    audit.record(
        actor=actor, verb="meetings:plan_meeting", obj=row, after=facts_of(row, dict.fromkeys(_FACTS))
    )
    return row


@transaction.atomic
def change_meeting(*, meeting: Meeting, actor: User, version: int, **facts: Any) -> Meeting:
    """Correct a meeting that is still ahead. Raises ``StaleVersion``; ``Conflict`` once it was held or cancelled."""
    row = locked(meeting, actor)
    before = facts_of(row, dict.fromkeys(_FACTS))
    check_version(row, version, before)
    if row.state not in AHEAD:
        raise Conflict(f"这次会议{row.get_state_display()}，不能再改时间、地点")
    MeetingKind.objects.select_for_update().get(pk=row.kind_id)
    _take(row, facts)
    old, new = audit.changed(before, facts_of(row, dict.fromkeys(_FACTS)))
    if new:
        row.version += 1
        row.save()
        audit.record(actor=actor, verb="meetings:change_meeting", obj=row, before=old, after=new)
    return row


@transaction.atomic
def call_meeting(*, meeting: Meeting, actor: User) -> Meeting:
    """Tell everybody who was asked; told again it reaches those added since. ``Conflict`` when nobody was asked."""
    row = locked(meeting, actor)
    require(actor, MEETING_WORKFLOW["call_meeting"], row.state)
    waiting = list(row.attendees.filter(told_at__isnull=True).select_related("person__user"))
    if not waiting:
        why = "参会人员都已通知" if row.attendees.exists() else "还没有选参会人员，请先选出席、列席人员"
        raise Conflict(why)
    before, row.state = row.state, MeetingState.CALLED
    row.version += 1
    row.save()
    notices.send(
        to=people_behind(waiting),
        title=f"会议通知：{row.title}",
        text=f"{dates.full_day(row.on)}{row.begins_at:%H:%M}，{row.place}。请看材料，能不能参加请回复。",
        url=reverse("meetings:invitation", args=[row.pk]),
        key=f"meeting:{row.pk}",
    )
    row.attendees.filter(pk__in=[one.pk for one in waiting]).update(told_at=timezone.now())
    audit.record(
        actor=actor,
        verb="meetings:call_meeting",
        obj=row,
        before={"state": before},
        after={"state": row.state, "note": f"通知 {len(waiting)} 人（单位）"},
    )
    return row


@transaction.atomic
def hold_meeting(
    *,
    meeting: Meeting,
    actor: User,
    present: Collection[Attendee],
    text: str,
    activity: Activity | None = None,
) -> Meeting:
    """It took place: who was there, and the paragraph for the log.

    ``activity`` is the entry of the log where somebody wrote it there before; else one is made, and the registers of
    the deputies who sat in follow from it. Raises ``ValidationError`` for a day to come.
    """
    row = locked(meeting, actor)
    require(actor, MEETING_WORKFLOW["hold_meeting"], row.state)
    if row.on > timezone.localdate():
        raise ValidationError(f"{dates.full_day(row.on)}还没有到，开会之后再登记")
    there = {one.pk for one in present}
    mark_roll(row, there)
    row.state = MeetingState.HELD
    row.version += 1
    row.activity = activity or tell_the_log(row, text, actor)
    row.save()
    after = {"state": row.state, "note": f"到会 {len(there)} 人"}
    audit.record(actor=actor, verb="meetings:hold_meeting", obj=row, after=after)
    return row


@transaction.atomic
def cancel_meeting(*, meeting: Meeting, actor: User, reason: str) -> Meeting:
    """It does not take place; whoever was told is told so, and its number is free again."""
    row = locked(meeting, actor)
    require(actor, MEETING_WORKFLOW["cancel_meeting"], row.state)
    if not reason.strip():
        raise ValidationError({"reason": "请写取消的原因"})
    told = row.state == MeetingState.CALLED
    row.state, row.cancelled_reason = MeetingState.CANCELLED, reason.strip()
    row.version += 1
    row.save()
    if told:
        people = people_behind(row.attendees.filter(told_at__isnull=False))
        title = f"会议取消：{row.title}"
        notices.send(to=people, title=title, text=row.cancelled_reason, key=f"meeting-off:{row.pk}")
    audit.record(actor=actor, verb="meetings:cancel_meeting", obj=row, after={"note": row.cancelled_reason})
    return row


@transaction.atomic
def write_minutes(*, meeting: Meeting, actor: User, version: int, minutes: str) -> Meeting:
    """The minutes of a meeting that was held. Raises ``StaleVersion``, ``Conflict`` before it was held."""
    row = locked(meeting, actor)
    check_version(row, version, {"minutes": row.minutes})
    if row.state != MeetingState.HELD:
        raise Conflict("会议召开以后才能写纪要")
    row.minutes = minutes.strip()
    row.version += 1
    row.full_clean(exclude=["recorded_by", "activity"])
    row.save()
    note = f"{len(row.minutes)} 字"
    audit.record(actor=actor, verb="meetings:write_minutes", obj=row, after={"note": note})
    return row


@transaction.atomic
def add_materials(*, meeting: Meeting, actor: User, attachments: Sequence[Document]) -> Meeting:
    """Documents for those who were invited. ``Conflict`` once it was cancelled."""
    row = locked(meeting, actor)
    if row.state == MeetingState.CANCELLED:
        raise Conflict("这次会议已取消")
    if not attachments:
        raise ValidationError({"attachments": "请选文件"})
    with saving() as saver, transaction.atomic():
        add_documents(row.files, attachments, actor, saver.save, folder="meetings")
    names = "、".join(one.name for one in attachments)
    audit.record(actor=actor, verb="meetings:add_materials", obj=row, after={"note": names[:200]})
    return row


@transaction.atomic
def drop_material(*, file: MeetingFile, actor: User) -> Meeting:
    """Take a document out; the file stays, hidden."""
    row = locked(file.meeting, actor)
    MeetingFile.objects.filter(pk=file.pk).update(dropped=True)
    audit.record(actor=actor, verb="meetings:drop_material", obj=row, after={"note": file.name})
    return row
