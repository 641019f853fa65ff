"""What the audit trail keeps of a duty."""

from __future__ import annotations

from typing import Any

from deputies.models import DutyRecord

_FIELDS = ("day", "title", "place", "account", "hours", "state", "reason")


def facts_of(row: DutyRecord) -> dict[str, Any]:
    """What stands in a duty."""
    return {**{name: getattr(row, name) for name in _FIELDS}, "kind": row.kind.name}
