"""Where suggestions plug in: this room knows that a point can become one, not how."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from activities.models import TalkPoint
from congress.accounts.models import User


@dataclass(frozen=True)
class Made:
    """The suggestion a point became; ``url`` is empty for whoever may not see it."""

    label: str
    state: tuple[str, str]
    url: str = ""


@dataclass(frozen=True)
class Suggesting:
    """How a point becomes a draft of its deputy's, and which points did, by key."""

    make: Callable[[TalkPoint, User], None]
    made: Callable[[Sequence[TalkPoint], User], dict[int, Made]]


_plugged: list[Suggesting] = []


def register_suggesting(suggesting: Suggesting) -> None:
    """Name what makes suggestions; there is one."""
    _plugged[:] = [suggesting]


def suggesting() -> Suggesting | None:
    """What makes suggestions, if anything does."""
    return _plugged[0] if _plugged else None


def made_of(points: Sequence[TalkPoint], user: User) -> dict[int, Made]:
    """What these points became, by key; those that did not are left out."""
    plugged = suggesting()
    return plugged.made(points, user) if plugged and points else {}
