"""The reception days a printed notice tells of: one, or all of a month."""

from __future__ import annotations

import calendar
import re
from datetime import date, timedelta

from congress.web.dates import full_day, weekday
from liaison_stations.days.queries import with_duties
from liaison_stations.models import ReceptionDay, Station

#: Months a notice can be printed for from the page of the station.
_MONTHS = 6
_MONTH = re.compile(r"(20\d\d)-(0[1-9]|1[0-2])")


def asked_month(words: str, station: Station, today: date) -> date:
    """The first of “2026-12”; else of the month of the next reception day, else of the present one (1 query)."""
    if found := _MONTH.fullmatch(words):
        return date(int(found[1]), int(found[2]), 1)
    ahead = ReceptionDay.objects.standing().filter(station=station, day__gt=today).order_by("day")
    return (ahead.values_list("day", flat=True).first() or today).replace(day=1)


def months_ahead(today: date) -> list[date]:
    """The first days of the present month and of those after it."""
    months = [today.replace(day=1)]
    while len(months) < _MONTHS:
        months.append((months[-1] + timedelta(days=31)).replace(day=1))
    return months


def days_of_month(station: Station, month: date) -> list[ReceptionDay]:
    """The reception days of a month that take place (3 queries)."""
    last = month.replace(day=calendar.monthrange(month.year, month.month)[1])
    rows = ReceptionDay.objects.standing().filter(station=station, day__range=(month, last))
    return list(with_duties(rows.select_related("station").order_by("day", "begins_at", "pk")))


def month_words(month: date) -> str:
    """2026年12月."""
    return f"{month.year}年{month.month}月"


def day_words(day: date) -> str:
    """2026年12月5日（星期六）."""
    return f"{full_day(day)}（{weekday(day)}）"
