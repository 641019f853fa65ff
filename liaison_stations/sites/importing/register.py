"""What the portal knows of the places and stations a table names, looked up once for the whole file."""

from __future__ import annotations

from collections import defaultdict
from datetime import date

from congress.accounts.models import User
from congress.organs.models import Area, Constituency
from deputies.models import Deputyship
from liaison_stations.models import Equipment, Station, StationKind
from liaison_stations.rules import covered

_SUFFIXES = ("街道", "社区", "园区", "镇", "乡", "村")


def short(name: str) -> str:
    """东塘 for 东塘镇, 塘北 for 塘北村."""
    for suffix in _SUFFIXES:
        if name.endswith(suffix) and len(name) > len(suffix) + 1:
            return name.removesuffix(suffix)
    return name


class Register:
    """Towns and villages, kinds, equipment, constituencies, stations by town and name, deputies by name."""

    def __init__(self, actor: User, on: date) -> None:
        self.on = on
        self.kinds = list(StationKind.objects.all())
        self.equipment = {row.name: row for row in Equipment.objects.all()}
        self.managed = set(Area.objects.filter(covered("path").as_q(actor)).values_list("pk", flat=True))
        self.towns: dict[str, list[Area]] = defaultdict(list)
        self.villages: dict[tuple[int, str], list[Area]] = defaultdict(list)
        for area in Area.objects.exclude(parent=None).select_related("parent"):
            if area.parent is not None and area.parent.parent_id is None:
                self._enter(self.towns, area)
            else:
                for key in {area.name, short(area.name)}:
                    self.villages[area.parent_id or 0, key].append(area)
        self.constituencies: dict[str, list[Constituency]] = defaultdict(list)
        for constituency in Constituency.objects.select_related("area"):
            self.constituencies[constituency.name].append(constituency)
        self.stations: dict[tuple[int, str], Station] = {}
        rows = Station.objects.select_related("kind", "area__parent__parent", "parent", "owner")
        for station in rows.prefetch_related("equipment", "constituencies"):
            self.stations[station.town.pk, station.name] = station
        self.deputies: dict[str, list[Deputyship]] = defaultdict(list)
        for deputyship in Deputyship.objects.in_force(on).select_related("person").order_by("level", "pk"):
            self.deputies[deputyship.person.name].append(deputyship)

    @staticmethod
    def _enter(known: dict[str, list[Area]], area: Area) -> None:
        for key in {area.name, short(area.name)}:
            known[key].append(area)

    def kinds_called(self, word: str) -> list[StationKind]:
        """The kind of this name, else those of which it is a part (联络点 is 人大代表联络点)."""
        exact = [kind for kind in self.kinds if kind.name == word]
        return exact or [kind for kind in self.kinds if kind.in_use and word in kind.name]
