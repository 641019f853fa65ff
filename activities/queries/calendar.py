"""A month of the log, day by day."""

from __future__ import annotations

from calendar import Calendar
from dataclasses import dataclass, field
from datetime import date, timedelta

from activities.models import Activity
from activities.queries.log import recorded_between
from congress.accounts.models import User

#: Activities a day names before it counts the rest.
SHOWN = 4


@dataclass
class Day:
    """A day of the page; days of the months before and after fill the first and the last week."""

    on: date
    is_inside: bool
    activities: list[Activity] = field(default_factory=list)

    @property
    def shown(self) -> list[Activity]:
        """Those that are named."""
        return self.activities if len(self.activities) <= SHOWN else self.activities[: SHOWN - 1]

    @property
    def more(self) -> int:
        """How many are only counted."""
        return len(self.activities) - len(self.shown)


@dataclass(frozen=True)
class Month:
    """A month in weeks from Monday; ``count`` is how many activities took place in it, at least in part."""

    first: date
    last: date
    weeks: list[list[Day]]
    count: int

    @property
    def before(self) -> date:
        """The first day of the month before."""
        return (self.first - timedelta(days=1)).replace(day=1)

    @property
    def after(self) -> date:
        """The first day of the next month."""
        return self.last + timedelta(days=1)


def month_of(user: User, on: date) -> Month:
    """The month a day lies in, with what took place on each day in the order of print (2 queries)."""
    weeks = [
        [Day(day, day.month == on.month) for day in week]
        for week in Calendar().monthdatescalendar(on.year, on.month)
    ]
    days = {day.on: day for week in weeks for day in week if day.is_inside}
    first, last = min(days), max(days)
    rows = list(
        recorded_between(user, first, last)
        .select_related("kind")
        .defer("text", "search_text")
        .in_print_order()
    )
    for row in rows:
        begin, end = max(row.start_on, first), min(row.end_on, last)
        for number in range((end - begin).days + 1):
            days[begin + timedelta(days=number)].activities.append(row)
    return Month(first, last, weeks, len(rows))
