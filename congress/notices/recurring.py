"""On which days a recurring reminder falls due."""

from __future__ import annotations

from calendar import monthrange
from dataclasses import dataclass
from datetime import date

from congress.notices.enums import Frequency, Shift
from congress.notices.models import Reminder
from congress.workdays import calendar

_SIGNS = {Frequency.QUARTERLY: "Q", Frequency.HALF_YEARLY: "H"}


@dataclass(frozen=True)
class Turn:
    """One period of a reminder with the day it is due: 2026-11, 2026-Q4, 2026-H2, 2026."""

    period: str
    due_on: date


def turn(reminder: Reminder, index: int) -> Turn:
    """The ``index``-th period since the year 0, whatever the first and last day of the reminder say."""
    frequency = Frequency(reminder.frequency)
    per_year = 12 // frequency.months
    year, number = divmod(index, per_year)
    month = number * frequency.months + reminder.month
    due = date(year, month, min(reminder.day, monthrange(year, month)[1]))
    if frequency == Frequency.YEARLY:
        return Turn(str(year), _shifted(due, reminder.shift))
    name = f"{month:02}" if frequency == Frequency.MONTHLY else f"{_SIGNS[frequency]}{number + 1}"
    return Turn(f"{year}-{name}", _shifted(due, reminder.shift))


def index_of(reminder: Reminder, day: date) -> int:
    """The number of the period a day lies in."""
    months = Frequency(reminder.frequency).months
    return day.year * (12 // months) + (day.month - 1) // months


def _shifted(due: date, shift: str) -> date:
    """A day of rest moved as wished; a working day stays."""
    if shift == Shift.NONE or calendar.is_working_day(due):
        return due
    return calendar.add_working_days(due, -1 if shift == Shift.BEFORE else 1)


def past_turns(reminder: Reminder, today: date, *, since: date) -> list[Turn]:
    """The turns due from one day to today, the newest first; none before the reminder begins or after it ends.

    A turn moved before the first of its month belongs to its own period all the same, so one period more is looked at.
    """
    first = max(since, reminder.starts_on)
    last = min(today, reminder.ends_on) if reminder.ends_on else today
    found = []
    for index in range(index_of(reminder, last) + 1, index_of(reminder, first) - 2, -1):
        one = turn(reminder, index)
        if first <= one.due_on <= last:
            found.append(one)
    return found


def next_turn(reminder: Reminder, today: date) -> Turn | None:
    """The next one after today; none once it has ended."""
    index = index_of(reminder, max(today, reminder.starts_on)) - 1
    for number in range(index, index + 4):
        one = turn(reminder, number)
        if one.due_on > today and one.due_on >= reminder.starts_on:
            return None if reminder.ends_on and one.due_on > reminder.ends_on else one
    return None
