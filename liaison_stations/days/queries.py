"""Reads across reception days: what is ahead, the month, months without one, whose turns."""

from __future__ import annotations

import calendar
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.db.models import Count, Exists, Max, Min, OuterRef, Prefetch, Q, QuerySet, Subquery, Sum
from django.utils import timezone

from congress.accounts.models import User
from congress.workdays.calendar import DayInfo, current
from deputies.models import Deputyship
from liaison_stations.days.rota import Shift
from liaison_stations.enums import DayState, DutyState
from liaison_stations.models import (
    Duty,
    DutySwap,
    Reception,
    ReceptionDay,
    ReceptionDayQuerySet,
    ReceptionRule,
    Station,
    StationDeputy,
    StationQuerySet,
)
from liaison_stations.rules import held_on

#: What the months of a year are judged by.
HELD = (DayState.OPEN, DayState.HELD)


def upcoming(station: Station, limit: int = 6) -> list[ReceptionDay]:
    """The next days of a station that take place, each with ``on_duty``: for the public page and the sheet (3 queries).

    Deputies on leave are not among them.
    """
    rows = ReceptionDay.objects.standing().filter(station=station, day__gte=timezone.localdate())
    return list(with_duties(rows.exclude(state=DayState.HELD).select_related("station"))[:limit])


def with_duties(rows: ReceptionDayQuerySet) -> ReceptionDayQuerySet:
    """Days with ``on_duty``, the turns of deputies who are not on leave, and their forms (2 queries more)."""
    duties = Duty.objects.exclude(state=DutyState.LEAVE).select_related("deputyship__person").order_by("pk")
    return rows.prefetch_related(Prefetch("duties", queryset=duties, to_attr="on_duty"), "forms")


def stations_with_rules(user: User) -> list[Any]:
    """Stations that receive, each with ``in_force``, the rules of today, and ``next_day`` (2 queries)."""
    today = timezone.localdate()
    ahead = ReceptionDay.objects.standing().filter(station=OuterRef("pk"), day__gte=today).order_by("day")
    in_force = ReceptionRule.objects.filter(Q(ends_on=None) | Q(ends_on__gte=today))
    rows = (
        Station.objects.visible_to(user)
        .in_service()
        .filter(Q(kind__is_station=True) | Q(rules__isnull=False))
    )
    rows = rows.distinct().annotate(next_day=Subquery(ahead.values("day")[:1])).order_by("area__order", "pk")
    return list(rows.prefetch_related(Prefetch("rules", queryset=in_force, to_attr="in_force")))


@dataclass(frozen=True)
class Cell:
    """One day of a month, with what takes place on it."""

    info: DayInfo
    in_month: bool
    is_today: bool
    rows: list[ReceptionDay] = field(default_factory=list)

    @property
    def day(self) -> date:
        """The day."""
        return self.info.day


def month(rows: QuerySet[ReceptionDay], year: int, number: int) -> list[list[Cell]]:
    """The weeks of a month, Monday first; the days beside it belong to it only as far as the weeks need them."""
    weeks = calendar.Calendar(0).monthdatescalendar(year, number)
    by_day: dict[date, list[ReceptionDay]] = defaultdict(list)
    for row in rows.filter(day__range=(weeks[0][0], weeks[-1][-1])):
        by_day[row.day].append(row)
    days, today = current(), timezone.localdate()
    return [
        [Cell(days.info(day), day.month == number, day == today, by_day[day]) for day in week]
        for week in weeks
    ]


@dataclass(frozen=True)
class StationYear:
    """The months of one station: how many receptions were held, None where none was expected (R162)."""

    station: Station
    months: list[int | None]
    planned: list[int]

    @property
    def gaps(self) -> list[int]:
        """The months without a reception, those that are over and the present one."""
        return [number for number, held in enumerate(self.months, 1) if held == 0]


