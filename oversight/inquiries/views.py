"""Inquiries: the list, one of them with its questions and promises."""

from __future__ import annotations

from functools import partial

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
from congress.web.addresses import record_url
from congress.web.forms import ReasonForm
from congress.web.lists.page import respond
from congress.web.requests import SignedInRequest
from congress.web.saving import leading_to
from congress.web.sections import Action, Line, Section
from deputies.timeline import steps_of
from oversight.inquiries import forms, rules
from oversight.inquiries.tables import INQUIRIES
from oversight.models import Inquiry, InquiryPromise, InquiryQuestion
from oversight.operations import inquiries as operations
from oversight.pages import RecordPage

INDEX = "inquiries:index"


def page_of(row: Inquiry) -> str:
    """The page of an inquiry."""
    return reverse("inquiries:detail", args=[row.pk])


def _kept(row: Inquiry) -> Inquiry:
    if row.withdrawn_reason:
        raise Conflict("这次询问已撤回，不能再改")
    return row


def _found(request: SignedInRequest, pk: int) -> Inquiry:
    return scoped_or_404(
        Inquiry.objects.visible_to(request.user).select_related("meeting__chair", "activity"), pk=pk
    )


@allow(*rules.READERS)
@require_http_methods(["GET", "POST"])
def index(request: SignedInRequest) -> HttpResponse:
    """All inquiries the user may see."""
    return respond(INQUIRIES, request)


@allow(*rules.READERS)
@never_cache
@require_safe
def detail(request: SignedInRequest, pk: int) -> HttpResponse:
    """One inquiry; a unit reads the questions it was asked."""
    row = _found(request, pk)
    keeps = request.user.has_role(*rules.WRITERS) and not row.withdrawn_reason
    questions = row.questions.select_related("organ").prefetch_related("promises")
    if not request.user.has_role(*rules.DESK):
        own = [one.organ_id for one in request.user.assignments_today if one.organ_id]
        questions = questions.filter(organ__in=own)
    asked = list(questions)
    return RecordPage(
        title=row.subject,
        sub=row.meeting.title,
        up=INQUIRIES.title,
        up_url=reverse(INDEX),
        notes=[f"这次询问已撤回。原因：{row.withdrawn_reason}"] if row.withdrawn_reason else [],
        facts=[
            ("会议", row.meeting.title),
            ("日期", dates.full_day(row.meeting.on)),
            ("听取的报告", row.report),
            ("询问人", "、".join(dict.fromkeys(one.questioner for one in asked))),
        ],
        texts=[("询问情况", row.summary)],
        sections=[_questions(asked, keeps=keeps), _promises(asked, keeps=keeps), *_logged(row, request)],
        actions=_actions(row, asked) if keeps else [],
        hint="" if keeps else "由常委会办公室、工委登记",
        happenings=steps_of(row),
    ).answer(request)


def _questions(asked: list[InquiryQuestion], *, keeps: bool) -> Section:
    lines = []
    for one in asked:
        actions = (
            Action("修改", reverse("inquiries:change_question", args=[one.pk])),
            Action("加承诺", reverse("inquiries:add_promise", args=[one.pk])),
        )
        answer = f"{one.organ}{one.official}：{one.answer or '（还没有登记回答）'}"
        lines.append(Line(f"{one.questioner}问：{one.question}", answer, actions=actions if keeps else ()))
    return Section("询问和回答", lines, empty="还没有登记询问。")


def _promises(asked: list[InquiryQuestion], *, keeps: bool) -> Section:
    lines = []
    for question in asked:
        for one in question.promises.all():
            done = Action("登记办成", reverse("inquiries:keep_promise", args=[one.pk]))
            lines.append(
                Line(
                    one.text,
                    f"{question.organ}　{one.done_note}".strip("　"),
                    state=("done", "已办成") if one.done_on else None,
                    due=None if one.done_on else one.due_on,
                    actions=(done,) if keeps and one.done_on is None else (),
                )
            )
    return Section("承诺", lines, empty="没有承诺事项。")


def _logged(row: Inquiry, request: SignedInRequest) -> list[Section]:
    entry = row.activity
    if entry is None or not request.user.has_role(*rules.DESK):
        return []
    return [
        Section(
            "工作记录",
            [Line(entry.headline, url=record_url("activities:detail", entry.pk), at=entry.start_on)],
        )
    ]


def _actions(row: Inquiry, asked: list[InquiryQuestion]) -> list[Action]:
    found = [
        Action("登记询问和回答", reverse("inquiries:add_question", args=[row.pk]), "primary"),
        Action("修改", reverse("inquiries:change_inquiry", args=[row.pk])),
    ]
    if row.activity_id is None:
        if asked:
            found.insert(1, Action("记入工作记录", reverse("inquiries:tell_inquiry", args=[row.pk])))
        found.append(Action("撤回", reverse("inquiries:withdraw_inquiry", args=[row.pk]), "undo"))
    return found


