"""Events about a record that people know by a number, and about everything that hangs on it.

Rooms say which records bear a number; what hangs on them (handlings, replies, files) is told by the models: whatever
of another kind points to the record and stands in the trail.
"""

from __future__ import annotations

from collections.abc import Callable, Collection

from django.db.models import Model, Q, QuerySet

#: As many records as one number may stand for, and as many of a kind as may hang on them.
RECORDS, PARTS = 20, 1_000
_FINDERS: list[Callable[[str], QuerySet[Model]]] = []


def register_numbers(find: Callable[[str], QuerySet[Model]]) -> None:
    """Add a way from a number, such as 2026-057, to the records that bear it (at most :data:`RECORDS` are read)."""
    _FINDERS.append(find)


def numbered(number: str) -> list[Model]:
    """The records that bear this number (one query for each way)."""
    return [record for find in _FINDERS for record in find(number)[:RECORDS]]


def about(records: Collection[Model], kinds: Collection[str]) -> Q:
    """Events about these records and what hangs on them; ``kinds`` are the labels that stand in the trail.

    One query for each kind that points to a record.
    """
    wanted: dict[str, set[str]] = {}
    by_model: dict[type[Model], list[Model]] = {}
    for record in records:
        by_model.setdefault(type(record), []).append(record)
    for model, own in by_model.items():
        wanted.setdefault(model._meta.label, set()).update(str(record.pk) for record in own)
        for link in model._meta.related_objects:
            part = link.related_model
            if part._meta.label not in kinds or link.many_to_many:
                continue
            parts = part._base_manager.filter(**{f"{link.field.name}__in": own}).values_list("pk", flat=True)
            wanted.setdefault(part._meta.label, set()).update(str(key) for key in parts[:PARTS])
    found = Q(pk__in=[])
    for label, keys in wanted.items():
        if keys:
            found |= Q(object_type=label, object_id__in=sorted(keys))
    return found
