"""Where suggestions plug in: this package knows that an opinion can become one, not how.

``suggestions`` registers once, at start-up. Without it nothing is offered.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from congress.accounts.models import User
from deputies.models import ContactOpinion, Deputyship


@dataclass(frozen=True)
class Became:
    """The suggestion an opinion became, as far as this user may see it; ``url`` is empty out of scope."""

    title: str
    state: tuple[str, str]
    url: str = ""


@dataclass(frozen=True)
class Suggesting:
    """How an opinion becomes a draft of a deputy, and which ones opinions became, by key of the opinion."""

    make: Callable[[ContactOpinion, Deputyship, User], None]
    became: Callable[[Sequence[ContactOpinion], User], dict[int, Became]]


_plugged: list[Suggesting] = []


def register_suggesting(suggesting: Suggesting) -> None:
    """Name what makes suggestions; there is one."""
    _plugged[:] = [suggesting]


def suggesting() -> Suggesting | None:
    """What makes suggestions, if anything does."""
    return _plugged[0] if _plugged else None


def became(opinions: Sequence[ContactOpinion], user: User) -> dict[int, Became]:
    """The suggestions these opinions became, by key of the opinion; those that did not are left out."""
    plugged = suggesting()
    return plugged.became(opinions, user) if plugged and opinions else {}
