"""A station with its people, reception days and matters, for tests."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from itertools import count
from typing import Any

from django.utils import timezone

from congress.accounts.enums import Role
from congress.accounts.models import User
from congress.organs.enums import AreaKind
from congress.organs.models import Area
from deputies.models import Deputyship
from liaison_stations.enums import StaffRole
from liaison_stations.models import (
    Citizen,
    Matter,
    ReceptionDay,
    StaffPost,
    Station,
    StationDeputy,
    StationKind,
)
from tests.factories import make_area, make_constituency, make_deputyship, make_person, make_user

_numbers = count(1)


@dataclass
class Stage:
    """A town with a village, its station and officer, two deputies, the town's and the district's offices."""

    town: Area
    village: Area
    station: Station
    officer: User
    deputies: list[Deputyship]
    deputy: User
    town_user: User
    office: User
    leader: User
    extra: dict[str, Any] = field(default_factory=dict)


def make_station(area: Area | None = None, **facts: Any) -> Station:
    """A station of a town that opened in 2020."""
    kind = facts.pop("kind", None) or StationKind.objects.order_by("order").first()
    if kind is None:
        kind = StationKind.objects.create(name="乡镇人大代表联络站", is_station=True)
    values = {"opened_on": date(2020, 1, 1), "address": "振兴路1号", **facts}
    name = values.pop("name", f"第{next(_numbers)}联络站")
    return Station.objects.create(name=name, kind=kind, area=area or make_area(), **values)


def staff(station: Station, role: StaffRole = StaffRole.LIAISON, user: User | None = None) -> User:
    """Somebody who runs the station, with an account."""
    account = user or make_user(Role.STATION)
    person = make_person(account.name)
    person.user = account
    person.save()
    StaffPost.objects.create(station=station, person=person, role=role, starts_on=date(2020, 1, 1))
    return account


def make_stage() -> Stage:
    """Everything one station needs, each call anew."""
    town = make_area()
    village = make_area(f"第{next(_numbers)}社区", AreaKind.COMMUNITY, town)
    station = make_station(town)
    deputyships = []
    for _ in range(2):
        deputyship = make_deputyship(make_person(), constituency=make_constituency(town))
        StationDeputy.objects.create(station=station, deputyship=deputyship, starts_on=date(2022, 1, 1))
        deputyships.append(deputyship)
    person = deputyships[0].person
    person.user = make_user(Role.DEPUTY, name=person.name)
    person.save()
    return Stage(
        town=town,
        village=village,
        station=station,
        officer=staff(station),
        deputies=deputyships,
        deputy=person.user,
        town_user=make_user(Role.TOWN, area=town),
        office=make_user(Role.OFFICE),
        leader=make_user(Role.LEADER),
    )


def make_day(station: Station, day: date | None = None, **facts: Any) -> ReceptionDay:
    """A reception day, today unless told, from nine to half past eleven."""
    values = {"begins_at": time(9), "ends_at": time(11, 30), **facts}
    return ReceptionDay.objects.create(station=station, day=day or timezone.localdate(), **values)


def make_citizen(name: str = "秦素云", phone: str = "13900001234", *, consents: bool = False) -> Citizen:
    """A citizen with name and phone."""
    return Citizen.objects.create(name=name, phone=phone, consents=consents)


def make_matter(station: Station, **facts: Any) -> Matter:
    """A matter as it was heard at the table."""
    values: dict[str, Any] = {
        "title": f"路灯不亮{next(_numbers)}",
        "account": "小区门口的路灯坏了两周，晚上看不清路。",
        "received_at": timezone.make_aware(datetime.combine(timezone.localdate(), time(9, 30)))
        - timedelta(days=1),
        **facts,
    }
    return Matter.objects.create(station=station, **values)
