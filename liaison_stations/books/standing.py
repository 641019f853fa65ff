"""Which books of many stations are missing in a year, without reading their lines."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.db.models import Q

from activities.enums import LedgerBook
from congress.accounts.models import User
from liaison_stations.books.catalogue import REQUIRED, Book, completeness
from liaison_stations.books.records import came_from, of_year, works_in
from liaison_stations.books.years import whole
from liaison_stations.enums import PaperKind
from liaison_stations.models import ReceptionDay, Station, StationDeputy, StationPaper


@dataclass(frozen=True)
class Standing:
    """A station with the books it lacks."""

    station: Station
    missing: list[Book]

    @property
    def words(self) -> str:
        """缺2本：年度工作计划、年度工作总结."""
        return completeness(self.missing)


def standings(user: User, year: int) -> list[Standing]:
    """The stations this user sees that were there in the year, those that lack most first (7 queries)."""
    period = whole(year)
    open_then = Q(closed_on__isnull=True) | Q(closed_on__gte=period.start)
    rows = list(
        Station.objects.visible_to(user)
        .filter(open_then, opened_on__lte=period.end, kind__is_station=True)
        .select_related("area")
        .order_by("area__order", "pk")
    )
    missing = missing_books(rows, year)
    return sorted((Standing(row, missing[row.pk]) for row in rows), key=lambda one: -len(one.missing))


def missing_books(stations: Sequence[Station], year: int) -> dict[int, list[Book]]:
    """The books each of the stations lacks, by its key (6 queries)."""
    kept = _kept(stations, year)
    return {row.pk: [book for book in REQUIRED if row.pk not in kept[book.key]] for row in stations}


def _kept(rows: Iterable[Station], year: int) -> dict[str, set[int]]:
    """The keys of those of the stations that have something in a book, by the key of the book."""
    period = whole(year)
    stations = [row.pk for row in rows]
    papers = StationPaper.objects.filter(year=year, station__in=stations)
    written = set(papers.values_list("station_id", "kind"))
    asked = (LedgerBook.MEETINGS, LedgerBook.STUDY)
    works = works_in(period).filter(station__in=stations, activity__kind__book__in=asked).order_by()
    held = set(works.values_list("station_id", "activity__kind__book").distinct())
    attended = came_from(Q(deputyship__stations__station__in=stations), period)
    studied = attended.filter(activity__kind__book=LedgerBook.STUDY).order_by()
    days = ReceptionDay.objects.filter(period.as_q("day"), station__in=stations).order_by()
    seats = StationDeputy.objects.filter(of_year(period), station__in=stations).order_by()
    taught = {key for key, book in held if book == LedgerBook.STUDY}
    return {
        "plan": {key for key, kind in written if kind == PaperKind.PLAN},
        "summary": {key for key, kind in written if kind == PaperKind.SUMMARY},
        "schedule": set(days.values_list("station_id", flat=True).distinct()),
        "roster": set(seats.values_list("station_id", flat=True).distinct()),
        "meetings": {key for key, book in held if book == LedgerBook.MEETINGS},
        "study": taught | set(studied.values_list("deputyship__stations__station_id", flat=True).distinct()),
    }
