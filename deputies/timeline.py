"""What happened to the record of a person, in words."""

from __future__ import annotations

from typing import Any

from congress.audit.models import AuditEvent
from congress.audit.verbs import verb_label
from congress.web.parts import Happening
from deputies.models import Person


def happenings(person: Person) -> list[Happening]:
    """The newest fifty steps, newest first (one query)."""
    events = AuditEvent.objects.filter(object_type=Person._meta.label, object_id=str(person.pk))
    return [
        Happening(verb_label(event.verb), event.actor_name, event.at, note=_note(event))
        for event in events.order_by("-seq")[:50]
    ]


def _note(event: AuditEvent) -> str:
    after: dict[str, Any] = event.after or {}
    if event.verb == "deputies:change_person":
        labels = (Person._meta.get_field(name) for name in after)
        return "改了" + "、".join(str(getattr(field, "verbose_name", "")) for field in labels)
    return str(after.get("title", ""))
