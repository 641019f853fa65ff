"""A deputy's own learning on the phone: what one can enrol in, one's classes, what to read."""

from __future__ import annotations

from decimal import Decimal

from django.contrib import messages
from django.db.models import Exists, OuterRef, Sum
from django.http import FileResponse, Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from activities.convocations.enums import ConvocationState
from activities.learning import operations
from activities.learning.enums import ClassState
from activities.learning.queries.coverage import study_hours, training_came
from activities.learning.queries.own import deputyship_for, offered_to, open_to
from activities.learning.tables import class_state, named, when
from activities.models import Callee, Reading, ReadingMark, Trainee
from congress.access.decorators import allow_signed_in
from congress.access.rules import scoped_or_404
from congress.accounts.models import User
from congress.web.files import kept_file
from congress.web.requests import SignedInRequest
from congress.web.saving import leading_to
from deputies.duty.enums import DutyState

#: Past classes that are listed.
_PAST = 20


@allow_signed_in
@require_safe
@never_cache
def mine(request: SignedInRequest) -> HttpResponse:
    """What I can enrol in, my classes, what I am to read."""
    today = timezone.localdate()
    own = {one.training_id: one for one in Trainee.objects.of(request.user)}
    offered = [(row, when(row)) for row in offered_to(request.user)]
    classes = open_to(request.user).filter(pk__in=own).order_by("-begins_on", "-pk")[:_PAST]
    came = training_came().filter(deputyship__person__user=request.user)
    context = {
        "offered": offered,
        "classes": [(row, when(row), own[row.pk], class_state(row)) for row in classes],
        "readings": _readings(request.user),
        "trainings": came.order_by().values("activity").distinct().count(),
        "hours": _hours(request.user, today.year, DutyState.COUNTED),
        "unconfirmed": _hours(request.user, today.year, DutyState.PENDING, DutyState.CONFIRMED),
        "year": today.year,
    }
    return render(request, "learning/mine.html", context)


def _hours(user: User, year: int, *states: str) -> str:
    """Own study in these states as hours, empty for none (R102)."""
    rows = study_hours(year, *states).filter(deputyship__person__user=user)
    hours: Decimal | None = rows.aggregate(n=Sum("hours"))["n"]
    return f"{hours.normalize():f}" if hours else ""


def _readings(user: User) -> list[Reading]:
    """What there is to read for what is still ahead, with ``opened``."""
    copies = Callee.objects.of(user).filter(
        convocation__state=ConvocationState.SENT, convocation__end_on__gte=timezone.localdate()
    )
    marks = ReadingMark.objects.filter(reading=OuterRef("pk"), callee__in=copies)
    rows = Reading.objects.filter(dropped=False, convocation__in=copies.values("convocation"))
    return list(
        rows.select_related("convocation")
        .annotate(opened=Exists(marks))
        .order_by("convocation__start_on", "pk")
    )


@allow_signed_in
@never_cache
def enrol(request: SignedInRequest, pk: int) -> HttpResponse:
    """One class as a deputy sees it; the button takes a place or one in the line."""
    row = scoped_or_404(open_to(request.user).with_places(), pk=pk)
    url = reverse("learning:enrol", args=[pk])
    deputyship = deputyship_for(request.user, row)
    if request.method == "POST" and deputyship is not None:
        with leading_to(url):
            one = operations.enrol(training=row, deputyship=deputyship, actor=request.user)
        waits = "名额已满，已排候补，有人退出会通知您"
        messages.success(request, "已报名" if one.state == "enrolled" else waits)
        return redirect(url)
    own = Trainee.objects.of(request.user).filter(training=row).first()
    ahead = row.trainees.in_line().filter(since__lt=own.since).count() if own else 0
    places: int = row.enrolled  # type: ignore[attr-defined]  # of with_places
    context = {
        "training": row,
        "heading": named(row),
        "when": when(row),
        "state": class_state(row),
        "lectures": row.lectures.all(),
        "own": own,
        "ahead": ahead,
        "can_enrol": own is None and deputyship is not None and row.takes_from(timezone.localdate()),
        "can_leave": own is not None and row.state == ClassState.ENROLLING,
        "is_full": row.seats is not None and places >= row.seats,
    }
    return render(request, "learning/enrol.html", context)


@allow_signed_in
@require_POST
def leave(request: SignedInRequest, pk: int) -> HttpResponse:
    """Give the own place back."""
    url = reverse("learning:enrol", args=[pk])
    one = scoped_or_404(Trainee.objects.of(request.user).select_related("training"), training=pk)
    with leading_to(url):
        operations.leave(trainee=one, actor=request.user)
    messages.success(request, "已退出，名额让给候补的代表")
    return redirect("learning:mine")


def _copy(user: User, reading: int) -> tuple[Reading, Callee]:
    """A material of something this user is called to, with the own copy of the notice."""
    copies = Callee.objects.of(user)
    rows = Reading.objects.filter(dropped=False, convocation__in=copies.values("convocation"))
    row = scoped_or_404(rows.select_related("convocation"), pk=reading)
    return row, scoped_or_404(copies, convocation=row.convocation_id)


@allow_signed_in
@require_safe
@never_cache
def reading(request: SignedInRequest, pk: int) -> HttpResponse:
    """One material; opening it is reading it (R099)."""
    row, callee = _copy(request.user, pk)
    operations.open_reading(reading=row, callee=callee)
    return render(request, "learning/reading.html", {"reading": row, "convocation": row.convocation})


@allow_signed_in
@require_safe
def reading_file(request: SignedInRequest, pk: int) -> FileResponse:
    """The document of a material; 404 for one that is only text."""
    row, callee = _copy(request.user, pk)
    if not row.file:
        raise Http404
    operations.open_reading(reading=row, callee=callee)
    return kept_file(row.file.name, row.media_type, row.file_name, saved=True)
