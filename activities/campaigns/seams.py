"""What other rooms have to say of a campaign; they plug it in by their ``portal.py``."""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import dataclass

from activities.models import Campaign
from congress.accounts.models import User


@dataclass(frozen=True)
class Tagged:
    """One record that belongs to a campaign: its key, what it is called, its page."""

    pk: int
    title: str
    url: str


@dataclass(frozen=True)
class Taggable:
    """A kind of record that can bear a campaign's name (R016).

    ``offered`` are the records a user may tag, ``found`` those of some keys that a user may see.
    """

    what: str
    label: str
    offered: Callable[[User], list[Tagged]]
    found: Callable[[User, Collection[int]], list[Tagged]]


@dataclass(frozen=True)
class Row:
    """A number of a campaign by a level, and the list of its records (R051)."""

    label: str
    count: int
    url: str


Counter = Callable[[Campaign, User], tuple[str, str, list[Row]]]
_taggables: dict[str, Taggable] = {}
_counters: list[Counter] = []


def register_taggable(taggable: Taggable) -> None:
    """Add a kind of record; ``ValueError`` when the key is taken."""
    if taggable.what in _taggables:
        raise ValueError(f"there is a taggable {taggable.what} already")
    _taggables[taggable.what] = taggable


def taggables() -> list[Taggable]:
    """All kinds of records, in the order they were registered."""
    return list(_taggables.values())


def register_counter(counter: Counter) -> None:
    """Add a table of numbers: (title, unit, rows), without rows nothing is shown."""
    _counters.append(counter)


def counted(campaign: Campaign, user: User) -> list[tuple[str, str, list[Row]]]:
    """The tables of every room that has something to count."""
    return [found for counter in _counters if (found := counter(campaign, user))[2]]
