"""The page of all figures, and what was counted before the portal."""

from __future__ import annotations

from functools import partial

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from congress.access.decorators import allow
from congress.access.exceptions import Conflict
from congress.access.rules import scoped_or_404
from congress.documents.xlsx import download, workbook
from congress.figures import operations, pages
from congress.figures.asked import asked_period
from congress.figures.history_forms import ChangeHistoryForm, HistoryForm
from congress.figures.models import HistoricFigure
from congress.figures.rules import KEEPERS, READERS
from congress.figures.tables import HISTORY
from congress.web.forms import ReasonForm
from congress.web.lists.page import respond
from congress.web.requests import SignedInRequest
from congress.web.saving import answer, leading_to

_LIST = "figures:history"


@allow(*READERS)
@require_safe
def index(request: SignedInRequest) -> HttpResponse:
    """Every figure with its definition, chapter by chapter, for the period asked; ``?export`` gives the XLSX."""
    asked = asked_period(request)
    found = pages.overview(request.user, asked.period) if asked.period else None
    if "export" in request.GET:
        if found is None:
            raise Http404
        name = f"统计指标{timezone.localdate():%Y%m%d}.xlsx"
        return download(workbook("统计指标", pages.HEAD, found.rows()), name)
    context = {"asked": asked, "found": found, "keeps": request.user.has_role(*KEEPERS)}
    return render(request, "figures/index.html", context)


@allow(*KEEPERS)
@require_http_methods(["GET", "POST"])
def history(request: SignedInRequest) -> HttpResponse:
    """What was counted before the portal."""
    return respond(HISTORY, request)


@allow(*KEEPERS)
@never_cache
def add_history(request: SignedInRequest) -> HttpResponse:
    """Write a number of earlier years down; ``?name=`` fills in which."""
    return answer(
        request,
        "figures/history_form.html",
        HistoryForm(request.POST or None, initial={"name": request.GET.get("name", "")}),
        partial(operations.add_history, actor=request.user),
        done=lambda row: f"已录入：{row}",
        url=lambda _row: reverse(_LIST),
        context={"label": "录入历史数据", "of": ""},
    )


@allow(*KEEPERS)
@never_cache
def change_history(request: SignedInRequest, pk: int) -> HttpResponse:
    """Correct a number."""
    row = scoped_or_404(HistoricFigure.objects.all(), pk=pk)
    with leading_to(reverse(_LIST)):
        _refuse_withdrawn(row)
        return answer(
            request,
            "figures/history_form.html",
            ChangeHistoryForm(request.POST or None, instance=row),
            partial(operations.change_history, history=row, actor=request.user),
            done=lambda _row: "已更新",
            url=lambda _row: reverse(_LIST),
            context={"label": "修改历史数据", "of": "", "history": row},
        )


@allow(*KEEPERS)
@never_cache
def withdraw_history(request: SignedInRequest, pk: int) -> HttpResponse:
    """Take a number back: it stays with its reason and counts no longer."""
    row = scoped_or_404(HistoricFigure.objects.all(), pk=pk)
    with leading_to(reverse(_LIST)):
        _refuse_withdrawn(row)
        return answer(
            request,
            "figures/history_form.html",
            ReasonForm(request.POST or None),
            partial(operations.withdraw_history, history=row, actor=request.user),
            done=lambda _row: "已撤回，不再计入",
            url=lambda _row: reverse(_LIST),
            context={"label": "撤回历史数据", "of": row, "undo": True},
        )


def _refuse_withdrawn(row: HistoricFigure) -> None:
    if row.reason:
        raise Conflict(f"这条历史数据已撤回：{row.reason}")
