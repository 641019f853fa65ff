"""Every morning: finds out which sheets on the walls are out of date, and tells the stations (R175)."""

from __future__ import annotations

from collections import defaultdict
from datetime import date

from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from congress.notices import operations as notices
from congress.workdays.calendar import is_working_day
from liaison_stations.enums import WallKind
from liaison_stations.models import Station, WallSheet
from liaison_stations.operations.telling import staff_of_station
from liaison_stations.wall.content import Wall
from liaison_stations.wall.standing import out_of_date


def remind(*, today: date | None = None) -> None:
    """Run once a day. Run twice, nobody hears anything twice; staff are told on working days."""
    on = today or timezone.localdate()
    _compare(on)
    if is_working_day(on):
        _tell(on)


@transaction.atomic
def _compare(on: date) -> None:
    """Note of every sheet that hangs whether the data it was printed from have changed, and since which morning."""
    up = WallSheet.objects.filter(is_up=True, station__in=Station.objects.in_service(on))
    walls: dict[int, Wall] = {}
    for row in up.select_related("station__kind", "station__area"):
        wall = walls.setdefault(row.station_id, Wall(row.station, on))
        has_changed = wall.fingerprint(row.kind) != row.fingerprint
        if has_changed != (row.changed_on is not None):
            row.changed_on = on if has_changed else None
            row.save(update_fields=["changed_on"])


@transaction.atomic
def _tell(on: date) -> None:
    """One notice for each station and each set of sheets that are out of date."""
    old: dict[Station, list[WallSheet]] = defaultdict(list)
    rows = WallSheet.objects.filter(out_of_date(on), station__in=Station.objects.in_service(on))
    for row in rows.select_related("station").order_by("station", "pk"):
        old[row.station].append(row)
    for station, sheets in old.items():
        names = "、".join(WallKind(sheet.kind).label for sheet in sheets)
        notices.send(
            to=staff_of_station(station),
            title=f"上墙材料要更新：{station.name}",
            text=f"{names}旧了，请打印新的换上。",
            url=reverse("station_wall:station", args=[station.pk]),
            key=f"station_wall:{'-'.join(str(sheet.pk) for sheet in sheets)}",
        )
