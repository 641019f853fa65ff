"""Appointments: the list, one of them, the notice and its receipt, duty reports."""

from __future__ import annotations

from functools import partial
from typing import Any

from django.http import HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from activities.taking_part.views.shared import form_page
from congress.access.decorators import allow
from congress.access.exceptions import Conflict
from congress.access.rules import scoped_or_404
from congress.web import dates
from congress.web.forms import ReasonForm
from congress.web.lists.page import respond
from congress.web.requests import SignedInRequest
from congress.web.saving import leading_to
from congress.web.sections import Action, Line, Section
from deputies.papers import Paper, PaperSection, paper_answer
from deputies.timeline import steps_of
from oversight.appointments import forms, rules
from oversight.appointments.enums import INTO_POST, Outcome
from oversight.appointments.tables import APPOINTMENTS, notice_state
from oversight.meetings.enums import MeetingState
from oversight.models import Appointment
from oversight.operations import appointments as operations
from oversight.opinions.queries import rule
from oversight.pages import RecordPage

INDEX = "appointments:index"


def page_of(row: Appointment) -> str:
    """The page of an appointment."""
    return reverse("appointments:detail", args=[row.pk])


def _kept(pk: int) -> Appointment:
    row = scoped_or_404(Appointment.objects.select_related("meeting"), pk=pk)
    if row.withdrawn_reason:
        raise Conflict("这条任免已撤回，不能再改")
    return row


@allow(*rules.READERS)
@require_http_methods(["GET", "POST"])
def index(request: SignedInRequest) -> HttpResponse:
    """All appointments, by meeting."""
    return respond(APPOINTMENTS, request)


@allow(*rules.READERS)
@never_cache
@require_safe
def detail(request: SignedInRequest, pk: int) -> HttpResponse:
    """One appointment: its votes, the notice, later reports."""
    row = scoped_or_404(Appointment.objects.select_related("meeting", "poll"), pk=pk)
    keeps = request.user.has_role(*rules.WRITERS) and not row.withdrawn_reason
    in_post = row.action in INTO_POST and row.outcome == Outcome.PASSED
    votes = [row.votes_for, row.votes_against, row.abstained]
    reports = [Line(one.title, one.summary, at=one.on) for one in row.reports.all()]
    sections = [Section("任后述职", reports, empty="还没有述职报告。")] if in_post else []
    return RecordPage(
        title=str(row),
        sub=row.meeting.title,
        up=APPOINTMENTS.title,
        up_url=reverse(INDEX),
        state=notice_state(row) if in_post or row.outcome == Outcome.PENDING else None,
        notes=[f"这条任免已撤回。原因：{row.withdrawn_reason}"] if row.withdrawn_reason else [],
        facts=[
            ("会议", row.meeting.title),
            ("日期", dates.full_day(row.meeting.on)),
            ("姓名", row.name),
            ("职务", row.post),
            ("表决结果", str(row.get_outcome_display())),
            ("票数", "赞成 {}，反对 {}，弃权 {}".format(*votes) if None not in votes else ""),
            ("告知书编号", row.notice_number),
            ("发放日期", dates.full_day(row.notice_on) if row.notice_on else ""),
            ("签收日期", dates.full_day(row.receipt_on) if row.receipt_on else ""),
        ],
        sections=sections,
        actions=_actions(row, in_post=in_post) if keeps else [],
        hint="" if keeps else "由常委会办公室、代表工作机构登记",
        happenings=steps_of(row),
    ).answer(request)


def _actions(row: Appointment, *, in_post: bool) -> list[Action]:
    def to(name: str) -> str:
        return reverse(f"appointments:{name}", args=[row.pk])

    found = []
    if in_post:
        if row.notice_on is None:
            found.append(Action("发放告知书", to("issue_notice"), "primary"))
        elif row.receipt_on is None:
            found.append(Action("登记签收", to("record_receipt"), "primary"))
        found.append(Action("打印告知书", to("notice_pdf")))
        found.append(Action("登记述职", to("record_report")))
    if row.outcome == Outcome.PENDING and not row.is_voted_on:
        ballot = reverse("appointments:prepare_ballot", args=[row.meeting_id])
        found.append(Action("准备任免表决", ballot, "primary"))
    if row.poll_id is not None:
        found.append(Action("看投票表决", reverse("ballots:detail", args=[row.poll_id])))
    if row.is_voted_on:
        return found
    return [
        *found,
        Action("修改", to("change_appointment")),
        Action("撤回", to("withdraw_appointment"), "undo"),
    ]


