"""What happened to a record, in words."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import groupby
from typing import Any

from activities.models import Activity
from activities.queries import FACT_LABELS
from congress.audit.models import AuditEvent
from congress.audit.verbs import verb_label
from congress.web import dates
from congress.web.parts import Happening

#: Lines that are shown, and events they are made of: every tap at the door is an event.
_SHOWN = 100
_READ = 2000
_ROLL = "activities:mark_attendance"
_NAMED = 6


def happenings(activity: Activity) -> list[Happening]:
    """The newest hundred steps, newest first (one query). A roll called on one day is one step."""
    events = AuditEvent.objects.filter(object_type=Activity._meta.label, object_id=str(activity.pk))
    lines = []
    for (verb, _step), found in groupby(events.order_by("-seq")[:_READ], key=_step_of):
        together = list(found)
        lines.append(_roll(together) if verb == _ROLL else _line(together[0]))
    return lines[:_SHOWN]


def _step_of(event: AuditEvent) -> tuple[str, object]:
    """Events of one step stand together: the roll of a day, every other event for itself."""
    return event.verb, dates.as_date(event.at) if event.verb == _ROLL else event.seq


def _line(event: AuditEvent) -> Happening:
    return Happening(verb_label(event.verb), event.actor_name, event.at, note=_note(event))


def _roll(events: Iterable[AuditEvent]) -> Happening:
    newest, *others = events
    names = list(dict.fromkeys(name for event in (newest, *others) for name in event.after or {}))
    who = list(dict.fromkeys(event.actor_name for event in (newest, *others)))
    more = f" 等 {len(names)} 人" if len(names) > _NAMED else ""
    return Happening(
        verb_label(newest.verb),
        who[0] if len(who) == 1 else f"{who[0]} 等 {len(who)} 人",
        newest.at,
        note=f"{'、'.join(names[:_NAMED])}{more}",
    )


def _note(event: AuditEvent) -> str:
    after: dict[str, Any] = event.after or {}
    if event.verb == "activities:withdraw":
        return f"原因：{after['withdrawn_reason']}"
    if event.verb == "activities:change_activity":
        return "改了" + "、".join(FACT_LABELS[name] for name in FACT_LABELS if name in after)
    return ""
