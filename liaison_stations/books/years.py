"""The year a book is of."""

from __future__ import annotations

from datetime import date

from congress.figures.period import Period
from liaison_stations.models import FIRST_YEAR, Station

#: Years offered beside each other: as many back, and the one to come, whose plan is written ahead.
_BACK, _AHEAD = 3, 1


def chosen(asked: str, today: date) -> int:
    """The year that was asked for; the present one when it was none, or what cannot be read."""
    year = int(asked) if asked.isdecimal() and len(asked) == 4 else 0
    return year if FIRST_YEAR <= year <= today.year + _AHEAD else today.year


def offered(today: date, station: Station | None = None) -> list[int]:
    """Years to choose from, newest first; of a station those in which it was there."""
    first = max(today.year - _BACK, station.opened_on.year if station else FIRST_YEAR)
    return list(range(today.year + _AHEAD, min(first, today.year) - 1, -1))


def whole(year: int) -> Period:
    """From 1 January to 31 December."""
    return Period(date(year, 1, 1), date(year, 12, 31), f"{year}年度")
