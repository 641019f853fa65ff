"""What is due to the party committee, the reports, and what it discussed."""

from __future__ import annotations

from functools import partial

from django.http import FileResponse, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from activities.taking_part.views.shared import form_page
from bulletins.models import PartyDiscussion, PartyReport, PartyReportFile
from bulletins.operations import party as operations
from bulletins.party import queries, rules
from bulletins.party.enums import Every
from bulletins.party.forms import (
    ChangeDiscussionForm,
    ChangeReportForm,
    DiscussionForm,
    ReplyForm,
    ReportForm,
)
from bulletins.party.settings import LISTS
from bulletins.party.tables import DISCUSSIONS, REPORTS, reply_state
from congress.access.decorators import allow
from congress.access.exceptions import Conflict
from congress.access.rules import scoped_or_404
from congress.web import dates
from congress.web.files import kept_file
from congress.web.forms import ReasonForm
from congress.web.lists.page import respond
from congress.web.requests import SignedInRequest
from congress.web.saving import leading_to
from deputies.timeline import steps_of


@allow(*rules.READERS)
@require_safe
def index(request: SignedInRequest) -> HttpResponse:
    """Which periods have their report, and how often the party committee discussed this year (4 queries)."""
    today = timezone.localdate()
    discussed = PartyDiscussion.objects.filter(withdrawn_reason="", held_on__year=today.year)
    context = {
        "owed": [(one, _standing(one)) for one in queries.owed(today)],
        "discussed": discussed.count(),
        "since": today.replace(month=1, day=1),
        "today": today,
        "newest": PartyReport.objects.filter(withdrawn_reason="").select_related("rule")[:5],
        "keeps": request.user.has_role(*rules.WRITERS),
    }
    return render(request, "party_affairs/index.html", context)


def _standing(one: queries.Owed) -> tuple[str, str]:
    if one.report is not None:
        return "done", f"{dates.day(one.report.reported_on)}报送"
    late = one.is_late(timezone.localdate())
    return ("late", "到期没有报送") if late else ("wait", "还没有报送")


@allow(*rules.READERS)
@require_http_methods(["GET", "POST"])
def reports(request: SignedInRequest) -> HttpResponse:
    """The reports."""
    return respond(REPORTS, request)


@allow(*rules.READERS)
@require_http_methods(["GET", "POST"])
def discussions(request: SignedInRequest) -> HttpResponse:
    """The discussions."""
    return respond(DISCUSSIONS, request)


def _page(row: PartyReport) -> str:
    return reverse("party_affairs:report", args=[row.pk])


def _discussion_page(row: PartyDiscussion) -> str:
    return reverse("party_affairs:discussion", args=[row.pk])


@allow(*rules.READERS)
@require_safe
def report(request: SignedInRequest, pk: int) -> HttpResponse:
    """One report with its reply."""
    row = scoped_or_404(PartyReport.objects.select_related("rule", "matter"), pk=pk)
    period = ""
    if row.rule is not None and row.period_start is not None:
        period = f"{queries.period_label(Every(row.rule.every), row.period_start)}　{row.rule}"
    context = {
        "report": row,
        "facts": [
            ("种类", f"{row.get_kind_display()}　{row.get_topic_display()}"),
            ("报送", row.addressee),
            ("报送日期", dates.full_day(row.reported_on)),
            ("哪一期", period or "专题请示报告"),
            ("批复", dates.full_day(row.reply_on) if row.reply_on else reply_state(row)[1]),
            ("谁批复", row.reply_by),
        ],
        "files": row.files.shown(),
        "keeps": request.user.has_role(*rules.WRITERS) and not row.withdrawn_reason,
        "happenings": steps_of(row),
    }
    return render(request, "party_affairs/report.html", context)


@allow(*rules.READERS)
@require_safe
def report_file(request: SignedInRequest, pk: int) -> FileResponse:
    """A file of a report."""
    row = scoped_or_404(PartyReportFile.objects.shown(), pk=pk)
    return kept_file(row.file.name, row.media_type, row.name, saved=True)


@allow(*rules.WRITERS)
@never_cache
def record_report(request: SignedInRequest) -> HttpResponse:
    """Register a report; ``?period=rule:day`` chooses the period."""
    chosen = {
        "period": request.GET.get("period", ""),
        "reported_on": timezone.localdate(),
        "addressee": "区委",
    }
    return form_page(
        request,
        ReportForm(request.POST or None, request.FILES or None, initial=chosen),
        partial(operations.record_report, actor=request.user),
        heading="登记请示报告",
        about=REPORTS.title,
        button="登记",
        back=reverse("party_affairs:index"),
        done="请示报告已登记，批复来了在这里登记",
        url=_page,
    )


def _kept(pk: int) -> PartyReport:
    row = scoped_or_404(PartyReport.objects.select_related("rule"), pk=pk)
    if row.withdrawn_reason:
        raise Conflict("这件请示报告已撤回，不能再改")
    return row


