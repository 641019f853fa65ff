"""Import of spreadsheets with a preview: what an app declares, and how a file is checked against it.

In the app's ``imports.py``::

    register_import(
        ImportSpec(
            key="organs",
            title="导入单位名册",
            unit="家",
            roles=frozenset({Role.OFFICE, Role.ADMIN}),
            back="organs:index",
            fields=(
                ImportField("name", "全称", text(80), required=True, aliases=("单位名称",)),
                ImportField("kind", "类别", choice(KINDS, what="类别"), required=True),
            ),
            plan=plan,
            apply=apply,
        )
    )

``plan(rows, actor)`` looks at all rows together: it says of each row whether it is new, an update or the same
as what is there, and adds errors and remarks. It is asked for the preview and again before writing, so it must
not write. ``apply(rows, actor)`` writes the rows that are new or updates, inside one transaction.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.db import models
from django.utils.module_loading import autodiscover_modules

from congress.accounts.models import User
from congress.documents.parsers import CellError, Corrected, Parser, show
from congress.documents.sheets import Sheet, Value, column_letter, plain_name


class Outcome(models.TextChoices):
    """What writing a row would do."""

    NEW = "new", "新增"
    UPDATE = "update", "更新"
    SAME = "same", "没有变化"


@dataclass(frozen=True)
class ImportField:
    """A column the import understands. ``aliases`` are other names people give it."""

    name: str
    label: str
    parse: Parser
    required: bool = False
    aliases: tuple[str, ...] = ()
    hint: str = ""

    @property
    def names(self) -> tuple[str, ...]:
        """Every name by which the column is recognised."""
        return (self.label, *self.aliases)


@dataclass
class Cell:
    """A cell: as it stands in the file, what it is turned into, and what is wrong or to be checked."""

    raw: Value
    value: Any = None
    error: str = ""
    remark: str = ""

    @property
    def before(self) -> str:
        """The text of the file where it was changed, else nothing."""
        return show(self.raw) if self.remark and show(self.raw) != show(self.value) else ""

    @property
    def text(self) -> str:
        """What will be written, or what the file says where that is wrong."""
        return show(self.raw) if self.error else show(self.value)


@dataclass
class Row:
    """A row of the file; ``shown`` are the cells of the imported columns, in their order.

    ``plan`` sets the outcome and may leave the record it found in ``record``.
    """

    number: int
    cells: dict[str, Cell]
    shown: list[Cell]
    outcome: Outcome = Outcome.NEW
    record: Any = None

    @property
    def values(self) -> dict[str, Any]:
        """The wanted values by field name; ``None`` where the cell is empty or wrong."""
        return {name: cell.value for name, cell in self.cells.items()}

    @property
    def has_error(self) -> bool:
        return any(cell.error for cell in self.cells.values())

    @property
    def has_remark(self) -> bool:
        return any(cell.remark for cell in self.cells.values())

    def error(self, name: str, message: str) -> None:
        """This cell stops the import; the first reason stands."""
        self.cells[name].error = self.cells[name].error or message

    def ask(self, name: str, message: str) -> None:
        """This cell should be checked; it stops nothing."""
        cell = self.cells[name]
        cell.remark = f"{cell.remark}；{message}" if cell.remark else message


@dataclass(frozen=True)
class ImportSpec:
    """A kind of import. ``unit`` counts its records, ``back`` names the page it belongs to."""

    key: str
    title: str
    unit: str
    roles: frozenset[str]
    back: str
    back_label: str
    fields: tuple[ImportField, ...]
    plan: Callable[[list[Row], User], None]
    apply: Callable[[list[Row], User], None]
    intro: str = ""

    @property
    def known_names(self) -> list[str]:
        """Every column name the import understands."""
        return [name for f in self.fields for name in f.names]


@dataclass
class Review:
    """A file checked against its spec."""

    spec: ImportSpec
    columns: list[tuple[ImportField, str]]
    rows: list[Row] = field(default_factory=list)

    @property
    def refusal(self) -> str:
        """Why the file cannot be written now; empty when it can."""
        if self.errors:
            return f"改正 {len(self.errors)} 行错误后才能写入；在此之前不会有任何改动"
        return "" if self.to_write else "没有要新增或更新的内容"

    def count(self, outcome: str) -> int:
        """Rows without error that have this outcome."""
        return sum(not row.has_error and row.outcome == outcome for row in self.rows)

    @property
    def errors(self) -> list[Row]:
        return [row for row in self.rows if row.has_error]

    @property
    def remarks(self) -> list[Row]:
        """Rows to be checked that have no error."""
        return [row for row in self.rows if row.has_remark and not row.has_error]

    @property
    def to_write(self) -> list[Row]:
        """New and changed rows, in the order of the file."""
        return [row for row in self.rows if not row.has_error and row.outcome != Outcome.SAME]


_specs: dict[str, ImportSpec] = {}


def register_import(spec: ImportSpec) -> ImportSpec:
    """Offer an import under ``/documents/import/<key>/``."""
    if _specs.setdefault(spec.key, spec) is not spec:
        raise ValueError(f"two imports are called {spec.key}")
    return spec


def spec_of(key: str) -> ImportSpec | None:
    """The import with this key."""
    if key not in _specs:
        autodiscover_modules("imports")
    return _specs.get(key)


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


def check(spec: ImportSpec, sheet: Sheet, head: int, mapping: dict[str, int], actor: User) -> Review:
    """Every row below the head: each cell parsed, then all rows planned together. Writes nothing."""
    used = [f for f in spec.fields if f.name in mapping]
    review = Review(spec, [(f, column_letter(mapping[f.name])) for f in used])
    for sheet_row in sheet.rows[head + 1 :]:
        raw = {f.name: sheet_row.values[mapping[f.name]] for f in used}
        if all(value is None for value in raw.values()):
            continue  # a remark below the table, in a column nobody imports
        cells = {f.name: _parsed(f, raw.get(f.name)) for f in spec.fields}
        review.rows.append(Row(sheet_row.number, cells, [cells[f.name] for f in used]))
    spec.plan(review.rows, actor)
    return review


def _parsed(f: ImportField, raw: Value) -> Cell:
    if raw is None:
        return Cell(raw, error=f"{f.label}没有填" if f.required else "")
    try:
        value = f.parse(raw)
    except CellError as error:
        return Cell(raw, error=str(error))
    if isinstance(value, Corrected):
        return Cell(raw, value.value, remark=value.remark)
    return Cell(raw, value)
