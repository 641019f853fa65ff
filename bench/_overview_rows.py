"""Ten districts in one, the same in every run: 3,000 deputies, 100,000 suggestions, 1,000,000 duties, 200,000 matters.

With 100,000 reception days of 160 stations. Deputies of the district put the suggestions; those of its towns are added.
"""

from __future__ import annotations

from datetime import date, time
from random import Random
from typing import Any

from django.db import connection
from django.db.models import Model
from django.utils import timezone

from bench import _suggestion_rows
from bench._rows import GIVEN, SURNAMES
from congress.organs.enums import CongressLevel
from congress.organs.models import Area, Term
from deputies.enums import GroupKind
from deputies.models import DeputyGroup, Deputyship, DutyKind, DutyRecord, GroupMembership, Person
from liaison_stations.enums import DayState
from liaison_stations.models import Matter, MatterCategory, ReceptionDay, Station, StationKind

DUTIES, MATTERS, DAYS = 1_000_000, 200_000, 100_000
#: Of so many years, the present one included; so many groups and stations; deputies with duties.
YEARS, GROUPS, STATIONS, DEPUTIES = 5, 120, 160, 3_000


def fill(today: date) -> None:
    """Write everything."""
    _suggestion_rows.fill(today)
    towns = list(Area.objects.towns().order_by("pk"))
    _deputies_of(towns)
    seats = list(
        Deputyship.objects.order_by("-term__starts_on", "pk").values_list("pk", flat=True)[:DEPUTIES]
    )
    term = Term.objects.filter(level=CongressLevel.DISTRICT).order_by("-starts_on")[0]
    groups = [
        DeputyGroup(
            term=term, kind=GroupKind.TERRITORIAL, number=n, levels=[term.level], area=towns[n % len(towns)]
        )
        for n in range(1, GROUPS + 1)
    ]
    for group in groups:
        group.derive()
    groups = DeputyGroup.objects.bulk_create(groups)
    GroupMembership.objects.bulk_create(
        GroupMembership(deputyship_id=seat, group=groups[n % GROUPS], starts_on=date(2022, 1, 1))
        for n, seat in enumerate(seats)
    )
    station_kind = StationKind.objects.filter(is_station=True).order_by("order")[0]
    stations = [
        Station.objects.create(
            name=f"{towns[n % len(towns)].name}第{n}人大代表联络站",
            kind=station_kind,
            area=towns[n % len(towns)],
            opened_on=date(2020, 1, 1),
            address="振兴路1号",
        ).pk
        for n in range(STATIONS)
    ]
    categories = list(MatterCategory.objects.values_list("pk", flat=True)) or [
        MatterCategory.objects.create(name=f"类别{n}").pk for n in range(12)
    ]
    _copies(today, seats, stations, categories)


def _deputies_of(towns: list[Area]) -> None:
    """As many deputies of towns as are missing from :data:`DEPUTIES`, each of the town's present term."""
    chance = Random(20_27)
    terms = [
        Term.objects.create(area=town, level=CongressLevel.TOWN, number=5, starts_on=date(2022, 1, 5))
        for town in towns
        if not town.level_refusal(CongressLevel.TOWN)
    ]
    people = [
        Person(name=chance.choice(SURNAMES) + "".join(chance.choices(GIVEN, k=2)))
        for _ in range(DEPUTIES - Deputyship.objects.count())
    ]
    for person in people:
        person.derive()
    Deputyship.objects.bulk_create(
        Deputyship(
            person=person, level=CongressLevel.TOWN, term=terms[n % len(terms)], starts_on=date(2022, 1, 5)
        )
        for n, person in enumerate(Person.objects.bulk_create(people))
    )


def _copies(today: date, seats: list[int], stations: list[int], categories: list[int]) -> None:
    kinds = list(DutyKind.objects.values_list("pk", flat=True))
    now = timezone.now()
    days = f"(date '{today}' - (n %% {365 * YEARS})::int)"
    duty = DutyRecord.objects.create(
        deputyship_id=seats[0], kind_id=kinds[0], day=today, title="视察", state="counted", confirmed_at=now
    )
    spread = f"(date '{today}' - ((n * 7919) %% {365 * YEARS})::int)"
    _copy(
        duty,
        DUTIES,
        deputyship_id=_one_of(seats, "n"),
        kind_id=_one_of(kinds, "n / 7"),
        day=spread,
        year=f"extract(year from {spread})::int",
        # What is older than two months has been through the hands of the group and the office.
        state=f"CASE WHEN {spread} < date '{today}' - 60 THEN 'counted'"
        " ELSE (array['counted','confirmed','counted','pending'])[1 + n %% 4] END",
    )
    matter = Matter.objects.create(
        station_id=stations[0],
        title="路灯不亮",
        account="小区门口的路灯坏了两周。",
        received_at=now,
        answer="灯已经换好。",
    )
    _copy(
        matter,
        MATTERS,
        station_id=_one_of(stations, "n"),
        category_id=_one_of(categories, "n / 3"),
        received_at=f"({days} + time '10:00')::timestamptz",
        state=f"CASE WHEN {days} < date '{today}' - 90 THEN 'closed' ELSE"
        " (array['received','handling','answered','told'])[1 + n %% 4] END",
        closed_at=f"CASE WHEN {days} < date '{today}' - 90 THEN ({days} + 30 + time '10:00')::timestamptz END",
        code="'B' || lpad(n::text, 9, '0')",
        token="gen_random_uuid()",  # noqa: S106 - SQL, no secret
    )
    held = ReceptionDay.objects.create(
        station_id=stations[0], day=today, begins_at=time(9), ends_at=time(11, 30), state=DayState.HELD
    )
    _copy(held, DAYS, station_id=_one_of(stations, "n"), day=f"(date '{today}' - (n / 60)::int)")


def _one_of(keys: list[int], number: str) -> str:
    listed = ",".join(map(str, keys))
    return f"(array[{listed}]::bigint[])[1 + ({number}) %% {len(keys)}]"


def _copy(row: Model, number: int, **changed: str) -> None:
    """So many copies of a row; ``changed`` gives columns as SQL over the number ``n`` of the copy."""
    values: Any = row._meta
    columns = [field.column for field in values.concrete_fields if not field.primary_key]
    told = ", ".join(changed.get(name, f'"{name}"') for name in columns)
    quoted = ", ".join(f'"{name}"' for name in columns)
    table = values.db_table
    with connection.cursor() as cursor:
        cursor.execute(
            f'INSERT INTO "{table}" ({quoted}) SELECT {told}'  # noqa: S608 - names and numbers of this file
            f' FROM "{table}", generate_series(1::bigint, %s) AS n WHERE "{table}".id = %s',
            [number, row.pk],
        )
