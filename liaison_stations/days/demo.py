"""Reception days of the demo district: a rule for every station, the year that was, turns, one open swap. Invented.

Two months of one station were called off and one station has no rule, so that the list of gaps has something to say.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, time, timedelta
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from congress.accounts.models import User
from congress.audit import operations as audit
from congress.organs.queries import district
from congress.workdays.calendar import current
from liaison_stations.days.queries import shifts_of
from liaison_stations.days.recurrence import days_of
from liaison_stations.days.rota import share
from liaison_stations.enums import DayState, DutyState, OnHoliday, RuleKind, WeekReading
from liaison_stations.models import (
    Duty,
    DutySwap,
    Reception,
    ReceptionDay,
    ReceptionForm,
    ReceptionRule,
    Station,
)
from liaison_stations.operations.recorded import record

_MORNING = {"begins_at": time(9), "ends_at": time(11, 30)}
#: The rules stations take in turn.
_RULES: tuple[dict[str, Any], ...] = (
    {"kind": RuleKind.DAY_OF_MONTH, "days": [5, 25], "on_holiday": OnHoliday.NEXT_WORKING_DAY},
    {"kind": RuleKind.DAY_OF_MONTH, "days": [15], "on_holiday": OnHoliday.NEXT_IF_FREE},
    {"kind": RuleKind.WEEKDAY, "nth": 1, "weekday": 0, "on_holiday": OnHoliday.NEXT_WORKING_DAY},
    {"kind": RuleKind.WEEKDAY, "nth": 1, "weekday": 0, "reading": WeekReading.NTH_WEEK},
    {"kind": RuleKind.MARKET, "digits": [3], "is_lunar": True},
)
#: The station of the demo account, which has a reception today.
_OWN = "柳桥街道人大代表联络站"
_TOPICS = ("老旧小区改造", "冬季供暖", "", "校门口交通", "", "农贸市场卫生", "", "养老服务")
_CALLED_OFF = (3, 8)
_FIRST_TOKEN = 0xDA750000


@transaction.atomic
def load() -> None:
    """Enter rules, days, turns and batches, unless there are reception days already."""
    root, clerk = district(), User.objects.filter(username="deputywork").first()
    stations = list(Station.objects.filter(kind__is_station=True).order_by("pk"))
    if root is None or clerk is None or not stations or ReceptionDay.objects.exists():
        return
    today = timezone.localdate()
    first = date(today.year - (today.month < 3), 1, 1)
    rules = ReceptionRule.objects.bulk_create(
        ReceptionRule(station=station, starts_on=first, **_MORNING, **_RULES[number % len(_RULES)])
        for number, station in enumerate(stations[:-1])
    )
    days = [day for number, rule in enumerate(rules) for day in _days(rule, today, is_late=number == 9)]
    days += _today(stations, today)
    days = ReceptionDay.objects.bulk_create(days)
    _forms(days)
    _own_turns(days, today)
    _duties(stations, days, today)
    _receptions(days, clerk)
    _swap(stations, today)
    audit.record(actor=None, verb="liaison_stations:load", obj=root, after={"days": len(days)})


@transaction.atomic
def log() -> None:
    """Log the last days of the demo account's own station, once what was heard there is known."""
    clerk = User.objects.filter(username="station").first()
    since = timezone.localdate() - timedelta(days=60)
    rows = ReceptionDay.objects.filter(
        station__name=_OWN, state=DayState.HELD, activity__isnull=True, day__gte=since
    )
    if clerk is None or ReceptionDay.objects.filter(activity__isnull=False).exists():
        return
    for row in rows.select_related("station__area"):
        row.activity = record(row, clerk)
        row.save(update_fields=["activity"])


