"""Figures that apps offer: each says what it counts, for whom, and where its records are listed."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from congress.accounts.models import User
from congress.figures.numbers import Count, Rate
from congress.figures.period import Period


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


@dataclass(frozen=True)
class Measured:
    """A figure with its value for one user and period."""

    figure: Figure
    period: Period
    value: Count | Rate
    url: str


_figures: dict[str, Figure] = {}


def register_figure(figure: Figure) -> None:
    """Offer a figure. Called once, by an app's ``portal.py``; ``ValueError`` when the key is taken."""
    if figure.key in _figures:
        raise ValueError(f"there is a figure {figure.key} already")
    _figures[figure.key] = figure


def measure(user: User, period: Period) -> list[Measured]:
    """Every figure this user may see, for one period, in order."""
    allowed = [f for f in _figures.values() if user.has_role(*f.roles)]
    return [_measured(f, user, period) for f in sorted(allowed, key=lambda f: (f.order, f.key))]


def _measured(figure: Figure, user: User, period: Period) -> Measured:
    value = figure.compute(user, period)
    if value.unit != figure.unit:
        raise ValueError(f"figure {figure.key} is in {figure.unit}, not in {value.unit}")
    return Measured(figure, period, value, figure.url(user, period))
