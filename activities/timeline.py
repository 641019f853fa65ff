"""What happened to a record, in words."""

from __future__ import annotations

from typing import Any

from activities.models import Activity
from activities.queries import FACT_LABELS
from congress.audit.models import AuditEvent
from congress.audit.verbs import verb_label
from congress.web.parts import Happening


def happenings(activity: Activity) -> list[Happening]:
    """The newest hundred steps, newest first (one query)."""
    events = AuditEvent.objects.filter(object_type=Activity._meta.label, object_id=str(activity.pk))
    return [
        Happening(verb_label(event.verb), event.actor_name, event.at, note=_note(event))
        for event in events.order_by("-seq")[:100]
    ]


def _note(event: AuditEvent) -> str:
    after: dict[str, Any] = event.after or {}
    if event.verb == "activities:withdraw":
        return f"原因：{after['withdrawn_reason']}"
    if event.verb == "activities:change_activity":
        return "改了" + "、".join(FACT_LABELS[name] for name in FACT_LABELS if name in after)
    return ""
