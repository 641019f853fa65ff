"""What is today first, then what comes, nearest first; then what is over, latest first: the order of a list.

A column orders by ``ahead`` and then by the day, newest first.
"""

from __future__ import annotations

from typing import Any

from django.db.models import Case, F, QuerySet, When
from django.utils import timezone


def with_ahead(rows: QuerySet[Any], field: str) -> QuerySet[Any]:
    """The rows with ``ahead``, their day where it is today or to come; of what is over it is none."""
    today = timezone.localdate()
    found: QuerySet[Any] = rows.annotate(ahead=Case(When(**{f"{field}__gte": today}, then=F(field))))
    return found
