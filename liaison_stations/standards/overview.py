"""The district against its standards: how many stations have them, which do not, and the stars of a year."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from congress.accounts.models import User
from congress.figures.numbers import Rate
from liaison_stations.enums import StandardKind
from liaison_stations.models import Standard, StandardEdition, StarCandidate, StarRound, Station
from liaison_stations.operations.stars import star_words
from liaison_stations.standards.queries import (
    Assessed,
    Board,
    Found,
    board,
    checked_stations,
    stars_of,
    until,
)
from liaison_stations.workflow import OFFICE


@dataclass(frozen=True)
class Results:
    """The stations against one standard in a year."""

    standard: Standard
    lines: list[tuple[Station, Assessed]]

    @property
    def rate(self) -> Rate:
        """79／79 个: those the district found to have everything."""
        return Rate(sum(one.passed for _station, one in self.lines), len(self.lines), "个")

    @property
    def gaps(self) -> list[tuple[Station, Assessed]]:
        """Those that have not, or were not checked yet."""
        return [(station, one) for station, one in self.lines if not one.passed]

    @property
    def own(self) -> int:
        """How many have checked themselves."""
        return sum(one.own is not None for _station, one in self.lines)

    @property
    def district(self) -> int:
        """How many the district has checked."""
        return sum(one.district is not None for _station, one in self.lines)

    @property
    def differing(self) -> list[tuple[Station, Assessed]]:
        """Those whose two sides see something differently."""
        return [(station, one) for station, one in self.lines if one.differs]


def results(user: User, standard: Standard, year: int) -> Results:
    """Every station in scope that the standard asks for (5 queries)."""
    stations = checked_stations(Station.objects.visible_to(user), standard, year)
    return _results(standard, stations, board(year, [row.pk for row in stations], [standard.pk]))


def all_results(user: User, year: int) -> list[Results]:
    """The same for every checklist in use, those that count first (at most seven queries)."""
    standards = list(Standard.objects.filter(in_use=True, kind=StandardKind.CHECKLIST))
    if not standards:
        return []
    rows = Station.objects.visible_to(user).in_service(until(year))
    if not any(one.for_points for one in standards):
        rows = rows.filter(kind__is_station=True)
    stations = list(
        rows.select_related("kind", "area__parent__parent").order_by("kind__order", "area__order", "pk")
    )
    found = board(year, [row.pk for row in stations], [one.pk for one in standards])
    return [
        _results(standard, [row for row in stations if standard.applies_to(row)], found)
        for standard in standards
    ]


def _results(standard: Standard, stations: Iterable[Station], found: Board) -> Results:
    return Results(standard, [(row, found.of(standard, row.pk)) for row in stations])


def editions_of(standards: Iterable[Standard]) -> dict[int, StandardEdition]:
    """The newest edition of each standard by its key (1 query)."""
    rows = StandardEdition.objects.filter(standard__in=[one.pk for one in standards]).order_by("number")
    return {row.standard_id: row for row in rows}


@dataclass(frozen=True)
class Candidate:
    """A candidate of a year with what both sides found and what it had the year before."""

    row: StarCandidate
    assessed: Assessed
    before: int

    @property
    def words(self) -> str:
        """四星级; 四星级，上年五星级; 没有评上，上年四星级."""
        if self.row.stars is None:
            return "还没有评定"
        now = star_words(self.row.stars)
        return f"{now}，上年{star_words(self.before)}" if self.row.stars < self.before else now

    @property
    def dimensions(self) -> list[tuple[str, bool]]:
        """Each dimension, and whether all of it is there."""
        found: Found | None = self.assessed.decisive
        return found.dimensions if found else []


@dataclass(frozen=True)
class Rating:
    """The star scheme of a year, step by step (R191)."""

    year: int
    round: StarRound | None
    candidates: list[Candidate]
    #: How many stations there are to pick from.
    stations: int
    #: Stations with stars the year before that were not picked this year.
    dropped: list[tuple[Station, str]]

    @property
    def share(self) -> Rate:
        """8／16 个 are candidates (R149)."""
        return Rate(len(self.candidates), max(self.stations, len(self.candidates)), "个")

    @property
    def counts(self) -> list[tuple[str, int]]:
        """How many have how many stars, the most first."""
        counted = Counter(one.row.stars for one in self.candidates if one.row.stars)
        return [(star_words(stars), counted[stars]) for stars in sorted(counted, reverse=True)]

    @property
    def own(self) -> int:
        """Candidates that have checked themselves."""
        return sum(one.assessed.own is not None for one in self.candidates)

    @property
    def reviewed(self) -> int:
        """Candidates the district has checked."""
        return sum(one.assessed.district is not None for one in self.candidates)

    @property
    def rated(self) -> int:
        """Candidates that have been rated."""
        return sum(one.row.stars is not None for one in self.candidates)


def rating(user: User, year: int) -> Rating:
    """The star scheme of a year at the stations in scope (at most ten queries).

    Before they are published the stars are the office's own affair: others see the candidates without them.
    """
    seen = Station.objects.visible_to(user)
    row = StarRound.objects.filter(year=year).select_related("edition__standard").first()
    picked: list[StarCandidate] = []
    if row is not None:
        rows = row.candidates.filter(station__in=seen)
        picked = list(rows.select_related("station__area__parent__parent", "station__kind"))
        if row.published_at is None and not user.has_role(*OFFICE):
            for one in picked:
                one.stars, one.note = None, ""
    keys = [one.station_id for one in picked]
    found = board(year, keys, [row.edition.standard_id]) if row else Board(year, {})
    before = stars_of(list(seen.values_list("pk", flat=True)), year - 1)
    last = {key: one.stars for key, one in before.items() if one.stars and one.year == year - 1}
    left = seen.filter(pk__in=[key for key in last if key not in keys]).select_related("area") if row else []
    return Rating(
        year=year,
        round=row,
        candidates=[
            Candidate(one, found.of(row.edition.standard, one.station_id), last.get(one.station_id, 0))
            for one in picked
            if row is not None
        ],
        stations=seen.in_service(until(year)).filter(kind__is_station=True).count(),
        dropped=[(one, star_words(last[one.pk])) for one in left],
    )
