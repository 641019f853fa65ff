"""Filters of convocations."""

from __future__ import annotations

from typing import Any

from django.db.models import Exists, OuterRef
from django.utils import timezone
from django_filters import ChoiceFilter, ModelChoiceFilter

from activities.convocations.enums import ConvocationState
from activities.models import ActivityKind, Callee, Convocation, ConvocationQuerySet
from congress.web.lists.filters import ListFilter, SinceFilter, UntilFilter
from deputies.filters import TextFilter

_COMING, _WAITING = "coming", "waiting"


class ConvocationFilter(ListFilter):
    """By state, what is ahead or waits for answers, kind and days."""

    q = TextFilter("search_text", label="搜标题、地点、组织单位")
    state = ChoiceFilter(label="状态", choices=ConvocationState.choices)
    when = ChoiceFilter(
        label="进展",
        choices=[(_COMING, "还没有到日期"), (_WAITING, "还有人没有回复")],
        method="at_this_point",
    )
    kind = ModelChoiceFilter(label="类别", queryset=ActivityKind.objects.all())
    since = SinceFilter("end_on", label="不早于")
    until = UntilFilter("start_on", label="不晚于")

    leading = ("state", "when")

    def at_this_point(self, rows: ConvocationQuerySet, _name: str, value: str) -> ConvocationQuerySet:
        """Ahead of us, or sent and not everybody has answered."""
        if value == _COMING:
            return rows.filter(
                state__in=[ConvocationState.DRAFT, ConvocationState.SENT], start_on__gte=timezone.localdate()
            )
        waiting = Callee.objects.called().filter(convocation=OuterRef("pk"), answer="")
        return rows.filter(Exists(waiting), state=ConvocationState.SENT)


def list_rows(user: Any) -> ConvocationQuerySet:
    """The rows of the list for a user."""
    return Convocation.objects.visible_to(user).with_replies().select_related("kind")
