"""What plugs into the page of one suggestion besides the handling itself: sections, actions of the panel, marks.

A package of this app registers itself through its own ``portal`` module; the page draws what it gets and knows none
of them. Each provider answers for one suggestion and only what the user may see. The page calls :func:`plugged_into`,
includes ``suggestions/_plugged_actions.html`` in its panel and ``suggestions/_plugged.html`` among its sections (both
with ``plugged``), and puts ``plugged.happenings`` and ``plugged.facts`` beside its own.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import date, datetime

from congress.accounts.models import User
from congress.web.parts import Happening
from suggestions.models import Suggestion


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
    """Everything one package says about a suggestion: its sections, what can be done, happenings of its own."""

    sections: list[Section] = field(default_factory=list)
    actions: list[Action] = field(default_factory=list)
    #: For the timeline, beside the steps of the suggestion.
    happenings: list[Happening] = field(default_factory=list)
    #: Who else takes part, as (label, value) for the facts of the head.
    facts: list[tuple[str, str]] = field(default_factory=list)

    @property
    def blocked(self) -> list[Action]:
        """What cannot be done yet, each with its reason."""
        return [action for action in self.actions if action.blocked]


Provider = Callable[[Suggestion, User], Plugged | None]
_providers: list[Provider] = []


def register_section(provider: Provider) -> None:
    """Add a provider; it shows only what the user may see, nothing at all without access."""
    _providers.append(provider)


def plugged_into(suggestion: Suggestion, user: User) -> Plugged:
    """What every provider has to say to this user, put together."""
    found = [said for provider in _providers if (said := provider(suggestion, user)) is not None]
    return Plugged(
        sections=[section for said in found for section in said.sections],
        actions=[action for said in found for action in said.actions],
        happenings=_newest_first(one for said in found for one in said.happenings),
        facts=[fact for said in found for fact in said.facts],
    )


def _newest_first(happenings: Iterable[Happening]) -> list[Happening]:
    return sorted(happenings, key=lambda one: str(one.at or ""), reverse=True)