def expected_at(user: User) -> StationQuerySet:
    """Stations that hold a reception day every month: those counted as 联络站."""
    return Station.objects.visible_to(user).filter(kind__is_station=True)


def year_of(stations: StationQuerySet, year: int, today: date) -> list[StationYear]:
    """Each station with its months of a year; a month is expected from the one after it opened to the present one.

    Three queries, however many stations.
    """
    rows = list(
        stations.filter(opened_on__year__lte=year).select_related("area").order_by("area__order", "pk")
    )
    seen = ReceptionDay.objects.filter(station__in=[row.pk for row in rows], day__year=year).order_by()
    counted = seen.values("station", "day__month").annotate(
        held=Count("pk", filter=Q(state__in=HELD)), ahead=Count("pk", filter=Q(state=DayState.PLANNED))
    )
    found = {(line["station"], line["day__month"]): (line["held"], line["ahead"]) for line in counted}
    return [_year(row, year, today, found) for row in rows if not _was_over(row, year)]


def _was_over(station: Station, year: int) -> bool:
    return station.closed_on is not None and station.closed_on.year < year


def _year(
    station: Station, year: int, today: date, found: dict[tuple[int, int], tuple[int, int]]
) -> StationYear:
    months: list[int | None] = []
    planned = []
    for number in range(1, 13):
        held, ahead = found.get((station.pk, number), (0, 0))
        first = date(year, number, 1)
        until = (station.closed_on or date.max).replace(day=1)
        expected = station.opened_on <= first <= today and first < until
        months.append(held if expected or held else None)
        planned.append(ahead)
    return StationYear(station, months, planned)


def missing_in_month(on: date) -> QuerySet[Station]:
    """Stations in service all month, counted as 联络站, that neither held nor plan a reception in it (1 query)."""
    first = on.replace(day=1)
    there = ReceptionDay.objects.standing().filter(
        station=OuterRef("pk"), day__year=on.year, day__month=on.month
    )
    rows = Station.objects.in_service(on).filter(~Exists(there), kind__is_station=True, opened_on__lte=first)
    return rows.select_related("area").order_by("area__order", "pk")


@dataclass(frozen=True)
class Tally:
    """What days of a span came to; a day counts once, under each of its forms, and as 述职 too (R127, R139)."""

    days: int
    reports: int
    batches: int
    people: int
    forms: list[tuple[str, int]]


def tally(rows: ReceptionDayQuerySet) -> Tally:
    """Of the days held among these (3 queries)."""
    held = rows.filter(state__in=HELD).order_by()
    days = held.aggregate(n=Count("pk"), reports=Count("pk", filter=Q(is_duty_report=True)))
    came = held.aggregate(batches=Count("receptions"), people=Sum("receptions__people"))
    forms = held.filter(forms__isnull=False).values_list("forms__name").annotate(n=Count("pk"))
    return Tally(
        days["n"],
        days["reports"],
        came["batches"],
        came["people"] or 0,
        list(forms.order_by("-n", "forms__name")),
    )


def deputies_at(station: Station, on: date) -> QuerySet[StationDeputy]:
    """Who belongs to the station on a day and is in office, in the order of the register."""
    rows = StationDeputy.objects.filter(held_on(on), station=station)
    in_office = held_on(on, "deputyship__")
    return rows.filter(in_office).select_related("deputyship__person", "deputyship__constituency")


def shifts_of(station: Station, days: Sequence[ReceptionDay]) -> tuple[list[Shift], list[int]]:
    """Days as the rota takes them, and all deputies in the order of the register (2 queries)."""
    members = list(
        StationDeputy.objects.filter(station=station)
        .select_related("deputyship")
        .order_by("deputyship__level", "deputyship__person__name_key", "pk")
    )
    taken: dict[int, list[int]] = defaultdict(list)
    for day, deputy in Duty.objects.filter(day__in=days).values_list("day", "deputyship"):
        taken[day].append(deputy)
    shifts = [
        Shift(
            day.pk, day.day, [m.deputyship_id for m in members if _is_here(m, day.day)], tuple(taken[day.pk])
        )
        for day in days
    ]
    return shifts, list(dict.fromkeys(m.deputyship_id for m in members))


