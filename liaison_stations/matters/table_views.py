"""At the table of a station, on the phone: today's reception, one batch after another, the receipt."""

from __future__ import annotations

from uuid import uuid4

from django.conf import settings
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.safestring import SafeString
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from congress.access.decorators import allow
from congress.access.exceptions import Conflict
from congress.access.rules import scoped_or_404
from congress.documents.uploads import StorageFailed
from congress.web.qr import qr_picture
from congress.web.requests import SignedInRequest
from congress.web.saving import at_its_fields
from liaison_stations.enums import DayState
from liaison_stations.matters.queries import Table, days_at_hand, table_of
from liaison_stations.matters.table_forms import BatchForm, HeardFormSet, HeardRows
from liaison_stations.models import Matter, Reception, ReceptionDay
from liaison_stations.operations.matters import PHOTO_LIMIT
from liaison_stations.operations.receptions import MATTER_LIMIT, mark_present, record_reception
from liaison_stations.workflow import STAFF

_PREFIX = "matters"


@allow(*STAFF)
@never_cache
@require_safe
def today(request: SignedInRequest) -> HttpResponse:
    """Today's receptions; the only one is opened at once."""
    days = days_at_hand(request.user, timezone.localdate())
    if len(days) == 1:
        return redirect("matters:table", days[0].pk)
    return render(request, "matters/today.html", {"days": days})


@allow(*STAFF)
@never_cache
def table(request: SignedInRequest, pk: int) -> HttpResponse:
    """One reception day at the table; a batch is sent here, by the form or from what the phone has kept."""
    day = _day(request, pk)
    now = table_of(day)
    if request.method == "POST":
        return _take(request, now)
    form = BatchForm(initial={"token": uuid4(), "received_at": _clock(day)})
    return _page(request, now, form, HeardFormSet(prefix=_PREFIX, deputies=now.deputies))


@allow(*STAFF)
@require_POST
def present(request: SignedInRequest, pk: int) -> HttpResponse:
    """Which deputies are at the table."""
    day = _day(request, pk)
    offered = {deputyship.pk for deputyship, _here in table_of(day).deputies}
    here = {int(key) for key in request.POST.getlist("here") if key.isdecimal()} & offered
    seen = {int(key) for key in request.POST.getlist("offered") if key.isdecimal()} & offered
    try:
        count = mark_present(day=day, actor=request.user, here=here, offered=seen)
    except ValidationError as error:
        messages.error(request, "；".join(error.messages))
    else:
        messages.success(request, f"到场代表 {count} 人，已登记")
    return redirect("matters:table", day.pk)


@allow(*STAFF)
@never_cache
@require_safe
def receipt(request: SignedInRequest, pk: int) -> HttpResponse:
    """What the citizen takes home: a code for each matter, to be read, scanned or printed."""
    days = ReceptionDay.objects.kept_by(request.user)
    batch = scoped_or_404(Reception.objects.filter(day__in=days).select_related("day__station"), pk=pk)
    rows = Matter.objects.filter(reception=batch).order_by("id")
    address = _follow_address(request)
    shown = [(row, f"{row.code[:5]} {row.code[5:]}", _picture(address, row)) for row in rows]
    context = {"batch": batch, "matters": shown, "address": address}
    return render(request, "matters/receipt.html", context)


def _follow_address(request: SignedInRequest) -> str:
    """Where a matter is followed by its code, without an account."""
    return request.build_absolute_uri(reverse("online:ask"))


def _picture(address: str, row: Matter) -> SafeString:
    """The address at which this matter is followed, as a picture inside the page."""
    return qr_picture(f"{address}?code={row.code}", "mt-qr")


def _day(request: SignedInRequest, pk: int) -> ReceptionDay:
    rows = ReceptionDay.objects.kept_by(request.user).select_related("station__area")
    return scoped_or_404(rows, pk=pk)


def _clock(day: ReceptionDay) -> str:
    now = timezone.localtime()
    return f"{now:%H:%M}" if day.day == now.date() else f"{day.begins_at:%H:%M}"


def _take(request: SignedInRequest, now: Table) -> HttpResponse:
    """Keep a batch, or say at each field what is wrong; the phone's own sending gets that as data."""
    form = BatchForm(request.POST)
    rows = HeardFormSet(request.POST, request.FILES, prefix=_PREFIX, deputies=now.deputies)
    by_script = request.headers.get("X-Requested-With") == "fetch"
    if form.is_valid() and rows.is_valid():
        try:
            batch = record_reception(
                day=now.day,
                actor=request.user,
                people=form.cleaned_data["people"],
                received_at=form.cleaned_data["received_at"],
                citizen=form.citizen,
                matters=list(rows.heard),
                token=form.cleaned_data["token"],
            )
        except ValidationError as error:
            form.add_error(None, at_its_fields(form, error))
        except StorageFailed as failed:
            form.add_error(None, str(failed))
        except Conflict as conflict:
            if not by_script:
                raise
            form.add_error(None, str(conflict))
        else:
            url = reverse("matters:receipt", args=[batch.pk])
            return JsonResponse({"receipt": url}) if by_script else redirect(url)
    if by_script:
        return JsonResponse({"errors": _errors(form, rows)}, status=422)
    return _page(request, now, form, rows)


def _errors(form: BatchForm, rows: HeardRows) -> dict[str, str]:
    """What is wrong, by the name of the box; what belongs to none under an empty name."""
    found: dict[str, list[str]] = {}
    for part in (form, *rows.forms):
        for name, said in part.errors.items():
            box = part.add_prefix(name) if name in part.fields else ""
            found.setdefault(box, []).extend(str(one) for one in said)
    if messages_of_set := list(rows.non_form_errors()):
        found.setdefault("", []).extend(str(one) for one in messages_of_set)
    return {name: "；".join(said) for name, said in found.items()}


def _page(request: SignedInRequest, now: Table, form: BatchForm, rows: HeardRows) -> HttpResponse:
    context = {
        "table": now,
        "day": now.day,
        "takes": now.day.state != DayState.CANCELLED and not now.day.is_future,
        "form": form,
        "rows": rows,
        "photo_limit": PHOTO_LIMIT,
        "matter_limit": MATTER_LIMIT,
        "photo_max_mb": settings.PHOTO_MAX_MB,
    }
    return render(request, "matters/table.html", context)
