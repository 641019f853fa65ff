"""Activities as what money was spent on: the room that keeps them says which were on a day (R314)."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date

from congress.accounts.models import User


@dataclass(frozen=True)
class Occasion:
    """An activity. ``key`` finds it again; ``title`` is as it stands in the ledger; ``url`` is its page."""

    key: str
    title: str
    url: str


@dataclass(frozen=True)
class Source:
    """``on`` gives the activities of a day a user may see; ``url`` the page of one by its key, empty for another's."""

    on: Callable[[date, User], Iterable[Occasion]]
    url: Callable[[str], str]


_sources: list[Source] = []


def register_occasions(source: Source) -> None:
    """Add a source of activities."""
    _sources.append(source)


def occasions_on(day: date, user: User) -> list[Occasion]:
    """The activities of a day."""
    return [one for source in _sources for one in source.on(day, user)]


def occasion_url(key: str) -> str:
    """The page of an activity; nothing where no room knows the key."""
    return next((url for source in _sources if (url := source.url(key))), "")
