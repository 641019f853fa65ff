"""Stations and points of the demo district, with staff, deputies and equipment. All invented.

Most of it is as it should be; one station has no liaison officer, one deputy no station, three villages no room, so
that the lists of gaps have something to show. Written in bulk, for a demo is waited for.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

from django.db import transaction

from congress.accounts.models import User
from congress.audit import operations as audit
from congress.organs.enums import AreaKind, CongressLevel
from congress.organs.models import Area, Constituency
from congress.organs.queries import district
from congress.web.demo import read_table
from deputies.models import Deputyship, Person, Post
from liaison_stations.enums import StaffRole
from liaison_stations.models import Equipment, StaffPost, Station, StationDeputy, StationKind

_TRAINED = date(2026, 3, 18)
#: Of three members of staff one missed the training of the year.
_MISSED = 3


@transaction.atomic
def load() -> None:
    """Enter stations, points and rooms of villages, unless there are stations already."""
    root = district()
    if root is None or Station.objects.exists():
        return
    table = read_table(__file__, "stations.json")
    areas = {area.name: area for area in Area.objects.select_related("parent")}
    kinds = {kind.name: kind for kind in StationKind.objects.all()}
    stations = _stations(table, areas, kinds)
    _points(table, areas, kinds, stations)
    _equip(table["stations"], stations)
    _staff(table["stations"], stations)
    _deputies(table, stations, _constituencies(table["stations"], stations))
    audit.record(
        actor=None, verb="liaison_stations:load", obj=root, after={"stations": Station.objects.count()}
    )


def _row(fact: dict[str, Any], area: Area, kind: StationKind) -> Station:
    row = Station(
        name=fact["name"],
        kind=kind,
        area=area,
        address=fact.get("address", ""),
        phone=fact.get("phone", ""),
        opening_hours=fact.get("hours", ""),
        place_kind=fact.get("place_kind", ""),
        theme=fact.get("theme", ""),
        introduction=fact.get("introduction", ""),
        is_model=fact.get("model", False),
        is_online=fact.get("online", False),
        opened_on=date.fromisoformat(fact["opened_on"]),
    )
    row.derive()
    return row


def _stations(
    table: dict[str, Any], areas: dict[str, Area], kinds: dict[str, StationKind]
) -> dict[str, Station]:
    """The stations of the towns by name; leaders take turns."""
    leaders = {person.name: person for person in Person.objects.filter(name__in=table["leaders"])}
    rows = []
    for number, fact in enumerate(table["stations"]):
        row = _row(fact, areas[fact["area"]], kinds[fact["kind"]])
        row.leader = leaders.get(table["leaders"][number % len(table["leaders"])])
        rows.append(row)
    return {row.name: row for row in Station.objects.bulk_create(rows)}


def _points(
    table: dict[str, Any],
    areas: dict[str, Area],
    kinds: dict[str, StationKind],
    stations: dict[str, Station],
) -> None:
    """Points, each below the first station of its town, and a room in every village that has no point."""
    above: dict[int, Station] = {}
    for station in stations.values():
        above.setdefault(station.area_id, station)
    rows, served = [], set(table["rooms"]["without"])
    for fact in table["points"]:
        row = _row(fact, areas[fact["area"]], kinds[fact["kind"]])
        if name := fact.get("owner"):
            row.owner = Deputyship.objects.filter(person__name=name, level=CongressLevel.DISTRICT).first()
        rows.append(row)
        if row.kind.covers_village:
            served.add(row.area.name)
    room = kinds[table["rooms"]["kind"]]
    for area in areas.values():
        if area.kind in {AreaKind.VILLAGE, AreaKind.COMMUNITY} and area.name not in served:
            fact = {"name": f"{area.name}代表联络室", "address": f"{area.name}党群服务中心", **table["rooms"]}
            rows.append(_row(fact, area, room))
    for row in rows:
        town = row.area_id if row.area_id in above else row.area.parent_id
        row.parent = above.get(town or 0)
    Station.objects.bulk_create(rows)


def _equip(facts: list[dict[str, Any]], stations: dict[str, Station]) -> None:
    known = {one.name: one for one in Equipment.objects.all()}
    for fact in facts:
        stations[fact["name"]].equipment.set([known[name] for name in fact["equipment"]])


def _posts_of(fact: dict[str, Any]) -> Iterator[tuple[StaffRole, list[str]]]:
    yield StaffRole.HEAD, fact["head"]
    for one in fact["deputy_heads"]:
        yield StaffRole.DEPUTY_HEAD, one
    for one in fact["liaisons"]:
        yield StaffRole.LIAISON, one


def _staff(facts: list[dict[str, Any]], stations: dict[str, Station]) -> None:
    """Who is in the register already is found there; the others are entered with their unit and post."""
    wanted = [(fact, role, one) for fact in facts for role, one in _posts_of(fact)]
    names = {one[0] for _fact, _role, one in wanted}
    people = {person.name: person for person in Person.objects.filter(name__in=names)}
    new = {}
    for _fact, _role, (name, organisation, title) in wanted:
        if name not in people and name not in new:
            new[name] = Person(name=name, organisation=organisation, occupation=title)
            new[name].derive()
    people |= {person.name: person for person in Person.objects.bulk_create(new.values())}
    for fact in facts:
        if "user" in fact:
            name, username = fact["user"]
            Person.objects.filter(pk=people[name].pk).update(user=User.objects.known_as(username))
    StaffPost.objects.bulk_create(
        StaffPost(
            station=stations[fact["name"]],
            person=people[one[0]],
            role=role,
            starts_on=_since(people[one[0]], stations[fact["name"]]),
            trained_on=None if number % _MISSED == _MISSED - 1 else _TRAINED,
        )
        for number, (fact, role, one) in enumerate(wanted)
    )


def _since(person: Person, station: Station) -> date:
    """From the day the station opened, or from the present post of somebody who came later."""
    begun = Post.objects.filter(person=person, starts_on__isnull=False).order_by("-starts_on").first()
    first = max(station.opened_on, date(2022, 3, 1))
    return max(first, begun.starts_on) if begun and begun.starts_on else first


def _constituencies(facts: list[dict[str, Any]], stations: dict[str, Station]) -> dict[int, Station]:
    """Each constituency with its station: where a town has two, as its table says."""
    of_town: dict[int, list[Constituency]] = defaultdict(list)
    for constituency in Constituency.objects.order_by("level", "number", "pk"):
        of_town[constituency.area_id].append(constituency)
    found: dict[int, Station] = {}
    for fact in facts:
        station, mine = stations[fact["name"]], []
        for level in (CongressLevel.DISTRICT, CongressLevel.TOWN):
            rows = [one for one in of_town[station.area_id] if one.level == level]
            numbers = fact.get("constituencies")
            mine += [one for n, one in enumerate(rows, 1) if numbers is None or n in numbers]
        station.constituencies.set(mine)
        found |= {one.pk: station for one in mine}
    return found


def _deputies(table: dict[str, Any], stations: dict[str, Station], station_of: dict[int, Station]) -> None:
    """Deputies of district and town belong to the station of their constituency, some of the city chose one (R158).

    Somebody who is a deputy of both belongs to a station once.
    """
    rows: dict[int, StationDeputy] = {}
    held = Deputyship.objects.select_related("person").exclude(person__name__in=table["unassigned"])
    for deputyship in held.order_by("level", "pk"):
        station = station_of.get(deputyship.constituency_id or 0)
        if station is not None:
            rows.setdefault(deputyship.person_id, _joined(deputyship, station))
    places = list(stations.values())
    for number, deputyship in enumerate(held.filter(level=CongressLevel.CITY, ends_on=None).order_by("pk")):
        if number % 2 == 0:
            rows.setdefault(deputyship.person_id, _joined(deputyship, places[number // 2 % len(places)]))
    StationDeputy.objects.bulk_create(rows.values())


def _joined(deputyship: Deputyship, station: Station) -> StationDeputy:
    began = max(station.opened_on, deputyship.starts_on + timedelta(days=60))
    ends_on = deputyship.ends_on
    return StationDeputy(
        station=station,
        deputyship=deputyship,
        starts_on=min(began, ends_on) if ends_on else began,
        ends_on=ends_on,
    )