def _is_here(member: StationDeputy, on: date) -> bool:
    seat = member.deputyship
    spans = [(member.starts_on, member.ends_on), (seat.starts_on, seat.ends_on)]
    return all(first <= on and (last is None or last >= on) for first, last in spans)


def turns_at(station: Station, first: date) -> tuple[dict[int, int], dict[int, date]]:
    """How many turns each deputy has had or will have in the year of ``first``, and the last one before it (1 query).

    A leave is no turn, and a day that was called off neither.
    """
    duties = Duty.objects.filter(day__station=station, day__day__year=first.year)
    duties = duties.exclude(state=DutyState.LEAVE).exclude(day__state=DayState.CANCELLED)
    counted = (
        duties.order_by()
        .values("deputyship")
        .annotate(n=Count("pk"), last=Max("day__day", filter=Q(day__day__lt=first)))
    )
    lines = list(counted)
    turns = {line["deputyship"]: line["n"] for line in lines}
    return turns, {line["deputyship"]: line["last"] for line in lines if line["last"]}


def own_turns(user: User) -> QuerySet[Duty]:
    """The turns of a deputy with their days."""
    rows = Duty.objects.filter(deputyship__person__user=user)
    return rows.select_related("day__station", "deputyship__person").prefetch_related(
        "swaps__asked_of__person"
    )


def colleagues_of(duty: Duty) -> QuerySet[Deputyship]:
    """Deputies of the station who could take this turn."""
    here = StationDeputy.objects.filter(held_on(duty.day.day), station=duty.day.station_id)
    on_duty = Duty.objects.filter(day=duty.day_id)
    rows = Deputyship.objects.filter(pk__in=here.order_by().values("deputyship"))
    rows = rows.exclude(pk__in=on_duty.order_by().values("deputyship"))
    return rows.filter(held_on(duty.day.day)).select_related("person").order_by("person__name_key", "pk")


def turns_to_swap(duty: Duty) -> QuerySet[Duty]:
    """Turns of those deputies ahead of us, at days on which the asker has none."""
    own_days = Duty.objects.filter(deputyship=duty.deputyship_id).order_by().values("day")
    rows = Duty.objects.filter(
        state=DutyState.PLANNED,
        day__state=DayState.PLANNED,
        day__station=duty.day.station_id,
        day__day__gte=timezone.localdate(),
        deputyship__in=colleagues_of(duty).order_by().values("pk"),
    ).exclude(day__in=own_days)
    return rows.select_related("day", "deputyship__person").order_by("day__day", "pk")


def asked_of(user: User) -> QuerySet[DutySwap]:
    """Swaps that wait for this deputy's answer."""
    rows = DutySwap.objects.filter(
        asked_of__person__user=user, answered_at__isnull=True, duty__day__day__gte=timezone.localdate()
    )
    return rows.select_related("duty__day__station", "duty__deputyship__person", "other__day")


def first_year(user: User) -> int:
    """The year of the first reception day, or the present one."""
    first = ReceptionDay.objects.visible_to(user).order_by().aggregate(first=Min("day"))["first"]
    return (first or timezone.localdate()).year


@dataclass(frozen=True)
class Sums:
    """What was counted on reception days: deputies who came (人次), batches (批) and persons (人次) received."""

    deputies: int
    batches: int
    people: int


def sums(days: QuerySet[ReceptionDay]) -> Sums:
    """Over these days (2 queries)."""
    chosen = days.order_by().values("pk")
    deputies = Duty.objects.filter(day__in=chosen, state=DutyState.PRESENT).count()
    received = Reception.objects.filter(day__in=chosen).aggregate(batches=Count("pk"), people=Sum("people"))
    return Sums(deputies, received["batches"], received["people"] or 0)
