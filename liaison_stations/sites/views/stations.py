"""The register of stations, the page of one, and what a station is."""

from __future__ import annotations

from functools import partial
from typing import Any

from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from congress.access.decorators import allow
from congress.access.exceptions import Conflict
from congress.access.rules import require_rule, scoped_or_404
from congress.web.dates import full_day
from congress.web.lists.page import respond
from congress.web.requests import SignedInRequest
from congress.web.saving import answer
from liaison_stations import rules
from liaison_stations.models import Station
from liaison_stations.operations import stations as operations
from liaison_stations.sites.forms import (
    ChangeStationForm,
    CloseStationForm,
    KeptStationForm,
    ReopenStationForm,
    StationForm,
)
from liaison_stations.sites.record import record_of
from liaison_stations.sites.tables import STATIONS
from liaison_stations.workflow import KEEPERS, STAFF


def station_of(request: SignedInRequest, pk: int) -> Station:
    """The station, or 404 out of scope."""
    rows: QuerySet[Station] = Station.objects.visible_to(request.user)
    return scoped_or_404(rows.select_related("kind", "area__parent__parent", "parent__kind"), pk=pk)


def managed(request: SignedInRequest, pk: int) -> Station:
    """The station, if the user manages it; 403 for whoever only sees it."""
    row = station_of(request, pk)
    require_rule(request.user, rules.manage_station, row)
    return row


def station_url(row: Any) -> str:
    """The page of a station."""
    return reverse("liaison_stations:detail", args=[row.pk if isinstance(row, Station) else row.station_id])


@allow(*rules.READERS)
def index(request: SignedInRequest) -> HttpResponse:
    """The stations and points in the user's scope."""
    return respond(STATIONS, request)


@allow(*rules.READERS)
@require_safe
def detail(request: SignedInRequest, pk: int) -> HttpResponse:
    """One station: what it is, who runs it, which deputies belong to it, the points under it."""
    record = record_of(station_of(request, pk), request.user, timezone.localdate())
    return render(request, "liaison_stations/detail.html", {"record": record, "station": record.row})


@allow(*KEEPERS)
@never_cache
def register_station(request: SignedInRequest) -> HttpResponse:
    """Enter a station or point; ``?area=`` fills in where."""
    area = request.GET.get("area", "")
    initial: dict[str, Any] = {"opened_on": timezone.localdate()}
    if area.isdecimal():
        initial["area"] = int(area)
    form = StationForm(request.POST or None, initial=initial)
    form.limit(request.user)
    return answer(
        request,
        "liaison_stations/register_station.html",
        form,
        partial(operations.register_station, actor=request.user),
        done=lambda row: f"已登记{row}，接着登记站长、联络员和进站代表",
        url=station_url,
    )


@allow(*STAFF)
@never_cache
def change_station(request: SignedInRequest, pk: int) -> HttpResponse:
    """Change what a station is; its own staff change what people find there."""
    row = station_of(request, pk)
    require_rule(request.user, rules.keep_station, row)
    manages = rules.manage_station.allows(request.user, row)
    form: KeptStationForm
    if manages:
        form = ChangeStationForm(request.POST or None, instance=row)
        form.limit(request.user)
    else:
        form = KeptStationForm(request.POST or None, instance=row)
    return answer(
        request,
        "liaison_stations/change_station.html",
        form,
        partial(operations.change_station, station=row, actor=request.user),
        done=lambda saved: f"{saved}已更新",
        url=station_url,
        context={"station": row, "manages": manages},
    )


@allow(*KEEPERS)
@never_cache
def close_station(request: SignedInRequest, pk: int) -> HttpResponse:
    """Close a station."""
    row = managed(request, pk)
    return answer(
        request,
        "liaison_stations/close_station.html",
        CloseStationForm(request.POST or None, instance=row),
        partial(operations.close_station, station=row, actor=request.user),
        done=lambda saved: f"{saved}从{full_day(saved.closed_on)}起撤销，以前的记录不变",
        url=station_url,
        context={"station": row},
    )


@allow(*KEEPERS)
@never_cache
def reopen_station(request: SignedInRequest, pk: int) -> HttpResponse:
    """Take a closing back."""
    row = managed(request, pk)
    if row.closed_on is None:
        raise Conflict(f"{row}没有撤销，不用恢复")
    return answer(
        request,
        "liaison_stations/reopen_station.html",
        ReopenStationForm(request.POST or None, instance=row),
        partial(operations.reopen_station, station=row, actor=request.user),
        done=lambda saved: f"{saved}已恢复，站务人员和进站代表接着算",
        url=station_url,
        context={"station": row},
    )
