"""The numbers of a report: counted anew, changed by hand, picked for the prose."""

from __future__ import annotations

from functools import partial

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from bulletins.models import Report, ReportFigure
from bulletins.operations import report_figures as operations
from bulletins.reports.counting import count
from bulletins.reports.forms import ChangeFigureForm, PickForm
from bulletins.reports.placeholders import Slot
from bulletins.reports.rules import WRITERS
from bulletins.reports.views.reports import draft, page_of
from congress.access.decorators import allow
from congress.access.rules import scoped_or_404
from congress.figures.period import Period
from congress.figures.registry import Figure, figures
from congress.search.text import normalise
from congress.web.requests import SignedInRequest
from congress.web.saving import answer, leading_to

#: Figures shown in the picker at once: each is counted.
_PICKED = 12


@allow(*WRITERS)
@never_cache
def refill(request: SignedInRequest, pk: int) -> HttpResponse:
    """Every number beside what it comes to now; taken when the writer agrees."""
    row = draft(request, pk)
    fault = ""
    if request.method == "POST":
        try:
            with leading_to(page_of(row)):
                operations.refill(report=row, actor=request.user, proof=request.POST.get("proof", ""))
        except ValidationError as error:
            fault = error.messages[0]
        else:
            messages.success(request, "数字已更新")
            return redirect(page_of(row))
    found = operations.recount(row, request.user)
    context = {"report": row, "recount": found, "fault": fault, "back": page_of(row)}
    return render(request, "reports/refill.html", context)


@allow(*WRITERS)
@never_cache
def change_figure(request: SignedInRequest, pk: int) -> HttpResponse:
    """Put another number in place of the counted one, or take the counted one back."""
    seen = Report.objects.visible_to(request.user).order_by().values("pk")
    row = scoped_or_404(ReportFigure.objects.filter(report__in=seen).select_related("report"), pk=pk)
    back = page_of(draft(request, row.report_id))
    with leading_to(back):
        return answer(
            request,
            "reports/figure_form.html",
            ChangeFigureForm(request.POST or None, instance=row),
            partial(operations.change_figure, figure=row, actor=request.user),
            done=lambda one: f"{one.name}：{'已改为' if one.by_hand else '已恢复为'} {one.shown}",
            url=lambda _row: back,
            context={"figure": row, "back": back},
        )


@allow(*WRITERS)
@require_safe
@never_cache
def pick_figures(request: SignedInRequest, pk: int) -> HttpResponse:
    """Figures with their values over the report's period, or another, for the editor beside."""
    return _picked(request, draft(request, pk).period, "报告的期间")


@allow(*WRITERS)
@require_safe
@never_cache
def pick_for_template(request: SignedInRequest) -> HttpResponse:
    """Figures with their values of this year, for the editor of a template."""
    return _picked(request, Period.this_year(timezone.localdate()), "报告的期间")


def _picked(request: SignedInRequest, own: Period, own_label: str) -> HttpResponse:
    form = PickForm(request.GET, own=own, own_label=own_label)
    form.is_valid()
    period, span = form.wanted
    matching = _matching(figures(request.user), str(form.cleaned_data.get("q", "")))
    found = count(request.user, [(Slot(one.name, span), period) for one in matching[:_PICKED]])
    units = {one.name: one.unit for one in matching}
    context = {
        "form": form,
        "rows": [(one, units[one.slot.name]) for one in found],
        "period": period,
        "more": max(0, len(matching) - _PICKED),
    }
    return render(request, "reports/_picked.html", context)


def _matching(known: list[Figure], words: str) -> list[Figure]:
    """Those with every word in their name or definition; the name weighs more."""
    wanted = normalise(words).split()
    told = [(one, normalise(one.name), normalise(one.definition)) for one in known]
    by_name = [one for one, name, _ in told if all(word in name for word in wanted)]
    beside = [
        one for one, name, words in told if one not in by_name and all(w in name + words for w in wanted)
    ]
    return by_name + beside
