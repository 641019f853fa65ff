"""Stipend lists."""

from __future__ import annotations

from decimal import Decimal
from functools import partial

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from congress.access.decorators import allow
from congress.access.rules import available, require, scoped_or_404
from congress.district.queries import district_name
from congress.web import dates
from congress.web.forms import ReasonForm
from congress.web.lists.page import respond
from congress.web.parts import Step
from congress.web.requests import SignedInRequest
from congress.web.saving import answer, leading_to
from deputies.models import StipendLine, StipendList
from deputies.operations import stipends as operations
from deputies.rules import WRITERS
from deputies.services import rules
from deputies.services.enums import StipendState
from deputies.services.forms import DrawForm, PayForm
from deputies.services.showing import stipend_state, yuan
from deputies.services.tables import STIPENDS
from deputies.services.views.hub import pdf_answer
from deputies.services.workflow import STIPEND_WORKFLOW
from deputies.timeline import steps_of

_LIST = "deputy_services:stipends"
_PATH = (StipendState.DRAWN, StipendState.REVIEWED, StipendState.PAID)


def _page(row: StipendList) -> str:
    return reverse("deputy_services:stipend_list", args=[row.pk])


def _list(request: SignedInRequest, pk: int, step: str = "") -> StipendList:
    row = scoped_or_404(StipendList.objects.select_related("rule", "drawn_by", "reviewed_by"), pk=pk)
    if step:
        with leading_to(_page(row)):
            require(request.user, STIPEND_WORKFLOW[step], row.state)
    return row


@allow(*rules.READERS)
@require_http_methods(["GET", "POST"])
def stipends(request: SignedInRequest) -> HttpResponse:
    """All lists."""
    return respond(STIPENDS, request)


@allow(*rules.READERS)
@never_cache
@require_safe
def stipend_list(request: SignedInRequest, pk: int) -> HttpResponse:
    """One list with its lines."""
    row = _list(request, pk)
    lines = list(row.lines.select_related("deputyship__person", "signed_by"))
    total = sum((line.amount for line in lines), Decimal(0))
    signed = sum(line.signed_at is not None for line in lines)
    here = _PATH.index(StipendState(row.state))
    context = {
        "list": row,
        "state": stipend_state(row),
        "path": [
            *(
                Step(str(one.label), state="done" if n < here else "now" if n == here else "")
                for n, one in enumerate(_PATH)
            ),
            Step("签收", f"{signed}／{len(lines)}" if row.paid_on else ""),
        ],
        "facts": [
            ("标准", f"{yuan(row.amount)}　{row.rule}"),
            ("人数", f"{len(lines):,} 人"),
            ("合计", yuan(total)),
            ("编制", row.drawn_by.name if row.drawn_by else ""),
            ("审核", row.reviewed_by.name if row.reviewed_by else ""),
            ("发放", dates.full_day(row.paid_on) if row.paid_on else ""),
        ],
        "lines": [(line, yuan(line.amount)) for line in lines],
        "steps": {step.step for step in available(request.user, STIPEND_WORKFLOW, row.state)},
        "own": row.drawn_by_id == request.user.pk,
        "signs": row.paid_on is not None and request.user.has_role(*WRITERS),
        "happenings": steps_of(row),
    }
    return render(request, "deputy_services/stipend_list.html", context)


@allow(*WRITERS)
@never_cache
def draw_list(request: SignedInRequest) -> HttpResponse:
    """Draw up the list of a quarter."""
    today = timezone.localdate()
    initial = {"year": today.year, "quarter": (today.month - 1) // 3 + 1}
    return answer(
        request,
        "deputies/ask.html",
        DrawForm(request.POST or None, initial=initial),
        partial(operations.draw_list, actor=request.user),
        done=lambda _row: "补贴表已编制，请另一位同志审核",
        url=_page,
        context={"label": "编制补贴表", "up": STIPENDS.title, "up_url": reverse(_LIST), "button": "编制"},
    )


@allow(*WRITERS)
@require_POST
def redraw_list(request: SignedInRequest, pk: int) -> HttpResponse:
    """Draw it up anew."""
    row = _list(request, pk, "redraw_list")
    operations.redraw_list(stipend_list=row, actor=request.user)
    messages.success(request, "已按现在的名册和标准重新编制")
    return redirect(_page(row))


@allow(*WRITERS)
@require_POST
def review_list(request: SignedInRequest, pk: int) -> HttpResponse:
    """Review it."""
    row = _list(request, pk, "review_list")
    with leading_to(_page(row)):
        operations.review_list(stipend_list=row, actor=request.user)
    messages.success(request, "审核通过，可以发放")
    return redirect(_page(row))


@allow(*WRITERS)
@never_cache
def send_back_list(request: SignedInRequest, pk: int) -> HttpResponse:
    """Send it back to be drawn up anew."""
    row = _list(request, pk, "send_back_list")
    return answer(
        request,
        "deputies/ask.html",
        ReasonForm(request.POST or None),
        partial(operations.send_back_list, stipend_list=row, actor=request.user),
        done=lambda _row: "已退回编制",
        url=_page,
        context={"label": "退回编制", "of": row, "up": STIPENDS.title, "up_url": _page(row), "undo": True},
    )


@allow(*WRITERS)
@never_cache
def pay_list(request: SignedInRequest, pk: int) -> HttpResponse:
    """Write down that it was paid."""
    row = _list(request, pk, "pay_list")
    return answer(
        request,
        "deputies/ask.html",
        PayForm(request.POST or None, initial={"paid_on": timezone.localdate()}),
        partial(operations.pay_list, stipend_list=row, actor=request.user),
        done=lambda _row: "已登记发放，代表可以签收",
        url=_page,
        context={"label": "登记发放", "of": row, "up": STIPENDS.title, "up_url": _page(row)},
    )


@allow(*WRITERS, *rules.OWNERS)
@require_POST
def sign_line(request: SignedInRequest, pk: int) -> HttpResponse:
    """Sign for a line: the deputy's own, or for the office a signature on paper."""
    rows = StipendLine.objects.visible_to(request.user).select_related("paid_list", "deputyship__person")
    line = scoped_or_404(rows, pk=pk)
    office = request.user.has_role(*WRITERS)
    back = _page(line.paid_list) if office else reverse("deputy_services:mine")
    with leading_to(back):
        operations.sign_line(line=line, actor=request.user)
    messages.success(request, f"{line.deputyship.person}已签收" if office else "已签收")
    return redirect(back)


@allow(*rules.READERS)
@never_cache
@require_safe
def stipend_pdf(request: SignedInRequest, pk: int) -> HttpResponse:
    """The list as PDF, to be signed on paper."""
    row = _list(request, pk)
    lines = list(row.lines.select_related("deputyship__person"))
    rows = [
        [
            str(n),
            line.deputyship.person.name,
            f"{line.days}／{line.all_days}",
            f"{line.amount:,.2f}",
            "已签收" if line.signed_at else "",
        ]
        for n, line in enumerate(lines, 1)
    ]
    total = sum((line.amount for line in lines), Decimal(0))
    heads = [("序号", "xs"), ("姓名", ""), ("在任天数", "s"), ("金额（元）", "m"), ("签收", "m")]
    sub = f"{len(lines):,} 人，合计 {yuan(total)}"
    return pdf_answer(request, f"{district_name()}{row}表", sub, heads, rows, _page(row))
