"""Inspections of laws: the list, one of them, its days, findings and report."""

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
from congress.access.rules import require_rule, scoped_or_404
from congress.accounts.enums import Role
from congress.web import dates
from congress.web.forms import ReasonForm
from congress.web.lists.page import respond
from congress.web.requests import SignedInRequest
from congress.web.saving import leading_to
from congress.web.sections import Action, Line, Section
from deputies.timeline import steps_of
from oversight.law_checks import forms, rules
from oversight.law_checks.tables import CHECKS
from oversight.models import LawCheck, LawCheckFinding
from oversight.operations import law_checks as operations
from oversight.pages import RecordPage

INDEX = "law_checks:index"
_MENDERS = (Role.OFFICE, Role.COMMITTEE, Role.UNIT)


def page_of(row: LawCheck) -> str:
    """The page of an inspection."""
    return reverse("law_checks:detail", args=[row.pk])


def _found(request: SignedInRequest, pk: int) -> LawCheck:
    return scoped_or_404(LawCheck.objects.visible_to(request.user).select_related("committee"), pk=pk)


def _kept(request: SignedInRequest, pk: int) -> LawCheck:
    row = _found(request, pk)
    require_rule(request.user, rules.keep_check, row)
    if row.withdrawn_reason:
        raise Conflict("这次执法检查已撤回，不能再改")
    return row


@allow(*rules.READERS)
@require_http_methods(["GET", "POST"])
def index(request: SignedInRequest) -> HttpResponse:
    """All inspections the user may see."""
    return respond(CHECKS, request)


@allow(*rules.READERS)
@never_cache
@require_safe
def detail(request: SignedInRequest, pk: int) -> HttpResponse:
    """One inspection: law, team, days on the spot, findings; a unit sees the findings that are its own."""
    row = _found(request, pk)
    keeps = not row.withdrawn_reason and rules.keep_check.allows(request.user, row)
    own = {one.organ_id for one in request.user.assignments_today if one.role == Role.UNIT}
    findings = list(row.findings.select_related("unit"))
    if not request.user.has_role(*rules.DESK, *rules.DEPUTIES):
        findings = [one for one in findings if one.unit_id in own]
    at_desk = request.user.has_role(*rules.DESK)
    visits = [
        Line(
            one.place,
            one.account,
            reverse("activities:detail", args=[one.activity_id]) if at_desk else "",
            one.on,
        )
        for one in row.visits.all()
    ]
    members = "、".join(one.name for one in row.members.all())
    deputies = "、".join(one.person.name for one in row.deputies.select_related("person"))
    days = f"{dates.full_day(row.starts_on)}—{dates.full_day(row.ends_on)}"
    return RecordPage(
        title=row.title,
        sub=row.law,
        up=CHECKS.title,
        up_url=reverse(INDEX),
        notes=[f"这次执法检查已撤回。原因：{row.withdrawn_reason}"] if row.withdrawn_reason else [],
        facts=[
            ("法律、法规", row.law),
            ("检查条款", row.articles),
            ("时间", days),
            ("牵头的工委", str(row.committee)),
            ("组成人员", members),
            ("代表", deputies),
        ],
        texts=[("执法检查报告", row.report)],
        sections=[
            Section("实地检查", visits, empty="还没有登记实地检查。"),
            _findings_section(findings, own, keeps=keeps),
        ],
        actions=_actions(row) if keeps else [],
        hint="" if keeps else "由常委会办公室、牵头的工委登记",
        happenings=steps_of(row) if at_desk else [],
    ).answer(request)


def _findings_section(findings: list[LawCheckFinding], own: set[int | None], *, keeps: bool) -> Section:
    today, lines = timezone.localdate(), []
    for one in findings:
        late = one.mended_on is None and one.due_on is not None and one.due_on < today
        state = (
            ("done", "已整改")
            if one.mended_on
            else ("late", "逾期没有整改")
            if late
            else ("wait", "没有整改")
        )
        said = [one.article, str(one.unit), one.mended_how]
        if one.mended_on:
            said.append(f"{dates.full_day(one.mended_on)}完成")
        elif one.due_on:
            said.append(f"{dates.full_day(one.due_on)}前整改")
        mend = Action(
            "改整改情况" if one.mended_on else "登记整改", reverse("law_checks:mend_finding", args=[one.pk])
        )
        lines.append(
            Line(
                one.text,
                "　".join(part for part in said if part),
                state=state,
                actions=(mend,) if keeps or one.unit_id in own else (),
            )
        )
    unmended = sum(one.mended_on is None for one in findings)
    sub = f"{unmended}／{len(findings)} 没有整改" if findings else ""
    return Section("发现的问题", lines, sub=sub, empty="没有登记问题。")


