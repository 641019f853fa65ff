"""Visits month by month: each station organises its deputies so often, with the gaps (R135)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Count, F, IntegerField, OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce

from activities.enums import LedgerBook
from liaison_stations.models import (
    Station,
    StationActivity,
    StationActivityQuerySet,
    StationPolicy,
    StationQuerySet,
)


@dataclass(frozen=True)
class VisitYear:
    """The months of one station: how many visits, None where none was expected and none made."""

    station: Station
    months: list[int | None]
    wanted: int

    @property
    def short(self) -> list[int]:
        """The months with too few, those that are over and the present one."""
        return [number for number, n in enumerate(self.months, 1) if n is not None and n < self.wanted]


def visits() -> StationActivityQuerySet:
    """Activities of stations that stand in the book of visits."""
    return StationActivity.objects.recorded().filter(activity__kind__book=LedgerBook.VISITS)


def visit_years(stations: StationQuerySet, year: int, today: date) -> list[VisitYear]:
    """Each station with its months; expected from the one after it opened to the present one (3 queries)."""
    rows = stations.filter(opened_on__year__lte=year).exclude(closed_on__year__lt=year)
    wanted = StationPolicy.current().visits_per_month
    found = {
        (line["station"], line["activity__start_on__month"]): line["n"]
        for line in visits()
        .filter(activity__start_on__year=year)
        .order_by()
        .values("station", "activity__start_on__month")
        .annotate(n=Count("pk"))
    }
    return [
        VisitYear(row, [_month(row, date(year, number, 1), today, found) for number in range(1, 13)], wanted)
        for row in rows.select_related("area").order_by("area__order", "pk")
    ]


def _month(row: Station, first: date, today: date, found: dict[tuple[int, int], int]) -> int | None:
    n = found.get((row.pk, first.month), 0)
    until = (row.closed_on or date.max).replace(day=1)
    return n if n or (row.opened_on <= first <= today and first < until) else None


def short_in_month(on: date) -> QuerySet[Any]:
    """Stations in service all of a month with too few visits in it, each with ``made`` (2 queries)."""
    first = on.replace(day=1)
    made = (
        visits()
        .filter(station=OuterRef("pk"), activity__start_on__year=on.year, activity__start_on__month=on.month)
        .order_by()
        .values("station")
        .annotate(n=Count("pk"))
        .values("n")
    )
    rows = Station.objects.in_service(on).filter(kind__is_station=True, opened_on__lte=first)
    counted: QuerySet[Any] = rows.annotate(made=Coalesce(Subquery(made, output_field=IntegerField()), 0))
    wanted = StationPolicy.current().visits_per_month
    return counted.filter(made__lt=wanted).select_related("area").order_by(F("area__order"), "pk")
