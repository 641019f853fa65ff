"""Where a running time limit comes from, for the page."""

from __future__ import annotations

from congress.web.dates import full_day
from congress.web.parts import Basis
from congress.workdays.deadlines import deadline
from suggestions.models import Clock


def basis_of(clock: Clock) -> Basis:
    """The article, its words, how the last day was counted, and until when it was extended."""
    lines = deadline(clock.started_on, clock.span).steps
    if clock.due_on != clock.first_due_on:
        lines = (*lines, ("同意延到", full_day(clock.due_on)))
    return Basis(f"{clock.get_kind_display()}：{clock.source}", clock.words, lines)
