"""Duty reports: the list, one report, its steps; what a deputy sees of the own ones."""

from __future__ import annotations

from functools import partial
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import FileResponse, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import cache_control, never_cache
from django.views.decorators.http import require_http_methods, require_safe

from congress.access.decorators import allow
from congress.access.exceptions import Conflict, StaleVersion
from congress.access.rules import require, scoped_or_404
from congress.accounts.enums import Role
from congress.documents.uploads import StorageFailed
from congress.web.conflict import conflict_response
from congress.web.files import kept_file
from congress.web.lists.page import respond
from congress.web.requests import SignedInRequest
from congress.web.saving import answer, at_its_fields, leading_to
from deputies.duty_reports import rules
from deputies.duty_reports.enums import ReportForm, ReportState
from deputies.duty_reports.forms import (
    ArrangeForm,
    ChangeReportForm,
    HoldForm,
    QuestionForm,
    ReasonForm,
    TextForm,
)
from deputies.duty_reports.queries import owed_by
from deputies.duty_reports.showing import happenings, report_facts, report_state
from deputies.duty_reports.tables import REPORTS
from deputies.duty_reports.workflow import KEEPERS, REPORT_WORKFLOW
from deputies.models import DutyReport, ReportFile, ReportQuestion
from deputies.operations import duty_reports as operations

_DEPUTIES = frozenset({Role.DEPUTY, Role.GROUP_LEADER})
_ASK = "deputies/ask.html"


def page_of(row: DutyReport) -> str:
    """The page of a report."""
    return reverse("duty_reports:detail", args=[row.pk])


def _seen(request: SignedInRequest, pk: int) -> DutyReport:
    rows = DutyReport.objects.visible_to(request.user)
    related = ("deputyship__person", "deputyship__term__area", "constituency", "result", "poll")
    return scoped_or_404(rows.select_related(*related), pk=pk)


def _kept(request: SignedInRequest, pk: int) -> DutyReport:
    rows = DutyReport.objects.kept_by(request.user)
    return scoped_or_404(rows.select_related("deputyship__person", "deputyship__term__area", "poll"), pk=pk)


@allow(*rules.READERS)
@require_http_methods(["GET", "POST"])
def index(request: SignedInRequest) -> HttpResponse:
    """All reports in scope."""
    return respond(REPORTS, request)


@allow(*rules.READERS)
@never_cache
@require_safe
def detail(request: SignedInRequest, pk: int) -> HttpResponse:
    """One report: when, before whom, the text, ballots, questions and answers."""
    row = _seen(request, pk)
    keeps = rules.keep_report.allows(request.user, row)
    own = row.deputyship.person.user_id == request.user.pk
    ballots = list(row.ballots.select_related("opinion"))
    rated = row.is_voted_on or bool(ballots)
    context = {
        "report": row,
        "state": report_state(row),
        "facts": report_facts(row),
        "ballots": ballots,
        "unmarked": row.valid - sum(one.count for one in ballots) if row.valid is not None else None,
        "to_vote": keeps and row.is_open and not rated and rules.may_ballot(request.user, row),
        "poll": row.poll if row.poll and row.poll.plug.see.allows(request.user, row.poll) else None,
        "raters": row.raters.order_by("name_key"),
        "questions": row.questions.all(),
        "files": row.files.shown(),
        "happenings": happenings(row),
        "keeps": keeps and row.is_open,
        "writes": row.is_open and (keeps or (own and row.state == ReportState.ARRANGED)),
        "told": bool(row.source),
    }
    return render(request, "duty_reports/detail.html", context)


@allow(*_DEPUTIES)
@never_cache
@require_safe
def mine(request: SignedInRequest) -> HttpResponse:
    """My own reports, and whether I still owe one in this term."""
    rows = DutyReport.objects.filter(deputyship__person__user=request.user).standing()
    reports = list(rows.select_related("deputyship__term__area", "result").order_by("-day", "-pk"))
    context = {
        "reports": [(row, report_state(row)) for row in reports],
        "owed": owed_by(request.user, timezone.localdate()),
    }
    return render(request, "duty_reports/mine.html", context)


@allow(*KEEPERS)
@never_cache
def arrange_report(request: SignedInRequest) -> HttpResponse:
    """Arrange a report; ``?deputyship=`` picks the deputy."""
    asked = request.GET.get("deputyship", "")
    initial: dict[str, Any] = {"form": ReportForm.ORAL}
    if asked.isdecimal():
        initial["deputyship"] = int(asked)
    return answer(
        request,
        _ASK,
        ArrangeForm(request.POST or None, user=request.user, initial=initial),
        partial(operations.arrange_report, actor=request.user),
        done=lambda row: (
            f"已安排，{row.deputyship.person}会收到通知"
            if row.day >= timezone.localdate()
            else "已安排，接着登记述职情况"
        ),
        url=page_of,
        context={"label": "安排述职", "up": REPORTS.title, "up_url": reverse("duty_reports:index")},
    )


