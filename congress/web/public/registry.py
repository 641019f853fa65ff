"""What rooms show on the home of the public site. Each room's ``portal.py`` registers its columns once, at start-up.

A column gives only what was released; it knows nothing of accounts. Lines are read on every visit, so that what was
withdrawn is gone at once: each column asks the database a fixed number of questions.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from django.urls import reverse


@dataclass(frozen=True)
class PublicLine:
    """One line of a column: what it is called, where it is read, when it came out, a remark."""

    title: str
    url: str
    on: date | None = None
    note: str = ""


@dataclass(frozen=True)
class PublicBlock:
    """A column as it stands on the home page. One without lines is not shown unless it ``stays``."""

    label: str
    url: str
    lines: Sequence[PublicLine] = ()
    text: str = ""
    more: str = "全部"
    stays: bool = False


@dataclass(frozen=True)
class PublicColumn:
    """A column of the public site: a line of its menu (``url_name``), and its blocks on the home page.

    ``blocks`` gives them, each with at most so many lines: one of the column's name, or several, or none now. One that
    is there at times only stands on the home page alone, not ``in_menu``: the menu asks the database nothing.
    """

    label: str
    url_name: str
    order: int
    blocks: Callable[[PublicColumn, int], Iterable[PublicBlock]] | None = None
    in_menu: bool = True

    @property
    def url(self) -> str:
        """Its own page."""
        return reverse(self.url_name)


@dataclass(frozen=True)
class PublicAction:
    """What a visitor can do here, as a button on the home page; the first is the primary one."""

    label: str
    url_name: str
    order: int

    @property
    def url(self) -> str:
        """Where it leads."""
        return reverse(self.url_name)


_columns: list[PublicColumn] = []
_actions: list[PublicAction] = []


def register_public(*columns: PublicColumn) -> None:
    """Add columns to the public site."""
    _columns.extend(columns)


def register_public_actions(*actions: PublicAction) -> None:
    """Add buttons to the home of the public site."""
    _actions.extend(actions)


def public_actions() -> list[PublicAction]:
    """All buttons in their order."""
    return sorted(_actions, key=lambda one: one.order)


def public_columns() -> list[PublicColumn]:
    """All columns in their order."""
    return sorted(_columns, key=lambda one: one.order)


def public_blocks(limit: int) -> list[PublicBlock]:
    """What the home page shows, in order."""
    blocks = (block for one in public_columns() if one.blocks for block in one.blocks(one, limit))
    return [block for block in blocks if block.lines or block.stays]
