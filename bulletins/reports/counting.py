"""What the figures of a report come to: counted for a user and a period, written as it is printed."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from bulletins.models import Report, ReportFigure
from bulletins.reports.placeholders import Slot, days_of
from congress.accounts.models import User
from congress.figures.numbers import About, Count, Rate
from congress.figures.period import Period
from congress.figures.registry import Figure, figures, measured
from congress.figures.together import counted_once

_BEFORE = frozenset({About.NEARLY, About.ROUGHLY})
#: Words that follow the unit stand before the number here, for the unit is part of the prose.
_AT_LEAST = "不少于"


@dataclass(frozen=True)
class Counted:
    """A figure as counted: ``value`` as printed (4530, 93.5%, 1600余), ``of`` what it was counted from."""

    slot: Slot
    period: Period
    value: str
    of: str
    definition: str


def written(value: Count | Rate) -> str:
    """A number as prose takes it, its unit following in the prose: 4530, 93.5%, 1600余, 近1600."""
    if isinstance(value, Rate):
        return str(value)
    if value.about == About.OR_MORE:
        return f"{_AT_LEAST}{value.value}"
    return f"{value.about}{value.value}" if value.about in _BEFORE else f"{value.value}{value.about}"


def names_for(user: User) -> list[str]:
    """The names of every figure the user may use, in order."""
    return [figure.name for figure in figures(user)]


def period_of(slot: Slot, report: Report) -> Period | None:
    """The placeholder's own period, else the report's; none where it is not understood."""
    if not slot.span:
        return report.period
    days = days_of(slot.span)
    return Period.between(*days) if days else None


def count(user: User, wanted: Iterable[tuple[Slot, Period]]) -> list[Counted]:
    """Count each figure the user may see, in the order asked; one that is not known is left out."""
    known: dict[str, Figure] = {figure.name: figure for figure in figures(user)}
    with counted_once():
        return [
            _counted(known[slot.name], user, slot, period) for slot, period in wanted if slot.name in known
        ]


def _counted(figure: Figure, user: User, slot: Slot, period: Period) -> Counted:
    value = measured(figure, user, period).value
    of = value.of if isinstance(value, Rate) else str(value)
    return Counted(slot, period, written(value), of[:80], figure.definition[:400])


def urls_of(rows: Iterable[ReportFigure], user: User) -> dict[int, str]:
    """The list of records behind each figure of a report, by its key, for a user who may see the figure."""
    known: dict[str, Figure] = {figure.name: figure for figure in figures(user)}
    return {row.pk: known[row.name].url(user, row.period) for row in rows if row.name in known}
