"""On the page of a station: what it did this year, and the newest matters."""

from __future__ import annotations

from django.urls import reverse
from django.utils import timezone

from congress.accounts.models import User
from congress.figures.period import Period
from congress.web.sections import Line, Plugged, Section
from liaison_stations.matters.figures import of_station
from liaison_stations.matters.showing import state_shown
from liaison_stations.models import Matter, Station
from liaison_stations.rules import MATTER_READERS

#: Matters named on the page of a station; the list has the others.
_NAMED = 5


def plugged(station: Station, user: User) -> Plugged | None:
    """The sums of the year so far, and the newest matters of those who may see them (4 queries, 5 with matters)."""
    sums = of_station(station, Period.this_year(timezone.localdate()))
    said = (
        f"今年以来接待 {sums.days} 次，代表 {sums.deputies} 人次；群众 {sums.batches} 批 {sums.people:,} 人次"
    )
    lines: list[Line] = []
    if user.has_role(*MATTER_READERS):
        rows = Matter.objects.visible_to(user).filter(station=station).order_by("-received_at", "-pk")
        lines = [_line(row) for row in rows.only("title", "state", "received_at")[:_NAMED]]
    more = f"{reverse('matters:index')}?station={station.pk}" if lines else ""
    section = Section(
        "群众事项",
        lines,
        sub=f"{said}；事项 {sums.matters} 件，办结 {sums.closed} 件",
        empty="今年还没有收到事项",
        more_label="全部事项" if more else "",
        more_url=more,
    )
    return Plugged(sections=[section])


def _line(row: Matter) -> Line:
    return Line(
        row.title, url=reverse("matters:detail", args=[row.pk]), at=row.received_at, state=state_shown(row)
    )
