"""How stations stand against the standards in a year, read in a fixed number of queries whatever there is.

What both sides hand in is complete, so that a check is told by the items it says are not there. Of several editions
checked in a year the newest counts; the district's check decides, the station's own says what to expect (R148).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.db.models import QuerySet
from django.utils import timezone

from congress.figures.numbers import Rate
from liaison_stations.enums import CheckSide
from liaison_stations.models import (
    CheckedItem,
    SiteWork,
    Standard,
    StandardCheck,
    StandardEdition,
    StandardItem,
    StarCandidate,
    Station,
)


@dataclass(frozen=True)
class Found:
    """One side's check, handed in: of so many items these are not there."""

    check: StandardCheck
    items: tuple[StandardItem, ...]
    unmet: tuple[StandardItem, ...]

    @property
    def rate(self) -> Rate:
        """8／9 项."""
        return Rate(len(self.items) - len(self.unmet), len(self.items), "项")

    @property
    def passed(self) -> bool:
        """Whether every item is there."""
        return not self.unmet

    @property
    def dimensions(self) -> list[tuple[str, bool]]:
        """Each dimension, and whether all of it is there."""
        lacking = {one.dimension for one in self.unmet}
        return [(name, name not in lacking) for name in dict.fromkeys(one.dimension for one in self.items)]

    @property
    def full_dimensions(self) -> int:
        """How many dimensions are there as a whole: what the stars are proposed from."""
        return sum(whole for _name, whole in self.dimensions)


@dataclass(frozen=True)
class Assessed:
    """A station against one standard in a year, both sides beside each other."""

    standard: Standard
    own: Found | None = None
    district: Found | None = None

    @property
    def decisive(self) -> Found | None:
        """What counts: the district's check, before it the station's own."""
        return self.district or self.own

    @property
    def passed(self) -> bool:
        """Whether the district found every item."""
        return self.district is not None and self.district.passed

    @property
    def differs(self) -> list[str]:
        """The items the two sides see differently."""
        if self.own is None or self.district is None:
            return []
        apart = {one.pk for one in self.own.unmet} ^ {one.pk for one in self.district.unmet}
        return [one.name for one in self.district.items if one.pk in apart] if apart else []

    @property
    def words(self) -> str:
        """9／9，规范化站; 5／6，未达标：缺有组织; 自查 8／9，等区里检查; 没有检查."""
        found = self.decisive
        if found is None:
            return "没有检查"
        count = f"{found.rate.numerator}／{found.rate.denominator}"
        if self.district is None:
            return f"自查 {count}，等区里检查"
        if found.passed or self.standard.gives_stars:
            return f"{count}，{self.state[1]}"
        return f"{count}，未达标：缺{'、'.join(one.name for one in found.unmet)}"

    @property
    def detail(self) -> str:
        """What stands beside the state: 9／9; 5／6，缺有组织; 自查 8／9; nothing where nobody checked."""
        found = self.decisive
        if found is None:
            return ""
        side = "" if self.district else "自查 "
        lacks = f"，缺{'、'.join(one.name for one in found.unmet)}" if found.unmet else ""
        return f"{side}{found.rate.numerator}／{found.rate.denominator}{lacks}"

    @property
    def state(self) -> tuple[str, str]:
        """Shape and word of where it stands."""
        if self.district is not None:
            if self.standard.gives_stars:  # the stars themselves are given apart (R191)
                return "done", "区里已检查"
            return ("done", self.standard.passed_word) if self.passed else ("back", "未达标")
        return ("wait", "等区里检查") if self.own else ("new", "没有检查")


@dataclass(frozen=True)
class Board:
    """What was found at stations in a year, by standard and station."""

    year: int
    found: dict[tuple[int, int], Assessed]

    def of(self, standard: Standard, station: int) -> Assessed:
        """A station against a standard; nothing found where nobody checked."""
        return self.found.get((standard.pk, station)) or Assessed(standard)


