"""What a deputy in a panel finds on the phone."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from congress.access.decorators import allow
from congress.ballots.enums import PollState
from congress.ballots.models import Elector
from congress.web.requests import SignedInRequest
from suggestions.models import Panel, PanelResult
from suggestions.panels.enums import RoundState
from suggestions.workflow import PROPOSERS


@allow(*PROPOSERS)
@never_cache
@require_safe
def mine(request: SignedInRequest) -> HttpResponse:
    """The own panels: what they test, what is held, the ballot once it can be cast."""
    running = [RoundState.RUNNING, RoundState.FED_BACK, RoundState.CLOSED]
    rows = list(
        Panel.objects.visible_to(request.user)
        .filter(round__state__in=running)
        .select_related("round", "leader")
        .prefetch_related("candidates__suggestion", "candidates__unit", "round__events")
        .order_by("-round__year", "pk")[:20]
    )
    voting = Elector.objects.filter(
        user=request.user, on_paper=False, voted=False, poll__state=PollState.VOTING
    ).order_by()
    polls = dict(
        PanelResult.objects.filter(candidate__panel__in=rows, poll__in=voting.values("poll"))
        .order_by()
        .values_list("candidate__panel_id", "poll_id")
    )
    shown = [
        (row, [e for e in row.round.events.all() if e.panel_id in {None, row.pk}], polls.get(row.pk))
        for row in rows
    ]
    return render(request, "panels/mine.html", {"panels": shown})
