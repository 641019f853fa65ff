"""What the portal does every morning for reception days: plans ahead, tells deputies, names months without one."""

from __future__ import annotations

from collections import defaultdict
from datetime import date, timedelta

from django.db import transaction
from django.db.models import Exists, OuterRef
from django.urls import reverse
from django.utils import timezone

from congress.accounts.models import User
from congress.notices import operations as notices
from liaison_stations.days.queries import missing_in_month
from liaison_stations.enums import DayState, DutyState
from liaison_stations.models import Duty, ReceptionDay, Station, StationPolicy
from liaison_stations.operations.day_notices import tell_deputies, tell_staff, when_and_where
from liaison_stations.operations.day_rules import AHEAD, plan_ahead
from liaison_stations.operations.days import announce_day
from liaison_stations.operations.telling import keepers_of_town, staff_of_station

#: From this day of the month on, a station without a reception in it is named (R162).
ASKED_FROM = 20
#: Stations a notice names; the rest is counted.
NAMED = 6


def remind(*, today: date | None = None) -> None:
    """Run once a day. Run twice, nobody hears anything twice; what a day missed, the next makes up for."""
    on = today or timezone.localdate()
    for station in Station.objects.in_service(on).filter(rules__isnull=False).distinct():
        plan_ahead(station=station, actor=None, until=on + AHEAD)
    _announce(on)
    _day_before(on + timedelta(days=1))
    if on.day >= ASKED_FROM:
        _name_gaps(on)


def _announce(on: date) -> None:
    """Tell the deputies so many days before; where nobody is on duty, ask the station."""
    last = on + timedelta(days=StationPolicy.current().notice_days)
    expected = Duty.objects.filter(day=OuterRef("pk"), state=DutyState.PLANNED)
    rows = ReceptionDay.objects.filter(day__gt=on, day__lte=last, state=DayState.PLANNED, announced_at=None)
    for row in rows.annotate(has_deputies=Exists(expected)).select_related("station"):
        if row.has_deputies:  # type: ignore[attr-defined]  # of the query
            announce_day(day=row, actor=None)
        else:
            tell_staff(row, "接待日还没有排代表", f"{when_and_where(row)}，请排代表。")


def _day_before(day: date) -> None:
    rows = ReceptionDay.objects.filter(day=day, state=DayState.PLANNED).select_related("station")
    for row in rows:
        tell_deputies(row, "明天到站接待", f"{when_and_where(row)}。")


@transaction.atomic
def _name_gaps(on: date) -> None:
    """One notice a month for everybody who runs or manages a station that has no reception day in it."""
    named: dict[User, list[Station]] = defaultdict(list)
    for station in missing_in_month(on):
        for user in {*staff_of_station(station), *keepers_of_town(station)}:
            named[user].append(station)
    for user, stations in named.items():
        names = "、".join(station.name for station in stations[:NAMED])
        more = f"等 {len(stations)} 个站" if len(stations) > NAMED else ""
        notices.send(
            to=[user],
            title=f"{on.month}月还没有接待日：{len(stations)} 个站",
            text=f"{names}{more}，{on.month}月没有接待，也没有排。每个站每月至少一次。",
            url=f"{reverse('reception_days:months')}?year={on.year}",
            key=f"reception_days:gap:{on:%Y%m}",
        )
