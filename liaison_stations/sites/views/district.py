"""What stations cover, and what the district sets for them."""

from __future__ import annotations

from functools import partial

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from congress.access.decorators import allow
from congress.web.requests import SignedInRequest
from congress.web.saving import answer
from liaison_stations import rules
from liaison_stations.models import StationPolicy
from liaison_stations.operations.policy import change_policy as change
from liaison_stations.sites.forms import PolicyForm
from liaison_stations.sites.queries.coverage import coverage as measured
from liaison_stations.sites.queries.standing import untrained, without_station
from liaison_stations.sites.settings import LISTS
from liaison_stations.workflow import KEEPERS, OFFICE


@allow(*rules.COVERAGE_READERS)
@require_safe
def coverage(request: SignedInRequest) -> HttpResponse:
    """The cover by town, constituency and village, with what is missing."""
    today, keeps = timezone.localdate(), request.user.has_role(*KEEPERS)
    context = {
        "cover": measured(request.user, today),
        "policy": StationPolicy.current(),
        "unassigned": without_station(request.user, today).values("person_id").distinct().count(),
        "untrained": untrained(request.user, today).values("person_id").distinct().count() if keeps else 0,
        "keeps": keeps,
    }
    return render(request, "liaison_stations/coverage.html", context)


@allow(*OFFICE)
@require_safe
def settings(request: SignedInRequest) -> HttpResponse:
    """The lists and numbers of the district."""
    context = {"lists": LISTS.shown(), "policy": StationPolicy.current()}
    return render(request, "liaison_stations/settings.html", context)


@allow(*OFFICE)
@never_cache
def add_line(request: SignedInRequest, listed: str) -> HttpResponse:
    """Add a line to a list."""
    return LISTS.answer_add(request, listed)


@allow(*OFFICE)
@never_cache
def change_line(request: SignedInRequest, listed: str, pk: int) -> HttpResponse:
    """Change a line, or switch it off."""
    return LISTS.answer_change(request, listed, pk)


@allow(*OFFICE)
@never_cache
def change_policy(request: SignedInRequest) -> HttpResponse:
    """Change the district's numbers."""
    return answer(
        request,
        "liaison_stations/change_policy.html",
        PolicyForm(request.POST or None, instance=StationPolicy.current()),
        partial(change, actor=request.user),
        done=lambda _row: "联络站要求已更新",
        url=lambda _row: reverse("liaison_stations:settings"),
    )
