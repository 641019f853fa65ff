"""Working days of China with their exchanges (调休): the yearly notices of the State Council, corrected by the office.

The notices come from the library ``chinesecalendar``; a correction entered in the portal goes before it. In years
whose notice is neither in the library nor entered, Monday to Friday are assumed to be working days.
"""

from __future__ import annotations

import time
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache, lru_cache
from typing import Any

from congress.workdays.models import CalendarCorrection, CalendarYear

DAY = timedelta(days=1)
#: Seconds for which another process may not yet know of a correction.
KEPT = 10.0


@dataclass(frozen=True)
class DayInfo:
    """One day: whether people work, why when that is not plain from the weekday, and whether that is certain.

    ``name`` is the holiday a free day belongs to or is exchanged for, or the reason of a correction.
    """

    day: date
    working: bool
    name: str = ""
    known: bool = True
    corrected: bool = False

    @property
    def is_make_up(self) -> bool:
        """A Saturday or Sunday on which people work."""
        return self.working and self.day.weekday() >= 5

    @property
    def is_holiday(self) -> bool:
        """A Monday to Friday on which people do not work, or a weekend day of a holiday."""
        return not self.working and (self.day.weekday() < 5 or bool(self.name))


@cache
def _library() -> Any:
    import chinese_calendar  # noqa: PLC0415 - tables of twenty years, needed by few processes

    return chinese_calendar


@cache
def library_years() -> frozenset[int]:
    """The years whose notices the library has."""
    holidays = _library().constants.holidays
    return frozenset(day.year for day in holidays)


@lru_cache(maxsize=4000)
def _by_notice(day: date) -> DayInfo:
    """A day by the library alone."""
    if day.year not in library_years():
        return DayInfo(day, day.weekday() < 5, known=False)
    library = _library()
    working = library.is_workday(day)
    english = library.get_holiday_detail(day)[1] if (working and day.weekday() >= 5) or not working else None
    name = library.Holiday(english).chinese if english else ""
    if working and name:
        name = f"{name}调休上班"
    return DayInfo(day, working, name)


class Calendar:
    """The notices and the corrections of the office, read once; ask one of these when asking often."""

    def __init__(self, corrections: dict[date, tuple[bool, str]], years: frozenset[int]) -> None:
        self._corrections = corrections
        self._years = years

    def info(self, day: date) -> DayInfo:
        """Everything known about a day."""
        corrected = self._corrections.get(day)
        if corrected is not None:
            return DayInfo(day, corrected[0], corrected[1], corrected=True)
        info = _by_notice(day)
        return DayInfo(day, info.working) if not info.known and day.year in self._years else info

    def is_working_day(self, day: date) -> bool:
        """Whether people work on this day."""
        return self.info(day).working

    def is_known(self, day: date) -> bool:
        """Whether that is certain, or only Monday to Friday assumed."""
        return self.info(day).known

    def add_working_days(self, start: date, n: int) -> date:
        """The ``n``-th working day after ``start``; before it when ``n`` is negative; ``start`` itself for 0."""
        step, day, left = (DAY if n > 0 else -DAY), start, abs(n)
        while left:
            day += step
            left -= self.is_working_day(day)
        return day

    def working_days_between(self, a: date, b: date) -> int:
        """Working days after ``a`` up to and including ``b``; negative when ``b`` lies before ``a``."""
        if b < a:
            return -self.working_days_between(b, a)
        return sum(self.is_working_day(a + DAY * n) for n in range(1, (b - a).days + 1))


class _Memory:
    """The calendar as this process last read it."""

    calendar: Calendar | None = None
    read_at = 0.0


def current() -> Calendar:
    """The calendar with today's corrections, at most :data:`KEPT` seconds old."""
    now = time.monotonic()
    if _Memory.calendar is None or now - _Memory.read_at > KEPT:
        rows = CalendarCorrection.objects.filter(withdrawn_at__isnull=True)
        _Memory.calendar = Calendar(
            {c.day: (c.working, c.reason) for c in rows},
            frozenset(CalendarYear.objects.values_list("year", flat=True)),
        )
        _Memory.read_at = now
    return _Memory.calendar


def forget() -> None:
    """Read the corrections again at the next question."""
    _Memory.calendar = None


def is_working_day(day: date) -> bool:
    """Whether people work on this day."""
    return current().is_working_day(day)


def add_working_days(start: date, n: int) -> date:
    """The ``n``-th working day after ``start``; before it when ``n`` is negative; ``start`` itself for 0."""
    return current().add_working_days(start, n)


def working_days_between(a: date, b: date) -> int:
    """Working days after ``a`` up to and including ``b``; negative when ``b`` lies before ``a``."""
    return current().working_days_between(a, b)
