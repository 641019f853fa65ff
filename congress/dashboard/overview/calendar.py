"""The coming two weeks, from what rooms have planned."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from django.utils import timezone

from congress.accounts.models import User
from congress.dashboard.panels import Planned, plugged
from congress.figures.period import Period
from congress.web import dates
from congress.workdays.calendar import current

_WEEKS = 2
#: So many lines a day; the others are counted.
SHOWN = 3


@dataclass
class Day:
    """One day with what is planned on it."""

    on: date
    label: str
    is_today: bool
    is_off: bool
    lines: list[Planned] = field(default_factory=list)
    more: int = 0


def two_weeks(user: User, _period: Period) -> Mapping[str, Any]:
    """The panel: this week and the next, from Monday, whatever period is asked for."""
    today = timezone.localdate()
    first = today - timedelta(days=today.weekday())
    last = first + timedelta(days=7 * _WEEKS - 1)
    planned: dict[date, list[Planned]] = defaultdict(list)
    for provider in plugged.planned:
        for one in provider(user, today, last):
            planned[one.day].append(one)
    workdays = current()
    days = []
    for number in range(7 * _WEEKS):
        on = first + timedelta(days=number)
        lines = sorted(planned[on], key=lambda one: (not one.at, one.at.zfill(5), one.words))
        label = dates.day(on, today) if on in (first, today) or on.day == 1 else f"{on.day}日"
        days.append(
            Day(on, label, on == today, not workdays.is_working_day(on), lines[:SHOWN], len(lines[SHOWN:]))
        )
    return {
        "sub": dates.period(today, last),
        "weeks": [days[n : n + 7] for n in range(0, len(days), 7)],
        "told": sorted(
            (one for lines in planned.values() for one in lines), key=lambda one: (one.day, one.at)
        ),
    }
