"""Checking a table against its import: which rows are records, what each cell is turned into, what would happen."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from congress.accounts.models import User
from congress.documents.imports import Cell, ImportField, ImportSpec, Outcome, Row
from congress.documents.parsers import CellError, Corrected, show
from congress.documents.sheets import (
    Fault,
    Sheet,
    SheetRow,
    Value,
    column_letter,
    names_at,
    plain_name,
)

#: Columns the error file adds; it can be sent in again with them.
ROW_NUMBER, REASON = "原表第几行", "要改什么"
#: Columns that say nothing about a record.
_COUNTING = frozenset(map(plain_name, ("序号", "编号", "序", "No", ROW_NUMBER, REASON)))
_TOTAL = re.compile(r"(合|小|总|共)\s*计.*|共\s*\d+\s*[人名].*")
_NOTE = re.compile(r"(备\s*注|注|说\s*明|附|填表|制表|审核|填报|联系人|单位|截至|截止|统计).*[：:].*", re.S)
#: Longer than this, or with punctuation, the only text of a row is a sentence and no name.
_SENTENCE = re.compile(r".{13,}|.*[：:，。；].*", re.S)


@dataclass(frozen=True)
class Layout:
    """How a table is read: its head, field → column, field → what the whole table is, row → answer."""

    head: int
    mapping: Mapping[str, int]
    fixed: Mapping[str, str] = field(default_factory=dict)
    answers: Mapping[str, str] = field(default_factory=dict)


@dataclass
class Review:
    """A file checked against its spec; what it counts is counted once, when all rows are planned."""

    spec: ImportSpec
    #: Field and where it stands: “B 列”, or “整张表”.
    columns: list[tuple[ImportField, str]]
    #: Columns nobody imports: index and name.
    left_out: list[tuple[int, str]] = field(default_factory=list)
    rows: list[Row] = field(default_factory=list)
    findings: list[str] = field(default_factory=list)

    @property
    def refusal(self) -> str:
        """Why the file cannot be written now; empty when it can."""
        wanted = []
        if self.errors:
            wanted.append(f"改正 {len(self.errors)} 行错误")
        if self.questions:
            wanted.append(f"选定 {len(self.questions)} 行是谁")
        if wanted:
            return f"{'、'.join(wanted)}后才能写入；在此之前不会有任何改动"
        return "" if self.to_write else "没有要新增或更新的内容"

    def count(self, outcome: str) -> int:
        """Rows that could be written and have this outcome."""
        return len(self.by_outcome[outcome])

    @cached_property
    def errors(self) -> list[Row]:
        """Rows with a cell that is wrong."""
        return [row for row in self.rows if row.has_error]

    @cached_property
    def questions(self) -> list[Row]:
        """Rows that wait for an answer and have no error."""
        return [row for row in self.rows if row.has_question and not row.has_error]

    @cached_property
    def remarks(self) -> list[Row]:
        """Rows to be checked that have neither error nor question."""
        return [row for row in self._clear if row.has_remark]

    @cached_property
    def by_outcome(self) -> dict[str, list[Row]]:
        """The rows that could be written, by what would become of them."""
        return {o.value: [row for row in self._clear if row.outcome == o] for o in Outcome}

    @property
    def to_write(self) -> list[Row]:
        """New and changed rows, in the order of the file."""
        return [row for row in self._clear if row.outcome in {Outcome.NEW, Outcome.UPDATE}]

    @cached_property
    def _clear(self) -> list[Row]:
        return [row for row in self.rows if row.is_clear]


def match_columns(spec: ImportSpec, heads: Sequence[Value]) -> dict[str, int]:
    """For each field the column whose head bears one of its names; the label goes before the aliases."""
    plain = [plain_name(head) for head in heads]
    mapping: dict[str, int] = {}
    for f in spec.fields:
        for name in map(plain_name, f.names):
            if name in plain and plain.index(name) not in mapping.values():
                mapping[f.name] = plain.index(name)
                break
    return mapping


def guess_fixed(spec: ImportSpec, sheet: Sheet, head: int, mapping: Mapping[str, int]) -> dict[str, str]:
    """What the titles above the table, and the sheet's name, say of all its rows, where no column does."""
    if spec.guess is None:
        return {}
    words = [show(value) for row in sheet.rows[:head] for value in row.filled]
    found = spec.guess(" ".join([*words, sheet.name]))
    return {name: value for name, value in found.items() if name not in mapping}


def unused_columns(
    spec: ImportSpec, heads: Sequence[Value], mapping: Mapping[str, int]
) -> list[tuple[int, str]]:
    """The columns with a name that are not imported, apart from those that only count."""
    used = set(mapping.values())
    return [
        (index, show(head))
        for index, head in enumerate(heads)
        if head is not None and index not in used and plain_name(head) not in _COUNTING
    ]


