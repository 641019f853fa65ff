"""What of a record is written to the audit trail."""

from __future__ import annotations

from typing import Any

from django.db import models


def facts(row: models.Model, fields: tuple[str, ...]) -> dict[str, Any]:
    """The values of these fields, links as keys."""
    return {name: getattr(row, name) for name in fields}
