"""The stations and the deputies on the home of the public site."""

from __future__ import annotations

from collections.abc import Iterable

from django.urls import reverse
from django.utils import timezone

from congress.web.dates import weekday
from congress.web.public.registry import PublicAction, PublicBlock, PublicColumn, PublicLine
from liaison_stations.enums import DayState
from liaison_stations.models import ReceptionDay, Station


def _days_ahead(limit: int) -> list[PublicLine]:
    """The next reception days at stations with a public page (1 query)."""
    stations = Station.objects.online().order_by().values("pk")
    rows = ReceptionDay.objects.standing().filter(station__in=stations, day__gte=timezone.localdate())
    ahead = rows.exclude(state=DayState.HELD).select_related("station").order_by("day", "begins_at", "pk")
    return [
        PublicLine(
            row.station.name,
            reverse("online:station", args=[row.station.token]),
            row.day,
            f"{weekday(row.day)} {row.begins_at:%-H:%M}—{row.ends_at:%-H:%M}　{row.place}".rstrip(),
        )
        for row in ahead[:limit]
    ]


def station_blocks(column: PublicColumn, limit: int) -> Iterable[PublicBlock]:
    """When deputies receive next; the block stays when no day is settled, for the way to the stations."""
    lines = _days_ahead(limit)
    text = "" if lines else "接待日还没有排定。有事随时可以在网上写给联络站。"
    yield PublicBlock("代表接待日", column.url, lines, text=text, more="全部联络站", stays=True)


STATIONS = PublicColumn("联络站", "online:index", 40, station_blocks)
DEPUTIES = PublicColumn("代表", "online:deputies", 50)
ACTIONS = (PublicAction("反映问题", "online:index", 10), PublicAction("凭码查进度", "online:ask", 20))
