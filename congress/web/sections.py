"""Sections, actions and facts that other packages plug into the page of one record.

The page's own package keeps a :class:`Plugs`; a package that has something to say registers a provider through its
``portal`` module. The page draws what it gets and knows none of them: it includes ``components/plugged_actions.html``
in its panel and ``components/plugged.html`` among its sections (both with ``plugged``), and puts
``plugged.happenings`` and ``plugged.facts`` beside its own.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Generic, TypeVar

from django.db import models

from congress.accounts.models import User
from congress.web.parts import Happening

Record = TypeVar("Record", bound=models.Model)


@dataclass(frozen=True)
class Action:
    """Something that can be done now, for the panel; with ``blocked`` it is named with its reason instead."""

    label: str
    url: str = ""
    #: "primary", "soft", "undo" or empty, as of the button.
    kind: str = ""
    blocked: str = ""


@dataclass(frozen=True)
class Line:
    """One line of a section. ``state`` is a key of ``STATE_ICONS`` with its word; ``due`` shows a clock."""

    title: str
    note: str = ""
    url: str = ""
    at: date | datetime | None = None
    state: tuple[str, str] | None = None
    due: date | None = None
    actions: tuple[Action, ...] = ()


@dataclass(frozen=True)
class Section:
    """A section of the page. ``empty`` says what is not there yet; ``more_url`` leads to its own page."""

    title: str
    lines: list[Line] = field(default_factory=list)
    actions: list[Action] = field(default_factory=list)
    sub: str = ""
    empty: str = ""
    more_label: str = ""
    more_url: str = ""


@dataclass(frozen=True)
class Plugged:
    """Everything one package says about a record: its sections, what can be done, happenings of its own."""

    sections: list[Section] = field(default_factory=list)
    actions: list[Action] = field(default_factory=list)
    #: For the timeline, beside the steps of the record itself.
    happenings: list[Happening] = field(default_factory=list)
    #: What else belongs among the facts of the head, as (label, value).
    facts: list[tuple[str, str]] = field(default_factory=list)

    @property
    def blocked(self) -> list[Action]:
        """What cannot be done yet, each with its reason."""
        return [action for action in self.actions if action.blocked]


class Plugs(Generic[Record]):
    """The providers of one kind of record; each answers for one record and only what the user may see."""

    def __init__(self) -> None:
        self._providers: list[Callable[[Record, User], Plugged | None]] = []

    def register(self, provider: Callable[[Record, User], Plugged | None]) -> None:
        """Add a provider; it says nothing at all to a user without access."""
        self._providers.append(provider)

    def into(self, record: Record, user: User) -> Plugged:
        """What every provider has to say to this user, put together."""
        found = [said for provider in self._providers if (said := provider(record, user)) is not None]
        return Plugged(
            sections=[section for said in found for section in said.sections],
            actions=[action for said in found for action in said.actions],
            happenings=_newest_first(one for said in found for one in said.happenings),
            facts=[fact for said in found for fact in said.facts],
        )


def _newest_first(happenings: Iterable[Happening]) -> list[Happening]:
    return sorted(happenings, key=lambda one: str(one.at or ""), reverse=True)
