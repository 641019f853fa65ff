"""Counts over a list: exact while it is short, up to half a minute old once counting costs something."""

import hashlib
from collections.abc import Callable, Mapping
from typing import Any

from django.core.cache import cache
from django.db.models import QuerySet

#: Lists longer than this remember their counts; nobody misses the newest of so many rows for that long.
LONG_LIST = 1_000
REMEMBERED_SECONDS = 30


def counts(owner: str, wanted: Mapping[str, Callable[[], QuerySet[Any]]]) -> dict[str, int]:
    """How many rows each queryset has; one whose count is remembered is not even made.

    The key ``""`` is the whole list; ``owner`` is list and user.
    """
    keys = {name: _cache_key(owner, name) for name in wanted}
    remembered = cache.get_many(keys.values())
    found = {name: remembered[key] for name, key in keys.items() if key in remembered}
    if "" not in found:
        found = {}  # the list was not long a moment ago, so nothing of it is remembered
    fresh = {name: make().order_by().count() for name, make in wanted.items() if name not in found}
    every = {**found, **fresh}
    if fresh and every[""] > LONG_LIST:
        cache.set_many({keys[name]: n for name, n in fresh.items()}, REMEMBERED_SECONDS)
    return every


def _cache_key(owner: str, name: str) -> str:
    return f"lists.count.{hashlib.sha256(f'{owner}?{name}'.encode()).hexdigest()[:32]}"
