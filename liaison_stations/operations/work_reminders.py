"""What the portal says on the mornings of working days about visits: months that run short, months that did (R135)."""

from __future__ import annotations

from collections import defaultdict
from datetime import date, timedelta

from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from congress.accounts.models import User
from congress.notices import operations as notices
from congress.workdays.calendar import is_working_day
from liaison_stations.models import Station, StationPolicy
from liaison_stations.operations.day_reminders import ASKED_FROM, NAMED
from liaison_stations.operations.telling import keepers_of_town, staff_of_station
from liaison_stations.work.queries.visits import short_in_month

#: On one of the first so many days of a month, what the month before lacked is named; holidays are shorter.
_AFTER = 10


def remind(*, today: date | None = None) -> None:
    """Run once a day; nobody hears anything twice. Stations and towns hear of the month before, later of this one."""
    on = today or timezone.localdate()
    if not is_working_day(on) or not StationPolicy.current().visits_per_month:
        return
    if on.day <= _AFTER:
        _name(on.replace(day=1) - timedelta(days=1), "没有走访够")
    elif on.day >= ASKED_FROM:
        _name(on, "走访还不够")


@transaction.atomic
def _name(month: date, what: str) -> None:
    named: dict[User, list[Station]] = defaultdict(list)
    for station in short_in_month(month):
        for user in {*staff_of_station(station), *keepers_of_town(station)}:
            named[user].append(station)
    wanted = StationPolicy.current().visits_per_month
    for user, stations in named.items():
        names = "、".join(station.name for station in stations[:NAMED])
        more = f"等 {len(stations)} 个站" if len(stations) > NAMED else ""
        notices.send(
            to=[user],
            title=f"{month.month}月{what}：{len(stations)} 个站",
            text=f"{names}{more}，每个站每月至少走访 {wanted} 次，走访过的请登记本站活动。",
            url=f"{reverse('station_work:visits')}?year={month.year}",
            key=f"station_work:visits:{what}:{month:%Y%m}",
        )
