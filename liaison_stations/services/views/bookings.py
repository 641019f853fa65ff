"""Bookings at the desk of the station: the list, one of them, whether somebody came."""

from __future__ import annotations

from functools import partial

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from congress.access.decorators import allow
from congress.access.rules import scoped_or_404
from congress.web import dates
from congress.web.lists.page import respond
from congress.web.requests import SignedInRequest
from congress.web.saving import answer, leading_to
from liaison_stations.enums import BookingState
from liaison_stations.matters.citizens import masked
from liaison_stations.models import Booking, Citizen
from liaison_stations.operations import booking as operations
from liaison_stations.services.forms import ReasonForm
from liaison_stations.services.showing import booking_state, booking_when
from liaison_stations.services.tables import BOOKINGS
from liaison_stations.workflow import STAFF


def _url(row: Booking) -> str:
    return reverse("station_services:booking", args=[row.pk])


@allow(*STAFF)
@require_http_methods(["GET", "POST"])
def bookings(request: SignedInRequest) -> HttpResponse:
    """Who booked what, without names."""
    return respond(BOOKINGS, request)


@allow(*STAFF)
@never_cache
@require_safe
def booking(request: SignedInRequest, pk: int) -> HttpResponse:
    """One booking."""
    return _page(request, pk)


@allow(*STAFF)
@never_cache
@require_POST
def reveal_booking(request: SignedInRequest, pk: int) -> HttpResponse:
    """The same page with name and phone, once; it is written to the audit trail (R316)."""
    row = _kept(request, pk)
    return _page(request, pk, operations.reveal_booking(booking=row, actor=request.user))


@allow(*STAFF)
@require_POST
def mark_booking(request: SignedInRequest, pk: int) -> HttpResponse:
    """Note whether somebody came."""
    row = _kept(request, pk)
    with leading_to(_url(row)):
        saved = operations.mark_booking(booking=row, actor=request.user, state=request.POST.get("state", ""))
    messages.success(request, f"已登记：{saved.get_state_display()}")
    return redirect(_url(row))


@allow(*STAFF)
@never_cache
def cancel_booking(request: SignedInRequest, pk: int) -> HttpResponse:
    """The station cannot receive."""
    row = _kept(request, pk)
    with leading_to(_url(row)):
        return answer(
            request,
            "station_services/ask.html",
            ReasonForm(request.POST or None),
            partial(operations.cancel_booking, booking=row, actor=request.user),
            done=lambda _row: "预约已取消，请打电话告诉本人",
            url=_url,
            context={"service": row.what, "label": "取消预约", "up_url": _url(row), "undo": True},
        )


def _kept(request: SignedInRequest, pk: int) -> Booking:
    rows = Booking.objects.kept_by(request.user).select_related("station", "service__kind", "day", "citizen")
    return scoped_or_404(rows.select_related("record"), pk=pk)


def _page(request: SignedInRequest, pk: int, citizen: Citizen | None = None) -> HttpResponse:
    row = _kept(request, pk)
    live = row.state != BookingState.CANCELLED
    recorded = getattr(row, "record", None)
    context = {
        "booking": row,
        "state": booking_state(row),
        "facts": _facts(row),
        "who": masked(row.citizen, knows=True),
        "citizen": citizen,
        "can_cancel": live and not row.is_past,
        "can_mark": live and row.on <= timezone.localdate(),
        "can_record": live and row.service_id is not None and recorded is None and row.is_past,
        "record": recorded,
    }
    return render(request, "station_services/booking.html", context)


def _facts(row: Booking) -> list[tuple[str, object]]:
    told: list[tuple[str, object]] = [
        ("联络站", row.station.name),
        ("时间", booking_when(row)),
        ("什么事", row.title),
        ("视频地址", row.day.video_link if row.day else ""),
        ("预约于", dates.moment(row.booked_at)),
        ("取消原因", row.reason),
    ]
    return [(label, value) for label, value in told if value]
