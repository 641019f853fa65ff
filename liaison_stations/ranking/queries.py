"""The ranking of a year: as the records give it today, or as it was frozen."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction
from typing import Any

from django.db.models import Q

from congress.accounts.models import User
from congress.figures.period import Period
from liaison_stations.models import Inspection, Ranking, RankingLine, Station
from liaison_stations.ranking.parts import (
    BY_KEY,
    WHOLE,
    Part,
    Value,
    all_values,
    counted,
    weights_of,
    year_to,
)

_CENT = Decimal("0.01")


@dataclass(frozen=True)
class Cell:
    """One part of one station: what it weighs, what it came to in words, the points it gave, where its records are."""

    key: str
    label: str
    weight: int
    words: str
    points: str
    url: str = ""


@dataclass
class Line:
    """A station in the ranking. ``is_pending``: an unannounced inspection of the year is not released yet."""

    station: Station
    score: Decimal
    cells: list[Cell]
    place: int = 0
    is_pending: bool = False
    is_chosen: bool = False


@dataclass(frozen=True)
class Board:
    """The ranking of a year as one user sees it; ``of`` counts all stations, ``lines`` those in the user's scope."""

    year: int
    period: Period
    weights: dict[str, int]
    lines: list[Line]
    of: int
    frozen: Ranking | None = None

    @property
    def parts(self) -> list[Part]:
        """The parts that weigh something, for the heads of the columns."""
        return counted(self.weights)

    @property
    def pending(self) -> list[Line]:
        """Stations whose place is not certain, for those who may know."""
        return [line for line in self.lines if line.is_pending]

    @property
    def chosen(self) -> list[Line]:
        """Those that were chosen."""
        return [line for line in self.lines if line.is_chosen]


def board_of(user: User, year: int, today: date) -> Board:
    """The frozen ranking of the year, else the one of today (25 queries, however many stations).

    A place is among all stations of the district; a town reads the lines of its own.
    """
    frozen = Ranking.objects.filter(year=year, withdrawn_at__isnull=True).select_related("frozen_by").first()
    weights, _row = weights_of(year)
    if frozen is not None:
        lines = _frozen(frozen)
        weights = {cell.key: cell.weight for line in lines for cell in line.cells}
        period = year_to(year, frozen.frozen_on)
    else:
        period = year_to(year, today)
        lines = live(year, today)
        _mark_pending(lines, user, year)
    mine = set(Station.objects.visible_to(user).values_list("pk", flat=True))
    shown = [line for line in lines if line.station.pk in mine]
    return Board(year, period, weights, shown, len(lines), frozen)


def live(year: int, today: date) -> list[Line]:
    """Every station in service in the year with its parts, the best first; equal scores share a place."""
    period = year_to(year, today)
    open_then = Q(closed_on__isnull=True) | Q(closed_on__gt=period.end)
    rows = list(
        Station.objects.filter(open_then, kind__is_station=True, opened_on__lte=period.end)
        .select_related("area")
        .order_by("area__order", "pk")
    )
    weights, _row = weights_of(year)
    parts = counted(weights)
    values = all_values(parts, rows, period)
    lines = [
        _line(row, parts, weights, {key: found[row.pk] for key, found in values.items()}, period)
        for row in rows
    ]
    lines.sort(key=lambda line: -line.score)
    for number, line in enumerate(lines, 1):
        before = lines[number - 2] if number > 1 else None
        line.place = before.place if before and before.score == line.score else number
    return lines


def _line(
    row: Station, parts: Iterable[Part], weights: dict[str, int], values: dict[str, Value], period: Period
) -> Line:
    cells, given, possible = [], Fraction(0), 0
    for part in parts:
        value, weight = values[part.key], weights[part.key]
        points = ""
        if value.rate is not None:
            share = weight * Fraction(value.rate.numerator, value.rate.denominator)
            given, possible = given + share, possible + weight
            points = str(_rounded(share))
        cells.append(Cell(part.key, part.label, weight, value.words, points, part.url(row.pk, period)))
    score = _rounded(WHOLE * given / possible) if possible else Decimal("0.00")
    return Line(row, score, cells)


def _rounded(value: Fraction) -> Decimal:
    """To two places, half up, from the exact fraction."""
    return (Decimal(value.numerator) / Decimal(value.denominator)).quantize(_CENT, ROUND_HALF_UP)


def _mark_pending(lines: Sequence[Line], user: User, year: int) -> None:
    """Only for those who may know of the inspections: for all others nothing is marked."""
    rows = Inspection.objects.visible_to(user).pending().filter(day__year=year)
    keys = set(rows.order_by().values_list("station", flat=True))
    for line in lines:
        line.is_pending = line.station.pk in keys


def _frozen(ranking: Ranking) -> list[Line]:
    """The lines as they were written down; numbers lead to the records of today."""
    period = year_to(ranking.year, ranking.frozen_on)
    rows = RankingLine.objects.filter(ranking=ranking).select_related("station__area")
    return [
        Line(
            row.station,
            row.score,
            [_cell(told, row.station_id, period) for told in row.parts],
            row.place,
            is_chosen=row.is_chosen,
        )
        for row in rows.order_by("place", "station__area__order", "pk")
    ]


def _cell(told: dict[str, Any], station: int, period: Period) -> Cell:
    part = BY_KEY.get(told["key"])
    return Cell(**told, url=part.url(station, period) if part else "")
