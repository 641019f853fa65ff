"""Rows of one file about the same person: repeated, contradicting, or a second deputyship."""

from __future__ import annotations

from collections import Counter, defaultdict
from typing import Any

from congress.documents.imports import Row
from congress.documents.parsers import show
from deputies.models import name_key
from deputies.roster.birth import Birth
from deputies.roster.entry import PERSON_COLUMNS, Entry
from deputies.roster.words import squeezed

_LABELS = {
    "sex": "性别", "ethnicity": "民族", "party": "党派", "education": "学历", "organisation": "工作单位",
    "occupation": "职务", "phone": "电话", "identity": "身份", "trade": "行业", "remark": "备注",
    "birth": "出生年月", "constituency": "选区", "delegation": "代表团", "group": "代表小组",
    "group_post": "小组职务", "professional": "专业小组", "starts_on": "当选日期", "how_began": "产生方式",
}  # fmt: skip
_OF_PERSON = (*PERSON_COLUMNS, "birth")


def skip_repeated(rows: list[Row]) -> list[Row]:
    """Pass over rows that say exactly what an earlier one says; the others, in their order."""
    said: dict[tuple[str, ...], int] = {}
    kept = []
    names = Counter(str(row.values["name"]) for row in rows)
    for row in rows:
        if names[str(row.values["name"])] > 1 and not row.has_error:
            content = tuple(_text(value) for value in row.values.values())
            if content in said:
                row.skip(f"与第 {said[content]} 行重复")
                continue
            said[content] = row.number
        kept.append(row)
    return kept


class Twins:
    """The rows that came before, by name."""

    def __init__(self) -> None:
        self._before: dict[str, list[Entry]] = defaultdict(list)

    def place(self, entry: Entry) -> bool:
        """Whether the row stands for itself. Said at its cells: repeated (passed over), contradicting, unclear.

        A row about somebody new who stands above with another deputyship gets that row as ``twin``.
        """
        earlier_rows = self._before[name_key(entry.name)]
        for earlier in earlier_rows:
            same = _is_same_person(entry, earlier)
            if same is None:
                entry.row.error(
                    "name", f"与第 {earlier.row.number} 行同名，分不清是不是同一人，请补上出生年月或电话"
                )
                return False
            if same:
                if entry.term == earlier.term:
                    _repeat(entry, earlier)
                    return False
                _check_person(entry, earlier)
                entry.twin = earlier.twin or earlier
        earlier_rows.append(entry)
        return True


def _is_same_person(entry: Entry, earlier: Entry) -> bool | None:
    """``None`` where the file does not tell."""
    if entry.person is not None or earlier.person is not None:
        return entry.person == earlier.person
    here, there = entry.row.values, earlier.row.values
    births = (_month(here["birth"]), _month(there["birth"]))
    if all(births) and births[0] != births[1]:
        return False
    if all(births) or (here["phone"] and here["phone"] == there["phone"]):
        return True
    if here["phone"] and there["phone"]:
        return False
    return True if not _different(entry, earlier) else None


def _repeat(entry: Entry, earlier: Entry) -> None:
    """The same deputyship twice: passed over when it says nothing else, an error when it does."""
    different = _different(entry, earlier)
    if not different:
        entry.row.skip(f"与第 {earlier.row.number} 行重复")
    else:
        labels = "、".join(_LABELS[name] for name in different)
        entry.row.error("name", f"与第 {earlier.row.number} 行是同一人，{labels}不同，请删去一行")


def _check_person(entry: Entry, earlier: Entry) -> None:
    for name in _OF_PERSON:
        here, there = entry.row.values[name], earlier.row.values[name]
        if here is not None and there is not None and _text(here) != _text(there):
            entry.row.error(name, f"与第 {earlier.row.number} 行（同一人）不同，请改成一样")


def _different(entry: Entry, earlier: Entry) -> list[str]:
    """The columns in which the later row says something that the earlier one does not."""
    here, there = entry.row.values, earlier.row.values
    return [name for name in _LABELS if here[name] is not None and _text(here[name]) != _text(there[name])]


def _text(value: Any) -> str:
    return squeezed(show(value))


def _month(birth: Birth | None) -> tuple[int, int] | None:
    return (birth.day.year, birth.day.month) if birth else None
