"""How stations stand on a day: missing staff, staff without training, deputies without a station."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from datetime import date
from typing import Any

from django.db.models import Count, Exists, IntegerField, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce

from congress.accounts.models import User
from congress.organs.enums import DIRECT_LEVELS
from congress.organs.models import Area
from deputies.models import Deputyship
from liaison_stations.enums import StaffRole
from liaison_stations.models import StaffPost, Station, StationDeputy, StationPolicy
from liaison_stations.models.stations import StationQuerySet
from liaison_stations.rules import covered, held_on


def staff_on(on: date) -> QuerySet[StaffPost]:
    """The posts held on a day."""
    return StaffPost.objects.filter(held_on(on))


def seats_on(on: date) -> QuerySet[StationDeputy]:
    """The deputies in stations on a day."""
    return StationDeputy.objects.filter(held_on(on))


def missing_staff(held: Counter[str], policy: StationPolicy) -> list[str]:
    """What is wrong with the staff of one station, in words (R154): 没有联络员, 站长 2 名 …"""
    wrong = []
    for role in StaffRole:
        fewest, most = policy.staff_numbers[role]
        if held[role] < fewest:
            short = f"{role.label} {held[role]} 名，至少 {fewest} 名"
            wrong.append(short if held[role] else f"没有{role.label}")
        elif most is not None and held[role] > most:
            wrong.append(f"{role.label} {held[role]} 名，多于 {most} 名")
    return wrong


def staff_gaps(
    stations: QuerySet[Station], on: date, policy: StationPolicy | None = None
) -> list[tuple[Station, list[str]]]:
    """The stations among these whose staff is not as the policy asks on a day (two queries, one more without it).

    Points need no staff of their own (R154 speaks of stations).
    """
    held: dict[int, Counter[str]] = defaultdict(Counter)
    for key, role, n in staff_on(on).order_by().values_list("station_id", "role").annotate(Count("pk")):
        held[key][role] = n
    rows = stations.in_service(on).filter(kind__is_station=True)  # type: ignore[attr-defined]
    asked = policy or StationPolicy.current()
    found = ((row, missing_staff(held[row.pk], asked)) for row in rows)
    return [(row, wrong) for row, wrong in found if wrong]


def lacking(rows: StationQuerySet, role: str, on: date) -> StationQuerySet:
    """Stations without anybody in this role on a day."""
    posts = staff_on(on).filter(station=OuterRef("pk"), role=role)
    return rows.filter(~Exists(posts), kind__is_station=True)


def with_size(rows: QuerySet[Any], on: date) -> QuerySet[Any]:
    """With ``size``, how many persons belong to the station as deputies on a day."""
    seats = seats_on(on).filter(station=OuterRef("pk")).order_by().values("station")
    counted = seats.annotate(n=Count("deputyship__person", distinct=True)).values("n")
    sized: QuerySet[Any] = rows.annotate(size=Coalesce(Subquery(counted, output_field=IntegerField()), 0))
    return sized


def without_station(user: User, on: date) -> QuerySet[Deputyship]:
    """Deputies of district and town who are in no station on a day, in the user's area (R158).

    Whoever is a deputy of two levels needs one station: a seat by either will do.
    """
    seats = seats_on(on).filter(deputyship__person=OuterRef("person"))
    rows = Deputyship.objects.in_force(on).filter(~Exists(seats), level__in=DIRECT_LEVELS)
    # Without a constituency a deputy can be seen to nowhere but at the district.
    return rows.filter(covered("constituency__area__path").as_q(user))


def choosing(on: date) -> QuerySet[Deputyship]:
    """Deputies of the levels above who have chosen no station: for information only (R158)."""
    seats = seats_on(on).filter(deputyship__person=OuterRef("person"))
    rows = Deputyship.objects.in_force(on).exclude(level__in=DIRECT_LEVELS)
    held_here = Deputyship.objects.in_force(on).filter(person=OuterRef("person"), level__in=DIRECT_LEVELS)
    return rows.filter(~Exists(seats), ~Exists(held_here))


def home_stations(rows: Iterable[Deputyship], on: date) -> dict[int, Station]:
    """For each deputyship the station of its constituency, else the first one of its town (two queries)."""
    stations = list(
        Station.objects.in_service(on)
        .filter(kind__is_station=True)
        .select_related("area")
        .prefetch_related("constituencies")
    )
    of_constituency: dict[int, Station] = {}
    of_town: dict[str, Station] = {}
    for station in stations:
        of_town.setdefault(_town_path(station.area), station)
        for constituency in station.constituencies.all():
            of_constituency.setdefault(constituency.pk, station)
    found = {}
    for row in rows:
        if row.constituency is None:
            continue
        station_of = of_constituency.get(row.constituency.pk) or of_town.get(
            _town_path(row.constituency.area)
        )
        if station_of is not None:
            found[row.pk] = station_of
    return found


def _town_path(area: Area) -> str:
    """The first two keys of the path: district and town."""
    return "/".join(area.path.split("/")[:2])


def untrained(user: User, on: date) -> QuerySet[StaffPost]:
    """Staff in post whose last training is too long ago, or who had none (R100)."""
    since = _months_before(on, StationPolicy.current().training_months)
    rows = staff_on(on).filter(Q(trained_on__isnull=True) | Q(trained_on__lt=since))
    return rows.filter(station__in=Station.objects.kept_by(user).in_service(on))


def _months_before(on: date, months: int) -> date:
    """The same day so many months ago; the first day of the month where that day does not exist."""
    year, month = divmod(on.year * 12 + on.month - 1 - months, 12)
    return date(year, month + 1, min(on.day, 28))


def names_of(posts: Iterable[StaffPost], role: str) -> Iterator[str]:
    """Who holds this role among loaded posts."""
    return (post.person.name for post in posts if post.role == role)
