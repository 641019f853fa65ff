"""Which functions stations live up to, and which subjects they work on, in a year (R153, R184)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Count

from congress.accounts.models import User
from congress.figures.period import Period
from liaison_stations.books.records import works_in
from liaison_stations.books.years import whole
from liaison_stations.days.queries import HELD
from liaison_stations.models import FocusSubject, ReceptionDay, Station, StationFunction, StationQuerySet


@dataclass(frozen=True)
class FunctionLine:
    """A station with how often it lived up to each function, in their order."""

    station: Station
    counts: list[tuple[StationFunction, int]]

    @property
    def unused(self) -> list[StationFunction]:
        """The functions without any activity."""
        return [one for one, n in self.counts if not n]


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
    found: dict[tuple[int, int], int] = defaultdict(int)
    works = works_in(period).filter(station__in=stations, functions__isnull=False).order_by()
    for station, function, n in works.values_list("station_id", "functions").annotate(n=Count("pk")):
        found[station, function] += n
    days = ReceptionDay.objects.filter(period.as_q("day"), station__in=stations, state__in=HELD).order_by()
    held = dict(days.values_list("station_id").annotate(n=Count("pk")))
    for function in functions:
        if function.counts_receptions:
            for station, n in held.items():
                found[station, function.pk] += n
    return [
        FunctionLine(row, [(one, found.get((row.pk, one.pk), 0)) for one in functions]) for row in stations
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
