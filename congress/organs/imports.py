"""Import of the organ register from a spreadsheet (R312)."""

from __future__ import annotations

import re
from calendar import monthrange
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils import timezone

from congress.accounts.models import User
from congress.audit import operations as audit
from congress.documents.imports import ImportField, ImportSpec, Outcome, Row, register_import
from congress.documents.parsers import CellError, Corrected, choice, day, show, text
from congress.documents.sheets import Value
from congress.organs import operations
from congress.organs.enums import OrganKind
from congress.organs.models import Area, Organ, OrganName
from congress.organs.rules import KEEPERS
from congress.web.dates import full_day

#: The kinds as the register calls them, and as offices write them in their tables.
KINDS: dict[str, OrganKind] = {str(kind.label): kind for kind in OrganKind} | {
    "常委会": OrganKind.STANDING_COMMITTEE,
    "人大办公室": OrganKind.OFFICE,
    "办公室": OrganKind.OFFICE,
    "专门委员会": OrganKind.COMMITTEE,
    "工作委员会": OrganKind.COMMITTEE,
    "工委": OrganKind.COMMITTEE,
    "政府": OrganKind.GOVERNMENT,
    "部门": OrganKind.DEPARTMENT,
    "政府工作部门": OrganKind.DEPARTMENT,
    "乡镇": OrganKind.TOWN_GOVERNMENT,
    "街道": OrganKind.TOWN_GOVERNMENT,
    "街道办事处": OrganKind.TOWN_GOVERNMENT,
    "监委": OrganKind.SUPERVISORY,
    "法院": OrganKind.COURT,
    "检察院": OrganKind.PROCURATORATE,
    "其他": OrganKind.OTHER,
}
_PAST = re.compile(r"(.+?)\s*[（(]\s*(?:用)?至\s*(.+?)\s*[)）]")
_MONTH = re.compile(r"(\d{4})\s*[年.-]\s*(\d{1,2})\s*月?")


@dataclass(frozen=True)
class PastName:
    """A name the unit bore, and its last day."""

    name: str
    ends_on: date

    def __str__(self) -> str:
        return f"{self.name}（至{full_day(self.ends_on)}）"


def past_names(raw: Value) -> Any:
    """“区建设局（至2019年3月20日）；区建委（至2010年6月1日）”; a month alone means its last day."""
    names, remarks = [], []
    for part in re.split(r"[；;、\n]", show(raw)):
        if not part.strip():
            continue
        found = _PAST.fullmatch(part.strip())
        if found is None:
            raise CellError(f"“{part.strip()}”用到哪一天没有写，请写成 {part.strip()}（至2019年3月20日）")
        month = _MONTH.fullmatch(found[2])
        if month and 1 <= int(month[2]) <= 12:
            year, number = int(month[1]), int(month[2])
            last = date(year, number, monthrange(year, number)[1])
            remarks.append(f"“{found[1]}”按用到{full_day(last)}计")
        else:
            last = day(found[2])
        if last >= timezone.localdate():
            raise CellError(f"“{found[1]}”的最后一天应当早于今天")
        names.append(PastName(found[1], last))
    return Corrected(names, "；".join(remarks)) if remarks else names


class _Register:
    """What is in the register now, looked up once for the whole file."""

    def __init__(self) -> None:
        organs = list(Organ.objects.select_related("area", "parent").prefetch_related("names"))
        self.by_name = {organ.name: organ for organ in organs}
        self.by_past = {past.name: organ for organ in organs for past in organ.names.all()}
        self.by_short: dict[str, list[Organ]] = defaultdict(list)
        for organ in organs:
            self.by_short[organ.short_name].append(organ)
        self.areas: dict[str, list[Area]] = defaultdict(list)
        for area in Area.objects.all():
            self.areas[area.name].append(area)

    def find(self, name: str) -> Organ | None:
        """By full name, now or once, or by a short name only one unit has."""
        short = self.by_short.get(name, [])
        return self.by_name.get(name) or self.by_past.get(name) or (short[0] if len(short) == 1 else None)


def plan(rows: list[Row], _actor: User) -> None:
    """New, update or same; names twice in the file, areas and units above that are not there."""
    register = _Register()
    seen: dict[str, int] = {}
    for row in rows:
        name = row.values["name"]
        if name in seen:
            row.error("name", f"与第 {seen[name]} 行是同一单位，请删去一行")
        _plan_area(row, register)
        _plan_parent(row, register, seen)
        if name is None:
            continue
        seen.setdefault(name, row.number)
        row.record = register.by_name.get(name) or register.by_past.get(name)
        if row.record is None:
            if row.values["short_name"] is None:
                row.cells["short_name"].value = name[:40]
                row.ask("short_name", "没有填简称，先用全称")
        else:
            if row.record.name != name:
                row.ask("name", f"是“{row.record.name}”的曾用名，按同一单位处理，名称不改")
            _plan_past(row)
            row.outcome = Outcome.UPDATE if _differences(row) or _new_names(row) else Outcome.SAME


