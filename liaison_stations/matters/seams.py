"""Where suggestions plug in: this app knows that a matter can become one, not how.

``suggestions`` registers once, at start-up. Without it, 转为代表建议 is not offered.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from congress.accounts.models import User
from deputies.models import Deputyship
from liaison_stations.models import Matter


@dataclass(frozen=True)
class Became:
    """The suggestion a matter became, as far as this user may see it; ``url`` is empty out of scope."""

    label: str
    title: str
    state: tuple[str, str]
    url: str = ""


@dataclass(frozen=True)
class Suggesting:
    """How a matter becomes a suggestion, which ones matters became, by key of the matter, and how ratings go there."""

    make: Callable[[Matter, Deputyship, User], None]
    became: Callable[[Sequence[Matter], User], dict[int, Became]]
    #: A citizen rated a matter that became a suggestion; called within the transaction.
    rated: Callable[[Matter], None]


_plugged: list[Suggesting] = []


def register_suggesting(suggesting: Suggesting) -> None:
    """Name what makes suggestions; there is one."""
    _plugged[:] = [suggesting]


def suggesting() -> Suggesting | None:
    """What makes suggestions, if anything does."""
    return _plugged[0] if _plugged else None


def became(matters: Sequence[Matter], user: User) -> dict[int, Became]:
    """The suggestions these matters became, by key of the matter; those that did not are left out."""
    plugged = suggesting()
    return plugged.became(matters, user) if plugged and matters else {}
