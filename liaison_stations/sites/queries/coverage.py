"""What the stations cover, by town, constituency and village, always with the gaps (R140, R141, R143, R186, R189).

Cover is counted on towns, constituencies and villages, never on stations: nine stations over eight towns are 8／8.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date

from congress.accounts.models import User
from congress.figures.numbers import Rate
from congress.organs.enums import DIRECT_LEVELS, AreaKind, CongressLevel
from congress.organs.models import Area, Constituency
from liaison_stations.enums import PlaceKind
from liaison_stations.models import Station, StationPolicy
from liaison_stations.rules import covered
from liaison_stations.sites.queries.standing import staff_gaps

_VILLAGES = (AreaKind.VILLAGE, AreaKind.COMMUNITY)


@dataclass(frozen=True)
class TownRow:
    """One town: its stations, the points, its villages with a place, its models."""

    area: Area
    stations: int
    points: int
    villages: Rate
    models: int


@dataclass(frozen=True)
class Gap:
    """Something without a station: a name, and where it lies."""

    name: str
    where: str
    area_id: int


@dataclass(frozen=True)
class Cover:
    """A share and what is missing from it."""

    label: str
    rate: Rate
    gaps: list[Gap] = field(default_factory=list)
    note: str = ""


@dataclass(frozen=True)
class Coverage:
    """Everything the page of cover shows, for one day."""

    on: date
    sites: int
    stations: int
    points: int
    towns: list[TownRow]
    by_town: Cover
    constituencies: list[Cover]
    by_village: Cover
    kinds: list[tuple[str, int, int]]
    place_kinds: list[tuple[str, str, int]]
    #: Towns with fewer 示范站 than asked for (R151), points of no station, stations without a leader (R152) …
    short_of_models: list[tuple[Area, int]]
    models: int
    loose_points: list[Station]
    without_leader: list[Station]
    without_online: list[Station]
    with_video: int
    staff_gaps: list[tuple[Station, list[str]]]


@dataclass
class _Places:
    """The area tree of a district, looked up once."""

    areas: dict[int, Area]

    def town(self, area_id: int) -> Area | None:
        """The town an area lies in, or is; nothing for the district."""
        area = self.areas.get(area_id)
        while area is not None and area.parent_id is not None:
            above = self.areas.get(area.parent_id)
            if above is None or above.kind == AreaKind.DISTRICT:
                return area
            area = above
        return None

    def village(self, area_id: int) -> int | None:
        """The village an area is or, for a grid, lies in."""
        area = self.areas.get(area_id)
        if area is not None and area.kind == AreaKind.GRID:
            area = self.areas.get(area.parent_id or 0)
        return area.pk if area is not None and area.kind in _VILLAGES else None


def coverage(user: User, on: date) -> Coverage:
    """The cover of what the user looks after, on a day (ten queries, whatever there is)."""
    places = _Places({area.pk: area for area in Area.objects.order_by("order", "pk")})
    seen = set(Area.objects.filter(covered("path").as_q(user)).values_list("pk", flat=True))
    rows = Station.objects.in_service(on).filter(area_id__in=seen).select_related("kind")
    sites = list(rows.order_by("kind__order", "pk"))
    stations = [row for row in sites if row.kind.is_station]
    points = [row for row in sites if not row.kind.is_station]
    served = {places.village(row.area_id) for row in sites if row.kind.is_station or row.kind.covers_village}
    shown = {key: area for key, area in places.areas.items() if key in seen}
    towns = _towns(places, shown, sites, served)
    policy = StationPolicy.current()
    wanted = policy.models_per_town
    return Coverage(
        on=on,
        sites=len(sites),
        stations=len(stations),
        points=len(points),
        towns=towns,
        by_town=_by_town(towns),
        constituencies=_constituencies(user, {row.pk for row in sites}, places),
        by_village=_by_village(places, shown, served),
        kinds=_kinds(sites),
        place_kinds=_place_kinds(sites),
        short_of_models=[(row.area, row.models) for row in towns if row.models < wanted],
        models=sum(row.is_model for row in sites),
        loose_points=[row for row in points if row.parent_id is None],
        without_leader=[row for row in stations if row.leader_id is None],
        without_online=[row for row in stations if not row.is_online],
        with_video=rows.filter(equipment__carries_video=True, kind__is_station=True).distinct().count(),
        staff_gaps=staff_gaps(rows, on, policy),
    )


def _towns(
    places: _Places, shown: dict[int, Area], sites: list[Station], served: set[int | None]
) -> list[TownRow]:
    count: dict[int, Counter[str]] = defaultdict(Counter)
    for row in sites:
        town = places.town(row.area_id)
        if town is not None:
            count[town.pk]["stations" if row.kind.is_station else "points"] += 1
            count[town.pk]["models"] += row.is_model
    for area in shown.values():
        if area.kind in _VILLAGES and (town := places.town(area.pk)):
            count[town.pk]["villages"] += 1
            count[town.pk]["served"] += area.pk in served
    return [
        TownRow(
            area=area,
            stations=count[key]["stations"],
            points=count[key]["points"],
            villages=Rate(count[key]["served"], count[key]["villages"], "个"),
            models=count[key]["models"],
        )
        for key, area in shown.items()
        if places.town(key) is area
    ]


def _by_town(towns: list[TownRow]) -> Cover:
    gaps = [Gap(str(row.area), "", row.area.pk) for row in towns if not row.stations]
    rate = Rate(len(towns) - len(gaps), len(towns), "个")
    several = [f"{row.area} {row.stations} 个" for row in towns if row.stations > 1]
    return Cover("乡镇（街道）", rate, gaps, f"其中{'、'.join(several)}" if several else "")


def _constituencies(user: User, sites: set[int], places: _Places) -> list[Cover]:
    """By level: every constituency tied to at least one station or point (R186)."""
    tied = set(
        Constituency.objects.filter(stations__in=sites).order_by().values_list("pk", flat=True).distinct()
    )
    rows: dict[str, list[Constituency]] = defaultdict(list)
    for row in Constituency.objects.filter(covered("area__path").as_q(user), level__in=DIRECT_LEVELS):
        rows[row.level].append(row)
    return [
        Cover(
            f"{CongressLevel(level).label}人大选区",
            Rate(sum(row.pk in tied for row in rows[level]), len(rows[level]), "个"),
            [Gap(row.name, "", _town_key(places, row)) for row in rows[level] if row.pk not in tied],
        )
        for level in DIRECT_LEVELS
        if rows[level]
    ]


def _town_key(places: _Places, row: Constituency) -> int:
    town = places.town(row.area_id)
    return town.pk if town is not None else row.area_id


def _by_village(places: _Places, shown: dict[int, Area], served: set[int | None]) -> Cover:
    villages = [area for area in shown.values() if area.kind in _VILLAGES]
    gaps = [
        Gap(area.name, str(places.town(area.pk) or ""), area.pk)
        for area in sorted(villages, key=lambda area: area.path)
        if area.pk not in served
    ]
    return Cover("村（社区）", Rate(len(villages) - len(gaps), len(villages), "个"), gaps)


def _kinds(sites: Iterable[Station]) -> list[tuple[str, int, int]]:
    """Each kind there is: name, key and how many."""
    counted = Counter((row.kind.order, row.kind.name, row.kind_id) for row in sites)
    return [(name, key, n) for (_order, name, key), n in sorted(counted.items())]


def _place_kinds(sites: Iterable[Station]) -> list[tuple[str, str, int]]:
    """Label, value and number of each place kind; none is said in words (R179)."""
    counted = Counter(row.place_kind for row in sites)
    return [(str(kind.label), kind.value, counted[kind]) for kind in PlaceKind]
