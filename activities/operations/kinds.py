"""The district's own lists: kinds of activities."""

from __future__ import annotations

from typing import Any
from uuid import uuid4

from django.db import transaction

from activities.models import ActivityKind
from congress.accounts.models import User
from congress.audit import operations as audit


def _kind_facts(kind: ActivityKind) -> dict[str, Any]:
    return {name: getattr(kind, name) for name in ("code", "name", "group", "order", "active")}


@transaction.atomic
def add_kind(*, actor: User | None, name: str, group: str = "", code: str = "") -> ActivityKind:
    """Add a kind at the end of the list. Without a ``code`` it gets one that says nothing.

    Raises ``ValidationError`` when the name is taken.
    """
    last = ActivityKind.objects.order_by("order").last()
    kind = ActivityKind(
        name=name.strip(),
        group=group.strip(),
        code=code or f"kind-{uuid4().hex[:12]}",
        order=last.order + 10 if last else 10,
    )
    kind.full_clean()
    kind.save()
    audit.record(actor=actor, verb="activities:add_kind", obj=kind, after=_kind_facts(kind))
    return kind


@transaction.atomic
def change_kind(*, kind: ActivityKind, actor: User, name: str, group: str, active: bool) -> ActivityKind:
    """Rename, regroup or stop offering a kind; activities of the kind stay as they are."""
    row = ActivityKind.objects.select_for_update().get(pk=kind.pk)
    before = _kind_facts(row)
    row.name, row.group, row.active = name.strip(), group.strip(), active
    old, new = audit.changed(before, _kind_facts(row))
    if new:
        row.full_clean()
        row.save()
        audit.record(actor=actor, verb="activities:change_kind", obj=row, before=old, after=new)
    return row


@transaction.atomic
def move_kind(*, kind: ActivityKind, actor: User, up: bool) -> None:
    """Let a kind change places with the one before it (``up``) or after it; at an end nothing happens."""
    rows = list(ActivityKind.objects.select_for_update().order_by("order", "id"))
    at = next(i for i, row in enumerate(rows) if row.pk == kind.pk)
    to = at - 1 if up else at + 1
    if not 0 <= to < len(rows):
        return
    before = [row.name for row in rows]
    rows[at], rows[to] = rows[to], rows[at]
    for order, row in enumerate(rows, 1):
        row.order = order * 10
    ActivityKind.objects.bulk_update(rows, ["order"])
    names = [row.name for row in rows]
    audit.record(
        actor=actor, verb="activities:move_kind", obj=kind, before={"order": before}, after={"order": names}
    )
