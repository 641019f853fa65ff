"""Where suggestions put their lines into the books: this app does not know them.

``suggestions`` registers once, at start-up. Without it the book of suggestions has no record.
"""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import dataclass
from datetime import date

from congress.figures.period import Period


@dataclass(frozen=True)
class Led:
    """A suggestion as the books tell of it: ``deputyship`` is the key of the one that leads it."""

    deputyship: int
    on: date
    number: str
    title: str
    units: str
    state: str
    result: str


#: The suggestions that deputies of these keys put in a period, by date.
Leading = Callable[[Collection[int], Period], list[Led]]
_plugged: list[Leading] = []


def register_suggestions(leading: Leading) -> None:
    """Name what knows suggestions; there is one."""
    _plugged[:] = [leading]


def suggestions_of(deputyships: Collection[int], period: Period) -> list[Led]:
    """What these deputies put, if anything knows."""
    return _plugged[0](deputyships, period) if _plugged and deputyships else []
