"""A year of the calendar as the page shows it."""

import calendar as months
from dataclasses import dataclass
from datetime import date

from congress.workdays.calendar import Calendar, DayInfo

#: The years the page goes through; the library begins with the first.
FIRST_YEAR, LAST_YEAR = 2004, 2100


@dataclass(frozen=True)
class Month:
    """One month in weeks from Monday; days of other months are empty."""

    number: int
    weeks: list[list[DayInfo | None]]
    working_days: int


def year_of(calendar: Calendar, year: int) -> list[Month]:
    """The twelve months of a year."""
    return [_month(calendar, year, number) for number in range(1, 13)]


def _month(calendar: Calendar, year: int, number: int) -> Month:
    weeks = [
        [calendar.info(date(year, number, day)) if day else None for day in week]
        for week in months.Calendar(firstweekday=0).monthdayscalendar(year, number)
    ]
    return Month(number, weeks, sum(info.working for week in weeks for info in week if info))
