"""A matter past its limit is told to the station and its unit, later to the town, then to the office."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable
from datetime import date

from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from congress.accounts.models import User
from congress.notices import operations as notices
from congress.workdays.calendar import is_working_day, working_days_between
from liaison_stations.enums import MatterState
from liaison_stations.models import Matter, StationPolicy
from liaison_stations.operations.telling import (
    keepers_of_town,
    offices,
    staff_of_organ,
    staff_of_station,
)

#: Matters a notice names; the rest is counted.
NAMED = 6
#: Once told, somebody hears of the same matters again after so many working days.
AGAIN = 5


@transaction.atomic
def remind_of_matters(*, today: date | None = None) -> int:
    """One notice for everybody who has a late matter to look after; how many were told.

    Only on working days, and of each matter on the first day it concerns somebody and every fifth one after it. Run
    twice on a day, it tells once.
    """
    on = today or timezone.localdate()
    if not is_working_day(on):
        return 0
    late = Matter.objects.filter(state=MatterState.HANDLING, due_on__lt=on)
    told: dict[User, list[tuple[int, Matter]]] = defaultdict(list)
    policy, readers = StationPolicy.current(), _Readers()
    for row in late.select_related("station__area", "organ").order_by("due_on", "pk"):
        past = max(working_days_between(row.due_on, on), 1) if row.due_on else 1
        for user in readers.of(row, past, policy):
            told[user].append((past, row))
    for user, lines in told.items():
        named = "；".join(
            f"{row.title}（{row.station.name}，逾期 {past} 个工作日）" for past, row in lines[:NAMED]
        )
        more = f"；另有 {len(lines) - NAMED} 件" if len(lines) > NAMED else ""
        notices.send(
            to=[user],
            title=f"群众事项逾期：{len(lines)} 件",
            text=f"{named}{more}。",
            url=f"{reverse('matters:index')}?due=late",
            key=f"matters:late:{on:%Y%m%d}",
        )
    return len(told)


class _Readers:
    """Who hears of a late matter; each station, town and unit is looked up once."""

    def __init__(self) -> None:
        self._found: dict[tuple[str, int], list[User]] = {}

    def of(self, row: Matter, past: int, policy: StationPolicy) -> set[User]:
        """Those whose day it is: the station and the unit first, the town and the office so many days later."""
        users: set[User] = set()
        if _is_due(past, 1):
            users |= set(self._once("station", row.station_id, lambda: staff_of_station(row.station)))
            organ = row.organ
            if organ is not None:
                users |= set(self._once("unit", organ.pk, lambda: staff_of_organ(organ)))
        if _is_due(past, policy.town_reminded_after):
            users |= set(self._once("town", row.station_id, lambda: keepers_of_town(row.station)))
        if _is_due(past, policy.office_reminded_after):
            users |= set(self._once("office", 0, offices))
        return users

    def _once(self, what: str, key: int, read: Callable[[], list[User]]) -> list[User]:
        if (what, key) not in self._found:
            self._found[what, key] = read()
        return self._found[what, key]


def _is_due(past: int, first: int) -> bool:
    """On the day it begins to concern somebody, and every :data:`AGAIN` working days after it."""
    return past >= first and (past - first) % AGAIN == 0
