"""What stations offer: the list, one service with its times, and how it is kept."""

from __future__ import annotations

from functools import partial
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from congress.access.decorators import allow
from congress.access.rules import scoped_or_404
from congress.web.lists.page import respond
from congress.web.requests import SignedInRequest
from congress.web.saving import answer, leading_to
from liaison_stations import rules
from liaison_stations.enums import BookingState
from liaison_stations.models import ServicePause, ServiceTime, Station, StationService
from liaison_stations.operations import services as operations
from liaison_stations.services.forms import ChangeServiceForm, PauseForm, ReasonForm, ServiceForm, TimeForm
from liaison_stations.services.showing import booked_how, booking_state, booking_when, time_words
from liaison_stations.services.tables import SERVICES
from liaison_stations.workflow import STAFF

#: Bookings and records named on the page of a service; the lists have the others.
_NAMED = 8


def service_url(row: Any) -> str:
    """The page of a service, or of the one a time or a pause belongs to."""
    key = row.pk if isinstance(row, StationService) else row.service_id
    return reverse("station_services:service", args=[key])


def kept_service(request: SignedInRequest, pk: int) -> StationService:
    """A service the user keeps, or 404."""
    rows = StationService.objects.kept_by(request.user).select_related("station__area", "kind")
    return scoped_or_404(rows, pk=pk)


@allow(*rules.READERS)
@require_http_methods(["GET", "POST"])
def services(request: SignedInRequest) -> HttpResponse:
    """The services of all stations in scope."""
    return respond(SERVICES, request)


@allow(*rules.READERS)
@never_cache
@require_safe
def service(request: SignedInRequest, pk: int) -> HttpResponse:
    """One service: its times, days without, who booked, what was done."""
    rows = StationService.objects.visible_to(request.user).select_related("station__area", "kind")
    row = scoped_or_404(rows, pk=pk)
    keeps = rules.keep_service.allows(request.user, row)
    today = timezone.localdate()
    bookings = row.bookings.filter(on__gte=today, state=BookingState.BOOKED).order_by("on", "begins_at")
    context = {
        "service": row,
        "keeps": keeps,
        "facts": _facts(row),
        "times": [(one, time_words(one), booked_how(one)) for one in row.times.filter(is_dropped=False)],
        "pauses": row.pauses.filter(on__gte=today),
        "bookings": [(one, booking_when(one), booking_state(one)) for one in bookings[:_NAMED]]
        if keeps
        else [],
        "records": row.records.standing().order_by("-on", "-pk")[:_NAMED],
        "record_count": row.records.standing().count(),
    }
    return render(request, "station_services/service.html", context)


def _facts(row: StationService) -> list[tuple[str, object]]:
    told: list[tuple[str, object]] = [
        ("由谁提供", row.provider),
        ("联系人", "　".join(part for part in (row.contact, row.phone) if part)),
        ("说明", row.note),
        ("网上站", _shown(row)),
    ]
    return [(label, value) for label, value in told if value]


def _shown(row: StationService) -> str:
    """Whether citizens read it and can book."""
    if not row.station.is_online:
        return "这个站没有开通网上站，群众看不到、约不了"
    return "公布" if row.is_public else "不公布"


@allow(*STAFF)
@never_cache
def add_service(request: SignedInRequest, pk: int) -> HttpResponse:
    """Offer another service at a station."""
    station = scoped_or_404(Station.objects.kept_by(request.user).select_related("area"), pk=pk)
    return answer(
        request,
        "station_services/service_form.html",
        ServiceForm(request.POST or None),
        partial(operations.add_service, station=station, actor=request.user),
        done=lambda row: f"已加上“{row.kind}”，接着写时间",
        url=service_url,
        context={
            "heading": "加服务",
            "station": station,
            "up_url": reverse("liaison_stations:detail", args=[station.pk]),
        },
    )


@allow(*STAFF)
@never_cache
def change_service(request: SignedInRequest, pk: int) -> HttpResponse:
    """Change who provides it and whom to ask."""
    row = kept_service(request, pk)
    return answer(
        request,
        "station_services/service_form.html",
        ChangeServiceForm(request.POST or None, instance=row),
        partial(operations.change_service, service=row, actor=request.user),
        done=lambda saved: f"“{saved.kind}”已更新",
        url=service_url,
        context={"heading": "修改服务", "station": row.station, "up_url": service_url(row)},
    )


@allow(*STAFF)
@never_cache
def end_service(request: SignedInRequest, pk: int) -> HttpResponse:
    """Offer it no longer."""
    return _asked(
        request, pk, ReasonForm, operations.end_service, "停办", "已停办，以前的记录不变", undo=True
    )


@allow(*STAFF)
@never_cache
def pause_service(request: SignedInRequest, pk: int) -> HttpResponse:
    """Leave one day out."""
    return _asked(
        request, pk, PauseForm, operations.pause_service, "停一天", "这一天已停，预约的人凭查询码看得到"
    )


@allow(*STAFF)
@never_cache
def add_time(request: SignedInRequest, pk: int) -> HttpResponse:
    """Add a time of the week."""
    return _asked(request, pk, TimeForm, operations.add_time, "加时间", "服务时间已加上")


@allow(*STAFF)
@require_POST
def resume_service(request: SignedInRequest, pk: int) -> HttpResponse:
    """Offer it again."""
    row = kept_service(request, pk)
    try:
        operations.resume_service(service=row, actor=request.user)
    except ValidationError as error:
        messages.warning(request, "；".join(error.messages))
    else:
        messages.success(request, f"“{row.kind}”已恢复")
    return redirect(service_url(row))


@allow(*STAFF)
@require_POST
def drop_time(request: SignedInRequest, pk: int) -> HttpResponse:
    """Take a time out."""
    mine = StationService.objects.kept_by(request.user).values("pk")
    row = scoped_or_404(ServiceTime.objects.filter(service__in=mine).select_related("service"), pk=pk)
    operations.drop_time(time=row, actor=request.user)
    messages.success(request, f"{row} 已去掉，已经约好的不变")
    return redirect(service_url(row))


@allow(*STAFF)
@require_POST
def lift_pause(request: SignedInRequest, pk: int) -> HttpResponse:
    """The service is there that day after all."""
    mine = StationService.objects.kept_by(request.user).values("pk")
    row = scoped_or_404(ServicePause.objects.filter(service__in=mine).select_related("service"), pk=pk)
    url = service_url(row)
    operations.lift_pause(pause=row, actor=request.user)
    messages.success(request, "这一天照常服务")
    return redirect(url)


def _asked(
    request: SignedInRequest,
    pk: int,
    form: type[Any],
    operation: Any,
    label: str,
    done: str,
    *,
    undo: bool = False,
) -> HttpResponse:
    """The page of one thing done with a service that asks something."""
    row = kept_service(request, pk)
    url = service_url(row)
    with leading_to(url):
        return answer(
            request,
            "station_services/ask.html",
            form(request.POST or None),
            partial(operation, service=row, actor=request.user),
            done=lambda _row: done,
            url=lambda _row: url,
            context={"service": row, "label": label, "up_url": url, "undo": undo},
        )
