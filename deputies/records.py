"""What higher rooms show on the pages of a person and of a group; they plug it in by their ``portal.py``."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from congress.accounts.models import User
from deputies.models import DeputyGroup, Person


@dataclass(frozen=True)
class Line:
    """One record a person or a group has to do with."""

    title: str
    url: str
    on: date | None
    note: str = ""


@dataclass(frozen=True)
class Section:
    """A section of the page: the newest lines, how many there are, and the list of all."""

    title: str
    unit: str
    count: int
    all_url: str
    lines: list[Line] = field(default_factory=list)
    empty: str = ""


Provider = Callable[[Person, User], Section | None]
GroupProvider = Callable[[DeputyGroup, User], Section | None]
_providers: list[Provider] = []
_group_providers: list[GroupProvider] = []


def register_section(provider: Provider) -> None:
    """Add a section; it shows only what the user may see, nothing at all without access."""
    _providers.append(provider)


def sections_of(person: Person, user: Any) -> list[Section]:
    """Every section that has something to say to this user."""
    found = (provider(person, user) for provider in _providers)
    return [section for section in found if section is not None]


def register_group_section(provider: GroupProvider) -> None:
    """Add a section to the page of a group; it shows only what the user may see."""
    _group_providers.append(provider)


def sections_of_group(group: DeputyGroup, user: Any) -> list[Section]:
    """Every section of a group that has something to say to this user."""
    found = (provider(group, user) for provider in _group_providers)
    return [section for section in found if section is not None]
