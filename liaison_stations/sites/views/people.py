"""Who runs a station, who was trained, which deputies belong to it."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from functools import partial
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from congress.access.decorators import allow
from congress.access.rules import require_rule, scoped_or_404
from congress.accounts.models import User
from congress.web.dates import full_day
from congress.web.requests import SignedInRequest
from congress.web.saving import answer, at_its_fields
from deputies import operations as deputies
from deputies.models import Deputyship, Person
from liaison_stations import rules
from liaison_stations.models import StaffPost, Station, StationDeputy, StationPolicy
from liaison_stations.operations import membership, staffing
from liaison_stations.sites.forms import AppointForm, EndPostForm, JoinForm, LeaveForm, TrainingForm
from liaison_stations.sites.queries.standing import (
    choosing,
    home_stations,
    seats_on,
    staff_on,
    untrained,
    without_station,
)
from liaison_stations.sites.views.stations import managed, station_url
from liaison_stations.workflow import KEEPERS, STAFF


# --- staff --------------------------------------------------------------------------------------------
@allow(*KEEPERS)
@never_cache
def appoint(request: SignedInRequest, pk: int) -> HttpResponse:
    """Give somebody a post at a station; ``?role=`` fills in which."""
    row = managed(request, pk)
    form = AppointForm(request.POST or None, town=row.town, initial={"role": request.GET.get("role", "")})
    return answer(
        request,
        "liaison_stations/appoint.html",
        form,
        partial(_appoint, station=row, actor=request.user),
        done=lambda post: f"{post.person}任{row}{post.get_role_display()}",
        url=station_url,
        context={"station": row},
    )


@transaction.atomic
def _appoint(
    *, station: Station, actor: User, name: str, person: Person | None, role: str, **rest: Any
) -> StaffPost:
    """Somebody who is not in the register enters it with the post, or not at all."""
    holder = person or deputies.create_person(actor=actor, name=name)
    return staffing.appoint(
        station=station,
        person=holder,
        role=role,
        actor=actor,
        starts_on=rest["starts_on"],
        account=rest["account"],
    )


@allow(*KEEPERS)
@never_cache
def end_post(request: SignedInRequest, pk: int) -> HttpResponse:
    """Set the last day of a post."""
    seen = Station.objects.visible_to(request.user)
    post = scoped_or_404(
        StaffPost.objects.filter(station__in=seen).select_related("person", "station"), pk=pk
    )
    require_rule(request.user, rules.manage_station, post.station)
    return answer(
        request,
        "liaison_stations/end_post.html",
        EndPostForm(request.POST or None, instance=post),
        partial(staffing.end_post, post=post, actor=request.user),
        done=lambda saved: f"{saved.person}到{full_day(saved.ends_on)}不再任{saved.get_role_display()}",
        url=station_url,
        context={"post": post},
    )


@allow(*STAFF)
@never_cache
def record_training(request: SignedInRequest) -> HttpResponse:
    """Who was not trained lately, and the form that notes a training (R100)."""
    today = timezone.localdate()
    kept = Station.objects.kept_by(request.user).in_service(today)
    posts = staff_on(today).filter(station__in=kept).select_related("person", "station")
    waiting = list(
        untrained(request.user, today).select_related("person", "station").order_by("station", "role")
    )
    form = TrainingForm(
        request.POST or None, choices=posts.order_by("station", "role"), initial={"posts": waiting}
    )
    if request.method == "POST" and form.is_valid():
        try:
            count = staffing.record_training(actor=request.user, **form.cleaned_data)
        except ValidationError as refused:
            form.add_error(None, at_its_fields(form, refused))
        else:
            messages.success(request, f"已记下 {count} 人参加培训")
            return redirect(reverse("liaison_stations:record_training"))
    context = {"form": form, "waiting": waiting, "policy": StationPolicy.current()}
    return render(request, "liaison_stations/record_training.html", context)


# --- deputies -----------------------------------------------------------------------------------------
def _offered(station: Station, today: date) -> QuerySet[Deputyship]:
    """Deputies in office who are not in the station."""
    inside = seats_on(today).filter(station=station).values("deputyship__person_id")
    rows = Deputyship.objects.in_force(today).exclude(person__in=inside)
    rows = rows.select_related("person", "term__area", "constituency")
    return rows.order_by("person__pinyin", "level", "pk")


@allow(*KEEPERS)
@never_cache
def join(request: SignedInRequest, pk: int) -> HttpResponse:
    """Put deputies into a station; ``?deputy=`` picks some beforehand."""
    row = managed(request, pk)
    asked = [int(key) for key in request.GET.getlist("deputy") if key.isdecimal()]
    form = JoinForm(
        request.POST or None,
        choices=_offered(row, timezone.localdate()),
        initial={"deputyships": asked, "is_main": "yes"},
    )
    return answer(
        request,
        "liaison_stations/join.html",
        form,
        partial(_join, station=row, actor=request.user),
        done=lambda _station: f"已进入{row}",
        url=station_url,
        context={"station": row},
    )


def _join(*, station: Station, actor: User, deputyships: Iterable[Deputyship], **facts: Any) -> Station:
    membership.join(station=station, deputyships=deputyships, actor=actor, **facts)
    return station


def _seat(request: SignedInRequest, pk: int) -> StationDeputy:
    seen = Station.objects.visible_to(request.user)
    rows = StationDeputy.objects.filter(station__in=seen).select_related("deputyship__person", "station")
    seat = scoped_or_404(rows, pk=pk)
    require_rule(request.user, rules.manage_station, seat.station)
    return seat


@allow(*KEEPERS)
@never_cache
def leave(request: SignedInRequest, pk: int) -> HttpResponse:
    """Take a deputy out of a station."""
    seat = _seat(request, pk)
    return answer(
        request,
        "liaison_stations/leave.html",
        LeaveForm(request.POST or None, instance=seat),
        partial(membership.leave, seat=seat, actor=request.user),
        done=lambda saved: f"{saved.deputyship.person}到{full_day(saved.ends_on)}离站",
        url=station_url,
        context={"seat": seat},
    )


@allow(*KEEPERS)
@require_POST
def make_main(request: SignedInRequest, pk: int) -> HttpResponse:
    """Make this the deputy's main station."""
    seat = _seat(request, pk)
    try:
        membership.make_main(seat=seat, actor=request.user)
    except ValidationError as refused:
        messages.error(request, "；".join(refused.messages))
    else:
        messages.success(request, f"{seat.deputyship.person}的主站改为{seat.station}")
    return redirect(station_url(seat))


@allow(*rules.COVERAGE_READERS)
@require_safe
def unassigned(request: SignedInRequest) -> HttpResponse:
    """Deputies of district and town in no station, each with the one to go to; those above for information (R158)."""
    today = timezone.localdate()
    about = ("person", "term__area", "constituency__area")
    rows = list(without_station(request.user, today).select_related(*about).order_by("person__pinyin", "pk"))
    homes = home_stations(rows, today)
    higher = choosing(today).select_related(*about).order_by("level", "person__pinyin", "pk")
    context = {
        "rows": [(row, homes.get(row.pk)) for row in rows],
        "higher": higher,
        "today": today,
        "keeps": request.user.has_role(*KEEPERS),
    }
    return render(request, "liaison_stations/unassigned.html", context)
