"""Asking by code how far a matter is or what was booked; rating what was done, giving a place back (R220, R316)."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST

from congress.access.decorators import public as everybody
from congress.access.exceptions import Conflict
from congress.web.limits import Limit
from liaison_stations.enums import BookingState
from liaison_stations.models import Booking, Matter
from liaison_stations.online import queries
from liaison_stations.online.forms import AskForm, RateForm
from liaison_stations.online.showing import code_shown, now_at, steps_of
from liaison_stations.operations.booking import cancel_by_code
from liaison_stations.operations.rating import RATEABLE, rate
from liaison_stations.services.queries import booking_by_code, link_for
from liaison_stations.services.showing import booking_when

#: Codes nobody was given, from one address: then it waits. There are 8 × 10¹⁴ codes, so ten tries find nothing.
GUESSES = Limit("online-code", 10, 900)


@everybody
@never_cache
@sensitive_post_parameters("code")
@require_http_methods(["GET", "POST"])
def ask(request: HttpRequest) -> HttpResponse:
    """The code typed or scanned, then the matter. What is scanned is asked for by a button, so robots read nothing."""
    if request.method != "POST":
        given = request.GET.get("code", "")[:20]
        return _form(request, AskForm(initial={"code": given}), given=given)
    return _answered(request)


@everybody
@never_cache
@sensitive_post_parameters("code")
@require_POST
def rate_by_code(request: HttpRequest) -> HttpResponse:
    """The citizen's rating; the matter is shown again with it."""
    return _answered(request, rates=True)


def _answered(request: HttpRequest, *, rates: bool = False) -> HttpResponse:
    form = AskForm(request.POST)
    if GUESSES.is_reached(request):
        return _form(request, form, wait=GUESSES.minutes)
    row = queries.by_code(form.cleaned_data["code"]) if form.is_valid() else None
    if row is None and not rates and (booking := _booking(form)) is not None:
        return booking_page(request, booking)
    if row is None:
        if not form.errors:
            GUESSES.count(request)
            form.add_error("code", "没有这个查询码，请对照回执再写一次")
        return _form(request, form)
    refused = ""
    rating = RateForm(request.POST if rates else None, matter=row)
    if rates and rating.is_valid():
        try:
            rate(matter=row, **rating.cleaned_data)
        except Conflict as conflict:
            refused = str(conflict)
        row = queries.by_code(row.code) or row
        rating = RateForm(matter=row)
    return render(request, "online/answered.html", {**_context(row, rating), "refused": refused})


def _booking(form: AskForm) -> Booking | None:
    return booking_by_code(form.cleaned_data["code"]) if form.is_valid() else None


@everybody
@never_cache
@sensitive_post_parameters("code")
@require_POST
def cancel_booking(request: HttpRequest) -> HttpResponse:
    """Whoever booked comes not; the booking is shown again without its place."""
    form = AskForm(request.POST)
    if GUESSES.is_reached(request):
        return _form(request, form, wait=GUESSES.minutes)
    row = _booking(form)
    if row is None:
        return _answered(request)
    try:
        row = cancel_by_code(booking=row)
    except Conflict as conflict:
        return booking_page(request, row, refused=str(conflict))
    return booking_page(request, row)


def booking_page(request: HttpRequest, row: Booking, *, refused: str = "") -> HttpResponse:
    """A booking as whoever has its code sees it: when, where, on the day the video link."""
    now = timezone.localtime()
    context = {
        "booking": row,
        "code": code_shown(row.code),
        "when": booking_when(row),
        "link": link_for(row, now),
        "is_today": row.on == now.date(),
        "can_cancel": row.state == BookingState.BOOKED and not row.is_past,
        "refused": refused,
    }
    return render(request, "online/booking.html", context)


def _form(request: HttpRequest, form: AskForm, *, given: str = "", wait: int = 0) -> HttpResponse:
    context = {"form": form, "given": given, "wait": wait}
    return render(request, "online/ask.html", context, status=429 if wait else 200)


def _context(row: Matter, rating: RateForm) -> dict[str, object]:
    who, what = now_at(row)
    return {
        "matter": row,
        "code": code_shown(row.code),
        "who": who,
        "what": what,
        "is_over": row.state in RATEABLE,
        "shows_answer": bool(row.answer) and row.state in RATEABLE,
        "happenings": steps_of(row),
        "rating": rating if row.state in RATEABLE and (row.asks_deed or not row.rating) else None,
    }
