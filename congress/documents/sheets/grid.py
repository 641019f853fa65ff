"""A sheet as a grid of plain values, and the limits of what is read."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time

Value = str | int | float | bool | date | datetime | time | None

MAX_BYTES = 10 * 1024 * 1024
MAX_ROWS = 5_000
MAX_COLUMNS = 100
MAX_CELLS = 200_000
#: The longest text a cell can hold in Excel; what is longer was never one cell of a table.
MAX_TEXT = 32_767
#: What the reader puts into a cell whose formula was stored without its result.
NO_RESULT = "#FORMULA!"
_ERRORS = frozenset({"#REF!", "#N/A", "#VALUE!", "#NAME?", "#DIV/0!", "#NULL!", "#NUM!", NO_RESULT})


class SheetError(Exception):
    """The file cannot be read; ``str(error)`` says in Chinese what is wrong and how to mend it."""


class Fault(str):
    """What stands in a cell whose formula came to nothing; an import refuses the cell with ``reason``."""

    __slots__ = ()

    @property
    def reason(self) -> str:
        """What is wrong with it, in Chinese."""
        if self == NO_RESULT:
            return "这一格是公式，没有算出结果。请在表格软件里打开，保存以后再上传"
        return f"这一格的公式出错（{self}），请改成实际内容"


@dataclass(frozen=True)
class SheetRow:
    """A row with its number in the file, starting from 1."""

    number: int
    values: list[Value]

    @property
    def is_empty(self) -> bool:
        """Whether no cell holds anything."""
        return all(value is None or value == "" for value in self.values)

    @property
    def filled(self) -> list[Value]:
        """What its cells hold, without the empty ones."""
        return [value for value in self.values if value is not None]


@dataclass(frozen=True)
class Sheet:
    """One sheet of a file: its name (empty for CSV) and its rows, all of the same width."""

    name: str
    rows: list[SheetRow]
    #: The other sheets of the file that hold anything.
    others: tuple[str, ...] = ()

    @property
    def width(self) -> int:
        """The number of columns."""
        return len(self.rows[0].values) if self.rows else 0


def clean(value: object) -> Value:
    """Text without what cannot be seen; a number that is whole as a whole number."""
    if isinstance(value, str):
        if len(value) > MAX_TEXT:
            raise SheetError(
                f"有一格有 {len(value):,} 个字（“{value[:12].strip()}…”），一格最多 {MAX_TEXT:,} 个字，请删短"
            )
        if value.isascii() and value.isprintable():
            text = value.strip()
        else:
            text = "".join(
                c for c in value if c in "\n\t" or unicodedata.category(c) not in {"Cc", "Cf"}
            ).strip()
        return Fault(text) if text in _ERRORS else text or None
    if isinstance(value, float) and value.is_integer() and abs(value) < 1e15:
        return int(value)
    return value if value is None or isinstance(value, int | float | date | time) else str(value)


def grid(name: str, rows: Iterable[tuple[int, list[Value]]]) -> Sheet:
    """Rows without the empty ones, cut to the widest column that holds anything."""
    kept = [row for row in (SheetRow(number, values) for number, values in rows) if not row.is_empty]
    if len(kept) > MAX_ROWS:
        raise SheetError(f"表格有 {len(kept):,} 行，一次最多导入 {MAX_ROWS:,} 行，请拆成几个文件")
    width = max((_last_filled(row) for row in kept), default=0)
    if width > MAX_COLUMNS:
        raise SheetError(f"表格有 {width} 列，最多能读 {MAX_COLUMNS} 列，请删去用不到的列")
    return Sheet(name, [SheetRow(r.number, (r.values + [None] * width)[:width]) for r in kept])


def _last_filled(row: SheetRow) -> int:
    return max(index for index, value in enumerate(row.values, start=1) if value is not None)