def _days(rule: ReceptionRule, today: date, *, is_late: bool) -> list[ReceptionDay]:
    """What the rule gave since it began and gives for two months more; what lies behind was held."""
    rows = []
    for one in days_of(rule, rule.starts_on, today + timedelta(days=75), current()):
        if one.day is None:
            continue
        row = ReceptionDay(
            station=rule.station, rule=rule, planned_on=one.planned_on, day=one.day, **_MORNING
        )
        if one.day < today:
            row.state = DayState.HELD
            row.announced_at = _at(one.day - timedelta(days=3))
        if is_late and one.day < today and one.day.month in _CALLED_OFF:
            row.state, row.reason = DayState.CANCELLED, "防汛值守，接待改在村里入户走访"
        row.topic = _TOPICS[one.day.toordinal() % len(_TOPICS)]
        row.is_duty_report = one.day.month in {6, 12} and one.day.day > 20
        rows.append(row)
    return rows


def _today(stations: Sequence[Station], today: date) -> list[ReceptionDay]:
    """A reception of today at the demo account's station, told three days ago."""
    own = next(station for station in stations if station.name == _OWN)
    hours = {"begins_at": time(14), "ends_at": time(17)}
    return [
        ReceptionDay(
            station=own, day=today, topic="小区充电桩", announced_at=_at(today - timedelta(days=3)), **hours
        )
    ]


def _forms(days: Sequence[ReceptionDay]) -> None:
    """Every third day has a form beside the reception, every sixth two."""
    forms = list(ReceptionForm.objects.all()[:6])
    links = []
    for number, day in enumerate(days):
        for step in ((3, 1), (6, 2)):
            if number % step[0] == 0:
                form = forms[(number // step[0] + step[1]) % len(forms)]
                links.append(ReceptionDay.forms.through(receptionday_id=day.pk, receptionform_id=form.pk))
    ReceptionDay.forms.through.objects.bulk_create(links, ignore_conflicts=True)


def _own_turns(days: Sequence[ReceptionDay], today: date) -> None:
    """The deputies with a demo account are on duty today."""
    own = next(day for day in days if day.day == today and day.rule_id is None)
    members = own.station.deputies.filter(
        deputyship__person__user__username__in=["deputy", "groupleader"], ends_on=None
    )
    Duty.objects.bulk_create(Duty(day=own, deputyship_id=member.deputyship_id) for member in members)


def _duties(stations: Sequence[Station], days: Sequence[ReceptionDay], today: date) -> None:
    """Two deputies a day by the rota; the days a month ahead are not shared yet."""
    rows = []
    for station in stations:
        own = [day for day in days if day.station_id == station.pk and day.day <= today + timedelta(days=30)]
        shifts, order = shifts_of(station, own)
        given = share(shifts, order=order, turns={}, last={}, each=2)
        for day in own:
            for deputy in given[day.pk]:
                rows.append(Duty(day=day, deputyship_id=deputy))
    for number, duty in enumerate(rows):
        if duty.day.state == DayState.HELD:
            away = number % 13 == 5
            duty.state, duty.note = (DutyState.LEAVE, "出差") if away else (DutyState.PRESENT, "")
    Duty.objects.bulk_create(rows)


def _receptions(days: Sequence[ReceptionDay], clerk: User) -> None:
    """Up to three batches of one to five persons."""
    rows: list[Reception] = []
    for number, day in enumerate(day for day in days if day.state == DayState.HELD):
        for batch in range(number % 4):
            rows.append(
                Reception(
                    day=day,
                    people=(number + batch) % 5 + 1,
                    received_at=time(9, 15 * (batch + 1)),
                    token=UUID(int=_FIRST_TOKEN + len(rows)),
                    entered_by=clerk,
                    entered_at=_at(day.day),
                )
            )
    Reception.objects.bulk_create(rows)


def _swap(stations: Sequence[Station], today: date) -> None:
    """Somebody of the station asks the demo account's deputy to take a turn."""
    own = next(station for station in stations if station.name == _OWN)
    asked = own.deputies.filter(deputyship__person__user__username="deputy", ends_on=None).first()
    ahead = Duty.objects.filter(day__station=own, day__day__gt=today).select_related("day")
    if asked is None:
        return
    for duty in ahead.exclude(deputyship__person=asked.deputyship.person_id).order_by("day__day", "pk"):
        if not Duty.objects.filter(day=duty.day, deputyship=asked.deputyship_id).exists():
            DutySwap.objects.create(
                duty=duty, asked_of=asked.deputyship, note="那天要去市里开会", asked_at=_at(today)
            )
            return


def _at(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time(9)))
