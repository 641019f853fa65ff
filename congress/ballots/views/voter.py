"""The voter's page: a ballot, a last look, and afterwards only that the vote was cast."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from congress.access.decorators import allow_signed_in
from congress.access.rules import scoped_or_404
from congress.ballots.enums import PollState
from congress.ballots.models import Elector
from congress.ballots.operations import voting
from congress.ballots.queries import Counting, turnout_of
from congress.ballots.showing import shown
from congress.ballots.voter_forms import VoterForm
from congress.web.requests import SignedInRequest
from congress.web.saving import leading_to


@allow_signed_in
@sensitive_post_parameters()
@require_http_methods(["GET", "POST"])
@never_cache
def vote(request: SignedInRequest, pk: int) -> HttpResponse:
    """Mark the ballot, look at it once more, cast it. What was marked is kept in the page alone, never here."""
    rows = Elector.objects.filter(user=request.user, on_paper=False).exclude(poll__state=PollState.PREPARING)
    elector = scoped_or_404(rows.select_related("poll", "poll__area", "poll__organ"), poll=pk)
    poll = elector.poll
    url = reverse("ballots:vote", args=[poll.pk])
    if elector.voted or (poll.state != PollState.VOTING and request.method == "GET"):
        if request.method == "POST":
            return redirect(url)
        published = poll.state == PollState.PUBLISHED
        result = shown(Counting(poll), turnout_of(poll)) if published else None
        return render(request, "ballots/cast.html", {"poll": poll, "voted": elector.voted, "result": result})
    items = list(poll.items.order_by("number"))
    form = VoterForm(request.POST if request.method == "POST" else None, poll=poll, items=items)
    sent = request.method == "POST" and "back" not in request.POST
    if sent and form.is_valid():
        if "confirmed" in request.POST:
            with leading_to(url):
                voting.vote(poll=poll, actor=request.user, marks=form.marks)
            return redirect(url)
        return render(request, "ballots/confirm.html", {"poll": poll, "form": form, "said": form.said()})
    if "back" in request.POST:
        form = VoterForm(poll=poll, items=items, initial=_marked(request, form))
    return render(request, "ballots/vote.html", {"poll": poll, "form": form, "items": items})


def _marked(request: SignedInRequest, form: VoterForm) -> dict[str, object]:
    """What was marked before the last look."""
    return {
        name: field.widget.value_from_datadict(request.POST, request.FILES, name)
        for name, field in form.fields.items()
    }
