"""What happened to the record of a person or of a group, in words."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import FieldDoesNotExist
from django.db import models

from congress.audit.models import AuditEvent
from congress.audit.verbs import verb_label
from congress.web.parts import Happening
from deputies.models import DeputyGroup, Person

#: Steps whose facts are fields of the record itself.
_CHANGES = frozenset({"deputies:change_person", "deputies:change_group"})


def happenings(person: Person) -> list[Happening]:
    """The newest fifty steps of a person's file, newest first (one query)."""
    return _steps(person)


def group_happenings(group: DeputyGroup) -> list[Happening]:
    """The newest fifty steps of a group, its members and posts, newest first (one query)."""
    return _steps(group)


def steps_of(record: models.Model) -> list[Happening]:
    """The newest thirty steps of any record with the note each carries, newest first (one query)."""
    events = AuditEvent.objects.filter(object_type=record._meta.label, object_id=str(record.pk))
    return [
        Happening(
            verb_label(event.verb), event.actor_name, event.at, note=str((event.after or {}).get("note", ""))
        )
        for event in events.order_by("-seq")[:30]
    ]


def _steps(record: models.Model) -> list[Happening]:
    events = AuditEvent.objects.filter(object_type=record._meta.label, object_id=str(record.pk))
    return [
        Happening(verb_label(event.verb), event.actor_name, event.at, note=_note(event, record))
        for event in events.order_by("-seq")[:50]
    ]


def _note(event: AuditEvent, record: models.Model) -> str:
    after: dict[str, Any] = event.after or {}
    if event.verb in _CHANGES:
        return "改了" + "、".join(_label(record, name) for name in after)
    return str(after.get("title", ""))


def _label(record: models.Model, name: str) -> str:
    try:
        field = record._meta.get_field(name.removesuffix("_id"))
    except FieldDoesNotExist:
        return name
    return str(getattr(field, "verbose_name", name))
