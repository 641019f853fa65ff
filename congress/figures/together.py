"""Figures that are counted together: one query, or a few, for all the numbers of a room.

A room counts what it has in one function and offers each number as a part of it::

    _matters = Together(count_matters)          # (user, period) -> {"received": Count(…), "solved_rate": Rate(…)}
    register_figure(Figure(key="matters.received", compute=_matters.part("received"), …))

Whoever measures several figures does it within :func:`counted_once`, where the function is asked once for each
user and period.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar

from congress.accounts.models import User
from congress.figures.numbers import Count, Rate
from congress.figures.period import Period

Counting = Callable[[User, Period], Mapping[str, Count | Rate]]
_Key = tuple[int, int, Period]
_counted: ContextVar[dict[_Key, Mapping[str, Count | Rate]] | None] = ContextVar("counted", default=None)


@contextmanager
def counted_once() -> Iterator[None]:
    """Within it numbers that are counted together are counted once; nothing is kept beyond it."""
    if _counted.get() is not None:
        yield
        return
    token = _counted.set({})
    try:
        yield
    finally:
        _counted.reset(token)


class Together:
    """Numbers of one room, counted by one function of user and period."""

    def __init__(self, count: Counting) -> None:
        self._count = count

    def part(self, key: str) -> Callable[[User, Period], Count | Rate]:
        """One of the numbers, as a figure computes it."""
        return lambda user, period: self.all(user, period)[key]

    def all(self, user: User, period: Period) -> Mapping[str, Count | Rate]:
        """Every number by its key."""
        known = _counted.get()
        if known is None:
            return self._count(user, period)
        key = (id(self), user.pk, period)
        if key not in known:
            known[key] = self._count(user, period)
        return known[key]
