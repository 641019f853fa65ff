"""What waits for whom: visits the last month lacked, a quarter without its meeting, a show that is due."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from django.urls import reverse
from django.utils import timezone

from congress.accounts.enums import Role
from congress.accounts.models import User
from congress.web.registry import Todo
from liaison_stations import rules
from liaison_stations.models import ExchangeMeeting, ShowTurn, Station
from liaison_stations.work.queries.towns import Quarter, last_quarter
from liaison_stations.work.queries.visits import short_in_month
from liaison_stations.workflow import KEEPERS, OFFICE, STATION

INDEX = "station_work:index"


def todos(user: User) -> Iterator[Todo]:
    """Everything the work of stations asks of this user (at most four queries)."""
    today = timezone.localdate()
    if user.has_role(*STATION, Role.TOWN):
        yield from _visits(user, today)
    if user.has_role(*OFFICE):
        yield from _exchange(today)
    if user.has_role(*KEEPERS):
        yield from _shows(user, today)


def _visits(user: User, today: date) -> Iterator[Todo]:
    """Stations of the user's own that visited too little last month; one line for all of them."""
    month = today.replace(day=1) - timedelta(days=1)
    kept = Station.objects.kept_by(user).order_by().values("pk")
    short = list(short_in_month(month).filter(pk__in=kept))
    if short:
        where = short[0].name if len(short) == 1 else f"{len(short)} 个站"
        yield Todo(
            f"补登{month.month}月的走访：{where}",
            "走访过的请登记本站活动",
            f"{reverse('station_work:visits')}?year={month.year}",
            "去看",
            menu=INDEX,
        )


def _exchange(today: date) -> Iterator[Todo]:
    year, number = last_quarter(today)
    if ExchangeMeeting.objects.filter(year=year, quarter=number).exists() or not Station.objects.exists():
        return
    label = Quarter(year, number, None, missed=True, ahead=False).label
    yield Todo(
        f"登记{year}年{label}代表工作交流会",
        "这个季度已经过了，还没有登记",
        reverse("station_work:write_exchange", args=[year, number]),
        "去登记",
        menu=INDEX,
    )


def _shows(user: User, today: date) -> Iterator[Todo]:
    """A show of this month or before that was not recorded."""
    waiting = ShowTurn.objects.filter(
        rules.keep_of_town.as_q(user), month__lte=today.replace(day=1), held_on=None
    )
    for turn in waiting.select_related("area").order_by("month")[:2]:
        yield Todo(
            f"登记工作展示：{turn.area}",
            f"{turn.month.year}年{turn.month.month}月的“一月一乡镇一主题”",
            reverse("station_work:show_rounds"),
            "去登记",
            menu=INDEX,
        )