def check(spec: ImportSpec, sheet: Sheet, layout: Layout, actor: User) -> Review:
    """Every row below the head: each cell parsed, then all rows planned together. Writes nothing."""
    heads = names_at(sheet, layout.head, spec.known_names)
    lines = list(_lines(spec, sheet.rows[layout.head + 1 :], heads, layout.mapping))
    carried = {name for line in lines for name in line.carried}
    where = {
        **dict.fromkeys(carried, "小标题"),
        **dict.fromkeys(layout.fixed, "整张表"),
        **{name: f"{column_letter(column)} 列" for name, column in layout.mapping.items()},
    }
    used = [f for f in spec.fields if f.name in where]
    review = Review(spec, [(f, where[f.name]) for f in used], unused_columns(spec, heads, layout.mapping))
    for line in lines:
        row = _row_of(spec, line, layout, used)
        row.answer = layout.answers.get(str(row.number), "")
        review.rows.append(row)
    records = [row for row in review.rows if row.is_record]
    spec.plan(records, actor)
    review.findings = spec.findings(records) if spec.findings else []
    return review


@dataclass(frozen=True)
class _Line:
    """A row below the head: its imported cells, why it is no record, what a title above it says."""

    row: SheetRow
    raw: dict[str, Value]
    passed_over: str
    carried: Mapping[str, str]


def _lines(
    spec: ImportSpec, rows: Sequence[SheetRow], heads: Sequence[Value], mapping: Mapping[str, int]
) -> Iterator[_Line]:
    plain = [plain_name(head) for head in heads]
    carried: Mapping[str, str] = {}
    for row in rows:
        raw = {name: row.values[column] for name, column in mapping.items()}
        why = _passed_over(spec, row, raw, plain)
        if why and len(row.filled) == 1 and (found := _heading(spec, row)):
            carried, why = {**carried, **found}, "小标题，用在下面各行"
        if why is not None:
            yield _Line(row, raw, why, {} if why else carried)


def _row_of(spec: ImportSpec, line: _Line, layout: Layout, used: Sequence[ImportField]) -> Row:
    if line.passed_over:
        cells = {f.name: Cell(line.raw.get(f.name), line.raw.get(f.name)) for f in spec.fields}
        row = Row(line.row.number, cells, [cells[f.name] for f in used], line.row.values, is_record=False)
        row.skip(line.passed_over)
        return row
    raw = dict(line.raw)
    for name, value in (*line.carried.items(), *layout.fixed.items()):
        raw[name] = value if raw.get(name) is None else raw[name]
    cells = {f.name: _parsed(f, raw.get(f.name)) for f in spec.fields}
    return Row(line.row.number, cells, [cells[f.name] for f in used], line.row.values)


def _heading(spec: ImportSpec, row: SheetRow) -> Mapping[str, str]:
    return spec.heading(show(row.filled[0])) if spec.heading else {}


def _passed_over(
    spec: ImportSpec, row: SheetRow, raw: Mapping[str, Value], heads: Sequence[str]
) -> str | None:
    """Why a row is no record; empty for a record, ``None`` for a row of which nothing need be said."""
    first, is_lone = show(row.filled[0]), len(row.filled) == 1
    if _TOTAL.fullmatch(first):
        return "合计行"
    if _repeats_head(row, heads):
        return "重复的表头"
    if _is_example(spec, raw):
        return "样表里的示例"
    if _NOTE.fullmatch(first) and len(row.filled) <= 2:
        return "表后的说明"
    if is_lone and (_SENTENCE.fullmatch(first) or _heading(spec, row)):
        return "只有一格文字"
    if all(value is None for value in raw.values()):
        return None if first.isdigit() else "没有要导入的内容"
    return ""


def _is_example(spec: ImportSpec, raw: Mapping[str, Value]) -> bool:
    """Whether the row is the one that the sample table begins with."""
    example = {f.name: f.example for f in spec.fields}
    return bool(raw) and bool(spec.example) and all(show(raw[name]) == example[name] for name in raw)


def _repeats_head(row: SheetRow, heads: Sequence[str]) -> bool:
    """Whether the row is the head again, as printed lists have it on every page."""
    pairs = [(value, head) for value, head in zip(row.values, heads, strict=True) if value is not None]
    return len(pairs) > 1 and all(
        isinstance(value, str) and plain_name(value) == head for value, head in pairs
    )


def _parsed(f: ImportField, raw: Value) -> Cell:
    if raw is None:
        return Cell(raw, error=f"{f.label}没有填" if f.required else "")
    if isinstance(raw, Fault):
        return Cell(raw, error=raw.reason)
    try:
        value = f.parse(raw)
    except CellError as error:
        return Cell(raw, error=str(error))
    if isinstance(value, Corrected):
        return Cell(raw, value.value, remark=value.remark)
    return Cell(raw, value)
