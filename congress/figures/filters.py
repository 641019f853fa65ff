"""Filters of the list of earlier numbers."""

from __future__ import annotations

from django_filters import ChoiceFilter

from congress.figures.models import HistoricFigureQuerySet
from congress.web.lists.filters import ListFilter, SearchFilter, SinceFilter, UntilFilter


class HistoryFilter(ListFilter):
    """By name or source, by days, and whether it was withdrawn."""

    q = SearchFilter("name", "source", label="搜指标、出处")
    state = ChoiceFilter(
        label="状态", choices=[("standing", "算数的"), ("withdrawn", "已撤回")], method="in_state"
    )
    since = SinceFilter("since", label="从不早于")
    until = UntilFilter("until", label="到不晚于")

    leading = ("state",)

    def in_state(self, rows: HistoricFigureQuerySet, _name: str, value: str) -> HistoricFigureQuerySet:
        """Those that count, or those that were withdrawn."""
        return rows.standing() if value == "standing" else rows.exclude(reason="")
