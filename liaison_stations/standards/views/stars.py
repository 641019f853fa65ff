"""The star scheme of a year: candidates, self-check, review, award, publication."""

from __future__ import annotations

from functools import partial

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from congress.access.decorators import allow
from congress.access.exceptions import StaleVersion
from congress.access.rules import scoped_or_404
from congress.web.conflict import conflict_response
from congress.web.requests import SignedInRequest
from congress.web.saving import answer, at_its_fields
from liaison_stations import rules
from liaison_stations.models import StarCandidate, StarRound, Station
from liaison_stations.operations import stars as operations
from liaison_stations.standards.addresses import address
from liaison_stations.standards.forms import AwardForm, PickForm
from liaison_stations.standards.overview import rating
from liaison_stations.standards.queries import board, until
from liaison_stations.standards.views import shared
from liaison_stations.workflow import OFFICE


@allow(*rules.READERS)
@require_safe
def stars(request: SignedInRequest) -> HttpResponse:
    """The rating of a year as far as it is."""
    year = shared.year_of(request)
    context = {
        "year": year,
        "years": shared.years(),
        "rating": rating(request.user, year),
        "decides": request.user.has_role(*OFFICE),
    }
    return render(request, "station_standards/stars.html", context)


@allow(*OFFICE)
@never_cache
def pick_candidates(request: SignedInRequest) -> HttpResponse:
    """Which stations are rated this year, out of all."""
    year = shared.year_of(request)
    offered = Station.objects.in_service(until(year)).filter(kind__is_station=True)
    offered = offered.select_related("area__parent__parent").order_by("kind__order", "area__order", "pk")

    def opened() -> dict[str, object]:
        now = StarRound.objects.filter(year=year).first()
        picked = list(now.candidates.values_list("station_id", flat=True)) if now else []
        return {"version": now.version if now else 0, "stations": picked}

    form = PickForm(request.POST or None, initial=opened(), offered=offered)
    if request.method == "POST" and form.is_valid():
        try:
            saved = operations.pick_candidates(year=year, actor=request.user, **form.cleaned_data)
        except ValidationError as error:
            form.add_error(None, at_its_fields(form, error))
        except StaleVersion as stale:
            current = PickForm(initial=opened(), offered=offered)
            return conflict_response(request, form, stale, current=current)
        else:
            messages.success(request, f"{saved}：候选站 {saved.candidates.count()} 个")
            return redirect(address("stars", year))
    context = {"form": form, "year": year, "back": address("stars", year)}
    return render(request, "station_standards/pick_candidates.html", context)


@allow(*OFFICE)
@never_cache
def award(request: SignedInRequest, pk: int) -> HttpResponse:
    """Give a candidate its stars, beside what the district found."""
    rows = StarCandidate.objects.select_related("station", "round__edition__standard")
    row = scoped_or_404(rows, pk=pk)
    year, standard = row.round.year, row.round.edition.standard
    assessed = board(year, [row.station_id], [standard.pk]).of(standard, row.station_id)
    return answer(
        request,
        "station_standards/award.html",
        AwardForm(request.POST or None, instance=row, assessed=assessed),
        partial(operations.award, candidate=row, actor=request.user),
        done=lambda saved: f"{saved.station}：{operations.star_words(saved.stars)}",
        url=lambda _saved: address("stars", year),
        context={
            "candidate": row,
            "assessed": assessed,
            "year": year,
            "check_url": address("check", year, row.station_id, standard.pk),
            "back": address("stars", year),
        },
    )


@allow(*OFFICE)
@require_POST
def publish_stars(request: SignedInRequest, pk: int) -> HttpResponse:
    """Make the stars of a year public."""
    row = operations.publish_stars(round=scoped_or_404(StarRound.objects.all(), pk=pk), actor=request.user)
    messages.success(request, f"{row}已公布，各站的公开页面上看得到")
    return redirect(address("stars", row.year))


@allow(*OFFICE)
@require_POST
def unpublish_stars(request: SignedInRequest, pk: int) -> HttpResponse:
    """Take the publication back."""
    row = operations.unpublish_stars(round=scoped_or_404(StarRound.objects.all(), pk=pk), actor=request.user)
    messages.success(request, f"{row}已撤回公布，公开页面上不再写今年的星级")
    return redirect(address("stars", row.year))