@allow(*rules.WRITERS)
@never_cache
def record_appointment(request: SignedInRequest) -> HttpResponse:
    """Register a decision."""
    asked = request.GET.get("meeting", "")
    meeting = forms.meetings_of_committee().filter(pk=int(asked)).first() if asked.isdecimal() else None
    initial: dict[str, Any] = {"meeting": meeting}
    if meeting is not None and meeting.state != MeetingState.HELD:
        initial["outcome"] = Outcome.PENDING
    with leading_to(reverse(INDEX)):
        return form_page(
            request,
            forms.AppointmentForm(request.POST or None, initial=initial),
            partial(operations.record_appointment, actor=request.user),
            heading="登记任免",
            about=APPOINTMENTS.title,
            button="登记",
            back=reverse(INDEX),
            done="任免已登记",
            url=page_of,
        )


@allow(*rules.WRITERS)
@never_cache
def change_appointment(request: SignedInRequest, pk: int) -> HttpResponse:
    """Correct it."""
    row = _kept(pk)
    with leading_to(page_of(row)):
        return form_page(
            request,
            forms.ChangeAppointmentForm(request.POST or None, instance=row),
            partial(operations.change_appointment, appointment=row, actor=request.user),
            heading="修改任免",
            about=row,
            button="保存",
            back=page_of(row),
            done="任免已更新",
        )


@allow(*rules.WRITERS)
@never_cache
def withdraw_appointment(request: SignedInRequest, pk: int) -> HttpResponse:
    """It was entered by mistake."""
    row = _kept(pk)
    with leading_to(page_of(row)):
        return form_page(
            request,
            ReasonForm(request.POST or None),
            partial(operations.withdraw_appointment, appointment=row, actor=request.user),
            heading="撤回任免",
            about=row,
            back=page_of(row),
            done="已撤回",
            undo=True,
        )


@allow(*rules.WRITERS)
@never_cache
def issue_notice(request: SignedInRequest, pk: int) -> HttpResponse:
    """Hand out the notice."""
    row = _kept(pk)
    with leading_to(page_of(row)):
        return form_page(
            request,
            forms.NoticeForm(request.POST or None, initial={"notice_on": timezone.localdate()}),
            partial(operations.issue_notice, appointment=row, actor=request.user),
            heading="发放告知书",
            about=row,
            back=page_of(row),
            done="告知书已发放，签收以后在这里登记",
        )


@allow(*rules.WRITERS)
@never_cache
def record_receipt(request: SignedInRequest, pk: int) -> HttpResponse:
    """It came back signed."""
    row = _kept(pk)
    with leading_to(page_of(row)):
        return form_page(
            request,
            forms.ReceiptForm(request.POST or None, initial={"receipt_on": timezone.localdate()}),
            partial(operations.record_receipt, appointment=row, actor=request.user),
            heading="登记签收",
            about=row,
            back=page_of(row),
            done="签收已登记",
        )


@allow(*rules.WRITERS)
@never_cache
def record_report(request: SignedInRequest, pk: int) -> HttpResponse:
    """A duty report."""
    row = _kept(pk)
    with leading_to(page_of(row)):
        return form_page(
            request,
            forms.DutyReportForm(request.POST or None, initial={"on": timezone.localdate()}),
            partial(operations.record_report, appointment=row, actor=request.user),
            heading="登记述职",
            about=row,
            back=page_of(row),
            done="述职已登记",
        )


@allow(*rules.READERS)
@require_safe
def notice_pdf(request: SignedInRequest, pk: int) -> HttpResponse:
    """《依法监督事项告知书》 with its receipt, to print."""
    row = scoped_or_404(Appointment.objects.select_related("meeting"), pk=pk)

    def paper() -> Paper:
        appointed = (
            f"{dates.full_day(row.meeting.on)}，{row.meeting.title}{row.get_action_display()}您为{row.post}。"
        )
        signed = f"签收人：{'＿' * 8}日期：{'＿' * 3}年{'＿' * 2}月{'＿' * 2}日"
        overseen = [line.strip() for line in rule().overseen.splitlines() if line.strip()]
        receipt = f"本人已收到并阅知《依法监督事项告知书》，将依法接受监督。\n\n{signed}"
        return Paper(
            title="依法监督事项告知书",
            of=row.notice_number,
            preamble=f"{row.name}同志：\n\n{appointed}现将区人大常委会对您依法监督的事项告知如下。",
            sections=[
                PaperSection(
                    "监督事项", "\n\n".join(f"{n}. {text}" for n, text in enumerate(overseen, start=1))
                ),
                PaperSection("签收回执", receipt),
            ],
            signed_on=row.notice_on or timezone.localdate(),
        )

    return paper_answer(request, paper, page_of(row))
