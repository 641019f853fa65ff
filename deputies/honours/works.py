"""Motions and suggestions as candidates: the room that keeps them says which one a number means (R078)."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True)
class Work:
    """A motion or suggestion. ``key`` finds it again; ``title`` is as it stands in a published list."""

    key: str
    title: str
    url: str = ""


Finder = Callable[[str], Work | None]
_finders: list[Finder] = []


def register_works(finder: Finder) -> None:
    """Add a source: it gives the work that bears a number such as 2026-057, or none."""
    _finders.append(finder)


def work_of(number: str) -> Work | None:
    """The work with this number, from whichever room has it."""
    found = (finder(number.strip()) for finder in _finders)
    return next((work for work in found if work is not None), None)
