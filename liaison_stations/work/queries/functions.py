"""Which functions stations live up to, and which subjects they work on, in a year (R153, R184)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Count

from congress.accounts.models import User
from congress.figures.period import Period
from liaison_stations.books.records import works_in
from liaison_stations.books.years import whole
from liaison_stations.enums import DayState
from liaison_stations.models import FocusSubject, ReceptionDay, Station, StationFunction, StationQuerySet


@dataclass(frozen=True)
class Lived:
    """How often a station lived up to a function: activities, and reception days where they count."""

    function: StationFunction
    works: int
    days: int = 0

    @property
    def total(self) -> int:
        """Both together."""
        return self.works + self.days


@dataclass(frozen=True)
class FunctionLine:
    """A station with its functions, in their order."""

    station: Station
    counts: list[Lived]

    @property
    def unused(self) -> list[StationFunction]:
        """The functions without any activity."""
        return [one.function for one in self.counts if not one.total]


def stations_of(user: User, period: Period) -> StationQuerySet:
    """The stations in scope that were there in the period."""
    rows = Station.objects.visible_to(user).filter(kind__is_station=True, opened_on__lte=period.end)
    return rows.exclude(closed_on__lt=period.start).select_related("area").order_by("area__order", "pk")


def functions_in_use() -> list[StationFunction]:
    """The functions in their order (one query)."""
    return list(StationFunction.objects.filter(in_use=True))


def function_lines(stations: Sequence[Station], period: Period) -> list[FunctionLine]:
    """Each station with its functions; a reception day held is an activity of those that count it (3 queries)."""
    functions = functions_in_use()
    works = works_in(period).filter(station__in=stations, functions__isnull=False).order_by()
    counted = works.values_list("station_id", "functions").annotate(n=Count("pk"))
    found = {(station, function): n for station, function, n in counted}
    days = ReceptionDay.objects.filter(
        period.as_q("day"), station__in=stations, state=DayState.HELD
    ).order_by()
    held = dict(days.values_list("station_id").annotate(n=Count("pk")))
    return [
        FunctionLine(
            row,
            [
                Lived(
                    one,
                    found.get((row.pk, one.pk), 0),
                    held.get(row.pk, 0) if one.counts_receptions else 0,
                )
                for one in functions
            ],
        )
        for row in stations
    ]


def subject_counts(stations: Sequence[Station], period: Period) -> list[tuple[FocusSubject, int]]:
    """How many activities turned on each subject, one without any too (2 queries)."""
    works = works_in(period).filter(station__in=stations, subject__isnull=False).order_by()
    found = dict(works.values_list("subject").annotate(n=Count("pk")))
    return [
        (one, found.get(one.pk, 0)) for one in FocusSubject.objects.all() if one.in_use or one.pk in found
    ]


def year_functions(
    user: User, year: int
) -> tuple[list[StationFunction], list[FunctionLine], list[tuple[FocusSubject, int]]]:
    """Functions, the stations in scope with theirs, and subjects, of a year (7 queries)."""
    stations = list(stations_of(user, whole(year)))
    lines = function_lines(stations, whole(year))
    return functions_in_use(), lines, subject_counts(stations, whole(year))
