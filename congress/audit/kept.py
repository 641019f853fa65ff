"""What is kept until anybody writes: every write is audited, so the end of the trail tells whether anything changed."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from django.core.cache import cache
from django.utils import timezone

from congress.accounts.models import User
from congress.audit.queries import trail_end

T = TypeVar("T")
#: Seconds for which it is kept at most: the clock and reminders write no trail.
KEPT = 60


def until_written(name: str, user: User, make: Callable[[], T]) -> T:
    """What ``make`` gives for this user; made anew after a write, on another day, or after a minute (1 query)."""
    key = f"{name}.{user.pk}.{trail_end()}.{timezone.localdate()}"
    kept: T | None = cache.get(key)
    if kept is None:
        kept = make()
        cache.set(key, kept, KEPT)
    return kept
