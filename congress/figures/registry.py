"""Figures that apps offer: each says what it counts, for whom, and where its records are listed."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from congress.accounts.models import User
from congress.figures.numbers import Count, Rate
from congress.figures.period import Period
from congress.figures.together import counted_once


@dataclass(frozen=True)
class Figure:
    """One number. ``compute`` and ``url`` speak of the same records: the number is the length of that list.

    ``definition`` says in Chinese what is counted; ``roles`` who may see it.
    """

    key: str
    label: str
    unit: str
    definition: str
    compute: Callable[[User, Period], Count | Rate]
    url: Callable[[User, Period], str]
    roles: frozenset[str]
    order: int = 50
    #: What it belongs to on the page of figures and in a report: 代表建议, 联络站.
    chapter: str = "其他"
    #: Whether the home page shows it beside the to-dos.
    at_home: bool = True
    #: Whether the leaders' overview shows it among votes and supervision.
    on_overview: bool = False
    #: Counted as things stand at the cut-off (在任代表), not over the period.
    standing: bool = False
    #: Of a rate, the list of what it is a part of; ``url`` is then the list of the part.
    whole_url: Callable[[User, Period], str] | None = None
    #: How the home page calls it, where no chapter stands beside it: 建议办结率. Without one, ``label``.
    card_label: str = ""

    @property
    def name(self) -> str:
        """How a report calls it: 代表建议.办结率. One figure has a name."""
        return f"{self.chapter}.{self.label}"


@dataclass(frozen=True)
class Measured:
    """A figure with its value for one user and period."""

    figure: Figure
    period: Period
    value: Count | Rate
    url: str
    #: Of a rate, the list of what it is a part of.
    whole_url: str = ""


_figures: dict[str, Figure] = {}


def register_figure(figure: Figure) -> None:
    """Offer a figure. Called once, by an app's ``portal.py``; ``ValueError`` when the key or name is taken."""
    if figure.key in _figures:
        raise ValueError(f"there is a figure {figure.key} already")
    if any(known.name == figure.name for known in _figures.values()):
        raise ValueError(f"there is a figure called {figure.name} already")
    _figures[figure.key] = figure


def figures(user: User) -> list[Figure]:
    """Every figure this user may see, in order; those of one order as they were registered."""
    allowed = [f for f in _figures.values() if user.has_role(*f.roles)]
    return sorted(allowed, key=lambda f: f.order)


def units_by_name() -> dict[str, str]:
    """The names of all figures with their units, whoever may see them; what they count is no secret."""
    return {figure.name: figure.unit for figure in _figures.values()}


def named(user: User, name: str) -> Figure | None:
    """The figure of this name, or key, if there is one that the user may see."""
    return next((f for f in figures(user) if name in (f.name, f.key)), None)


def measure(user: User, period: Period, *, at_home: bool = False) -> list[Measured]:
    """Every figure this user may see, or only those of the home page, for one period, in order."""
    with counted_once():
        return [measured(f, user, period) for f in figures(user) if f.at_home or not at_home]


def measured(figure: Figure, user: User, period: Period) -> Measured:
    """One figure for one user and period; ``ValueError`` when it gives another unit than it says."""
    value = figure.compute(user, period)
    if value.unit != figure.unit:
        raise ValueError(f"figure {figure.key} is in {figure.unit}, not in {value.unit}")
    whole_url = figure.whole_url(user, period) if figure.whole_url else ""
    return Measured(figure, period, value, figure.url(user, period), whole_url)
