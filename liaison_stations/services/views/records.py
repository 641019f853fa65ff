"""What was done each time: the list, one record, writing it down."""

from __future__ import annotations

from functools import partial
from typing import Any
from uuid import uuid4

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import FileResponse, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.cache import cache_control, never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from congress.access.decorators import allow
from congress.access.exceptions import StaleVersion
from congress.access.rules import scoped_or_404
from congress.documents.kept import photo_answer
from congress.documents.uploads import StorageFailed
from congress.web import dates
from congress.web.conflict import conflict_response
from congress.web.lists.page import respond
from congress.web.requests import SignedInRequest
from congress.web.saving import answer, at_its_fields, leading_to
from liaison_stations import rules
from liaison_stations.matters.citizens import masked
from liaison_stations.models import Booking, Citizen, ServicePhoto, ServiceRecord
from liaison_stations.operations import service_records as operations
from liaison_stations.services.forms import ChangeRecordForm, ReasonForm, RecordForm
from liaison_stations.services.queries import record_page_rows
from liaison_stations.services.showing import RESULT_SHAPES
from liaison_stations.services.tables import RECORDS
from liaison_stations.services.views.services import kept_service, service_url
from liaison_stations.workflow import STAFF


def _url(row: ServiceRecord) -> str:
    return reverse("station_services:record", args=[row.pk])


@allow(*rules.READERS)
@require_http_methods(["GET", "POST"])
def index(request: SignedInRequest) -> HttpResponse:
    """What was done at the stations in scope."""
    return respond(RECORDS, request)


@allow(*rules.READERS)
@never_cache
@require_safe
def record(request: SignedInRequest, pk: int) -> HttpResponse:
    """One time: what it was about, who mediated, what came of it."""
    return _page(request, pk)


@allow(*STAFF)
@never_cache
@require_POST
def reveal_record(request: SignedInRequest, pk: int) -> HttpResponse:
    """The same page with the citizen's name and phone, once; it is written to the audit trail (R316)."""
    row = _kept(request, pk)
    return _page(request, pk, operations.reveal_record(record=row, actor=request.user), opened=True)


@allow(*STAFF)
@never_cache
def record_service(request: SignedInRequest, pk: int) -> HttpResponse:
    """Write one time down; with ``?booking=`` for somebody who booked."""
    row = kept_service(request, pk)
    booking = _booking(request, row.pk)
    initial: dict[str, Any] = {"token": uuid4()}
    if booking is not None:
        initial |= {"on": booking.on, "title": booking.title}
    form = RecordForm(
        request.POST or None, request.FILES or None, service=row, booking=booking, initial=initial
    )
    if request.method == "POST" and form.is_valid():
        try:
            saved = operations.record_service(service=row, actor=request.user, booking=booking, **form.facts)
        except ValidationError as error:
            form.add_error(None, at_its_fields(form, error))
        except StorageFailed as failed:
            form.add_error("photos", str(failed))
        else:
            messages.success(request, "已登记，同时成为一件群众事项" if saved.matter_id else "已登记")
            return redirect(_url(saved))
    context = {"service": row, "form": form, "up_url": service_url(row), "heading": "登记一次"}
    return render(request, "station_services/record_form.html", context)


def _booking(request: SignedInRequest, service: int) -> Booking | None:
    """The booking this record is of: live, of this service, not written down yet."""
    key = request.POST.get("booking") or request.GET.get("booking", "")
    if not key.isdecimal():
        return None
    rows = Booking.objects.kept_by(request.user).live().filter(service=service, record__isnull=True)
    return scoped_or_404(rows.select_related("citizen"), pk=int(key))


@allow(*STAFF)
@never_cache
def change_record(request: SignedInRequest, pk: int) -> HttpResponse:
    """Mend what was written."""
    row = _kept(request, pk)
    form = ChangeRecordForm(request.POST or None, request.FILES or None, record=row)
    if request.method == "POST" and form.is_valid():
        try:
            with leading_to(_url(row)):
                operations.change_record(record=row, actor=request.user, **form.cleaned_data)
        except StaleVersion as stale:
            current = ChangeRecordForm(record=_kept(request, pk))
            return conflict_response(request, form, stale, current=current)
        except ValidationError as error:
            form.add_error(None, at_its_fields(form, error))
        except StorageFailed as failed:
            form.add_error("photos", str(failed))
        else:
            messages.success(request, "已修改")
            return redirect(_url(row))
    context = {"service": row.service, "form": form, "up_url": _url(row), "heading": "修改登记"}
    return render(request, "station_services/record_form.html", context)


@allow(*STAFF)
@never_cache
def withdraw_record(request: SignedInRequest, pk: int) -> HttpResponse:
    """It counts no longer."""
    row = _kept(request, pk)
    with leading_to(_url(row)):
        return answer(
            request,
            "station_services/ask.html",
            ReasonForm(request.POST or None),
            partial(operations.withdraw_record, record=row, actor=request.user),
            done=lambda _row: "已撤回，不再统计",
            url=_url,
            context={"service": row.service, "label": "撤回登记", "up_url": _url(row), "undo": True},
        )


@allow(*rules.READERS)
@require_safe
@cache_control(private=True, max_age=3600)
def photo(request: SignedInRequest, pk: int, size: str) -> FileResponse:
    """A photo of a record in scope, small or full."""
    rows = ServicePhoto.objects.shown().filter(record__in=ServiceRecord.objects.visible_to(request.user))
    row = scoped_or_404(rows, pk=pk)
    return photo_answer(row, size)


def _kept(request: SignedInRequest, pk: int) -> ServiceRecord:
    rows = ServiceRecord.objects.kept_by(request.user).select_related("service__kind", "service__station")
    return scoped_or_404(rows, pk=pk)


def _page(
    request: SignedInRequest, pk: int, citizen: Citizen | None = None, *, opened: bool = False
) -> HttpResponse:
    row = scoped_or_404(record_page_rows(request.user), pk=pk)
    keeps = rules.keep_service_record.allows(request.user, row)
    sees_matter = row.matter is not None and rules.see_matter.allows(request.user, row.matter)
    context = {
        "record": row,
        "keeps": keeps and row.withdrawn_at is None,
        "state": (RESULT_SHAPES[row.result], row.get_result_display()),
        "facts": _facts(row),
        "who": masked(row.citizen, knows=keeps),
        "citizen": citizen,
        "can_reveal": keeps and row.citizen_id is not None and not opened,
        "matter_url": reverse("matters:detail", args=[row.matter_id]) if sees_matter else "",
        "photos": row.photos.shown(),
    }
    return render(request, "station_services/record.html", context)


def _facts(row: ServiceRecord) -> list[tuple[str, object]]:
    mediates = "调解员" if row.service.kind.is_mediation else "由谁办理"
    told: list[tuple[str, object]] = [
        ("联络站", row.service.station.name),
        ("日期", dates.full_day(row.on)),
        ("人数", f"{row.people} 人"),
        ("争议在哪里", row.dispute),
        (mediates, row.mediator),
        ("预约", "网上预约的" if row.booking_id else ""),
        ("登记", f"{row.entered_by.name}　{dates.moment(row.entered_at)}"),
    ]
    return [(label, value) for label, value in told if value]