@allow(*rules.WRITERS)
@never_cache
def open_inquiry(request: SignedInRequest) -> HttpResponse:
    """Register an inquiry."""
    return form_page(
        request,
        forms.InquiryForm(request.POST or None),
        partial(operations.open_inquiry, actor=request.user),
        heading="登记专题询问",
        about=INQUIRIES.title,
        button="登记",
        back=reverse(INDEX),
        done="专题询问已登记，请登记询问和回答",
        url=page_of,
    )


@allow(*rules.WRITERS)
@never_cache
def change_inquiry(request: SignedInRequest, pk: int) -> HttpResponse:
    """Correct it."""
    row = _found(request, pk)
    with leading_to(page_of(row)):
        return form_page(
            request,
            forms.ChangeInquiryForm(request.POST or None, instance=_kept(row)),
            partial(operations.change_inquiry, inquiry=row, actor=request.user),
            heading="修改专题询问",
            about=row.subject,
            button="保存",
            back=page_of(row),
            done="专题询问已更新",
        )


@allow(*rules.WRITERS)
@never_cache
def withdraw_inquiry(request: SignedInRequest, pk: int) -> HttpResponse:
    """It was entered by mistake."""
    row = _found(request, pk)
    with leading_to(page_of(row)):
        return form_page(
            request,
            ReasonForm(request.POST or None),
            partial(operations.withdraw_inquiry, inquiry=_kept(row), actor=request.user),
            heading="撤回专题询问",
            about=row.subject,
            back=page_of(row),
            done="已撤回",
            undo=True,
        )


@allow(*rules.WRITERS)
@never_cache
def add_question(request: SignedInRequest, pk: int) -> HttpResponse:
    """A question and its answer."""
    row = _found(request, pk)
    with leading_to(page_of(row)):
        return form_page(
            request,
            forms.QuestionForm(request.POST or None),
            partial(operations.add_question, inquiry=_kept(row), actor=request.user),
            heading="登记询问和回答",
            about=row.subject,
            button="保存",
            back=page_of(row),
            done="询问和回答已登记",
        )


@allow(*rules.WRITERS)
@never_cache
def tell_inquiry(request: SignedInRequest, pk: int) -> HttpResponse:
    """Write it into the log of activities."""
    row = _found(request, pk)
    with leading_to(page_of(row)):
        return form_page(
            request,
            forms.TellForm(request.POST or None, initial={"text": operations.told_in_words(row)}),
            partial(operations.tell_inquiry, inquiry=_kept(row), actor=request.user),
            heading="记入工作记录",
            about=row.subject,
            lead="保存以后工作记录里有这一条，写信息时可以选到；应询单位一并记上。",
            back=page_of(row),
            done="已记入工作记录",
        )


def _question(request: SignedInRequest, pk: int) -> InquiryQuestion:
    known = InquiryQuestion.objects.filter(inquiry__in=Inquiry.objects.visible_to(request.user))
    return scoped_or_404(known.select_related("inquiry__meeting"), pk=pk)


@allow(*rules.WRITERS)
@never_cache
def change_question(request: SignedInRequest, pk: int) -> HttpResponse:
    """Correct it, or write down the answer."""
    row = _question(request, pk)
    with leading_to(page_of(row.inquiry)):
        return form_page(
            request,
            forms.ChangeQuestionForm(request.POST or None, instance=row),
            partial(operations.change_question, question=row, actor=request.user),
            heading="修改询问和回答",
            about=row.inquiry.subject,
            button="保存",
            back=page_of(row.inquiry),
            done="询问和回答已更新",
        )


@allow(*rules.WRITERS)
@never_cache
def add_promise(request: SignedInRequest, pk: int) -> HttpResponse:
    """What was promised."""
    row = _question(request, pk)
    with leading_to(page_of(row.inquiry)):
        return form_page(
            request,
            forms.PromiseForm(request.POST or None),
            partial(operations.add_promise, question=row, actor=request.user),
            heading="加承诺",
            about=row.question[:60],
            button="保存",
            back=page_of(row.inquiry),
            done="承诺已登记，到期没有办成会提醒",
        )


@allow(*rules.WRITERS)
@never_cache
def keep_promise(request: SignedInRequest, pk: int) -> HttpResponse:
    """What became of it."""
    known = InquiryPromise.objects.filter(question__inquiry__in=Inquiry.objects.visible_to(request.user))
    row = scoped_or_404(known.select_related("question__inquiry__meeting"), pk=pk)
    back = page_of(row.question.inquiry)
    with leading_to(back):
        return form_page(
            request,
            forms.DoneForm(request.POST or None, initial={"done_on": timezone.localdate()}),
            partial(operations.keep_promise, promise=row, actor=request.user),
            heading="登记办成",
            about=row.text,
            back=back,
            done="已登记办成",
        )
