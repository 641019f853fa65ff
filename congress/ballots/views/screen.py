"""The big screen in the hall: the turnout while voting goes on, the result once it is published. No names."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from congress.access.decorators import allow
from congress.ballots import rules
from congress.ballots.enums import PollState
from congress.ballots.queries import Counting, turnout_of
from congress.ballots.showing import shown, standing_of
from congress.ballots.views.keeping import poll_for
from congress.figures.numbers import Rate
from congress.web.requests import SignedInRequest


@allow(*rules.READERS)
@require_safe
@never_cache
def screen(request: SignedInRequest, pk: int) -> HttpResponse:
    """The whole screen, or the part of it that renews itself."""
    row = poll_for(request, pk)
    turnout = turnout_of(row)
    published = row.state == PollState.PUBLISHED
    context = {
        "poll": row,
        "state": standing_of(row),
        "turnout": turnout,
        "rate": Rate(turnout.voted, turnout.phones, "人"),
        "result": shown(Counting(row), turnout) if published else None,
        "final": row.state in {PollState.PUBLISHED, PollState.VOIDED},
    }
    return render(request, "ballots/_screen.html" if request.htmx else "ballots/screen.html", context)
