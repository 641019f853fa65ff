"""What waits at the office besides the steps of suggestions: promises that units report as kept."""

from __future__ import annotations

from collections.abc import Iterator

from django.urls import reverse

from congress.accounts.models import User
from congress.web.registry import Todo
from suggestions.enums import CommitmentState
from suggestions.models import Commitment
from suggestions.queries.desk import at_own_gate
from suggestions.workflow import KEEPERS

#: Promises named one by one; the rest is counted.
_NAMED = 5


def promises(user: User) -> Iterator[Todo]:
    """Promises to look at on the spot, the oldest first (1 query)."""
    if not user.has_role(*KEEPERS):
        return
    rows = Commitment.objects.filter(
        state=CommitmentState.REPORTED, suggestion__in=at_own_gate(user).order_by().values("pk")
    )
    waiting = list(rows.select_related("suggestion", "reply__handling").order_by("reported_at")[: _NAMED + 1])
    for promise in waiting[:_NAMED]:
        yield Todo(
            f"核实承诺事项：{promise.what}",
            f"{promise.reply.handling.organ_name}报告已兑现　{promise.suggestion.title}",
            reverse("suggestions:check_commitment", args=[promise.pk]),
            "去核实",
            due=promise.promised_on,
            menu="suggestions:index",
        )
