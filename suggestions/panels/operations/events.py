"""动员培训, 听取报告 and 实地调研, in this order; what was held is told once to the log of activities (R229)."""

from __future__ import annotations

from datetime import date

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from activities.models import Activity, ActivityKind
from activities.operations import record_activity
from activities.parts import Part
from congress.accounts.models import User
from congress.audit import operations as audit
from congress.organs.enums import CongressLevel
from deputies.models import Deputyship
from suggestions.models import Panel, PanelEvent, PanelMember, PanelRound
from suggestions.panels.enums import EventKind
from suggestions.panels.operations.shared import locked
from suggestions.panels.queries import next_due


@transaction.atomic
def record_event(
    *,
    round: PanelRound,
    actor: User,
    kind: str,
    on: date,
    note: str,
    place: str = "",
    panel: Panel | None = None,
    activity_kind: ActivityKind | None = None,
) -> PanelEvent:
    """Record what was held. ``ValidationError`` at the field when its turn has not come, or the day is to come.

    With ``activity_kind`` it is written into the log of activities with the deputies of the panels on its roll.
    """
    row = locked(round, actor, "record_event")
    if on > timezone.localdate():
        raise ValidationError({"on": "这一天还没有到，办了再记"})
    _check_turn(row, kind, on)
    if kind == EventKind.RESEARCH and panel is None:
        raise ValidationError({"panel": "实地调研由哪个测评组，请选"})
    whole = None if kind != EventKind.RESEARCH else panel
    event = PanelEvent(round=row, panel=whole, kind=kind, on=on, place=place.strip(), note=note.strip())
    event.full_clean(exclude=["round", "panel", "activity"])
    if activity_kind is not None:
        event.activity = _told(event, activity_kind, actor)
    event.save()
    after = {"kind": event.get_kind_display(), "on": on}
    audit.record(actor=actor, verb="panels:record_event", obj=row, after=after)
    return event


def _check_turn(row: PanelRound, kind: str, on: date) -> None:
    """动员培训 before 听取报告 before 实地调研, by record and by day."""
    before = list(EventKind)[: list(EventKind).index(EventKind(kind))]
    due = [one for one in next_due(row) if one in before]
    if due:
        raise ValidationError({"kind": f"先记{due[0].label}"})
    last = row.events.filter(kind__in=before).order_by("on").last()
    if last is not None and on < last.on:
        raise ValidationError({"on": f"不能早于{last.get_kind_display()}（{last.on:%Y-%m-%d}）"})


def _told(event: PanelEvent, kind: ActivityKind, actor: User) -> Activity:
    panels = [event.panel] if event.panel else list(event.round.panels.select_related("leader"))
    members = PanelMember.objects.filter(panel__in=panels, person__isnull=False)
    held = Deputyship.objects.in_force(event.on).filter(level=CongressLevel.DISTRICT)
    leaders = list({panel.leader_id: panel.leader for panel in panels}.values())
    deputies = held.filter(person__in=members.order_by().values("person"))
    deputies = deputies.exclude(person__in=leaders).select_related("person").order_by("pk")
    whose = event.panel.name if event.panel else "测评组"
    return record_activity(
        actor=actor,
        start_on=event.on,
        end_on=event.on,
        kind=kind,
        headline=f"建议办理满意度测评{event.get_kind_display()}（{whose}）",
        organiser="区人大常委会",
        place=event.place,
        text=event.note,
        participations=[Part(manner="带队" if event.panel else "参加", person=one) for one in leaders],
        deputies=list(deputies) if kind.attendance else [],
    )
