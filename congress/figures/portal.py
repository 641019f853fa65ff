"""The figures of this year, on the home page."""

from collections.abc import Iterator
from datetime import date

from congress.accounts.models import User
from congress.figures.numbers import About, Rate
from congress.figures.period import Period
from congress.figures.registry import measure
from congress.web.registry import FigureCard, register_figures


def cards(user: User, cut_off: date) -> Iterator[FigureCard]:
    """What the home page shows: the number, its unit, and what it was counted from."""
    for measured in measure(user, Period.this_year(cut_off)):
        figure, value = measured.figure, measured.value
        if isinstance(value, Rate):
            yield FigureCard(
                figure.label,
                value.number,
                "" if value.value is None else "%",
                f"{value.of}，{figure.definition}",
                measured.url,
                order=figure.order,
            )
        else:
            yield FigureCard(
                figure.label,
                value.value,
                value.unit,
                figure.definition,
                measured.url,
                approximate=value.about != About.EXACTLY,
                order=figure.order,
            )


register_figures(cards)
