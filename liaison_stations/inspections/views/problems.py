"""Problems: the list, one of them, and its steps."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from functools import partial
from typing import Any

from django.forms import Form
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from congress.access.decorators import allow
from congress.access.exceptions import Conflict
from congress.access.rules import Rule, require, scoped_or_404
from congress.accounts.enums import Role
from congress.web.lists.page import respond
from congress.web.requests import SignedInRequest
from congress.web.saving import answer, leading_to
from liaison_stations import rules
from liaison_stations.enums import InspectionState, ProblemState
from liaison_stations.inspections.forms import ChangeProblemForm, CloseForm, NoteForm, ProblemForm
from liaison_stations.inspections.showing import happenings, problem_facts, problem_state, steps_of
from liaison_stations.inspections.tables import PROBLEMS
from liaison_stations.inspections.views.inspections import inspection_of, page_of
from liaison_stations.models import Problem
from liaison_stations.operations import problems as operations
from liaison_stations.workflow import KEEPERS, OFFICE, PROBLEM_WORKFLOW


def problem_url(row: Problem) -> str:
    """The page of a problem."""
    return reverse("station_inspections:problem", args=[row.pk])


def _problem(request: SignedInRequest, pk: int, rule: Rule) -> Problem:
    """One the user may see or keep, by the rule; else 404."""
    rows = Problem.objects.filter(rule.as_q(request.user))
    return scoped_or_404(rows.select_related("station", "inspection", "meeting"), pk=pk)


@allow(*rules.READERS)
@require_http_methods(["GET", "POST"])
def problems(request: SignedInRequest) -> HttpResponse:
    """The problems this user may see."""
    return respond(PROBLEMS, request)


@allow(*rules.READERS)
@never_cache
@require_safe
def problem(request: SignedInRequest, pk: int) -> HttpResponse:
    """One problem: where it was found, who mends it, how far it is."""
    row = _problem(request, pk, rules.see_problem)
    name = "detail" if row.inspection_id else "meeting"
    opens = row.inspection_id is not None or request.user.has_role(*rules.MEETING_READERS)
    context = {
        "problem": row,
        "state": problem_state(row),
        "facts": problem_facts(row),
        "steps": steps_of(row, request.user),
        "source_url": reverse(f"station_inspections:{name}", args=[row.source.pk]) if opens else "",
        "happenings": happenings(row),
    }
    return render(request, "station_inspections/problem.html", context)


@allow(*OFFICE)
@never_cache
def find_problem(request: SignedInRequest, pk: int) -> HttpResponse:
    """Note a problem an inspection found."""
    row = inspection_of(request, pk)
    with leading_to(page_of(row)):
        if row.state not in {InspectionState.DONE, InspectionState.RELEASED}:
            raise Conflict(f"这次检查{row.get_state_display()}，先登记检查结果")
        return answer(
            request,
            "station_inspections/find_problem.html",
            ProblemForm(request.POST or None),
            partial(operations.find_problem, source=row, actor=request.user),
            done=lambda _problem: "问题已登记",
            url=lambda _problem: page_of(row),
            context={"back": page_of(row), "station": row.station, "text_of_source": str(row)},
        )


@allow(*KEEPERS)
@never_cache
def change_problem(request: SignedInRequest, pk: int) -> HttpResponse:
    """Change its words, who mends it and until when."""
    row = _problem(request, pk, rules.keep_problem)
    with leading_to(problem_url(row)):
        if row.state == ProblemState.CLOSED:
            raise Conflict("这个问题已销号，不能再改")
        return answer(
            request,
            "station_inspections/change_problem.html",
            ChangeProblemForm(request.POST or None, instance=row),
            partial(operations.change_problem, problem=row, actor=request.user),
            done=lambda _problem: "问题已更新",
            url=problem_url,
            context={"problem": row},
        )


@dataclass(frozen=True)
class _Step:
    """One step as a page."""

    operation: Callable[..., Problem]
    rule: Rule
    form: Callable[..., Form]
    done: str
    lead: str = ""
    initial: Callable[[], dict[str, Any]] = field(default=dict)


_STEPS = {
    "mend_problem": _Step(
        operations.mend_problem,
        rules.mend_problem,
        partial(NoteForm, label="整改情况", hint="做了什么、什么时候做的，不写群众的姓名、电话"),
        "已报告整改，等核实销号",
        "报告以后，由发现问题的单位核实。",
    ),
    "send_back_problem": _Step(
        operations.send_back_problem,
        rules.keep_problem,
        partial(NoteForm, label="退回的原因"),
        "已退回继续整改",
    ),
    "close_problem": _Step(
        operations.close_problem,
        rules.keep_problem,
        CloseForm,
        "问题已销号",
        "看过整改好了再销号。",
        lambda: {"closed_on": timezone.localdate()},
    ),
    "reopen_problem": _Step(
        operations.reopen_problem,
        rules.keep_problem,
        partial(NoteForm, label="重新整改的原因"),
        "已重新整改",
    ),
}


def _step_view(name: str) -> Callable[..., HttpResponse]:
    """The page of one step: its form, then the operation, then the problem in its new state."""
    transition, step = PROBLEM_WORKFLOW[name], _STEPS[name]

    @allow(*(Role(role) for role in transition.roles))
    @never_cache
    def view(request: SignedInRequest, pk: int) -> HttpResponse:
        row = _problem(request, pk, step.rule)
        with leading_to(problem_url(row)):
            require(request.user, transition, row.state)
            return answer(
                request,
                "station_inspections/problem_step.html",
                step.form(request.POST or None, initial=step.initial()),
                partial(step.operation, problem=row, actor=request.user),
                done=lambda _problem: step.done,
                url=problem_url,
                context={
                    "problem": row,
                    "label": transition.label,
                    "lead": step.lead,
                    "undo": transition.undo,
                },
            )

    view.__doc__ = step.operation.__doc__
    return view


mend_problem = _step_view("mend_problem")
send_back_problem = _step_view("send_back_problem")
close_problem = _step_view("close_problem")
reopen_problem = _step_view("reopen_problem")
