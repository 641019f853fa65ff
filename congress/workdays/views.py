"""Pages of the working-day calendar."""

from datetime import date

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from congress.access.decorators import allow
from congress.access.rules import scoped_or_404
from congress.accounts.enums import Role
from congress.web.requests import SignedInRequest
from congress.workdays import calendar, operations
from congress.workdays.forms import CompleteForm, CorrectionForm
from congress.workdays.models import CalendarCorrection, CalendarYear
from congress.workdays.queries import FIRST_YEAR, LAST_YEAR, year_of


@require_GET
@allow(Role.ADMIN, Role.OFFICE)
def index(request: SignedInRequest, year: int | None = None) -> HttpResponse:
    """A year, month by month, with the corrections of the office below."""
    shown = timezone.localdate().year if year is None else year
    if not FIRST_YEAR <= shown <= LAST_YEAR:
        raise Http404
    entered = CalendarYear.objects.select_related("entered_by").filter(year=shown).first()
    corrections = CalendarCorrection.objects.select_related("entered_by").filter(
        day__year=shown, withdrawn_at__isnull=True
    )
    months = year_of(calendar.current(), shown)
    context = {
        "year": shown,
        "months": months,
        "total": sum(month.working_days for month in months),
        "in_library": shown in calendar.library_years(),
        "entered": entered,
        "corrections": corrections,
        "today": timezone.localdate(),
        "before": shown - 1 if shown > FIRST_YEAR else None,
        "after": shown + 1 if shown < LAST_YEAR else None,
    }
    return render(request, "workdays/index.html", context)


@require_http_methods(["GET", "POST"])
@allow(Role.ADMIN, Role.OFFICE)
def correct(request: SignedInRequest) -> HttpResponse:
    """Say that one day is, or is not, a working day."""
    form = CorrectionForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        correction = operations.correct(actor=request.user, **form.cleaned_data)
        messages.success(request, f"{_words(correction.day)}已改为{'上班' if correction.working else '休息'}")
        return redirect("workdays:year", year=correction.day.year)
    return render(request, "workdays/correct.html", {"form": form})


@require_POST
@allow(Role.ADMIN, Role.OFFICE)
def withdraw(request: SignedInRequest, pk: int) -> HttpResponse:
    """Take a correction back."""
    correction = scoped_or_404(CalendarCorrection.objects.all(), pk=pk)
    operations.withdraw(correction=correction, actor=request.user)
    messages.success(request, f"{_words(correction.day)}的修正已撤回，恢复原来的安排")
    return redirect("workdays:year", year=correction.day.year)


@require_http_methods(["GET", "POST"])
@allow(Role.ADMIN, Role.OFFICE)
def complete(request: SignedInRequest, year: int) -> HttpResponse:
    """Say that the notice of a year has been entered completely."""
    if not FIRST_YEAR <= year <= LAST_YEAR:
        raise Http404
    form = CompleteForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        operations.complete(year=year, actor=request.user, **form.cleaned_data)
        messages.success(request, f"{year}年的放假安排已录全，期限不再按推算")
        return redirect("workdays:year", year=year)
    count = CalendarCorrection.objects.filter(day__year=year, withdrawn_at__isnull=True).count()
    context = {"form": form, "year": year, "count": count, "back": reverse("workdays:year", args=[year])}
    return render(request, "workdays/complete.html", context)


def _words(day: date) -> str:
    return f"{day.year}年{day.month}月{day.day}日"
