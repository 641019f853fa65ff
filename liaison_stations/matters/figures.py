"""What stations did in a period, station by station and in all (R163–R165): 254 次, 1600 人次, 103 批, 177 件.

Each number is counted once, by station; totals and towns are sums of those, so that they cannot disagree.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, fields
from typing import Any

from django.db.models import Count, Q, Sum

from congress.accounts.models import User
from congress.figures.period import Period
from liaison_stations.enums import DayState, DutyState, MatterState, Outcome
from liaison_stations.models import Duty, Matter, Reception, ReceptionDay, Station
from liaison_stations.rules import see_station


@dataclass(frozen=True)
class Sums:
    """What is counted: batches (批), people and deputies (人次), matters (件); batches never exceed people."""

    days: int = 0
    deputies: int = 0
    batches: int = 0
    people: int = 0
    matters: int = 0
    solved: int = 0
    closed: int = 0
    refused: int = 0

    def __add__(self, other: Sums) -> Sums:
        return Sums(*(getattr(self, one.name) + getattr(other, one.name) for one in fields(self)))

    @property
    def is_empty(self) -> bool:
        """Nothing happened."""
        return self == Sums()


@dataclass(frozen=True)
class Line:
    """One station with its town."""

    station: Station
    town: str
    sums: Sums


@dataclass(frozen=True)
class Report:
    """All stations of a user's scope in a period."""

    period: Period
    lines: list[Line]

    @property
    def total(self) -> Sums:
        """Over all stations."""
        return _sum(line.sums for line in self.lines)

    @property
    def towns(self) -> list[tuple[str, Sums]]:
        """Town by town, in the order of the lines."""
        names = dict.fromkeys(line.town for line in self.lines)
        return [(name, _sum(line.sums for line in self.lines if line.town == name)) for name in names]


def report(user: User, period: Period) -> Report:
    """Every station in service in the period that this user sees; others only where something happened (5 queries)."""
    counted = measure(period, see_station.as_q(user))
    rows = Station.objects.filter(see_station.as_q(user)).select_related("area__parent__parent")
    lines = [
        Line(row, row.town.name, counted.get(row.pk, Sums()))
        for row in rows.order_by("kind__order", "area__order", "pk")
        if row.pk in counted or _is_station_in(row, period)
    ]
    return Report(period, lines)


def of_station(station: Station, period: Period) -> Sums:
    """One station alone (4 queries)."""
    return measure(period, Q(pk=station.pk)).get(station.pk, Sums())


def measure(period: Period, stations: Q) -> dict[int, Sums]:
    """The sums by key of station, of those where anything was counted; one grouped query for each kind of record."""
    chosen = Station.objects.filter(stations).order_by().values("pk")
    found: dict[int, dict[str, int]] = {}

    def take(rows: Iterable[Mapping[str, Any]], key: str) -> None:
        for row in rows:
            counts = {name: n or 0 for name, n in row.items() if name != key}
            found.setdefault(row[key], {}).update(counts)

    on = period.as_q("day")
    days = ReceptionDay.objects.filter(on, station__in=chosen, state__in=[DayState.OPEN, DayState.HELD])
    take(days.order_by().values("station_id").annotate(days=Count("pk")), "station_id")
    of_day = period.as_q("day__day") & Q(day__station__in=chosen)
    present = Duty.objects.filter(of_day, state=DutyState.PRESENT).order_by()
    take(present.values("day__station_id").annotate(deputies=Count("pk")), "day__station_id")
    received = Reception.objects.filter(of_day).order_by().values("day__station_id")
    take(received.annotate(batches=Count("pk"), people=Sum("people")), "day__station_id")
    heard = Matter.objects.filter(period.as_q_of_moments("received_at"), station__in=chosen).order_by()
    take(
        heard.values("station_id").annotate(
            matters=Count("pk"),
            solved=Count("pk", filter=Q(outcome=Outcome.SOLVED)),
            closed=Count("pk", filter=Q(state=MatterState.CLOSED)),
            refused=Count("pk", filter=~Q(refusal="")),
        ),
        "station_id",
    )
    return {key: Sums(**counts) for key, counts in found.items()}


def _sum(parts: Iterable[Sums]) -> Sums:
    return sum(parts, Sums())


def _is_station_in(row: Station, period: Period) -> bool:
    """Open at some time of the period; rooms of villages come in only with what they did."""
    open_then = row.opened_on <= period.end and (row.closed_on is None or row.closed_on >= period.start)
    return open_then and row.parent_id is None
