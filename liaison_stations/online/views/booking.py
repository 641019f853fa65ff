"""What a station offers beside the reception, and booking a place without an account (R172, R178)."""

from __future__ import annotations

from datetime import timedelta
from itertools import groupby
from typing import Any
from uuid import UUID, uuid4

from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_safe

from congress.access.decorators import public as everybody
from congress.access.rules import scoped_or_404
from congress.web.limits import Limit
from congress.web.qr import qr_picture
from congress.web.saving import at_its_fields
from liaison_stations.models import Booking, ReceptionDay, Station, StationService
from liaison_stations.online import human
from liaison_stations.online.forms import BookForm
from liaison_stations.online.showing import code_shown
from liaison_stations.online.views.reading import online_station
from liaison_stations.online.views.sending import refusal_of
from liaison_stations.operations.booking import SlotTaken
from liaison_stations.operations.booking import book as book_place
from liaison_stations.services.queries import bookable, public_services, video_days
from liaison_stations.services.showing import booked_how, booking_when, time_words
from liaison_stations.services.slots import Slot, slots_of, times_of

#: Forgiving: a village may share one address.
BOOKED = Limit("online-booked", 20, 3600)
#: How long the page with the code can be opened again.
_CODE_HOURS = 24
_TYPED = ("token", "name", "phone", "title")
_sensitive = sensitive_post_parameters("name", "phone", "title")


@everybody
@never_cache
@require_safe
def services(request: HttpRequest, token: str) -> HttpResponse:
    """The services of a station with their times, and the receptions by video that can be booked."""
    row = online_station(token)
    lines = []
    for one, slots in public_services(row):
        times = times_of(one)
        one.books = any(time.seats for time in times)  # type: ignore[attr-defined]  # for the page alone
        lines.append((one, slots, [(time_words(time), booked_how(time)) for time in times]))
    context = {"station": row, "services": lines, "days": video_days(row), "today": timezone.localdate()}
    return render(request, "online/services.html", context)


@everybody
@never_cache
@_sensitive
@require_http_methods(["GET", "POST"])
def book(request: HttpRequest, token: str, pk: int) -> HttpResponse:
    """Book a slot of a service."""
    row = online_station(token)
    service = scoped_or_404(bookable(row), pk=pk)
    return _taken(request, row, service, str(service.kind), service.note)


@everybody
@never_cache
@_sensitive
@require_http_methods(["GET", "POST"])
def book_day(request: HttpRequest, token: str, pk: int) -> HttpResponse:
    """Book a slot of a reception by video."""
    row = online_station(token)
    days = [one for one, _slots in video_days(row) if one.pk == pk]
    day = days[0] if days else scoped_or_404(ReceptionDay.objects.none(), pk=pk)
    return _taken(request, row, day, "线上视频接待", day.topic)


def _taken(
    request: HttpRequest, station: Station, thing: StationService | ReceptionDay, what: str, note: str
) -> HttpResponse:
    """The form, what is wrong with it, or the page with the code."""
    slots = slots_of(thing, timezone.localtime())
    context = {"station": station, "slots": slots, "what": what, "note": note}
    if request.method != "POST":
        form = BookForm(initial={"token": uuid4()})
        return _page(request, form, human.ask(in_words="words" in request.GET), context)
    if (booked_before := _booked_before(request)) is not None:
        return redirect("online:booked", booked_before.token)
    chosen = request.POST.get("slot", "")
    if "other" in request.POST:
        form = BookForm(initial={name: request.POST.get(name, "") for name in _TYPED})
        asked = human.ask(in_words="words" in request.GET)
        return _page(request, form, asked, {**context, "chosen": chosen})
    form = BookForm(request.POST)
    if (refusal := refusal_of(request, BOOKED)) is not None:
        words, status = refusal
        shown = {**context, "refused": words, "chosen": chosen}
        return _page(request, form, human.ask(in_words="words" in request.GET), shown, status=status)
    question = request.POST.get("question", "")
    if form.is_valid():
        facts = dict(form.cleaned_data)
        at = facts.pop("slot")
        try:
            row = book_place(thing=thing, on=at.date(), begins_at=at.time(), **facts)
        except SlotTaken as taken:
            form.add_error(None, at_its_fields(form, taken))
            context["slots"] = slots_of(thing, timezone.localtime())
            chosen = taken.free.key if taken.free else ""
        except ValidationError as error:
            form.add_error(None, at_its_fields(form, error))
        else:
            human.use_up(question)
            BOOKED.count(request)
            return redirect("online:booked", row.token)
    answered = {**context, "chosen": chosen, "answer": request.POST.get("answer", "")}
    return _page(request, form, human.shown(question), answered)


def _booked_before(request: HttpRequest) -> Booking | None:
    """What this form booked already: on a poor connection the same thing comes twice."""
    try:
        token = UUID(request.POST.get("token", ""))
    except ValueError:
        return None
    return Booking.objects.filter(token=token).first()


def _page(
    request: HttpRequest,
    form: BookForm,
    question: human.Question,
    context: dict[str, Any],
    status: int = 200,
) -> HttpResponse:
    slots: list[Slot] = context["slots"]
    shown = {
        "refused": "",
        "answer": "",
        "chosen": "",
        "form": form,
        "question": question,
        "up_url": reverse("online:services", args=[context["station"].token]),
        **context,
        "slots": [(day, list(ones)) for day, ones in groupby(slots, key=lambda slot: slot.on)],
    }
    return render(request, "online/book.html", shown, status=status)


@everybody
@never_cache
@require_safe
def booked(request: HttpRequest, token: UUID) -> HttpResponse:
    """The query code, for a day to whoever booked."""
    since = timezone.now() - timedelta(hours=_CODE_HOURS)
    rows = Booking.objects.filter(booked_at__gte=since).select_related("station", "service__kind", "day")
    row = scoped_or_404(rows, token=token)
    address = request.build_absolute_uri(f"{reverse('online:ask')}?code={row.code}")
    context = {
        "booking": row,
        "when": booking_when(row),
        "code": code_shown(row.code),
        "picture": qr_picture(address, "on-qr"),
        "address": request.build_absolute_uri(reverse("online:ask")),
    }
    return render(request, "online/booked.html", context)
