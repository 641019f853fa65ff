"""Reports with their recommendations, and a leader's phone."""

from __future__ import annotations

from functools import partial
from typing import Any

from django.db.models import QuerySet
from django.http import FileResponse, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from activities.models import Recommendation, StudyFile, StudyReport
from activities.studies import operations, queries, rules
from activities.studies.forms import (
    ChangeReportForm,
    DeskReportForm,
    OwnReportForm,
    RecommendationForm,
    StepForm,
    groups_for,
)
from activities.studies.tables import REPORTS
from activities.taking_part.showing import happenings
from activities.taking_part.views.shared import form_page
from congress.access.decorators import allow
from congress.access.exceptions import Conflict
from congress.access.rules import scoped_or_404
from congress.accounts.enums import Role
from congress.web import dates
from congress.web.files import kept_file
from congress.web.forms import ReasonForm
from congress.web.lists.page import respond
from congress.web.requests import SignedInRequest
from congress.web.saving import leading_to

_LEADERS = frozenset({Role.GROUP_LEADER})


def _page(row: Any) -> str:
    return reverse("studies:report", args=[row.pk])


@allow(*rules.READERS)
@require_http_methods(["GET", "POST"])
def index(request: SignedInRequest) -> HttpResponse:
    """The reports this user may see."""
    return respond(REPORTS, request)


def _facts(row: StudyReport) -> list[tuple[str, str]]:
    authors = "、".join(row.authors.order_by("person__pinyin").values_list("person__name", flat=True))
    adopted = f"{row.adopted_by}{f'，{dates.full_day(row.adopted_on)}' if row.adopted_on else ''}"
    return [
        ("领域", row.field),
        ("代表小组", str(row.group or "")),
        ("执笔代表", authors),
        ("参考课题", f"{row.topic.year}年　{row.topic}" if row.topic else ""),
        ("完成日期", dates.full_day(row.finished_on)),
        ("采用", adopted),
    ]


def _recommendations(row: StudyReport) -> list[tuple[Recommendation, tuple[str, str], Any]]:
    """Each recommendation, where it stands, and what was heard of it (2 queries)."""
    today = timezone.localdate()
    rows = row.recommendations.prefetch_related("steps")
    return [(one, _state(one, late=bool(one.due_on and one.due_on < today)), one.steps.all()) for one in rows]


def _state(row: Recommendation, *, late: bool) -> tuple[str, str]:
    if row.closed_on is not None:
        return "done", f"{dates.day(row.closed_on)}办结"
    return ("late", "逾期未办结") if late else ("go", "跟进中")


@allow(*rules.READERS)
@require_safe
def report(request: SignedInRequest, pk: int) -> HttpResponse:
    """One report: what it says, who adopted it, what became of each recommendation."""
    rows = StudyReport.objects.visible_to(request.user).select_related("group__term", "topic")
    row = scoped_or_404(rows, pk=pk)
    keeps = request.user.has_role(*rules.WRITERS) and rules.keep_report.allows(request.user, row)
    context = {
        "report": row,
        "facts": _facts(row),
        "recommendations": _recommendations(row),
        "files": row.files.shown(),
        "keeps": keeps and not row.withdrawn_reason,
        "happenings": happenings(row),
    }
    return render(request, "studies/report.html", context)


@allow(*(rules.WRITERS | _LEADERS))
@never_cache
def record_report(request: SignedInRequest) -> HttpResponse:
    """Enter a report, at a desk or as the leader of a group."""
    desk = request.user.has_role(*rules.READERS)
    chosen = {name: request.GET[name] for name in ("topic", "group") if request.GET.get(name, "").isdecimal()}
    kind = DeskReportForm if desk else OwnReportForm
    form = kind(
        request.POST or None,
        request.FILES or None,
        user=request.user,
        initial={"finished_on": timezone.localdate(), **chosen},
    )

    def save(deputies: Any, **facts: Any) -> StudyReport:
        return operations.record_report(actor=request.user, authors=list(deputies), **facts)

    return form_page(
        request,
        form,
        save,
        heading="登记调研报告",
        about="调研报告",
        button="登记",
        back=reverse("studies:index" if desk else "studies:mine"),
        done="调研报告已登记",
        url=_page if desk else lambda row: reverse("studies:my_report", args=[row.pk]),
        phone=not desk,
    )


def _kept(request: SignedInRequest, pk: int) -> StudyReport:
    """One the user keeps; a withdrawn one leads to its page."""
    rows: QuerySet[StudyReport] = StudyReport.objects.filter(rules.keep_report.as_q(request.user)).distinct()
    row = scoped_or_404(rows.select_related("group", "topic"), pk=pk)
    if row.withdrawn_reason:
        raise Conflict("这份调研报告已撤回，不能再改")
    return row