@allow(*KEEPERS)
@never_cache
def change_report(request: SignedInRequest, pk: int) -> HttpResponse:
    """Change when, where and how."""
    row = _kept(request, pk)
    with leading_to(page_of(row)):
        if row.state != ReportState.ARRANGED:
            raise Conflict(f"这次述职{row.get_state_display()}，不能再改安排")
        return answer(
            request,
            _ASK,
            ChangeReportForm(request.POST or None, instance=row),
            partial(operations.change_report, report=row, actor=request.user),
            done=lambda _row: "述职安排已更新",
            url=page_of,
            context=_around(row, "改安排"),
        )


@allow(*KEEPERS)
@never_cache
def hold_report(request: SignedInRequest, pk: int) -> HttpResponse:
    """Write down how it went, or correct that."""
    row = _kept(request, pk)
    with leading_to(page_of(row)):
        require(request.user, REPORT_WORKFLOW["hold_report"], row.state)
        form = HoldForm(request.POST or None, request.FILES or None, report=row)
        if request.method == "POST" and form.is_valid():
            try:
                operations.hold_report(report=row, actor=request.user, **form.facts)
            except ValidationError as error:
                form.add_error(None, at_its_fields(form, error))
            except StorageFailed as failed:
                form.add_error("document", str(failed))
            except StaleVersion as stale:
                current = HoldForm(report=DutyReport.objects.get(pk=pk))
                return conflict_response(request, form, stale, current=current)
            else:
                messages.success(request, "述职情况已登记，记入代表的履职登记")
                return redirect(page_of(row))
    return render(request, "duty_reports/hold_report.html", {"form": form, "report": row})


@allow(*rules.READERS)
@never_cache
def write_text(request: SignedInRequest, pk: int) -> HttpResponse:
    """Write the words of the report."""
    row = _seen(request, pk)
    with leading_to(page_of(row)):
        return answer(
            request,
            "duty_reports/write_text.html",
            TextForm(request.POST or None, instance=row),
            partial(operations.write_text, report=row, actor=request.user),
            done=lambda _row: "述职报告已保存",
            url=page_of,
            context={**_around(row, "写述职报告"), "report": row},
        )


@allow(*KEEPERS)
@never_cache
def withdraw_report(request: SignedInRequest, pk: int) -> HttpResponse:
    """Call it off, or take it back."""
    row = _kept(request, pk)
    with leading_to(page_of(row)):
        require(request.user, REPORT_WORKFLOW["withdraw_report"], row.state)
        note = "撤回以后，履职登记里的这一条和它的积分一起撤回。" if row.state == ReportState.HELD else ""
        return answer(
            request,
            _ASK,
            ReasonForm(request.POST or None),
            partial(operations.withdraw_report, report=row, actor=request.user),
            done=lambda _row: "这次述职已撤回",
            url=page_of,
            context={**_around(row, "撤回"), "undo": True, "note": note},
        )


@allow(*KEEPERS)
@never_cache
def add_question(request: SignedInRequest, pk: int) -> HttpResponse:
    """Note a question and its answer."""
    row = _kept(request, pk)
    with leading_to(page_of(row)):
        return answer(
            request,
            _ASK,
            QuestionForm(request.POST or None),
            partial(operations.add_question, report=row, actor=request.user),
            done=lambda _row: "提问已记下",
            url=lambda _row: page_of(row),
            context=_around(row, "记一个提问"),
        )


@allow(*KEEPERS)
@never_cache
def change_question(request: SignedInRequest, pk: int) -> HttpResponse:
    """Correct a question or its answer."""
    kept = ReportQuestion.objects.filter(report__in=DutyReport.objects.kept_by(request.user))
    asked = scoped_or_404(kept.select_related("report__deputyship__person"), pk=pk)
    return answer(
        request,
        _ASK,
        QuestionForm(request.POST or None, instance=asked),
        partial(operations.change_question, asked=asked, actor=request.user),
        done=lambda _row: "已修改",
        url=lambda _row: page_of(asked.report),
        context=_around(asked.report, "修改提问"),
    )


@allow(*rules.READERS)
@cache_control(private=True, max_age=3600)
@require_safe
def file(request: SignedInRequest, pk: int) -> FileResponse:
    """The report as a document."""
    rows = ReportFile.objects.shown().filter(report__in=DutyReport.objects.visible_to(request.user))
    row = scoped_or_404(rows, pk=pk)
    return kept_file(row.file.name, row.media_type, row.name, saved=True)


def _around(row: DutyReport, label: str) -> dict[str, Any]:
    return {"label": label, "of": row, "up": row.deputyship.person.name, "up_url": page_of(row)}
