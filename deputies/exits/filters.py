"""Filters of exit cases."""

from __future__ import annotations

from typing import Any

from django.db.models import Exists, OuterRef, QuerySet
from django_filters import ChoiceFilter

from congress.organs.enums import DIRECT_LEVELS, CongressLevel
from congress.web.lists.filters import ListFilter, NamedFilter, SinceFilter, UntilFilter
from deputies.exits.enums import ExitState
from deputies.filters import TextFilter
from deputies.models import ExitCase, ExitGround
from deputies.models.exits import ExitCaseQuerySet

_STANDING, _DUE = "standing", "due"
_LEVELS = [(level.value, level.label) for level in CongressLevel if level in DIRECT_LEVELS]


def _grounds() -> QuerySet[ExitGround]:
    return ExitGround.objects.filter(Exists(ExitCase.objects.filter(ground=OuterRef("pk")))).order_by("order")


class ExitFilter(ListFilter):
    """By deputy, state, ground, level and day."""

    q = TextFilter("deputyship__person__search_text", label="搜代表姓名、单位")
    state = ChoiceFilter(
        label="状态",
        choices=[(_STANDING, "没有办结"), (_DUE, "改正期限已过"), *ExitState.choices],
        method="in_state",
    )
    ground = NamedFilter(label="情形", name="name", queryset=ExitGround.objects.none())
    level = ChoiceFilter("deputyship__level", label="层级", choices=_LEVELS)
    since = SinceFilter("found_on", label="发现不早于")
    until = UntilFilter("found_on", label="发现不晚于")

    leading = ("state", "ground")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.offer("ground", _grounds)

    def in_state(self, rows: ExitCaseQuerySet, _name: str, value: str) -> ExitCaseQuerySet:
        """One state, all that are open, or those whose day has passed."""
        if value == _STANDING:
            return rows.standing()
        return rows.to_be_looked_at() if value == _DUE else rows.filter(state=value)
