"""How often a visitor without an account may do something. Counted in the cache, for a while only."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass

from django.core.cache import cache
from django.http import HttpRequest

from congress.accounts.lockout import client_ip


@dataclass(frozen=True)
class Limit:
    """So many of something from one address in so many seconds, counted from the first.

    While the cache is away nothing is counted, and nobody is turned away.
    """

    name: str
    most: int
    seconds: int

    def count(self, request: HttpRequest) -> None:
        """One more."""
        key = self._key(request)
        if cache.add(key, 1, self.seconds):
            return
        try:
            cache.incr(key)
        except ValueError:  # it ran out between the two
            cache.set(key, 1, self.seconds)

    def is_reached(self, request: HttpRequest) -> bool:
        """Whether there have been as many as there may be."""
        return int(cache.get(self._key(request)) or 0) >= self.most

    @property
    def minutes(self) -> int:
        """How long it takes at most until it begins anew."""
        return -(-self.seconds // 60)

    def _key(self, request: HttpRequest) -> str:
        # Of the visitor's address only a digest is kept.
        return f"limit:{self.name}:{hashlib.sha256(client_ip(request).encode()).hexdigest()[:32]}"
