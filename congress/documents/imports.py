"""Import of spreadsheets with a preview: what an app declares.

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
as what is there, adds errors and remarks, passes rows over and asks which record is meant. It is asked for the
preview and again before writing, so it must not write. ``apply(rows, actor)`` writes the rows that are new or
updates, inside one transaction.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.db import models
from django.utils.module_loading import autodiscover_modules

from congress.accounts.models import User
from congress.documents.parsers import Parser, show
from congress.documents.sheets import Value

#: So much of a cell is shown on a page; the error file holds all of it.
_SHOWN = 200


class Outcome(models.TextChoices):
    """What writing a row would do."""

    NEW = "new", "新增"
    UPDATE = "update", "更新"
    SAME = "same", "没有变化"
    SKIP = "skip", "跳过"


@dataclass(frozen=True)
class ImportField:
    """A column the import understands. ``aliases`` are other names people give it.

    ``everywhere`` lists what the whole table may be where it has no such column (整张表都是区县级).
    """

    name: str
    label: str
    parse: Parser
    required: bool = False
    aliases: tuple[str, ...] = ()
    hint: str = ""
    example: str = ""
    everywhere: Callable[[], Sequence[str]] | None = None

    @property
    def names(self) -> tuple[str, ...]:
        """Every name by which the column is recognised."""
        return (self.label, *self.aliases)


@dataclass(frozen=True)
class Answer:
    """One answer to the question which record a row means."""

    value: str
    label: str


@dataclass
class Cell:
    """A cell: as it stands in the file, what it is turned into, and what is wrong or to be checked.

    ``question`` waits for one of the ``answers``.
    """

    raw: Value
    value: Any = None
    error: str = ""
    remark: str = ""
    question: str = ""
    answers: tuple[Answer, ...] = ()

    @property
    def before(self) -> str:
        """The text of the file where it was changed, else nothing."""
        return _short(self.raw) if self.remark and show(self.raw) != show(self.value) else ""

    @property
    def text(self) -> str:
        """What will be written, or what the file says where that is wrong."""
        return _short(self.raw if self.error else self.value)

    @property
    def reason(self) -> str:
        """What is to be done about it, if anything."""
        return self.error or self.question or self.remark


class Values(Mapping[str, Any]):
    """The wanted values of a row by field name, read from its cells as they are now."""

    def __init__(self, cells: Mapping[str, Cell]) -> None:
        self._cells = cells

    def __getitem__(self, name: str) -> Any:
        return self._cells[name].value

    def __iter__(self) -> Iterator[str]:
        return iter(self._cells)

    def __len__(self) -> int:
        return len(self._cells)


@dataclass
class Row:
    """A row of the file; ``shown`` are the cells of the imported columns, in their order.

    ``plan`` sets the outcome and may leave what it found in ``record``. ``passed_over`` says why the row is
    not imported; ``answer`` is what the user answered to its question; ``raw`` is the whole row of the file.
    """

    number: int
    cells: dict[str, Cell]
    shown: list[Cell]
    raw: list[Value] = field(default_factory=list)
    answer: str = ""
    outcome: Outcome = Outcome.NEW
    passed_over: str = ""
    is_record: bool = True
    record: Any = None

    @property
    def values(self) -> Values:
        """The wanted values by field name; ``None`` where the cell is empty or wrong."""
        return Values(self.cells)

    @property
    def gist(self) -> str:
        """What the row says, in short."""
        return _short("、".join(show(value) for value in self.raw if value is not None))

    @property
    def has_error(self) -> bool:
        return not self.passed_over and any(cell.error for cell in self.cells.values())

    @property
    def has_question(self) -> bool:
        """Whether the user has to say which record is meant before anything can be written."""
        return not self.passed_over and any(cell.question for cell in self.cells.values())

    @property
    def has_remark(self) -> bool:
        return not self.passed_over and any(cell.remark for cell in self.cells.values())

    @property
    def is_clear(self) -> bool:
        """Whether it could be written."""
        return not self.has_error and not self.has_question

    def error(self, name: str, message: str) -> None:
        """This cell stops the import; the first reason stands."""
        self.cells[name].error = self.cells[name].error or message

    def ask(self, name: str, message: str) -> None:
        """This cell should be checked; it stops nothing."""
        cell = self.cells[name]
        cell.remark = f"{cell.remark}；{message}" if cell.remark else message

    def choose(self, name: str, question: str, answers: Iterable[Answer]) -> str:
        """What the user answered; until then nothing, and the cell stops the import with a question."""
        cell = self.cells[name]
        cell.answers = tuple(answers)
        given = next((answer for answer in cell.answers if answer.value == self.answer), None)
        if given is None:
            cell.question = question
            return ""
        self.ask(name, "您已选定")
        return given.value

    def skip(self, reason: str) -> None:
        """Leave the row out of the import and say why."""
        self.outcome, self.passed_over = Outcome.SKIP, reason


@dataclass(frozen=True)
class ImportSpec:
    """A kind of import. ``unit`` counts its records, ``back`` names the page it belongs to.

    ``heading`` reads a title between the rows (第一代表小组), which fills empty cells of the rows below it.
    ``guess`` reads the title above the table and gives what the whole table is. ``findings`` says in a few
    sentences what holds after writing. ``export`` gives rows with a value for each field, in their order.
    """

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
    heading: Callable[[str], Mapping[str, str]] | None = None
    guess: Callable[[str], Mapping[str, str]] | None = None
    findings: Callable[[list[Row]], list[str]] | None = None
    export: Callable[[User], Iterable[Sequence[Any]]] | None = None
    export_name: str = ""

    @property
    def known_names(self) -> list[str]:
        """Every column name the import understands."""
        return [name for f in self.fields for name in f.names]

    @property
    def example(self) -> list[str]:
        """The example row of the sample table; empty when the spec has none."""
        row = [f.example for f in self.fields]
        return row if any(row) else []


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


def _short(value: Any) -> str:
    text = show(value)
    return text if len(text) <= _SHOWN else f"{text[:_SHOWN]}…"
