"""How things stand with the sheets of a station: never put up, out of date, or as they should be (R175)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Q

from congress.web import dates
from liaison_stations.enums import WallKind
from liaison_stations.models import Station, StationPolicy, WallSheet
from liaison_stations.wall.content import Wall


@dataclass(frozen=True)
class SheetStanding:
    """One sheet. ``up`` is what hangs there; ``fingerprint`` tells what it would say today."""

    kind: WallKind
    up: WallSheet | None
    days: int
    limit: int
    has_changed: bool
    is_empty: bool = False
    fingerprint: str = ""

    @property
    def is_old(self) -> bool:
        """Whether it hangs there longer than the district allows."""
        return self.up is not None and self.days > self.limit

    @property
    def asks(self) -> bool:
        """Whether somebody has to print it anew; nobody is asked to put up a sheet that says nothing."""
        return self.has_changed or self.is_old or (self.up is None and not self.is_empty)

    @property
    def words(self) -> str:
        """内容变了, 已有 96 天没有更新, 还没有上墙; empty when it is as it should be."""
        if self.up is None:
            return "还没有可打印的内容" if self.is_empty else "还没有上墙"
        told = ["内容变了"] if self.has_changed else []
        return "，".join([*told, f"已有 {self.days} 天没有更新"] if self.is_old else told)

    @property
    def state(self) -> tuple[str, str]:
        """Shape and word."""
        if self.up is None:
            return ("wait", self.words)
        return ("late", self.words) if self.asks else ("done", f"{dates.day(self.up.printed_on)}更新")


def asking_words(sheets: Iterable[SheetStanding]) -> str:
    """活动计划、代表公示栏已有 96 天没有更新；分组情况还没有上墙; empty when nothing is asked."""
    told: dict[str, list[str]] = defaultdict(list)
    for sheet in sheets:
        if sheet.asks:
            told[sheet.words].append(sheet.kind.label)
    return "；".join(f"{'、'.join(labels)}{words}" for words, labels in told.items())


def standings_now(wall: Wall) -> list[SheetStanding]:
    """The five sheets of a station, compared with what they would say this moment (2 queries and those of the wall)."""
    limit = StationPolicy.current().wall_days
    up = {row.kind: row for row in WallSheet.objects.filter(station=wall.station, is_up=True)}
    found = []
    for kind in WallKind:
        now, row = wall.fingerprint(kind), up.get(kind)
        days = (wall.today - row.printed_on).days if row else 0
        changed = row is not None and row.fingerprint != now
        found.append(SheetStanding(kind, row, days, limit, changed, wall.says_nothing(kind), now))
    return found


def standings_kept(stations: Iterable[Station], today: date) -> dict[int, list[SheetStanding]]:
    """The sheets of many stations as this morning found them, by the key of the station (2 queries).

    Nothing is read of sheets that do not hang: of those, photos count as not chosen yet.
    """
    keys = [row.pk for row in stations]
    limit = StationPolicy.current().wall_days
    up: dict[tuple[int, str], WallSheet] = {
        (row.station_id, row.kind): row for row in WallSheet.objects.filter(station__in=keys, is_up=True)
    }
    found: dict[int, list[SheetStanding]] = defaultdict(list)
    for key in keys:
        for kind in WallKind:
            row = up.get((key, kind))
            days = (today - row.printed_on).days if row else 0
            changed = row is not None and row.changed_on is not None
            empty = row is None and kind == WallKind.PHOTOS
            found[key].append(SheetStanding(kind, row, days, limit, changed, empty))
    return found


def out_of_date(today: date) -> Q:
    """Sheets that hang and ought to be printed anew, as this morning left them (1 query to find the limit)."""
    oldest = today - timedelta(days=StationPolicy.current().wall_days)
    return Q(is_up=True) & (Q(printed_on__lt=oldest) | Q(changed_on__isnull=False))
