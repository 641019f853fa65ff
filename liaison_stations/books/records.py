"""What the books of one station and year are made of, each kind of record read once.

Of citizens nothing is read but how many they were, and what has to be taken out of what was written about them.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from django.db.models import F, Prefetch, Q, QuerySet

from activities.enums import ActivityState, AttendanceState, LedgerBook
from activities.models import Activity, Attendance
from congress.figures.period import Period
from liaison_stations.books.seams import Led, suggestions_of
from liaison_stations.books.years import part_of
from liaison_stations.enums import PaperKind
from liaison_stations.models import (
    Duty,
    Matter,
    Reception,
    ReceptionDay,
    Station,
    StationActivity,
    StationDeputy,
    StationPaper,
)
from liaison_stations.operations.recorded import KIND as RECEPTION_DAY


@dataclass
class Held:
    """An activity its deputies came to, or one of the station itself, with what the station's record says of it."""

    activity: Activity
    seats: dict[int, str]
    work: StationActivity | None = None

    @property
    def own(self) -> bool:
        """Whether it is one of the station itself."""
        return self.work is not None

    @property
    def names(self) -> str:
        """Who came, one after the other."""
        return "、".join(dict.fromkeys(self.seats.values()))

    @property
    def book(self) -> str:
        """The book it stands in by its kind: a review unless the station itself organised the duty report."""
        book = self.activity.kind.book
        return LedgerBook.REVIEWS if book == LedgerBook.DUTY_REPORTS and not self.own else book


def of_year(period: Period, prefix: str = "") -> Q:
    """Rows with ``starts_on`` and ``ends_on`` that were in force on some day of the year."""
    return Q(**{f"{prefix}starts_on__lte": period.end}) & (
        Q(**{f"{prefix}ends_on__isnull": True}) | Q(**{f"{prefix}ends_on__gte": period.start})
    )


def works_in(period: Period) -> QuerySet[StationActivity]:
    """The activities of stations in a year; reception days stand in the books by themselves."""
    rows = StationActivity.objects.recorded().filter(period.as_q("activity__start_on"))
    return rows.exclude(activity__kind__code=RECEPTION_DAY)


def came_from(stations: Q, period: Period) -> QuerySet[Attendance]:
    """Who of the deputies of these stations came to what, while they belonged there."""
    belonged = Q(deputyship__stations__starts_on__lte=F("activity__start_on")) & (
        Q(deputyship__stations__ends_on__isnull=True)
        | Q(deputyship__stations__ends_on__gte=F("activity__start_on"))
    )
    return Attendance.objects.filter(
        stations & belonged,
        period.as_q("activity__start_on"),
        state=AttendanceState.PRESENT,
        activity__state=ActivityState.RECORDED,
    ).exclude(activity__kind__code=RECEPTION_DAY)


class Records:
    """The records of a station in a year or a part of it; nine queries, whatever is asked of it and how often."""

    def __init__(self, station: Station, year: int, part: str = "") -> None:
        self.station, self.year = station, year
        self.period = part_of(year, part)

    @cached_property
    def papers(self) -> dict[str, StationPaper]:
        """Plan and summary by kind, those that are written."""
        rows = StationPaper.objects.filter(station=self.station, year=self.year).select_related("written_by")
        return {PaperKind(row.kind).value: row for row in rows}

    @cached_property
    def seats(self) -> Sequence[StationDeputy]:
        """The deputies who belonged to the station in the year."""
        rows = StationDeputy.objects.filter(of_year(self.period), station=self.station)
        return list(
            rows.select_related(
                "deputyship__person", "deputyship__constituency", "deputyship__term__area"
            ).order_by("deputyship__level", "deputyship__person__name_key", "starts_on", "pk")
        )

    @cached_property
    def people(self) -> dict[int, StationDeputy]:
        """The same, each deputyship once; who left and came back stands with the last time."""
        return {seat.deputyship_id: seat for seat in self.seats}

    @cached_property
    def days(self) -> Sequence[ReceptionDay]:
        """Reception days of the year, cancelled ones too, with turns and forms."""
        turns = Duty.objects.select_related("deputyship__person").order_by("pk")
        rows = ReceptionDay.objects.filter(self.period.as_q("day"), station=self.station)
        return list(
            rows.prefetch_related(Prefetch("duties", turns), "forms").order_by("day", "begins_at", "pk")
        )

    @cached_property
    def receptions(self) -> dict[int, list[Reception]]:
        """Batches by the key of their day, with their matters."""
        rows = Reception.objects.filter(self.period.as_q("day__day"), day__station=self.station)
        found: dict[int, list[Reception]] = {}
        for row in rows.prefetch_related(Prefetch("matters", _matters(Matter.objects.all()))).order_by("pk"):
            found.setdefault(row.day_id, []).append(row)
        return found

    @cached_property
    def other_matters(self) -> Sequence[Matter]:
        """What came in otherwise than at the table: online, by a code, on a visit."""
        rows = Matter.objects.filter(
            self.period.as_q_of_moments("received_at"), station=self.station, reception__isnull=True
        )
        return list(_matters(rows).order_by("received_at", "pk"))

    @cached_property
    def matters(self) -> Sequence[Matter]:
        """All of them."""
        batches = [row for day in self.receptions.values() for row in day]
        return [matter for row in batches for matter in row.matters.all()] + list(self.other_matters)

    @cached_property
    def activities(self) -> Sequence[Held]:
        """What the station did, and what its deputies came to, by date."""
        own = works_in(self.period).filter(station=self.station).select_related("activity__kind", "subject")
        found = {row.activity_id: Held(row.activity, {}, row) for row in own}
        attended = came_from(Q(deputyship__stations__station=self.station), self.period)
        for row in attended.select_related("activity__kind", "deputyship__person").order_by("pk"):
            held = found.setdefault(row.activity_id, Held(row.activity, {}))
            held.seats[row.deputyship_id] = row.deputyship.person.name
        return sorted(found.values(), key=lambda held: (held.activity.start_on, held.activity.pk))

    @cached_property
    def suggestions(self) -> list[Led]:
        """What its deputies put in the year while they belonged to it."""
        return [
            led
            for led in suggestions_of(self.people.keys(), self.period)
            if any(
                seat.deputyship_id == led.deputyship
                and seat.starts_on <= led.on
                and (seat.ends_on is None or led.on <= seat.ends_on)
                for seat in self.seats
            )
        ]

    def held(self, book: LedgerBook, *, own: bool = False) -> list[Held]:
        """Activities that stand in a book; with ``own`` those of the station itself."""
        return [held for held in self.activities if held.book == book and (held.own or not own)]


def _matters(rows: QuerySet[Matter]) -> QuerySet[Matter]:
    return rows.select_related("citizen", "organ", "heard_by__person").order_by("pk")
