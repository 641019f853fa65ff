"""Which congress, constituency and groups a row of the roster means."""

from __future__ import annotations

import re
from dataclasses import dataclass

from congress.documents.imports import Row
from congress.organs.enums import DIRECT_LEVELS, CongressLevel
from congress.organs.models import Area, Constituency, Term, numeral
from deputies.enums import GroupKind
from deputies.models import DeputyGroup
from deputies.roster.register import Register
from deputies.roster.words import constituency_key, constituency_number, group_name, group_number

_ORDINAL = re.compile(r"\d+号?选区$")


@dataclass(frozen=True)
class NewGroup:
    """A group the register does not have yet; it is set up before the rows are written."""

    term: Term
    kind: GroupKind
    number: int | None
    name: str

    @property
    def label(self) -> str:
        """What it will be called."""
        return self.name or f"第{numeral(self.number or 0)}小组"


Group = DeputyGroup | NewGroup


def level_label(level: str) -> str:
    """区县级."""
    return str(CongressLevel(level).label)


def find_term(row: Row, register: Register) -> Term | None:
    """The term of the row's level: the one of its number, else the one that runs; errors go to the cell."""
    level, number = row.values["level"], row.values["term"]
    terms = register.terms[level]
    where = level_label(level)
    if level == CongressLevel.TOWN:
        area = _town(row, register)
        if area is None:
            return None
        terms, where = [term for term in terms if area.path.startswith(term.area.path)], str(area)
    if number is None:
        terms = [t for t in terms if t.starts_on <= register.today <= (t.ends_on or register.today)]
    else:
        terms, where = [t for t in terms if t.number == number], f"{where}第{numeral(number)}届"
    if len(terms) == 1:
        return terms[0]
    cell = "level" if number is None else "term"
    if terms:
        row.error(cell, f"{where}有 {len(terms)} 个，分不清是哪一个，请填届次")
    else:
        row.error(cell, f"平台里没有{where}{'现在的届次' if number is None else ''}，请先在“届次会议”里登记")
    return None


def _town(row: Row, register: Register) -> Area | None:
    """The town of a town's deputy: from its own column, else from the constituency."""
    if name := row.values["area"]:
        if found := register.areas.get(name):
            return found[0]
        row.error("area", f"区划里没有“{name}”，请改成已有的名称")
        return None
    if row.values["constituency"]:
        constituency = find_constituency(row, register, None)
        return constituency.area if constituency else None
    row.error("level", "乡镇级代表须写明是哪个乡镇：请填选区，或加一列“乡镇”")
    return None


def find_constituency(row: Row, register: Register, term: Term | None) -> Constituency | None:
    """The constituency by name or number; errors go to the cell. Above the district there is none."""
    level, name = row.values["level"], row.values["constituency"]
    if name is None:
        return None
    if level not in DIRECT_LEVELS:
        row.ask("constituency", f"{level_label(level)}代表不分选区，没有导入")
        return None
    asked = (level, term.pk if term else None, row.values["area"], name)
    if asked not in register.constituencies_found:
        register.constituencies_found[asked] = _called(name, _fitting(row, register, term), register)
    found = register.constituencies_found[asked]
    if len(found) == 1:
        return found[0]
    if found:
        where = "、".join(str(c.area) for c in found)
        row.error("constituency", f"有 {len(found)} 个“{name}”（{where}），请写选区全名")
    else:
        row.error(
            "constituency", f"选区名册里没有“{name}”{_hint(name, _fitting(row, register, term), register)}"
        )
    return None


def _fitting(row: Row, register: Register, term: Term | None) -> list[Constituency]:
    """The constituencies of the row's congress, of its town where it names one that has any."""
    fitting = register.constituencies[row.values["level"]]
    if term is not None:
        fitting = [c for c in fitting if c.area.path.startswith(term.area.path)]
    if areas := register.areas.get(row.values["area"] or ""):
        fitting = [c for c in fitting if c.area.path.startswith(areas[0].path)] or fitting
    return fitting


def _called(name: str, fitting: list[Constituency], register: Register) -> list[Constituency]:
    """By name, else by number."""
    key, number = constituency_key(name), constituency_number(name)
    found = [c for c in fitting if register.constituency_keys[c.pk] == key]
    if found or number is None:
        return found
    numbered = [c for c in fitting if c.number == number]
    return numbered or [c for c in fitting if constituency_number(c.name) == number]


def _hint(name: str, fitting: list[Constituency], register: Register) -> str:
    """Up to which number the constituencies of the same place go."""
    place = _ORDINAL.sub("", constituency_key(name))
    numbers = []
    for constituency in fitting:
        known = register.constituency_keys[constituency.pk]
        rest = known.removeprefix(place).removesuffix("选区").removesuffix("号")
        if place and known.startswith(place) and rest.isdecimal():
            numbers.append(int(rest))
    return f"，最大为第{max(numbers)}选区" if numbers else "，请先在“区划选区”里登记"


def find_group(
    row: Row, register: Register, term: Term, cell: str, text: str, kind: GroupKind
) -> Group | None:
    """The group a text means; one that is not there yet is proposed when the text is plainly a group."""
    found = register.groups_called(text, term.level, kind)
    own = [group for group in found if group.term_id == term.pk]
    if len(own or found) == 1:
        return (own or found)[0]
    if found:
        terms = "、".join(str(group.term) for group in found)
        row.error(cell, f"有 {len(found)} 个“{text}”（{terms}），请写小组全称")
        return None
    number, name = group_number(text), group_name(text)
    if number is not None and kind == GroupKind.TERRITORIAL:
        return NewGroup(term, kind, number, "")
    if name.endswith("组") and len(name) <= 40:
        return NewGroup(term, kind, None, name)
    row.error(cell, f"没有“{text}”这个小组，请写小组名称，或先登记小组")
    return None
