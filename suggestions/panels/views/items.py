"""One tested suggestion: its results, its rectification; all of them as the list for 目标考核."""

from __future__ import annotations

from functools import partial
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from congress.access.decorators import allow
from congress.access.rules import available, require, require_rule, scoped_or_404
from congress.ballots.models import Poll
from congress.web import dates
from congress.web.lists.page import respond
from congress.web.requests import SignedInRequest
from congress.web.saving import answer, leading_to
from suggestions.models import PanelCandidate, Suggestion
from suggestions.panels import operations, rules
from suggestions.panels.enums import MendState
from suggestions.panels.forms import ModeForm, ReportForm, TalkForm
from suggestions.panels.tables import RESULTS, mend_state
from suggestions.panels.views.shared import ASK
from suggestions.panels.workflow import DECIDERS, MEND_WORKFLOW
from suggestions.workflow import OFFICE, UNITS

_STEPS = {"talk": rules.talk, "report_mending": rules.report_mending, "prepare_retest": rules.keep_candidate}


def _found(request: SignedInRequest, pk: int, step: str = "") -> PanelCandidate:
    """A candidate in scope; with a step, one with which this can be done now."""
    rows = PanelCandidate.objects.visible_to(request.user)
    row = scoped_or_404(rows.select_related("round", "suggestion", "unit", "panel"), pk=pk)
    if step:
        require_rule(request.user, _STEPS[step], row)
        require(request.user, MEND_WORKFLOW[step], row.mend_state)
    return row


def _page(row: Any) -> str:
    return reverse("panels:item", args=[row.pk])


@allow(*rules.READERS, *UNITS)
@require_http_methods(["GET", "POST"])
def results(request: SignedInRequest) -> HttpResponse:
    """What was fed back, suggestion by suggestion; exported for 目标考核 (R231). A unit finds its own."""
    return respond(RESULTS, request)


@allow(*rules.RESULT_READERS)
@never_cache
@require_safe
def item(request: SignedInRequest, pk: int) -> HttpResponse:
    """One suggestion: what every ballot said in numbers, the talk, the deadline, what was put right."""
    row = _found(request, pk)
    user = request.user
    pending = row.results.pending().exists()
    steps = [
        (step, reverse(f"panels:{step.step}", args=[pk]))
        for step in available(user, MEND_WORKFLOW, row.mend_state)
        if _STEPS[step.step].allows(user, row) and not (step.step == "prepare_retest" and pending)
    ]
    desk = user.has_role(*rules.READERS)
    seen_polls = set(Poll.objects.visible_to(user).values_list("pk", flat=True)) if desk else set()
    late = row.mend_state == MendState.MENDING and row.due_on and row.due_on < timezone.localdate()
    context = {
        "item": row,
        "mend": mend_state(row) if row.mend_state else None,
        "late": late,
        "pending": pending,
        "steps": steps,
        "desk": desk,
        "lists": desk or user.has_role(*UNITS),
        "results": [
            (one, one.poll_id if one.poll_id in seen_polls else None)
            for one in row.results.published().order_by("turn")
        ],
        "can_open": Suggestion.objects.visible_to(user).filter(pk=row.suggestion_id).exists(),
        "facts": [
            ("承办单位", row.unit.short_name),
            ("推荐", row.recommender if desk else ""),
            ("推荐理由", row.reason if desk else ""),
            ("测评组", row.panel.name if row.panel else ""),
            ("约谈", dates.day(row.talked_on) if row.talked_on else ""),
            ("约谈情况", row.talk),
            ("整改情况", row.report),
            ("报告日期", dates.day(row.reported_on) if row.reported_on else ""),
        ],
    }
    return render(request, "panels/item.html", context)


def _ask(
    request: SignedInRequest, pk: int, step: str, form: type, label: str, done: str, button: str = "保存"
) -> HttpResponse:
    row = _found(request, pk, step)
    with leading_to(_page(row)):
        return answer(
            request,
            ASK,
            form(request.POST or None),
            partial(getattr(operations, step), candidate=row, actor=request.user),
            done=lambda _kept: done,
            url=lambda _kept: _page(row),
            context={
                "label": label,
                "of": row.suggestion.title,
                "button": button,
                "up": "测评结果",
                "up_url": _page(row),
            },
        )


@allow(*DECIDERS)
@never_cache
def talk(request: SignedInRequest, pk: int) -> HttpResponse:
    """Record the talk with the unit and its deadline."""
    return _ask(request, pk, "talk", TalkForm, "记约谈", "已记约谈，已通知承办单位限期整改")


@allow(*UNITS)
@never_cache
def report_mending(request: SignedInRequest, pk: int) -> HttpResponse:
    """The unit reports what it put right."""
    return _ask(request, pk, "report_mending", ReportForm, "报告整改情况", "已报告，等待复测", "报告")


@allow(*OFFICE)
@never_cache
def prepare_retest(request: SignedInRequest, pk: int) -> HttpResponse:
    """Prepare the second ballot."""
    return _ask(
        request, pk, "prepare_retest", ModeForm, "准备复测", "复测票已准备，请到投票表决核对", "准备复测票"
    )
