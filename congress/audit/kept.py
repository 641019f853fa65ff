"""What is kept until anybody writes: the end of the audit trail tells whether anything changed."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar
from uuid import uuid4

from django.core.cache import cache
from django.utils import timezone

from congress.accounts.models import User
from congress.audit.queries import trail_end

T = TypeVar("T")
#: Seconds for which it is kept at most: the clock and reminders write no trail.
KEPT = 60


def until_written(name: str, user: User, make: Callable[[], T]) -> T:
    """What ``make`` gives for this user; made anew after a write, on another day, or after a minute (1 query)."""
    mark = cache.get(_mark(user.pk), "")
    key = f"{name}.{user.pk}.{mark}.{trail_end()}.{timezone.localdate()}"
    kept: T | None = cache.get(key)
    if kept is None:
        kept = make()
        cache.set(key, kept, KEPT)
    return kept


def forget_kept(user: User) -> None:
    """Have everything made anew for one user. The mark lasts as long as what was kept before it."""
    cache.set(_mark(user.pk), uuid4().hex, KEPT)


def _mark(user_pk: int) -> str:
    return f"audit.kept.{user_pk}"