@allow(*rules.WRITERS)
@never_cache
def change_report(request: SignedInRequest, pk: int) -> HttpResponse:
    """Correct a report."""
    with leading_to(reverse("party_affairs:report", args=[pk])):
        row = _kept(pk)
        return form_page(
            request,
            ChangeReportForm(request.POST or None, request.FILES or None, instance=row),
            partial(operations.change_report, report=row, actor=request.user),
            heading="修改请示报告",
            about=row.title,
            button="保存",
            back=_page(row),
            done="请示报告已更新",
        )


@allow(*rules.WRITERS)
@never_cache
def record_reply(request: SignedInRequest, pk: int) -> HttpResponse:
    """What the party committee said to it."""
    with leading_to(reverse("party_affairs:report", args=[pk])):
        row = _kept(pk)
        known = {
            "reply_on": row.reply_on or timezone.localdate(),
            "reply_by": row.reply_by,
            "reply": row.reply,
        }
        return form_page(
            request,
            ReplyForm(request.POST or None, request.FILES or None, initial=known),
            partial(operations.record_reply, report=row, actor=request.user),
            heading="登记批复",
            about=row.title,
            back=_page(row),
            done="批复已登记",
        )


@allow(*rules.WRITERS)
@never_cache
def withdraw_report(request: SignedInRequest, pk: int) -> HttpResponse:
    """It was entered by mistake."""
    with leading_to(reverse("party_affairs:report", args=[pk])):
        row = _kept(pk)
        return form_page(
            request,
            ReasonForm(request.POST or None),
            partial(operations.withdraw_report, report=row, actor=request.user),
            heading="撤回请示报告",
            about=row.title,
            back=_page(row),
            done="已撤回，这一期重新等待报送",
            undo=True,
        )


@allow(*rules.READERS)
@require_safe
def discussion(request: SignedInRequest, pk: int) -> HttpResponse:
    """One discussion."""
    row = scoped_or_404(PartyDiscussion.objects.all(), pk=pk)
    context = {
        "discussion": row,
        "facts": [("会议", row.meeting), ("日期", dates.full_day(row.held_on))],
        "keeps": request.user.has_role(*rules.WRITERS) and not row.withdrawn_reason,
        "happenings": steps_of(row),
    }
    return render(request, "party_affairs/discussion.html", context)


@allow(*rules.WRITERS)
@never_cache
def record_discussion(request: SignedInRequest) -> HttpResponse:
    """Register a discussion."""
    return form_page(
        request,
        DiscussionForm(request.POST or None, initial={"held_on": timezone.localdate()}),
        partial(operations.record_discussion, actor=request.user),
        heading="登记研究人大工作",
        about=DISCUSSIONS.title,
        button="登记",
        back=reverse("party_affairs:discussions"),
        done="已登记",
        url=_discussion_page,
    )


def _kept_discussion(pk: int) -> PartyDiscussion:
    row = scoped_or_404(PartyDiscussion.objects.all(), pk=pk)
    if row.withdrawn_reason:
        raise Conflict("这条记录已撤回，不能再改")
    return row


@allow(*rules.WRITERS)
@never_cache
def change_discussion(request: SignedInRequest, pk: int) -> HttpResponse:
    """Correct a discussion."""
    with leading_to(reverse("party_affairs:discussion", args=[pk])):
        row = _kept_discussion(pk)
        return form_page(
            request,
            ChangeDiscussionForm(request.POST or None, instance=row),
            partial(operations.change_discussion, discussion=row, actor=request.user),
            heading="修改",
            about=row.topic,
            button="保存",
            back=_discussion_page(row),
            done="已更新",
        )


@allow(*rules.WRITERS)
@never_cache
def withdraw_discussion(request: SignedInRequest, pk: int) -> HttpResponse:
    """It was entered by mistake."""
    with leading_to(reverse("party_affairs:discussion", args=[pk])):
        row = _kept_discussion(pk)
        return form_page(
            request,
            ReasonForm(request.POST or None),
            partial(operations.withdraw_discussion, discussion=row, actor=request.user),
            heading="撤回",
            about=row.topic,
            back=_discussion_page(row),
            done="已撤回，不再计入次数",
            undo=True,
        )


@allow(*rules.WRITERS)
@require_safe
def settings(request: SignedInRequest) -> HttpResponse:
    """How often a report is due."""
    context = {
        "lists": LISTS.shown(),
        "heading": LISTS.title,
        "up": "党委工作",
        "up_url": reverse("party_affairs:index"),
    }
    return render(request, "deputies/settings_of.html", context)


@allow(*rules.WRITERS)
@never_cache
def add_line(request: SignedInRequest, listed: str) -> HttpResponse:
    """Add a rule."""
    return LISTS.answer_add(request, listed)


@allow(*rules.WRITERS)
@never_cache
def change_line(request: SignedInRequest, listed: str, pk: int) -> HttpResponse:
    """Change a rule, or switch it off."""
    return LISTS.answer_change(request, listed, pk)
