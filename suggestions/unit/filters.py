"""Filters of the unit's list."""

from __future__ import annotations

from django.db.models import Exists, OuterRef
from django.utils import timezone
from django_filters import ChoiceFilter

from congress.web.lists.filters import ListFilter, SinceFilter, UntilFilter
from deputies.filters import TextFilter
from suggestions.enums import LIVE_STATES, ClockKind, CommitmentState, HandlingState, Part
from suggestions.models import Clock, Commitment
from suggestions.models.handling import HandlingQuerySet

_LATE, _VISIT, _PROMISE = "late", "visit", "promise"


class PartFilter(ListFilter):
    """By where a part stands, what part it is, what waits, and when it was handed over."""

    q = TextFilter("suggestion__search_text", label="搜编号、案由、代表")
    state = ChoiceFilter(
        label="状态",
        choices=[(state.value, state.label) for state in HandlingState if state in LIVE_STATES],
    )
    part = ChoiceFilter(label="分工", choices=Part.choices)
    waits = ChoiceFilter(
        label="等什么",
        choices=[(_LATE, "已逾期"), (_VISIT, "待办后回访"), (_PROMISE, "承诺待兑现")],
        method="that_wait",
    )
    since = SinceFilter("assigned_at", label="交办不早于", moment=True)
    until = UntilFilter("assigned_at", label="交办不晚于", moment=True)

    leading = ("state", "part")

    def that_wait(self, rows: HandlingQuerySet, _name: str, value: str) -> HandlingQuerySet:
        """Those that are late, owe a follow-up, or owe what they promised."""
        running = Clock.objects.running().filter(handling=OuterRef("pk"))
        if value == _LATE:
            return rows.filter(Exists(running.filter(due_on__lt=timezone.localdate())))
        if value == _VISIT:
            return rows.filter(Exists(running.filter(kind=ClockKind.FOLLOW_UP)))
        promises = Commitment.objects.filter(reply__handling=OuterRef("pk"), state=CommitmentState.OPEN)
        return rows.filter(Exists(promises))
