"""Services of the demo district, what was done, who booked; a talk by video, a morning stall, leaders. All invented."""

from __future__ import annotations

from datetime import time, timedelta
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from congress.accounts.models import User
from congress.audit import operations as audit
from congress.organs.queries import district
from congress.web.demo import at, read_table
from deputies.models import Person
from liaison_stations.enums import DayState, PlaceMode
from liaison_stations.models import (
    Booking,
    Citizen,
    DayLeader,
    ReceptionDay,
    RouteStop,
    ServiceKind,
    ServiceRecord,
    ServiceTime,
    Station,
    StationService,
)
from liaison_stations.operations.matters import receive
from liaison_stations.services.slots import slots_of

_FIRST_TOKEN = 0x5E7B1CE0000
#: The talk by video is so many days ahead.
_TALK = timedelta(days=9)


@transaction.atomic
def load() -> None:
    """Enter everything, unless there are services already or the stations of the demo are not there."""
    root, clerk = district(), User.objects.filter(username="deputywork").first()
    table = read_table(__file__, "services.json")
    stations = {row.name: row for row in Station.objects.select_related("area")}
    if root is None or clerk is None or table["talk"]["station"] not in stations:
        return
    if StationService.objects.exists():
        return
    officer = User.objects.filter(username="station").first() or clerk
    services = _services(table["services"], stations)
    _records(table["services"], services, officer)
    booked = next(row for row in services if row.times.filter(seats__gt=0).exists())
    talk = _talk(table["talk"], stations)
    for number, told in enumerate(table["bookings"]):
        _book(booked, number, told)
    _book(talk, len(table["bookings"]), table["talk"]["booked"])
    _stall(table["stall"], stations)
    _leaders(table["leaders"])
    audit.record(actor=None, verb="liaison_stations:load", obj=root, after={"services": len(services)})


def _services(table: list[dict[str, Any]], stations: dict[str, Station]) -> list[StationService]:
    kinds = {kind.name: kind for kind in ServiceKind.objects.all()}
    facts = ("provider", "contact", "phone", "note")
    rows = StationService.objects.bulk_create(
        StationService(
            station=stations[line["station"]],
            kind=kinds[line["kind"]],
            **{name: line.get(name, "") for name in facts},
        )
        for line in table
    )
    ServiceTime.objects.bulk_create(
        ServiceTime(
            service=row,
            weekdays=weekdays,
            begins_at=time.fromisoformat(begins),
            ends_at=time.fromisoformat(ends),
            slot_minutes=minutes,
            seats=seats,
        )
        for row, line in zip(rows, table, strict=True)
        for weekdays, begins, ends, minutes, seats in line["times"]
    )
    return rows


def _records(table: list[dict[str, Any]], services: list[StationService], officer: User) -> None:
    """What was passed on became a matter of its station."""
    today = timezone.localdate()
    rows: list[ServiceRecord] = []
    for service, line in zip(services, table, strict=True):
        for ago, people, title, dispute, mediator, result, account in line["records"]:
            on = today - timedelta(days=ago)
            row = ServiceRecord(
                service=service,
                on=on,
                people=people,
                title=title,
                dispute=dispute,
                mediator=mediator,
                result=result,
                account=account,
                token=UUID(int=_FIRST_TOKEN + len(rows)),
                entered_by=officer,
                entered_at=at(on, 17),
            )
            if result == "passed_on":
                row.matter = receive(
                    actor=officer,
                    station=service.station,
                    title=title,
                    account=account,
                    origin="service",
                    token=UUID(int=_FIRST_TOKEN + 0x1000 + len(rows)),
                    at=at(on, 16),
                )
            row.derive()
            rows.append(row)
    ServiceRecord.objects.bulk_create(rows)


def _talk(fact: dict[str, Any], stations: dict[str, Station]) -> ReceptionDay:
    """A reception by video that citizens book."""
    return ReceptionDay.objects.create(
        station=stations[fact["station"]],
        day=timezone.localdate() + _TALK,
        begins_at=time(19),
        ends_at=time(20, 30),
        place_mode=PlaceMode.ONLINE,
        video_link=fact["link"],
        slot_minutes=15,
        topic=fact["topic"],
    )


def _book(thing: StationService | ReceptionDay, number: int, told: list[str]) -> None:
    title, name, phone = told
    now = timezone.localtime()
    slot = slots_of(thing, now)[number]
    Booking.objects.create(
        station=thing.station,
        service=thing if isinstance(thing, StationService) else None,
        day=thing if isinstance(thing, ReceptionDay) else None,
        on=slot.on,
        begins_at=slot.begins_at,
        ends_at=slot.ends_at,
        citizen=Citizen.objects.create(name=name, phone=phone),
        title=title,
        booked_at=now - timedelta(hours=20 - number),
        token=UUID(int=_FIRST_TOKEN + 0x2000 + number),
    )


def _stall(fact: dict[str, Any], stations: dict[str, Station]) -> None:
    """Next Monday's morning stall, from place to place."""
    today = timezone.localdate()
    stops = [
        (time.fromisoformat(begins), time.fromisoformat(ends), place) for begins, ends, place in fact["stops"]
    ]
    day = ReceptionDay.objects.create(
        station=stations[fact["station"]],
        day=today + timedelta(days=7 - today.weekday()),
        begins_at=stops[0][0],
        ends_at=stops[-1][1],
        place_mode=PlaceMode.MOBILE,
        place="、".join(place for _begins, _ends, place in stops),
    )
    RouteStop.objects.bulk_create(
        RouteStop(day=day, begins_at=begins, ends_at=ends, place=place) for begins, ends, place in stops
    )


def _leaders(posts: list[str]) -> None:
    """The leaders in charge took part in the last receptions of their stations."""
    held = ReceptionDay.objects.filter(state=DayState.HELD, station__leader__isnull=False)
    days = held.select_related("station__leader").order_by("-day", "pk")[: len(posts)]
    leaders: list[tuple[ReceptionDay, Person, str]] = [
        (day, day.station.leader, post) for day, post in zip(days, posts, strict=False) if day.station.leader
    ]
    DayLeader.objects.bulk_create(
        DayLeader(day=day, person=person, name=person.name, post=post) for day, person, post in leaders
    )