@allow(*rules.WRITERS)
@never_cache
def change_report(request: SignedInRequest, pk: int) -> HttpResponse:
    """Correct a report, or say who adopted it."""
    with leading_to(reverse("studies:report", args=[pk])):
        row = _kept(request, pk)
        form = ChangeReportForm(request.POST or None, request.FILES or None, instance=row, user=request.user)

        def save(deputies: Any, **facts: Any) -> StudyReport:
            return operations.change_report(report=row, actor=request.user, authors=list(deputies), **facts)

        return form_page(
            request,
            form,
            save,
            heading="修改调研报告",
            about=row,
            button="保存",
            back=_page(row),
            done="调研报告已更新",
        )


@allow(*rules.WRITERS)
@never_cache
def withdraw_report(request: SignedInRequest, pk: int) -> HttpResponse:
    """It was entered by mistake."""
    with leading_to(reverse("studies:report", args=[pk])):
        row = _kept(request, pk)
        return form_page(
            request,
            ReasonForm(request.POST or None),
            partial(operations.withdraw_report, report=row, actor=request.user),
            heading="撤回调研报告",
            about=row,
            back=_page(row),
            done="调研报告已撤回",
            undo=True,
        )


@allow(*rules.WRITERS)
@never_cache
def recommend(request: SignedInRequest, pk: int) -> HttpResponse:
    """Note what the report recommends."""
    with leading_to(reverse("studies:report", args=[pk])):
        row = _kept(request, pk)
        return form_page(
            request,
            RecommendationForm(request.POST or None),
            partial(operations.recommend, report=row, actor=request.user),
            heading="登记建议",
            about=row,
            back=_page(row),
            done="建议已登记，跟进到办结",
        )


def _recommendation(request: SignedInRequest, pk: int) -> Recommendation:
    mine = StudyReport.objects.filter(rules.keep_report.as_q(request.user)).order_by().values("pk")
    return scoped_or_404(Recommendation.objects.filter(report__in=mine).select_related("report"), pk=pk)


@allow(*rules.WRITERS)
@never_cache
def follow_up(request: SignedInRequest, pk: int) -> HttpResponse:
    """Note what was heard of a recommendation."""
    row = _recommendation(request, pk)
    with leading_to(_page(row.report)):
        return form_page(
            request,
            StepForm(request.POST or None, initial={"on": timezone.localdate()}),
            partial(operations.follow_up, recommendation=row, actor=request.user),
            heading="登记进展",
            about=row,
            back=_page(row.report),
            done="进展已登记",
        )


@allow(*rules.WRITERS)
@never_cache
def reopen(request: SignedInRequest, pk: int) -> HttpResponse:
    """It was not solved after all."""
    row = _recommendation(request, pk)
    with leading_to(_page(row.report)):
        return form_page(
            request,
            ReasonForm(request.POST or None),
            partial(operations.reopen, recommendation=row, actor=request.user),
            heading="重新跟进",
            about=row,
            back=_page(row.report),
            done="已重新跟进",
            undo=True,
        )


@allow(*(rules.READERS | rules.DEPUTIES))
@require_safe
def study_file(request: SignedInRequest, pk: int) -> FileResponse:
    """The report itself, for whoever sees it."""
    seen = StudyReport.objects.visible_to(request.user).order_by().values("pk")
    row = scoped_or_404(StudyFile.objects.shown().filter(report__in=seen), pk=pk)
    return kept_file(row.file.name, row.media_type, row.name, saved=True)


# --- the phone ----------------------------------------------------------------------------------------------
@allow(*rules.DEPUTIES)
@require_safe
@never_cache
def mine(request: SignedInRequest) -> HttpResponse:
    """The topics of this year, and the reports of one's groups (5 queries)."""
    year = timezone.localdate().year
    leads = list(groups_for(request.user))
    keys = {group.pk for group in leads}
    lines = [line for line in queries.board(year) if not line.topic.dropped_reason]
    context = {
        "year": year,
        "leads": leads,
        "lines": [(line, [one for one in line.claims if one.claim.group_id in keys]) for line in lines],
        "reports": StudyReport.objects.visible_to(request.user).standing().select_related("group")[:15],
    }
    return render(request, "studies/phone/mine.html", context)


@allow(*rules.DEPUTIES)
@require_safe
@never_cache
def my_report(request: SignedInRequest, pk: int) -> HttpResponse:
    """One report of one's group, with what became of its recommendations."""
    rows = StudyReport.objects.visible_to(request.user).standing().select_related("group", "topic")
    row = scoped_or_404(rows, pk=pk)
    context = {
        "report": row,
        "facts": [(label, value) for label, value in _facts(row) if value],
        "recommendations": _recommendations(row),
        "files": row.files.shown(),
    }
    return render(request, "studies/phone/report.html", context)
