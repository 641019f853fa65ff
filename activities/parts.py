"""Who took part and what was dealt with, as a form or an import hands it to the operations."""

from __future__ import annotations

from dataclasses import dataclass

from congress.figures.numbers import About
from congress.organs.models import Organ
from deputies.models import Person


@dataclass(frozen=True)
class Part:
    """A person's part. Either a ``person`` of the register, or a ``name`` that is entered into it.

    ``organisation`` is only used for a new person.
    """

    manner: str
    person: Person | None = None
    name: str = ""
    organisation: str = ""
    title_as_written: str = ""
    title_full: str = ""
    collective_title: bool = False
    party: str = ""


@dataclass(frozen=True)
class UnitPart:
    """A unit's part; ``organ`` is empty for one that is not in the register (区相关部门)."""

    name_as_written: str
    organ: Organ | None = None
    represented_by: str = ""
    manner: str = "参加"


@dataclass(frozen=True)
class GroupPart:
    """The part of a collective without names (部分区人大代表)."""

    name: str
    manner: str = "参加"
    expected: int | None = None
    present: int | None = None


@dataclass(frozen=True)
class CountedPart:
    """A number the activity came to: 走访 35 户."""

    what: str
    number: int
    unit: str
    about: About = About.EXACTLY


@dataclass(frozen=True)
class AgendaPart:
    """An item of the agenda with what was decided."""

    title: str
    decision: str = ""
