"""What a roster would do: every row understood, compared with the register and with the other rows."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from typing import Any

from django.utils import timezone

from congress.accounts.models import User
from congress.documents.imports import Outcome, Row
from congress.web.dates import full_day
from deputies.enums import GroupKind, GroupPostKind, Sex
from deputies.models import name_key
from deputies.roster.birth import Birth, settle_tenths
from deputies.roster.entry import Entry
from deputies.roster.identity import find_person
from deputies.roster.parsers import PEOPLES
from deputies.roster.places import NewGroup, find_constituency, find_group, find_term
from deputies.roster.register import Register
from deputies.roster.twins import Twins, skip_repeated

#: A unit's name is no shorter (东塘村), so that 局 长 stays one word; nor longer than its column.
_SHORTEST_UNIT, _LONGEST_UNIT = 3, 80


def plan(rows: list[Row], _actor: User) -> None:
    """New, update, same or passed over, for all rows together. ``row.record`` becomes an :class:`Entry`."""
    _settle_births(rows)
    for row in rows:
        _take_notes_of_name(row)
    _part_workplaces(rows)
    named = skip_repeated([row for row in rows if row.values["name"] is not None])
    keys = {name_key(str(row.values["name"])) for row in named}
    phones = {row.values["phone"] for row in named if row.values["phone"]}
    register = Register(keys, phones, timezone.localdate())
    twins = Twins()
    for row in named:
        if row.values["level"] is not None:
            _plan_row(row, register, twins)
    entries = [row.record for row in rows if row.record is not None and not row.passed_over]
    _check_leaders(entries, register)
    _announce_groups(entries)


def _plan_row(row: Row, register: Register, twins: Twins) -> None:
    term = find_term(row, register)
    match = find_person(row, register, term)
    if term is None or match.is_open:
        return
    entry = Entry(row, term, match.person)
    row.record = entry
    _place(entry, register)
    if not twins.place(entry):
        return
    if match.person is not None:
        held = register.deputyships[match.person.pk]
        entry.deputyship = next((d for d in held if d.term_id == term.pk), None)
    if entry.deputyship is not None and entry.deputyship.ends_on is not None:
        day = full_day(entry.deputyship.ends_on)
        why = entry.deputyship.get_how_ended_display()
        row.error("name", f"这一届的代表资格已于{day}结束（{why}），档案只读，请删去这一行")
    entry.compare(register)
    _check_entry(entry, register)
    if entry.is_same:
        row.outcome = Outcome.SAME
    elif entry.person is not None:
        row.outcome = Outcome.UPDATE


def _place(entry: Entry, register: Register) -> None:
    """Constituency, groups and post of a row, as records."""
    row, term = entry.row, entry.term
    entry.constituency = find_constituency(row, register, term)
    row.cells["constituency"].value = entry.constituency
    if text := row.values["group"]:
        entry.group = find_group(row, register, term, "group", text, GroupKind.TERRITORIAL)
        row.cells["group"].value = entry.group.label if entry.group else None
    for text in row.values["professional"] or []:
        found = find_group(row, register, term, "professional", text, GroupKind.PROFESSIONAL)
        entry.professional += [found] if found else []
    entry.post = row.values["group_post"]
    if entry.post is not None and entry.group is None:
        row.error("group_post", "没有写是哪个小组的，请填代表小组")


def _check_entry(entry: Entry, register: Register) -> None:
    """What the database would refuse, said at the cell; what should be looked at."""
    row, values = entry.row, entry.row.values
    starts_on = values["starts_on"]
    if starts_on is not None and starts_on < entry.term.starts_on:
        row.error("starts_on", f"早于这一届的开始日期（{full_day(entry.term.starts_on)}）")
    if starts_on is not None and entry.term.ends_on and starts_on > entry.term.ends_on:
        row.error("starts_on", f"晚于这一届的结束日期（{full_day(entry.term.ends_on)}）")
    others = register.holders.get(values["phone"] or "", set()) - {entry.person.name if entry.person else ""}
    if strangers := sorted(name for name in others if name_key(name) != name_key(entry.name)):
        row.ask("phone", f"名册里这个号码是{'、'.join(strangers)}的")
    birth: Birth | None = values["birth"]
    if birth is not None and register.today.year - birth.day.year < 18:
        row.ask("birth", "不满 18 周岁")


def _check_leaders(entries: Iterable[Entry], register: Register) -> None:
    """One 组长 for each group (R005)."""
    named: dict[object, Entry] = {}
    for entry in entries:
        if entry.appoints != GroupPostKind.LEADER or entry.group is None:
            continue
        group: Any = entry.group
        key = group if isinstance(group, NewGroup) else group.pk
        if key in named:
            entry.row.error(
                "group_post", f"{group.label}的组长已写在第 {named[key].row.number} 行，请改正一行"
            )
        elif not isinstance(group, NewGroup) and group.pk in register.leaders:
            entry.row.error(
                "group_post", f"{group}现任组长是{register.leaders[group.pk]}，请先在小组里登记离任"
            )
        named.setdefault(key, entry)


def _announce_groups(entries: Iterable[Entry]) -> None:
    """Say once, at the first row, that a group is set up."""
    announced = set()
    for entry in entries:
        for group in entry.joins:
            if isinstance(group, NewGroup) and group not in announced:
                announced.add(group)
                cell = "group" if group.kind == GroupKind.TERRITORIAL else "professional"
                entry.row.ask(cell, f"名册里还没有{group.label}，写入时新建")


def _settle_births(rows: list[Row]) -> None:
    """Tell January from October where a program has dropped the zero of 1975.10."""
    cells = [row.cells["birth"] for row in rows if row.cells["birth"].value is not None]
    for index, born in settle_tenths([(cell.raw, cell.value) for cell in cells]).items():
        cell = cells[index]
        if born is None:
            year = cell.value.day.year
            cell.error = f"分不清是1月还是10月，请写成 {year}年1月 或 {year}年10月"
        else:
            cell.value = born
            if born.day.month == 10:
                cell.remark = "按10月计：表格程序会把 .10 存成 .1"


def _take_notes_of_name(row: Row) -> None:
    """张玉兰（女，回族）: what stands behind the name fills empty cells."""
    name = row.values["name"]
    left = []
    for note in name.notes if name is not None else ():
        people = f"{note.removesuffix('族')}族"
        if note in set(Sex.labels) and row.values["sex"] in (None, Sex[_SEX_NAMES[note]]):
            row.cells["sex"].value = Sex[_SEX_NAMES[note]]
        elif note.removesuffix("族") in PEOPLES and row.values["ethnicity"] in (None, people):
            row.cells["ethnicity"].value = people
        else:
            left.append(note)
    if left:
        row.ask("name", f"括号里的“{'，'.join(left)}”没有导入")


_SEX_NAMES = {str(sex.label): sex.name for sex in Sex}


def _part_workplaces(rows: list[Row]) -> None:
    """东塘镇中心小学 校长 in one cell: the unit, then the post. Said once, at the first row."""
    parted = False
    for row in rows:
        cell = row.cells["organisation"]
        if cell.value is None:
            continue
        unit, _, post = cell.value.partition(" ")
        if post and row.values["occupation"] is None and len(unit) >= _SHORTEST_UNIT:
            cell.value, row.cells["occupation"].value = unit, post
            if not parted:
                row.ask("organisation", f"按空格分成单位“{unit}”和职务“{post}”，以下各行相同")
            parted = True
        elif not cell.value.isascii():
            cell.value = cell.value.replace(" ", "")
        if len(cell.value) > _LONGEST_UNIT:
            row.error("organisation", f"最多 {_LONGEST_UNIT} 个字，现在 {len(cell.value)} 个字")


def count_by_level(rows: Iterable[Row]) -> dict[str, list[Entry]]:
    """The rows that would be written or are there already, by level."""
    found: dict[str, list[Entry]] = defaultdict(list)
    for row in rows:
        if row.record is not None and row.is_clear and not row.passed_over:
            found[row.record.term.level].append(row.record)
    return found