def board(year: int, stations: Iterable[int] | QuerySet[Station], standards: Collection[int] = ()) -> Board:
    """What was handed in of these stations in a year, of these standards or all (4 queries)."""
    checks = StandardCheck.objects.sent().filter(year=year, station__in=stations)
    if standards:
        checks = checks.filter(edition__standard__in=standards)
    rows = list(checks.order_by("station", "-edition__number"))
    used = StandardEdition.objects.filter(pk__in={row.edition_id for row in rows}).select_related("standard")
    editions = {one.pk: one for one in used}
    asked: dict[int, list[StandardItem]] = defaultdict(list)
    for item in StandardItem.objects.filter(edition__in=list(editions)):
        asked[item.edition_id].append(item)
    lacking: dict[int, set[int]] = defaultdict(set)
    unmet = CheckedItem.objects.filter(check_of__in=[row.pk for row in rows], met=False).order_by()
    for check, key in unmet.values_list("check_of_id", "item_id"):
        lacking[check].add(key)
    sides: dict[tuple[int, int], dict[str, Found]] = {}
    newest: dict[tuple[int, int], int] = {}
    for row in rows:
        row.edition = editions[row.edition_id]  # read once, not row by row
        place = (row.edition.standard_id, row.station_id)
        if newest.setdefault(place, row.edition_id) == row.edition_id:
            items = tuple(asked[row.edition_id])
            gone = tuple(one for one in items if one.pk in lacking[row.pk])
            sides.setdefault(place, {})[row.side] = Found(row, items, gone)
    known = {row.edition.standard_id: row.edition.standard for row in rows}
    return Board(
        year,
        {
            place: Assessed(known[place[0]], both.get(CheckSide.OWN), both.get(CheckSide.DISTRICT))
            for place, both in sides.items()
        },
    )


def until(year: int) -> date:
    """The day a year is looked at from: its last one, or today."""
    return min(timezone.localdate(), date(year, 12, 31))


def checked_stations(rows: QuerySet[Station], standard: Standard, year: int) -> list[Station]:
    """Those of the stations a standard asks for in a year, by town (1 query)."""
    rows = rows.in_service(until(year))  # type: ignore[attr-defined] # of StationQuerySet
    if not standard.for_points:
        rows = rows.filter(kind__is_station=True)
    return list(
        rows.select_related("kind", "area__parent__parent").order_by("kind__order", "area__order", "pk")
    )


@dataclass(frozen=True)
class Stars:
    """What a station was given in the last year published up to the one asked for, and in the one before."""

    year: int
    stars: int
    before: int

    @property
    def lost(self) -> bool:
        """Fewer than the year before."""
        return self.stars < self.before


def stars_of(stations: Collection[int], year: int) -> dict[int, Stars]:
    """Published stars by key of station (2 queries); a station that was not rated again has lost them (R191)."""
    rounds = StarCandidate.objects.filter(round__published_at__isnull=False, round__year__lte=year)
    years = list(rounds.order_by("-round__year").values_list("round__year", flat=True).distinct()[:2])
    given: dict[int, dict[int, int]] = defaultdict(dict)
    for key, of_year, stars in rounds.filter(round__year__in=years, station__in=stations).values_list(
        "station_id", "round__year", "stars"
    ):
        given[key][of_year] = stars or 0
    last, previous = [*years, 0, 0][:2]
    found = {
        key: Stars(last, by_year.get(last, 0), by_year.get(previous, 0)) for key, by_year in given.items()
    }
    return {key: one for key, one in found.items() if one.stars or one.before}


@dataclass(frozen=True)
class Standing:
    """How a station stands in a year against the standard that is the measure, and its stars.

    ``rate`` is what was met of what is asked, nothing where nobody checked; ``confirmed`` once the district did.
    """

    title: str
    rate: Rate | None
    passed: bool
    confirmed: bool
    missing: list[str]
    stars: int


def standing_of(stations: Collection[int], year: int) -> dict[int, Standing]:
    """The standing of each of these stations (keys), for rankings and reports (7 queries)."""
    measure = Standard.objects.filter(is_measure=True).first()
    stars = stars_of(stations, year)
    found = board(year, stations, [measure.pk]) if measure else Board(year, {})
    return {key: _standing(found.of(measure, key) if measure else None, stars.get(key)) for key in stations}


def _standing(assessed: Assessed | None, stars: Stars | None) -> Standing:
    found = assessed.decisive if assessed else None
    return Standing(
        title=str(assessed.standard) if assessed else "",
        rate=found.rate if found else None,
        passed=bool(assessed and assessed.passed),
        confirmed=bool(assessed and assessed.district),
        missing=[one.name for one in found.unmet] if found else [],
        stars=stars.stars if stars else 0,
    )


@dataclass(frozen=True)
class WorkSums:
    """What was built in a period: sites (个), of them new and upgraded, and the money (万元)."""

    sites: int
    new: int
    upgraded: int
    cost: Decimal

    @property
    def money(self) -> str:
        """24.3; 1,200."""
        return f"{self.cost.normalize():,f}"


def work_sums(rows: QuerySet[SiteWork]) -> WorkSums:
    """The sums of these works (1 query); a site that was built twice is one site."""
    told = list(rows.order_by().values_list("station_id", "kind", "cost"))
    by_kind = {kind: {key for key, of, _cost in told if of == kind} for kind in ("new", "upgrade")}
    return WorkSums(
        sites=len({key for key, _kind, _cost in told}),
        new=len(by_kind["new"]),
        upgraded=len(by_kind["upgrade"]),
        cost=sum((cost or Decimal(0) for _key, _kind, cost in told), Decimal(0)),
    )
