"""A list of towns and villages as an office has it, read line by line.

A line names a town, or one below the last town when it is set in; “东塘镇／塘北村”, or two cells of a table, say both.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from congress.organs.enums import TOWN_KINDS, AreaKind

#: So many lines are entered in one go.
MOST = 1_000
_LONGEST = 60
_ENDINGS: tuple[tuple[str, AreaKind], ...] = (
    ("街道办事处", AreaKind.SUBDISTRICT),
    ("街道", AreaKind.SUBDISTRICT),
    ("镇", AreaKind.TOWN),
    ("乡", AreaKind.TOWNSHIP),
    ("园区", AreaKind.PARK),
    ("开发区", AreaKind.PARK),
    ("园", AreaKind.PARK),
    ("社区", AreaKind.COMMUNITY),
    ("居委会", AreaKind.COMMUNITY),
    ("村委会", AreaKind.VILLAGE),
    ("村", AreaKind.VILLAGE),
)
_WORDS: Mapping[str, AreaKind] = {
    **{str(kind.label): kind for kind in AreaKind},
    "园区": AreaKind.PARK,
    "开发区": AreaKind.PARK,
}
_BETWEEN = re.compile(r"\s*(?:[/／>＞→]|\t)\s*")
_SAID = re.compile(r"(.+?)\s*[（(]([^（）()]+)[）)]$")
_NUMERALS = "一二三四五六七八九十"
#: What stands before a name in a list: a dash, 1. or 1）, 一、 or （一）.
_MARK = re.compile(
    rf"^(?:[-*·•—]+\s*|[（(]?\d+\s*[.、．)）]\s*|[（(][{_NUMERALS}]+[）)]、?\s*|[{_NUMERALS}]+[、.．]\s*)"
)


@dataclass(frozen=True)
class Line:
    """A place of the list. ``number`` is the line it stands in; ``town`` is empty for a town itself."""

    number: int
    name: str
    kind: str
    town: str = ""
    #: What is wrong with it, in words; nothing can be entered before it is mended.
    fault: str = ""

    @property
    def kind_label(self) -> str:
        """镇."""
        return str(AreaKind(self.kind).label) if self.kind else ""


def read_lines(text: str) -> list[Line]:
    """The places in their order; a town that is only named above its villages stands before them, once."""
    found: list[Line] = []
    seen: set[tuple[str, str]] = set()
    town = ""
    for number, raw in enumerate(text.splitlines(), 1):
        if not raw.strip():
            continue
        parts = [part for part in map(_plain, _BETWEEN.split(raw.strip())) if part]
        if not parts:
            continue
        set_in = raw[:1].isspace() and len(parts) == 1
        above = parts[:-1] if len(parts) > 1 else [town] if set_in and town else []
        if len(parts) > 2:
            found.append(Line(number, parts[-1], "", fault="一行最多写两级：乡镇（街道）、村（社区）"))
            continue
        if above and len(parts) > 1 and ("", _name(above[0])) not in seen:
            found.append(_line(number, above[0], ""))
            seen.add(("", _name(above[0])))
        line = _line(number, parts[-1], _name(above[0]) if above else "")
        town = line.town or line.name
        if (line.town, line.name) in seen:
            line = Line(number, line.name, line.kind, line.town, "这个名称前面已经写过，请删去一行")
        seen.add((line.town, line.name))
        found.append(line)
    return found


def text_of(rows: Iterable[Iterable[object]]) -> str:
    """Rows of a table as a list; a town that is written only in its first row goes on, as in merged cells."""
    lines, last = [], ""
    for row in rows:
        cells = [str(cell or "").strip() for cell in row][:2]
        first, second = (*cells, "", "")[:2]
        last = first or last
        if first in ("乡镇", "乡镇街道", "乡镇（街道）", "镇街", "名称"):
            last = ""
            continue
        lines.append(f"{last}／{second}" if second else first)
    return "\n".join(line for line in lines if line)


def _plain(part: str) -> str:
    return _MARK.sub("", part.strip()).strip()


def _name(part: str) -> str:
    said = _SAID.match(part)
    return said[1] if said and said[2] in _WORDS else part


def _line(number: int, part: str, town: str) -> Line:
    said = _SAID.match(part)
    kind: AreaKind | None
    if said and said[2] in _WORDS:
        name, kind = said[1], _WORDS[said[2]]
    else:
        name = part
        kind = next((kind for ending, kind in _ENDINGS if part.endswith(ending)), None)
    fault = ""
    if len(name) > _LONGEST:
        fault = f"名称太长，最多 {_LONGEST} 个字"
    elif kind is None:
        examples = "村、社区" if town else "镇、乡、街道、园区"
        fault = (
            f"看不出是{examples}里的哪一种，请在名称后面写明，如“{name[:10]}（{examples.split('、')[-1]}）”"
        )
    elif town and kind in TOWN_KINDS:
        fault = f"{AreaKind(kind).label}不能在{town}下面，请顶格写"
    elif not town and kind not in TOWN_KINDS:
        fault = "前面没有写它在哪个乡镇（街道）。请在行首空一格，或写成“东塘镇／塘北村”"
    return Line(number, name, kind or "", town, fault)
