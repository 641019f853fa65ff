"""What a table of stations would do: every row understood and compared with the register and with the others."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.utils import timezone

from congress.accounts.models import User
from congress.documents.imports import Outcome, Row
from congress.organs.models import Area
from congress.web.dates import full_day
from liaison_stations.models import Station
from liaison_stations.sites.importing.register import Register
from liaison_stations.workflow import OFFICE

#: Columns whose cells hold what the record holds, as they are.
PLAIN = (
    "place_kind",
    "address",
    "latitude",
    "longitude",
    "opening_hours",
    "phone",
    "theme",
    "introduction",
    "is_model",
    "is_online",
    "opened_on",
)
#: Columns that name other records.
LINKED = ("kind", "area", "parent", "owner")
MANY = ("equipment", "constituencies")


@dataclass
class Entry:
    """A row as it was understood. ``parent_name`` waits for a station of the same table."""

    row: Row
    town: Area
    name: str
    station: Station | None
    changes: dict[str, Any]
    parent_name: str = ""


def plan(rows: list[Row], actor: User) -> None:
    """New, update or same, for all rows together; ``row.record`` becomes an :class:`Entry`."""
    register = Register(actor, timezone.localdate())
    seen: dict[tuple[int, str], int] = {}
    named: set[tuple[int, str]] = set()
    for row in rows:
        _find_kind(row, register)
        town = _find_town(row, register)
        name = row.values["name"]
        if town is None or name is None:
            continue
        if row.values["kind"] is not None and row.values["kind"].is_station:
            named.add((town.pk, name))
        if (town.pk, name) in seen:
            row.error("name", f"与第 {seen[town.pk, name]} 行是同一个站点，请删去一行")
        seen.setdefault((town.pk, name), row.number)
        row.record = Entry(row, town, name, register.stations.get((town.pk, name)), {})
    for row in rows:
        if row.record is not None:
            _plan_row(row.record, register, named, actor)


def _find_kind(row: Row, register: Register) -> None:
    word = row.values["kind"]
    if word is None:
        return
    found = register.kinds_called(word)
    row.cells["kind"].value = found[0] if len(found) == 1 else None
    if not found:
        names = "、".join(kind.name for kind in register.kinds if kind.in_use)
        row.error("kind", f"没有“{word}”这种类型，可填{names}")
    elif len(found) > 1:
        row.error("kind", f"“{word}”可以是{'、'.join(kind.name for kind in found)}，请写全")
    elif found[0].name != word:
        row.ask("kind", f"按“{found[0].name}”记")


def _find_town(row: Row, register: Register) -> Area | None:
    """The town and, where one is named, the village: the cell of the town gets the area the site belongs to."""
    word = row.values["town"]
    if word is None:
        return None
    found = register.towns.get(word, [])
    if len(found) != 1:
        row.error("town", f"区划里没有“{word}”，请写乡镇（街道）的名称")
        return None
    town = found[0]
    if town.pk not in register.managed:
        row.error("town", f"{town}不在您管理的范围")
        return None
    if town.name != word:
        row.cells["town"].value = town
        row.ask("town", f"按“{town}”记")
    return town


def _plan_row(entry: Entry, register: Register, named: set[tuple[int, str]], actor: User) -> None:
    row, known = entry.row, entry.station
    wanted: dict[str, Any] = {name: row.values[name] for name in PLAIN}
    wanted["kind"] = row.values["kind"]
    wanted["area"] = _area(entry, register)
    wanted["owner"] = _owner(entry, register)
    wanted["parent"] = _parent(entry, register, named)
    for name, records in (("equipment", register.equipment), ("constituencies", register.constituencies)):
        wanted[name] = _several(entry, name, records)
    entry.changes = {name: value for name, value in wanted.items() if _differs(known, name, value)}
    _check(entry, actor)
    if known is None:
        if row.values["opened_on"] is None:
            row.error("opened_on", "新登记的站点要写设立日期")
    elif entry.changes or entry.parent_name:
        row.outcome = Outcome.UPDATE
    else:
        row.outcome = Outcome.SAME


def _area(entry: Entry, register: Register) -> Area:
    word = entry.row.values["village"]
    if word is None:
        return entry.station.area if entry.station else entry.town
    found = register.villages.get((entry.town.pk, word), [])
    if len(found) != 1:
        entry.row.error("village", f"{entry.town}没有“{word}”，请改成区划里已有的村（社区）")
        return entry.town
    if found[0].name != word:
        entry.row.cells["village"].value = found[0]
        entry.row.ask("village", f"按“{found[0]}”记")
    return found[0]


def _owner(entry: Entry, register: Register) -> Any:
    name = entry.row.values["owner"]
    if name is None:
        return None
    found = register.deputies.get(name, [])
    people = {row.person_id for row in found}
    if not found:
        entry.row.error("owner", f"在任代表里没有“{name}”")
    elif len(people) > 1:
        entry.row.error("owner", f"有 {len(people)} 位代表叫“{name}”，请先留空，登记之后在站点页面上选")
    elif entry.row.values["kind"] is not None and not entry.row.values["kind"].has_owner:
        entry.row.error("owner", f"{entry.row.values['kind']}不以代表命名，请留空或改类型")
    return found[0] if len(people) == 1 else None


def _parent(entry: Entry, register: Register, named: set[tuple[int, str]]) -> Any:
    """The station above: one of the register, or one of the same table, which is written first."""
    row, name = entry.row, entry.row.values["parent"]
    kind = row.values["kind"]
    if name is None:
        return None
    if kind is not None and kind.is_station:
        row.error("parent", "联络站不属于别的站，请留空")
        return None
    known = register.stations.get((entry.town.pk, name))
    if known is not None and known.kind.is_station and known.closed_on is None:
        return known
    if (entry.town.pk, name) in named:
        entry.parent_name = name
    else:
        row.error("parent", f"{entry.town}没有联络站“{name}”；它若也在这张表里，请核对名称和类型")
    return None


def _several(entry: Entry, column: str, records: Any) -> list[Any] | None:
    words = entry.row.values[column]
    if words is None:
        return None
    found = []
    for word in words:
        match = records.get(word)
        if isinstance(match, list):
            near = [one for one in match if one.area.path.startswith(entry.town.path)]
            found += near
            match = near
        elif match is not None:
            found.append(match)
        if not match:
            what = "设备" if column == "equipment" else f"{entry.town}的选区"
            entry.row.error(column, f"{what}里没有“{word}”，请改正或先登记")
    return found


def _differs(known: Station | None, name: str, value: Any) -> bool:
    """Whether the file says something else than the register; an empty cell changes nothing."""
    if value is None:
        return False
    if known is None:
        return True
    if name in MANY:
        return {one.pk for one in value} != {one.pk for one in getattr(known, name).all()}
    return bool(value != getattr(known, name))


def _check(entry: Entry, actor: User) -> None:
    """What would be refused when it is written, said at the cell."""
    row, values = entry.row, entry.row.values
    if (values["latitude"] is None) != (values["longitude"] is None):
        for name in ("latitude", "longitude"):
            if values[name] is None and not row.cells[name].error:
                row.error(name, "经度和纬度要一起填")
    if "is_model" in entry.changes and entry.changes["is_model"] and not actor.has_role(*OFFICE):
        row.error("is_model", "示范站由区人大常委会确定，请留空")
    if entry.station is not None and entry.station.closed_on is not None:
        row.error("name", f"这个站点已于{full_day(entry.station.closed_on)}撤销，请删去这一行，或先恢复它")
