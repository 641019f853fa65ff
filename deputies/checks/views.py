"""Checks: the year at a glance, one check with its lines, its notice, the corrections."""

from __future__ import annotations

from functools import partial
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from congress.access.decorators import allow
from congress.access.exceptions import Conflict, StaleVersion
from congress.access.rules import available, require, scoped_or_404
from congress.web.conflict import conflict_response
from congress.web.lists.page import respond
from congress.web.requests import SignedInRequest
from congress.web.saving import answer, at_its_fields, leading_to
from deputies.checks import rules
from deputies.checks.enums import CIRCULATED, CheckState
from deputies.checks.forms import CorrectedForm, FindingsForm, HalfForm, IssueForm, QuarterForm, SampleForm
from deputies.checks.printing import notice_of
from deputies.checks.queries import entries_of, lines_of, missing_quarters, overview, tally
from deputies.checks.showing import check_facts, check_state, finding_state, happenings
from deputies.checks.tables import CHECKS, FINDINGS
from deputies.checks.workflow import CHECK_WORKFLOW, CHECKERS, OFFICE
from deputies.models import CheckFinding, DutyCheck
from deputies.operations import checks as operations
from deputies.papers import paper_answer

_TITLE = "履职检查"
_ASK = "deputies/ask.html"
#: Years before this one that are offered.
_BACK = 4


def page_of(row: DutyCheck) -> str:
    """The page of a check."""
    return reverse("duty_checks:detail", args=[row.pk])


def _year(request: SignedInRequest) -> int:
    this, text = timezone.localdate().year, request.GET.get("year", "")
    asked = int(text) if text.isdecimal() and len(text) == 4 else this
    return asked if this - _BACK <= asked <= this else this


def _seen(request: SignedInRequest, pk: int) -> DutyCheck:
    return scoped_or_404(DutyCheck.objects.visible_to(request.user).select_related("area"), pk=pk)


def _kept(request: SignedInRequest, pk: int) -> DutyCheck:
    return scoped_or_404(DutyCheck.objects.kept_by(request.user).select_related("area"), pk=pk)


@allow(*rules.READERS)
@never_cache
@require_safe
def index(request: SignedInRequest) -> HttpResponse:
    """The checks of a year: each town by quarter, the district by half-year; what is missing stands out (R058)."""
    today, year = timezone.localdate(), _year(request)
    rows = overview(request.user, year, today)
    context = {
        "year": year,
        "years": [today.year - n for n in range(_BACK + 1)],
        "district": [row for row in rows if row.area is None],
        "towns": [row for row in rows if row.area is not None],
        "missing": missing_quarters(rows),
        "checks": request.user.has_role(*CHECKERS),
        "office": request.user.has_role(*OFFICE),
    }
    return render(request, "duty_checks/index.html", context)


@allow(*rules.READERS)
@require_http_methods(["GET", "POST"])
def checks(request: SignedInRequest) -> HttpResponse:
    """All checks as a list."""
    return respond(CHECKS, request)


@allow(*rules.READERS)
@require_http_methods(["GET", "POST"])
def findings(request: SignedInRequest) -> HttpResponse:
    """What is to be corrected, and what was."""
    return respond(FINDINGS, request)


@allow(*rules.READERS)
@never_cache
@require_safe
def detail(request: SignedInRequest, pk: int) -> HttpResponse:
    """One check: how far it is, what was found at each register or group."""
    row = _seen(request, pk)
    keeps = rules.keep_check.allows(request.user, row)
    lines, sums = lines_of(row), tally(row)
    steps = {step.step for step in available(request.user, CHECK_WORKFLOW, row.state)} if keeps else set()
    context = {
        "check": row,
        "state": check_state(row),
        "facts": check_facts(row, sums),
        "lines": [(line, finding_state(line)) for line in lines],
        "happenings": happenings(row),
        "steps": steps if row.kind in CIRCULATED else steps - {"issue_check"},
        "keeps": keeps,
        "mends": keeps and row.state != CheckState.OPEN,
        "prints": row.state == CheckState.ISSUED,
        "waiting": sums.lines - sums.found,
    }
    return render(request, "duty_checks/detail.html", context)


