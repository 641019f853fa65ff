"""What happened to a convocation, in words."""

from __future__ import annotations

from typing import Any

from activities.convocations.enums import Answer
from activities.convocations.queries import FACT_LABELS
from activities.models import Convocation
from congress.audit.models import AuditEvent
from congress.audit.verbs import verb_label
from congress.web.parts import Happening

_SHOWN = 100


def happenings(row: Convocation) -> list[Happening]:
    """The newest hundred steps, newest first (one query). First answers are left out: they stand beside the names."""
    events = AuditEvent.objects.filter(object_type=Convocation._meta.label, object_id=str(row.pk))
    events = events.exclude(verb="convocations:reply", before__answer="")
    return [
        Happening(verb_label(event.verb), event.actor_name, event.at, note=_note(event))
        for event in events.order_by("-seq")[:_SHOWN]
    ]


def _note(event: AuditEvent) -> str:
    before: dict[str, Any] = event.before or {}
    after: dict[str, Any] = event.after or {}
    match event.verb:
        case "convocations:cancel":
            return f"原因：{after['cancelled_reason']}"
        case "convocations:change":
            return "改了" + "、".join(FACT_LABELS[name] for name in FACT_LABELS if name in after)
        case "convocations:add_callees":
            return _names(after["callees"])
        case "convocations:release":
            return _names(before["callees"])
        case "convocations:send":
            return f"{after['called']} 位代表"
        case "convocations:remind":
            return f"{after['reminded']} 位没有回复的代表"
        case "convocations:reply":
            said = f"：{after['reason']}" if after["reason"] else ""
            return f"{after['deputy']}改为{Answer(after['answer']).label}{said}"
    return ""


def _names(names: list[str]) -> str:
    return f"{'、'.join(names[:8])}{f' 等 {len(names)} 位' if len(names) > 8 else ''}"
