"""Everything a station puts up as one PDF is printed by a worker: photos make it long."""

from __future__ import annotations

from datetime import date

from django.utils import timezone

from congress.jobs.registry import JobError, JobRun
from liaison_stations.enums import WallKind
from liaison_stations.models import Station
from liaison_stations.wall.content import Wall
from liaison_stations.wall.notices import days_of_month, month_words

KIND = "liaison_stations.wall"


def title_of(station: Station) -> str:
    """柳桥街道人大代表联络站上墙材料."""
    return f"{station}上墙材料"


def print_all(run: JobRun) -> None:
    """Print plate, sheets and the notice of a month, if whoever asked still sees the station when the worker begins."""
    # The printing code is 60 MB that beat would otherwise load too.
    from congress.documents.pdf.fonts import SubsetterMissing  # noqa: PLC0415
    from liaison_stations.wall.layout import Addresses, Layout  # noqa: PLC0415
    from liaison_stations.wall.printing import Paper, print_sheets  # noqa: PLC0415

    seen = Station.objects.visible_to(run.actor) if run.actor else Station.objects.none()
    station = seen.select_related("kind", "area").filter(pk=run.params["station"]).first()
    if station is None:
        raise JobError("没有找到这个联络站，可能已经不在您的范围内")
    wall = Wall(station, timezone.localdate())
    layout = Layout(wall, Addresses(run.params["root"]))
    month = date.fromisoformat(run.params["month"])
    days = days_of_month(station, month)
    sides = [layout.plate(), *(layout.sheet(kind) for kind in WallKind if not wall.says_nothing(kind))]
    if days:
        sides.append(layout.notice(days, month_words(month)))
    try:
        result = print_sheets(title_of(station), "".join(sides), Paper(run.params["paper"]), run.progress)
    except SubsetterMissing as error:  # its message says what to do
        raise JobError(str(error)) from error
    run.save_result(f"{title_of(station)}.pdf", result.bytes)