def _actions(row: LawCheck) -> list[Action]:
    def to(name: str) -> str:
        return reverse(f"law_checks:{name}", args=[row.pk])

    return [
        Action("登记实地检查", to("record_visit"), "primary"),
        Action("登记问题", to("add_finding")),
        Action("写报告", to("write_report")),
        Action("修改", to("change_check")),
        Action("撤回", to("withdraw_check"), "undo"),
    ]


@allow(*rules.WRITERS)
@never_cache
def plan_check(request: SignedInRequest) -> HttpResponse:
    """Plan an inspection."""
    own = [one.organ_id for one in request.user.assignments_today if one.role == Role.COMMITTEE]
    initial = {"committee": own[0]} if own else {}
    return form_page(
        request,
        forms.CheckForm(request.POST or None, user=request.user, initial=initial),
        partial(operations.plan_check, actor=request.user),
        heading="安排执法检查",
        about=CHECKS.title,
        button="保存",
        back=reverse(INDEX),
        done="执法检查已安排",
        url=page_of,
    )


@allow(*rules.WRITERS)
@never_cache
def change_check(request: SignedInRequest, pk: int) -> HttpResponse:
    """Correct it and its team."""
    row = _kept(request, pk)
    with leading_to(page_of(row)):
        return form_page(
            request,
            forms.ChangeCheckForm(request.POST or None, instance=row, user=request.user),
            partial(operations.change_check, check=row, actor=request.user),
            heading="修改执法检查",
            about=row.title,
            button="保存",
            back=page_of(row),
            done="执法检查已更新",
        )


@allow(*rules.WRITERS)
@never_cache
def withdraw_check(request: SignedInRequest, pk: int) -> HttpResponse:
    """It was entered by mistake."""
    row = _kept(request, pk)
    with leading_to(page_of(row)):
        return form_page(
            request,
            ReasonForm(request.POST or None),
            partial(operations.withdraw_check, check=row, actor=request.user),
            heading="撤回执法检查",
            about=row.title,
            back=page_of(row),
            done="已撤回",
            undo=True,
        )


@allow(*rules.WRITERS)
@never_cache
def record_visit(request: SignedInRequest, pk: int) -> HttpResponse:
    """A day on the spot."""
    row = _kept(request, pk)
    with leading_to(page_of(row)):
        return form_page(
            request,
            forms.VisitForm(request.POST or None, initial={"on": timezone.localdate()}),
            partial(operations.record_visit, check=row, actor=request.user),
            heading="登记实地检查",
            about=row.title,
            lead="保存以后记入工作记录一次，检查组的代表自动记入履职。",
            back=page_of(row),
            done="实地检查已登记，已记入工作记录",
        )


@allow(*rules.WRITERS)
@never_cache
def add_finding(request: SignedInRequest, pk: int) -> HttpResponse:
    """A problem."""
    row = _kept(request, pk)
    with leading_to(page_of(row)):
        return form_page(
            request,
            forms.FindingForm(request.POST or None),
            partial(operations.add_finding, check=row, actor=request.user),
            heading="登记问题",
            about=row.title,
            back=page_of(row),
            done="问题已登记",
        )


@allow(*_MENDERS)
@never_cache
def mend_finding(request: SignedInRequest, pk: int) -> HttpResponse:
    """It was mended."""
    known = LawCheckFinding.objects.filter(check_of__in=LawCheck.objects.visible_to(request.user))
    row = scoped_or_404(known.select_related("check_of"), pk=pk)
    back = page_of(row.check_of)
    own = {one.organ_id for one in request.user.assignments_today if one.role == Role.UNIT}
    if row.unit_id not in own:
        require_rule(request.user, rules.keep_check, row.check_of)
    initial = {} if row.mended_on else {"mended_on": timezone.localdate()}
    with leading_to(back):
        return form_page(
            request,
            forms.MendForm(request.POST or None, instance=row, initial=initial),
            partial(operations.mend_finding, finding=row, actor=request.user),
            heading="登记整改",
            about=row.text,
            button="保存",
            back=back,
            done="整改已登记",
        )


@allow(*rules.WRITERS)
@never_cache
def write_report(request: SignedInRequest, pk: int) -> HttpResponse:
    """The report."""
    row = _kept(request, pk)
    with leading_to(page_of(row)):
        return form_page(
            request,
            forms.ReportForm(request.POST or None, instance=row),
            partial(operations.write_report, check=row, actor=request.user),
            heading="写报告",
            about=row.title,
            button="保存",
            back=page_of(row),
            done="报告已保存",
        )
