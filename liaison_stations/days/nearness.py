"""What is today first, then what comes, nearest first; then what is over, latest first: the order of a list."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.db.models import Case, DurationField, ExpressionWrapper, F, QuerySet, Value, When
from django.utils import timezone

#: Farther than any day that is ahead.
_ALWAYS_LATER = timedelta(days=100_000)


def with_nearness(rows: QuerySet[Any], field: str) -> QuerySet[Any]:
    """The rows with ``nearness``, by which they are ordered."""
    today = timezone.localdate()
    ahead = ExpressionWrapper(F(field) - Value(today), DurationField())
    over = ExpressionWrapper(Value(today) - F(field), DurationField())
    past = ExpressionWrapper(over + Value(_ALWAYS_LATER), DurationField())
    found: QuerySet[Any] = rows.annotate(
        nearness=Case(When(**{f"{field}__gte": today}, then=ahead), default=past)
    )
    return found
