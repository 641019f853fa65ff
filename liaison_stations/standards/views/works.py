"""Works at sites: the list, and what is entered."""

from __future__ import annotations

from functools import partial
from typing import Any

from django.http import HttpResponse
from django.urls import reverse
from django.views.decorators.cache import never_cache

from congress.access.decorators import allow
from congress.access.rules import require_rule, scoped_or_404
from congress.web.lists.page import respond
from congress.web.requests import SignedInRequest
from congress.web.saving import answer
from liaison_stations import rules
from liaison_stations.models import SiteWork
from liaison_stations.operations import works as operations
from liaison_stations.standards.forms import ChangeWorkForm, WithdrawWorkForm, WorkForm
from liaison_stations.standards.tables import WORKS
from liaison_stations.standards.views import shared
from liaison_stations.workflow import KEEPERS


@allow(*rules.READERS)
def works(request: SignedInRequest) -> HttpResponse:
    """What was built at the sites in scope."""
    return respond(WORKS, request)


@allow(*KEEPERS)
@never_cache
def record_work(request: SignedInRequest, pk: int) -> HttpResponse:
    """Enter what was built at a site."""
    row = shared.station_of(request, pk)
    require_rule(request.user, rules.manage_station, row)
    return answer(
        request,
        "station_standards/record_work.html",
        WorkForm(request.POST or None),
        partial(operations.record_work, station=row, actor=request.user),
        done=lambda work: f"已登记：{work}",
        url=_station_page,
        context={"station": row},
    )


@allow(*KEEPERS)
@never_cache
def change_work(request: SignedInRequest, pk: int) -> HttpResponse:
    """Correct a record."""
    row = _kept(request, pk)
    return answer(
        request,
        "station_standards/change_work.html",
        ChangeWorkForm(request.POST or None, instance=row),
        partial(operations.change_work, work=row, actor=request.user),
        done=lambda work: f"{work}已更新",
        url=_station_page,
        context={"work": row, "station": row.station},
    )


@allow(*KEEPERS)
@never_cache
def withdraw_work(request: SignedInRequest, pk: int) -> HttpResponse:
    """Take a record out of the list, with the reason."""
    row = _kept(request, pk)
    return answer(
        request,
        "station_standards/withdraw_work.html",
        WithdrawWorkForm(request.POST or None, instance=row),
        partial(operations.withdraw_work, work=row, actor=request.user),
        done=lambda work: f"{work}已撤回",
        url=_station_page,
        context={"work": row, "station": row.station},
    )


def _kept(request: SignedInRequest, pk: int) -> SiteWork:
    """A record the user sees, if the user keeps it."""
    row = scoped_or_404(SiteWork.objects.visible_to(request.user).select_related("station"), pk=pk)
    require_rule(request.user, rules.keep_work, row)
    return row


def _station_page(work: Any) -> str:
    return reverse("station_standards:station", args=[work.station_id])