def _initial(request: SignedInRequest, months: int) -> dict[str, Any]:
    """The period asked for in the address, else the one today is in."""
    today = timezone.localdate()
    initial: dict[str, Any] = {"year": today.year, "number": (today.month - 1) // months + 1}
    given = {name: request.GET.get(name, "") for name in ("year", "number", "area")}
    return initial | {name: int(value) for name, value in given.items() if value.isdecimal()}


@allow(*CHECKERS)
@never_cache
def start_quarter(request: SignedInRequest) -> HttpResponse:
    """A town begins the check of a quarter."""
    return answer(
        request,
        _ASK,
        QuarterForm(request.POST or None, user=request.user, initial=_initial(request, 3)),
        partial(operations.start_quarter, actor=request.user),
        done=lambda row: f"已开始{row}，逐本登记",
        url=page_of,
        context={
            "label": "开始每季度检查",
            "button": "开始",
            "up": _TITLE,
            "up_url": reverse("duty_checks:index"),
        },
    )


@allow(*OFFICE)
@never_cache
def draw_sample(request: SignedInRequest) -> HttpResponse:
    """Draw the registers of a half-year."""
    return answer(
        request,
        _ASK,
        SampleForm(request.POST or None, initial=_initial(request, 6)),
        partial(operations.draw_sample, actor=request.user),
        done=lambda row: f"已抽出 {row.size} 本登记册，种子 {row.seed}",
        url=page_of,
        context={"label": "半年抽查", "button": "抽取", "up": _TITLE, "up_url": reverse("duty_checks:index")},
    )


@allow(*OFFICE)
@never_cache
def start_groups(request: SignedInRequest) -> HttpResponse:
    """Begin the inspection of all groups."""
    return answer(
        request,
        _ASK,
        HalfForm(request.POST or None, initial=_initial(request, 6)),
        partial(operations.start_groups, actor=request.user),
        done=lambda row: f"已开始{row}，逐个小组登记",
        url=page_of,
        context={
            "label": "半年全面督查",
            "button": "开始",
            "note": "现有的代表小组全部列入，一个不漏。",
            "up": _TITLE,
            "up_url": reverse("duty_checks:index"),
        },
    )


@allow(*CHECKERS)
@never_cache
def write_findings(request: SignedInRequest, pk: int) -> HttpResponse:
    """Every line on one page, with what stands in the register beside it."""
    row = _kept(request, pk)
    with leading_to(page_of(row)):
        require(request.user, CHECK_WORKFLOW["write_findings"], row.state)
        lines = lines_of(row)
        form = FindingsForm(request.POST or None, check=row, lines=lines)
        if request.method == "POST" and form.is_valid():
            try:
                saved = operations.write_findings(check=row, actor=request.user, **form.facts)
            except ValidationError as error:
                form.add_error(None, at_its_fields(form, error))
            except StaleVersion as stale:
                fresh = DutyCheck.objects.get(pk=pk)
                current = FindingsForm(check=fresh, lines=lines_of(fresh))
                return conflict_response(request, form, stale, current=current)
            else:
                waiting = saved.findings.waiting().count()
                more = f"，还有 {waiting} 条没有登记" if waiting else "，都登记了，可以查完"
                messages.success(request, f"检查情况已保存{more}")
                return redirect(page_of(row))
    held = entries_of(row, [line.deputyship_id for line in lines if line.deputyship_id])
    entries = {line.pk: held.get(line.deputyship_id, "没有登记") for line in lines if line.deputyship_id}
    context = {
        "check": row,
        "form": form,
        "rows": [(*one, entries.get(one[0].pk, "")) for one in form.rows()],
    }
    return render(request, "duty_checks/write_findings.html", context)


@allow(*CHECKERS)
@require_POST
def finish_check(request: SignedInRequest, pk: int) -> HttpResponse:
    """Close the check."""
    row = _kept(request, pk)
    with leading_to(page_of(row)):
        operations.finish_check(check=row, actor=request.user)
    messages.success(
        request, "已查完，可以发通报" if row.kind in CIRCULATED else "已查完，要改正的已通知代表"
    )
    return redirect(page_of(row))


@allow(*CHECKERS)
@require_POST
def reopen_check(request: SignedInRequest, pk: int) -> HttpResponse:
    """Take it up again."""
    row = _kept(request, pk)
    with leading_to(page_of(row)):
        operations.reopen_check(check=row, actor=request.user)
    messages.success(request, "已退回再查，改好以后再点查完")
    return redirect(page_of(row))


@allow(*OFFICE)
@never_cache
def issue_check(request: SignedInRequest, pk: int) -> HttpResponse:
    """Circulate the findings."""
    row = _kept(request, pk)
    with leading_to(page_of(row)):
        if row.kind not in CIRCULATED:
            raise Conflict("乡镇、街道每季度的检查不发通报")
        require(request.user, CHECK_WORKFLOW["issue_check"], row.state)
        return answer(
            request,
            _ASK,
            IssueForm(request.POST or None, initial={"issued_on": timezone.localdate()}),
            partial(operations.issue_check, check=row, actor=request.user),
            done=lambda _row: "通报已发出，各乡镇街道和小组组长会收到",
            url=page_of,
            context={
                "label": "发出通报",
                "of": row,
                "note": "发出以后，各乡镇街道和代表小组组长都能看到，检查情况不能再改。",
                "up": str(row),
                "up_url": page_of(row),
            },
        )


@allow(*rules.READERS)
@never_cache
@require_safe
def notice_pdf(request: SignedInRequest, pk: int) -> HttpResponse:
    """The notice as PDF."""
    row = _seen(request, pk)
    with leading_to(page_of(row)):
        if row.state != CheckState.ISSUED:
            raise Conflict("还没有发出通报")
    return paper_answer(request, lambda: notice_of(row), page_of(row))


@allow(*CHECKERS)
@never_cache
def mark_corrected(request: SignedInRequest, pk: int) -> HttpResponse:
    """Note that a fault was put right."""
    kept = CheckFinding.objects.kept_by(request.user)
    related = ("check_of__area", "deputyship__person", "group")
    row = scoped_or_404(kept.select_related(*related), pk=pk)
    with leading_to(page_of(row.check_of)):
        return answer(
            request,
            _ASK,
            CorrectedForm(request.POST or None, initial={"corrected_on": timezone.localdate()}),
            partial(operations.mark_corrected, finding=row, actor=request.user),
            done=lambda saved: f"{saved.whose}：已登记改正",
            url=lambda _row: page_of(row.check_of),
            context={
                "label": "登记改正",
                "of": row,
                "note": row.remarks,
                "up": str(row.check_of),
                "up_url": page_of(row.check_of),
            },
        )
