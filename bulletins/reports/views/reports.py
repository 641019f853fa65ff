"""A report: the list, the page, how it is begun, changed, made final, handed out."""

from __future__ import annotations

from functools import partial
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from bulletins.models import Report, ReportTemplate
from bulletins.operations import reports as operations
from bulletins.operations.report_figures import stale
from bulletins.reports.counting import urls_of
from bulletins.reports.enums import ReportState
from bulletins.reports.forms import ChangeReportForm, CreateReportForm
from bulletins.reports.jobs import KIND
from bulletins.reports.reading import shown_sections
from bulletins.reports.rules import READERS, WRITERS
from bulletins.reports.tables import REPORTS
from bulletins.reports.workflow import REPORT_WORKFLOW
from congress.access.decorators import allow
from congress.access.exceptions import Conflict
from congress.access.rules import available, require, scoped_or_404
from congress.jobs import operations as jobs
from congress.web import dates
from congress.web.forms import ReasonForm
from congress.web.lists.page import respond
from congress.web.requests import SignedInRequest
from congress.web.saving import answer, leading_to
from deputies.timeline import steps_of

FORMATS = ("pdf", "docx")


def page_of(row: Report) -> str:
    """The page of a report."""
    return reverse("reports:report", args=[row.pk])


def seen(request: SignedInRequest, pk: int) -> Report:
    """A report in scope, or 404."""
    return scoped_or_404(Report.objects.visible_to(request.user), pk=pk)


def draft(request: SignedInRequest, pk: int) -> Report:
    """A draft in scope; one that is final leads back to its page with a conflict."""
    row = seen(request, pk)
    if row.state != ReportState.DRAFT:
        with leading_to(page_of(row)):
            raise Conflict(f"这份报告已经{row.get_state_display()}，不能再改")
    return row


@allow(*READERS)
@require_http_methods(["GET", "POST"])
def index(request: SignedInRequest) -> HttpResponse:
    """The reports this user may see."""
    return respond(REPORTS, request)


def _facts(row: Report) -> list[tuple[str, str]]:
    return [
        ("统计期间", row.period.label),
        ("截至", dates.full_day(row.end_on)),
        ("数字取自", dates.moment(row.filled_at) if row.filled_at else ""),
        ("种类", str(row.get_kind_display())),
        ("文号", row.number),
        ("主送", row.addressee),
        ("成文日期", dates.full_day(row.issued_on) if row.issued_on else ""),
        ("起草", str(row.created_by or "")),
    ]


@allow(*READERS)
@require_safe
@never_cache
def report(request: SignedInRequest, pk: int) -> HttpResponse:
    """The report as it reads now; every number leads to its records, one changed by hand says so."""
    row = scoped_or_404(Report.objects.visible_to(request.user).select_related("created_by"), pk=pk)
    figures = list(row.figures.select_related("changed_by"))
    urls = urls_of(figures, request.user)
    writes = request.user.has_role(*WRITERS)
    context = {
        "report": row,
        "facts": _facts(row),
        "sections": shown_sections(row.sections.all(), figures, urls),
        "figures": [(one, urls.get(one.pk, "")) for one in figures],
        "by_hand": sum(bool(one.by_hand) for one in figures),
        "steps": {step.step for step in available(request.user, REPORT_WORKFLOW, row.state)},
        "writes": writes and row.state == ReportState.DRAFT,
        "gaps": stale(row) if row.state == ReportState.DRAFT else None,
        "happenings": steps_of(row) if writes else [],
    }
    return render(request, "reports/report.html", context)


@allow(*WRITERS)
@never_cache
def create_report(request: SignedInRequest) -> HttpResponse:
    """Begin a draft: choose a template and a period."""
    initial: dict[str, Any] = {"preset": request.GET.get("preset", "half")}
    asked = request.GET.get("template", "")
    first = ReportTemplate.objects.filter(in_use=True).values_list("pk", flat=True).first()
    initial["template"] = int(asked) if asked.isdecimal() else first
    form = CreateReportForm(request.POST or None, initial=initial)

    def save(template: ReportTemplate, title: str, **_period: Any) -> Report:
        return operations.create_report(
            actor=request.user, template=template, period=form.period, title=title
        )

    return answer(
        request,
        "reports/create.html",
        form,
        save,
        done=lambda row: f"草稿已起好，填了 {row.figures.count()} 个数",
        url=page_of,
    )


@allow(*WRITERS)
@never_cache
def change_report(request: SignedInRequest, pk: int) -> HttpResponse:
    """Change title, period, addressee and the rest of the head."""
    row = draft(request, pk)
    with leading_to(page_of(row)):
        return answer(
            request,
            "reports/form.html",
            ChangeReportForm(request.POST or None, instance=row),
            partial(operations.change_report, report=row, actor=request.user),
            done=lambda _row: "已更新",
            url=page_of,
            context=_heading("修改标题、期间、主送", row, "保存"),
        )


def _heading(heading: str, row: Report, button: str, *, undo: bool = False) -> dict[str, Any]:
    return {"heading": heading, "about": row, "back": page_of(row), "button": button, "undo": undo}


@allow(*WRITERS)
@require_POST
def finish(request: SignedInRequest, pk: int) -> HttpResponse:
    """Make it final."""
    row = seen(request, pk)
    with leading_to(page_of(row)):
        operations.finish(report=row, actor=request.user)
    messages.success(request, "已定稿，可以导出")
    return redirect(page_of(row))


@allow(*WRITERS)
@never_cache
def reopen(request: SignedInRequest, pk: int) -> HttpResponse:
    """Take a final report back to be written on."""
    return _with_reason(request, pk, "reopen", "已退回修改")


@allow(*WRITERS)
@never_cache
def drop(request: SignedInRequest, pk: int) -> HttpResponse:
    """Drop a draft."""
    return _with_reason(request, pk, "drop", "已作废")


def _with_reason(request: SignedInRequest, pk: int, step: str, done: str) -> HttpResponse:
    row = seen(request, pk)
    transition = REPORT_WORKFLOW[step]
    with leading_to(page_of(row)):
        require(request.user, transition, row.state)
        return answer(
            request,
            "reports/form.html",
            ReasonForm(request.POST or None),
            partial(getattr(operations, step), report=row, actor=request.user),
            done=lambda _row: done,
            url=page_of,
            context=_heading(transition.label, row, transition.label, undo=True),
        )


@allow(*READERS)
@require_POST
def print_report(request: SignedInRequest, pk: int) -> HttpResponse:
    """Ask for the report as PDF or DOCX; ``marks`` shows what was changed by hand, ``sources`` adds the table."""
    row = seen(request, pk)
    wanted = request.POST.get("format", "")
    params = {
        "report": row.pk,
        "format": wanted if wanted in FORMATS else FORMATS[0],
        "marks": "marks" in request.POST,
        "sources": "sources" in request.POST,
    }
    job = jobs.start(kind=KIND, title=row.title, actor=request.user, params=params)
    return redirect("jobs:progress", job.pk)
