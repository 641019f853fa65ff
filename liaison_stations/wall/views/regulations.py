"""The rules of stations: the district's, a station's own, and as everybody reads them."""

from __future__ import annotations

from functools import partial

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.cache import cache_control, never_cache
from django.views.decorators.http import require_safe

from congress.access.decorators import allow
from congress.access.decorators import public as everybody
from congress.access.rules import scoped_or_404
from congress.web.requests import SignedInRequest
from congress.web.saving import answer
from liaison_stations.models import Regulation, StationRegulation
from liaison_stations.online.views.reading import online_station
from liaison_stations.operations import regulations as operations
from liaison_stations.wall.forms import ChangeRegulationForm, OwnTextForm, RegulationForm
from liaison_stations.wall.regulations import regulations_of
from liaison_stations.wall.views.sheets import require_kept
from liaison_stations.workflow import OFFICE, STAFF


@allow(*OFFICE)
@require_safe
def regulations(request: SignedInRequest) -> HttpResponse:
    """The rules the district keeps for its stations."""
    rows = Regulation.objects.prefetch_related("kinds")
    return render(request, "station_wall/regulations.html", {"rows": rows})


@allow(*OFFICE)
@never_cache
def add_regulation(request: SignedInRequest) -> HttpResponse:
    """Add a rule."""
    last = Regulation.objects.order_by("-order").values_list("order", flat=True).first()
    form = RegulationForm(request.POST or None, initial={"order": (last or 0) + 1})
    return _saved(request, form, partial(operations.add_regulation, actor=request.user), "增加制度")


@allow(*OFFICE)
@never_cache
def change_regulation(request: SignedInRequest, pk: int) -> HttpResponse:
    """Change a rule, or put it out of use."""
    row = scoped_or_404(Regulation.objects, pk=pk)
    form = ChangeRegulationForm(request.POST or None, instance=row)
    save = partial(operations.change_regulation, regulation=row, actor=request.user)
    return _saved(request, form, save, row.title)


def _saved(
    request: SignedInRequest, form: ChangeRegulationForm, save: partial[Regulation], heading: str
) -> HttpResponse:
    address = reverse("station_wall:regulations")
    return answer(
        request,
        "station_wall/regulation.html",
        form,
        save,
        done=lambda row: f"{row}已保存，各站上墙的要换新",
        url=lambda _row: address,
        context={"heading": heading, "back": address},
    )


@allow(*STAFF)
@never_cache
def write_regulation(request: SignedInRequest, pk: int, regulation: int) -> HttpResponse:
    """Write a rule in the station's own words."""
    row = require_kept(request, pk)
    named = scoped_or_404(Regulation.objects.filter(in_use=True, kinds=row.kind_id), pk=regulation)
    own = StationRegulation.objects.filter(station=row, regulation=named).first()
    kept = own or StationRegulation(station=row, regulation=named)
    address = reverse("station_wall:station", args=[pk])
    return answer(
        request,
        "station_wall/write_regulation.html",
        OwnTextForm(request.POST or None, instance=kept),
        partial(operations.write_regulation, station=row, regulation=named, actor=request.user),
        done=lambda saved: f"{named}：{'本站文本已保存' if saved.text else '改用统一文本'}",
        url=lambda _saved: f"{address}#regulations",
        context={"station": row, "regulation": named, "back": address},
    )


@everybody
@require_safe
@cache_control(private=True, no_cache=True, max_age=0)
def public(request: HttpRequest, token: str) -> HttpResponse:
    """The rules of a station, for everybody."""
    row = online_station(token)
    shown = [one for one in regulations_of(row) if one.text]
    return render(request, "online/regulations.html", {"station": row, "rows": shown})
