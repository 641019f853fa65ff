"""The figures of this year, on the home page."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from congress.accounts.models import User
from congress.figures.numbers import About, Rate
from congress.figures.period import Period
from congress.figures.registry import measure


@dataclass(frozen=True)
class FigureCard:
    """A number on the home page with its unit, what it was counted from, and the list behind it."""

    label: str
    value: int | Decimal | str
    unit: str
    of: str
    url: str
    approximate: bool = False


def cards(user: User, cut_off: date) -> Iterator[FigureCard]:
    """Every figure of the home page the user may see, in order, from 1 January to the cut-off."""
    for measured in measure(user, Period.this_year(cut_off), at_home=True):
        figure, value = measured.figure, measured.value
        label = figure.card_label or figure.label
        if isinstance(value, Rate):
            yield FigureCard(
                label,
                value.number,
                "" if value.value is None else "%",
                f"{value.of}，{figure.definition}",
                measured.url,
            )
        else:
            yield FigureCard(
                label,
                value.value,
                value.unit,
                figure.definition,
                measured.url,
                approximate=value.about != About.EXACTLY,
            )
