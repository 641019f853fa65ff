"""What rooms plug into the overview of leaders: panels, decisions, planned days, numbers by town.

A panel counts for one user and period and is kept for some minutes with the moment it was counted; every number in it
leads to a list of exactly so many records. What waits for a decision is read anew after every write.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from congress.accounts.models import User
from congress.figures.period import Period

#: The template of a panel that is a chart with its table.
CHART = "dashboard/overview/_chart.html"


@dataclass(frozen=True)
class Panel:
    """A part of the overview. ``build`` gives what its template is fed with, or none where there is nothing to say.

    Beside what the template needs, ``build`` may give ``sub`` (words after the heading) and ``end`` (label, url).
    """

    key: str
    title: str
    order: int
    roles: frozenset[str]
    build: Callable[[User, Period], Mapping[str, Any] | None]
    template: str = CHART
    #: Columns of twelve: 5, 7 or 12.
    width: int = 5
    #: Whether it is shown on the screen in the lobby: sums only, nobody's name.
    in_lobby: bool = False


@dataclass(frozen=True)
class Decision:
    """Something that needs a leader's decision. ``when`` says in words what no time limit says (11月26日 主任会议)."""

    title: str
    context: str
    url: str
    action: str
    due: date | datetime | None = None
    when: str = ""


@dataclass(frozen=True)
class Planned:
    """Something on a day to come, as the calendar of two weeks writes it."""

    day: date
    words: str
    url: str
    #: 9:00; empty for what has no hour.
    at: str = ""


@dataclass(frozen=True)
class TownNumber:
    """A number of each town on the map: ``count`` gives it by key of the area, ``url`` its list for one town."""

    key: str
    label: str
    unit: str
    order: int
    roles: frozenset[str]
    count: Callable[[User, Period, Mapping[int, int]], Mapping[int, int]]
    url: Callable[[User, Period, int], str]


@dataclass
class Plugged:
    """Everything plugged in."""

    panels: dict[str, Panel] = field(default_factory=dict)
    decisions: list[Callable[[User], Iterable[Decision]]] = field(default_factory=list)
    planned: list[Callable[[User, date, date], Iterable[Planned]]] = field(default_factory=list)
    towns: list[TownNumber] = field(default_factory=list)


plugged = Plugged()


def register_panel(panel: Panel) -> None:
    """Add a panel. Called once, by an app's ``portal.py``; ``ValueError`` when the key is taken."""
    if panel.key in plugged.panels:
        raise ValueError(f"there is a panel {panel.key} already")
    plugged.panels[panel.key] = panel


def register_decisions(provider: Callable[[User], Iterable[Decision]]) -> None:
    """Add a source of decisions; it gives nothing to whoever does not decide."""
    plugged.decisions.append(provider)


def register_planned(provider: Callable[[User, date, date], Iterable[Planned]]) -> None:
    """Add a source of planned days; it is asked from one day to another, both included."""
    plugged.planned.append(provider)


def register_town_number(number: TownNumber) -> None:
    """Add a number of towns. ``count`` is handed the town of each area, so that what happened in a village counts."""
    plugged.towns.append(number)


def panels_for(user: User) -> list[Panel]:
    """The panels this user may see, in order."""
    allowed = [panel for panel in plugged.panels.values() if user.has_role(*panel.roles)]
    return sorted(allowed, key=lambda panel: (panel.order, panel.key))


def decisions_for(user: User) -> list[Decision]:
    """What needs a decision of this user: what is due first, then what has no day."""
    found = [decision for provider in plugged.decisions for decision in provider(user)]
    return sorted(found, key=lambda one: (one.due is None, str(one.due or ""), one.when))