def _plan_area(row: Row, register: _Register) -> None:
    name = row.values["area"]
    if name is None:
        return
    found = register.areas.get(name, [])
    if len(found) == 1:
        row.cells["area"].value = found[0]
    elif found:
        towns = "、".join(str(area.parent or "") for area in found)
        row.error("area", f"有 {len(found)} 个“{name}”（{towns}），请写上一级的名称")
    else:
        row.error("area", f"区划里没有“{name}”，请改成已有的名称，或先登记这个区域")


def _plan_parent(row: Row, register: _Register, above: dict[str, int]) -> None:
    name = row.values["parent"]
    if name is None:
        return
    if name == row.values["name"]:
        row.error("parent", "上级单位不能是自己")
    elif (found := register.find(name)) is not None:
        row.cells["parent"].value = found
    elif name not in above:
        row.error("parent", f"名录里没有“{name}”。它若也在这张表里，请移到这一行的上面")


def _plan_past(row: Row) -> None:
    days = {past.ends_on for past in row.record.names.all()}
    for past in _new_names(row):
        if past.ends_on in days:
            row.error("past_names", f"已有一个名称也用到{full_day(past.ends_on)}，请核对日期")


def _new_names(row: Row) -> list[PastName]:
    known = {past.name for past in row.record.names.all()} if row.record else set()
    return [past for past in row.values["past_names"] or [] if past.name not in known]


def _differences(row: Row) -> dict[str, Any]:
    """The fields the file fills with something else than the register has; empty cells change nothing."""
    wanted = {name: row.values[name] for name in ("short_name", "kind", "area", "parent")}
    return {n: value for n, value in wanted.items() if value is not None and value != getattr(row.record, n)}


def apply(rows: list[Row], actor: User) -> None:
    """Write row by row, in the order of the file, so that a unit stands before those below it."""
    written: dict[str, Organ] = {}
    for row in rows:
        parent = row.values["parent"]
        if isinstance(parent, str):
            parent = written[parent]
        if row.record is None:
            values = {name: row.values[name] for name in ("name", "short_name", "kind", "area")}
            organ = operations.create(actor=actor, parent=parent, **values)
        else:
            organ = _update(
                row.record, {**_differences(row), **({"parent": parent} if parent else {})}, actor
            )
        _add_past_names(organ, _new_names(row), actor)
        written[row.values["name"]] = organ


def _update(organ: Organ, wanted: dict[str, Any], actor: User) -> Organ:
    fields = {name: wanted.get(name, getattr(organ, name)) for name in operations.ORGAN_FIELDS}
    organ = operations.edit(organ=organ, actor=actor, version=organ.version, **fields)
    short_name = wanted.get("short_name")
    if short_name:
        organ = operations.correct_name(organ=organ, actor=actor, name=organ.name, short_name=short_name)
    return organ


def _add_past_names(organ: Organ, names: Iterable[PastName], actor: User) -> None:
    for past in names:
        OrganName.objects.create(organ=organ, name=past.name, short_name=past.name[:40], ends_on=past.ends_on)
        after = {"name": past.name, "last_day": past.ends_on}
        audit.record(actor=actor, verb="organs:add_past_name", obj=organ, after=after)


ORGANS = register_import(
    ImportSpec(
        key="organs",
        title="导入机构名录",
        unit="个",
        roles=frozenset(KEEPERS),
        back="organs:index",
        back_label="机构名录",
        intro="一行一个单位。名录里已有的按全称或曾用名对上，只更新表里填了的栏目。",
        fields=(
            ImportField(
                "name", "全称", text(80), required=True, aliases=("单位全称", "单位名称", "机构名称", "名称")
            ),
            ImportField("short_name", "简称", text(40), aliases=("单位简称",), hint="不填时先用全称"),
            ImportField(
                "kind",
                "类别",
                choice(KINDS, what="类别"),
                required=True,
                aliases=("单位类别", "机构类别", "性质"),
                hint="如“政府部门”“专委、工委”“乡镇街道”",
            ),
            ImportField("area", "所在区域", text(60), aliases=("区域", "所在镇街"), hint="区划里已有的名称"),
            ImportField(
                "parent",
                "上级单位",
                text(80),
                aliases=("主管单位", "上级"),
                hint="名录里已有，或在表里排在它前面",
            ),
            ImportField(
                "past_names",
                "曾用名",
                past_names,
                aliases=("原名称", "原名"),
                hint="写明用到哪一天，如“区建设局（至2019年3月20日）”，多个用分号隔开",
            ),
        ),
        plan=plan,
        apply=apply,
    )
)
