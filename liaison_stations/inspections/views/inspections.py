"""Inspections: the list, one of them, and its steps."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db.models import Q
from django.http import FileResponse, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.cache import cache_control, never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from congress.access.decorators import allow
from congress.access.exceptions import Conflict, StaleVersion
from congress.access.rules import available, require, scoped_or_404
from congress.documents.kept import photo_answer
from congress.web.conflict import conflict_response
from congress.web.lists.page import respond
from congress.web.requests import SignedInRequest
from congress.web.saving import answer, at_its_fields, leading_to
from liaison_stations import rules
from liaison_stations.enums import InspectionKind, InspectionState
from liaison_stations.inspections.forms import ChangePlanForm, PlanForm, ReasonForm, ResultForm
from liaison_stations.inspections.showing import (
    happenings,
    inspection_state,
    plan_facts,
    problem_state,
    result_facts,
)
from liaison_stations.inspections.tables import INSPECTIONS
from liaison_stations.models import Inspection, InspectionPhoto, InspectionPoint, Problem
from liaison_stations.operations import inspections as operations
from liaison_stations.workflow import INSPECTION_WORKFLOW, OFFICE


def page_of(row: Inspection) -> str:
    """The page of an inspection."""
    return reverse("station_inspections:detail", args=[row.pk])


def inspection_of(request: SignedInRequest, pk: int, step: str = "") -> Inspection:
    """One the user may know of, in a state for the step: 404 for a hidden one, 409 too late."""
    rows = Inspection.objects.visible_to(request.user).select_related("station__area", "station__kind")
    row = scoped_or_404(rows, pk=pk)
    if step:
        with leading_to(page_of(row)):
            require(request.user, INSPECTION_WORKFLOW[step], row.state)
    return row


@allow(*rules.READERS)
@require_http_methods(["GET", "POST"])
def index(request: SignedInRequest) -> HttpResponse:
    """The inspections this user may know of."""
    return respond(INSPECTIONS, request)


@allow(*rules.READERS)
@never_cache
@require_safe
def detail(request: SignedInRequest, pk: int) -> HttpResponse:
    """One inspection: the plan, and once it is released what was found."""
    row = inspection_of(request, pk)
    told = rules.see_result.allows(request.user, row)
    held = told and row.state in {InspectionState.DONE, InspectionState.RELEASED}
    problems = Problem.objects.visible_to(request.user).filter(inspection=row).select_related("inspection")
    context = {
        "inspection": row,
        "state": inspection_state(row),
        "facts": [*plan_facts(row), *(result_facts(row) if held else [])],
        "hidden": row.kind == InspectionKind.UNANNOUNCED and row.state != InspectionState.RELEASED,
        "held": held,
        "findings": row.findings.select_related("point") if held else (),
        "photos": row.photos.shown() if held else (),
        "problems": [(one, problem_state(one)) for one in problems] if held else [],
        "happenings": happenings(row) if told else [],
        "steps": {step.step for step in available(request.user, INSPECTION_WORKFLOW, row.state)},
        "keeps": request.user.has_role(*OFFICE),
    }
    return render(request, "station_inspections/detail.html", context)


@allow(*OFFICE)
@never_cache
def plan_inspection(request: SignedInRequest) -> HttpResponse:
    """Plan an inspection; ``?station=`` fills in where."""
    asked = request.GET.get("station", "")
    initial: dict[str, Any] = {"kind": InspectionKind.OPEN}
    if asked.isdecimal():
        initial["station"] = int(asked)
    return answer(
        request,
        "station_inspections/plan_inspection.html",
        PlanForm(request.POST or None, user=request.user, initial=initial),
        partial(operations.plan_inspection, actor=request.user),
        done=lambda row: (
            "暗访已计划，发布结果以前联络站和乡镇（街道）看不到"
            if row.kind == InspectionKind.UNANNOUNCED
            else "检查已计划，已通知联络站和乡镇（街道）"
        ),
        url=page_of,
    )


@allow(*OFFICE)
@never_cache
def change_inspection(request: SignedInRequest, pk: int) -> HttpResponse:
    """Change what is planned."""
    row = inspection_of(request, pk)
    with leading_to(page_of(row)):
        if row.state != InspectionState.PLANNED:
            raise Conflict(f"这次检查{row.get_state_display()}，不能再改计划")
        return answer(
            request,
            "station_inspections/change_inspection.html",
            ChangePlanForm(request.POST or None, instance=row),
            partial(operations.change_inspection, inspection=row, actor=request.user),
            done=lambda _row: "检查计划已更新",
            url=page_of,
            context={"inspection": row},
        )


def _result_form(row: Inspection, data: Any = None, files: Any = None) -> ResultForm:
    found = {one.point_id: one for one in row.findings.select_related("point")}
    points = InspectionPoint.objects.filter(Q(in_use=True) | Q(pk__in=found))
    return ResultForm(data, files, inspection=row, points=list(points), found=found)


@allow(*OFFICE)
@never_cache
def record_inspection(request: SignedInRequest, pk: int) -> HttpResponse:
    """Write down the result, at the station or at the desk."""
    row = inspection_of(request, pk, "record_inspection")
    posted = request.method == "POST"
    form = _result_form(row, request.POST if posted else None, request.FILES if posted else None)
    if posted and form.is_valid():
        try:
            operations.record_inspection(inspection=row, actor=request.user, **form.facts)
        except ValidationError as error:
            form.add_error(None, at_its_fields(form, error))
        except StaleVersion as stale:
            return conflict_response(
                request, form, stale, current=_result_form(Inspection.objects.get(pk=pk))
            )
        else:
            messages.success(request, "检查结果已登记，发布以后联络站才看得到")
            return redirect(page_of(row))
    context = {"inspection": row, "form": form, "photos": row.photos.shown()}
    return render(request, "station_inspections/record_inspection.html", context)


@allow(*OFFICE)
@require_POST
def release_inspection(request: SignedInRequest, pk: int) -> HttpResponse:
    """Let the station read the result."""
    row = inspection_of(request, pk, "release_inspection")
    operations.release_inspection(inspection=row, actor=request.user)
    messages.success(request, "检查结果已发布，已通知联络站和乡镇（街道）")
    return redirect(page_of(row))


def _with_reason(step: str, operation: Callable[..., Inspection], done: str) -> Callable[..., HttpResponse]:
    """The view of a step that asks why."""

    @allow(*OFFICE)
    @never_cache
    def view(request: SignedInRequest, pk: int) -> HttpResponse:
        row = inspection_of(request, pk, step)
        return answer(
            request,
            "station_inspections/with_reason.html",
            ReasonForm(request.POST or None),
            partial(operation, inspection=row, actor=request.user),
            done=lambda _row: done,
            url=page_of,
            context={"inspection": row, "label": INSPECTION_WORKFLOW[step].label, "step": step},
        )

    view.__doc__ = operation.__doc__
    return view


recall_inspection = _with_reason(
    "recall_inspection", operations.recall_inspection, "检查结果已收回，更正后再发布"
)
cancel_inspection = _with_reason("cancel_inspection", operations.cancel_inspection, "这次检查已取消")


@allow(*rules.READERS)
@cache_control(private=True, max_age=3600)
@require_safe
def photo(request: SignedInRequest, pk: int, size: str) -> FileResponse:
    """A photo of an inspection whose result the user may read, small or full."""
    seen = Inspection.objects.visible_to(request.user).filter(rules.see_result.as_q(request.user))
    row = scoped_or_404(InspectionPhoto.objects.shown().filter(inspection__in=seen), pk=pk)
    return photo_answer(row, size)
