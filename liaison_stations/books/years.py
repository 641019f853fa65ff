"""The year a book is of."""

from __future__ import annotations

from calendar import monthrange
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


#: Parts of a year by the word in the address: name, first and last month; the year itself is without a word.
PARTS = {
    "": ("全年", 1, 12),
    "h1": ("上半年", 1, 6),
    "h2": ("下半年", 7, 12),
    "q1": ("第一季度", 1, 3),
    "q2": ("第二季度", 4, 6),
    "q3": ("第三季度", 7, 9),
    "q4": ("第四季度", 10, 12),
}


def part_of(year: int, part: str) -> Period:
    """The year, a half or a quarter of it, by a word of ``PARTS``."""
    name, first, last = PARTS[part]
    label = f"{year}年{name}" if part else f"{year}年度"
    return Period(date(year, first, 1), date(year, last, monthrange(year, last)[1]), label)


def whole(year: int) -> Period:
    """From 1 January to 31 December."""
    return part_of(year, "")
