"""What the register of stations asks of whom (at most four queries)."""

from __future__ import annotations

from collections.abc import Iterator

from django.urls import reverse
from django.utils import timezone

from congress.accounts.models import User
from congress.web.registry import Todo
from liaison_stations.models import Station
from liaison_stations.sites.queries.standing import staff_gaps, without_station
from liaison_stations.workflow import KEEPERS

_LIST = "liaison_stations:index"
#: Stations named one by one; more are one line together.
_NAMED = 2


def todos(user: User) -> Iterator[Todo]:
    """Deputies who belong to no station yet, stations whose staff is not complete."""
    if not user.has_role(*KEEPERS):
        return
    today = timezone.localdate()
    waiting = without_station(user, today).values("person_id").distinct().count()
    if waiting:
        yield Todo(
            f"给代表安排联络站：{waiting:,} 人还没有进站",
            "区、乡镇代表按选区全部进站",
            reverse("liaison_stations:unassigned"),
            "去安排",
            menu=_LIST,
        )
    gaps = staff_gaps(Station.objects.kept_by(user), today)
    for row, wrong in gaps if len(gaps) <= _NAMED else []:
        yield Todo(
            f"{row}：{'、'.join(wrong)}",
            "一个站要有站长、副站长和联络员",
            reverse("liaison_stations:detail", args=[row.pk]),
            "去登记",
            menu=_LIST,
        )
    if len(gaps) > _NAMED:
        yield Todo(
            f"{len(gaps)} 个联络站站务人员不齐",
            "一个站要有站长、副站长和联络员",
            reverse("liaison_stations:coverage"),
            "去看看",
            menu=_LIST,
        )
