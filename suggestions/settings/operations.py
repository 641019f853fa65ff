"""Adding and changing a line of a list. Nothing is taken out: a line that is not used any more is switched off."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar

from django.db import transaction
from django.db.models import Model

from congress.accounts.models import User
from congress.audit import operations as audit

L = TypeVar("L", bound=Model)


def facts_of(row: Model, names: Mapping[str, Any]) -> dict[str, Any]:
    """What stands in a line, by the names of ``names``; records by their keys."""
    return {name: row.serializable_value(name) for name in names}


@transaction.atomic
def add_line(*, row: L, actor: User, values: Mapping[str, Any]) -> L:
    """Add a line to its list. Raises ``ValidationError`` when it is there already."""
    for name, value in values.items():
        setattr(row, name, value)
    row.full_clean()
    row.save()
    audit.record(actor=actor, verb="suggestions:add_line", obj=row, after=facts_of(row, values))
    return row


@transaction.atomic
def change_line(*, row: L, actor: User, values: Mapping[str, Any]) -> L:
    """Change a line; records that have it keep it. Raises ``ValidationError`` when it would be there twice."""
    line = type(row)._default_manager.select_for_update().get(pk=row.pk)
    before = facts_of(line, values)
    for name, value in values.items():
        setattr(line, name, value)
    old, new = audit.changed(before, facts_of(line, values))
    if new:
        line.full_clean()
        line.save()
        audit.record(actor=actor, verb="suggestions:change_line", obj=line, before=old, after=new)
    return line
