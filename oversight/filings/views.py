"""Filed documents: the list, one of them, its review."""

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
from congress.web.forms import ReasonForm
from congress.web.lists.page import respond
from congress.web.parts import Basis
from congress.web.requests import SignedInRequest
from congress.web.saving import leading_to
from congress.web.sections import Action
from congress.workdays.deadlines import Span, deadline
from deputies.timeline import steps_of
from oversight.filings import forms, rules
from oversight.filings.enums import FilingResult
from oversight.filings.tables import FILINGS, filing_state
from oversight.models import Filing
from oversight.operations import filings as operations
from oversight.pages import RecordPage

INDEX = "filings:index"


def page_of(row: Filing) -> str:
    """The page of a document."""
    return reverse("filings:detail", args=[row.pk])


def _kept(pk: int) -> Filing:
    row = scoped_or_404(Filing.objects.select_related("issuer", "reviewer"), pk=pk)
    if row.withdrawn_reason:
        raise Conflict("这件文件已撤回，不能再改")
    return row


@allow(*rules.READERS)
@require_http_methods(["GET", "POST"])
def index(request: SignedInRequest) -> HttpResponse:
    """All documents."""
    return respond(FILINGS, request)


@allow(*rules.READERS)
@never_cache
@require_safe
def detail(request: SignedInRequest, pk: int) -> HttpResponse:
    """One document: how long it took to be filed, what the review came to."""
    row = scoped_or_404(Filing.objects.select_related("issuer", "reviewer"), pk=pk)
    keeps = request.user.has_role(*rules.WRITERS) and not row.withdrawn_reason
    counted = deadline(row.issued_on, Span.parse(row.span))
    filed = dates.full_day(row.filed_on) if row.filed_on else "还没有报备"
    actions = []
    if keeps:
        to = {
            name: reverse(f"filings:{name}", args=[row.pk])
            for name in ("conclude_filing", "change_filing", "withdraw_filing")
        }
        if row.filed_on is None:
            actions.append(Action("登记报备", to["change_filing"], "primary"))
            actions.append(Action("登记审查结果", blocked="报备以后再审查"))
        else:
            kind = "primary" if row.result == FilingResult.OPEN else ""
            actions.append(Action("登记审查结果", to["conclude_filing"], kind))
            actions.append(Action("修改", to["change_filing"]))
        actions.append(Action("撤回", to["withdraw_filing"], "undo"))
    return RecordPage(
        title=row.title,
        sub=str(row.issuer),
        up=FILINGS.title,
        up_url=reverse(INDEX),
        state=filing_state(row),
        due=row.due_on if row.filed_on is None else None,
        basis=Basis(row.source, f"公布后{row.span}内报备", counted.steps),
        notes=[f"这件文件已撤回。原因：{row.withdrawn_reason}"] if row.withdrawn_reason else [],
        facts=[
            ("制定机关", str(row.issuer)),
            ("文号", row.number),
            ("公布日期", dates.full_day(row.issued_on)),
            ("报备日期", filed),
            ("公布到报备", f"{row.days} 天" if row.days is not None else ""),
            ("逾期", f"{row.days_late} 天" if row.days_late else ""),
            ("审查的工委", str(row.reviewer or "")),
            ("审查结果", str(row.get_result_display())),
            ("审结日期", dates.full_day(row.concluded_on) if row.concluded_on else ""),
        ],
        texts=[("审查意见", row.opinion)],
        actions=actions,
        hint="" if keeps else "由常委会办公室、工委登记",
        happenings=steps_of(row),
    ).answer(request)


@allow(*rules.WRITERS)
@never_cache
def record_filing(request: SignedInRequest) -> HttpResponse:
    """Register a document."""
    return form_page(
        request,
        forms.FilingForm(request.POST or None),
        partial(operations.record_filing, actor=request.user),
        heading="登记文件",
        about=FILINGS.title,
        button="登记",
        back=reverse(INDEX),
        done="文件已登记",
        url=page_of,
    )


@allow(*rules.WRITERS)
@never_cache
def change_filing(request: SignedInRequest, pk: int) -> HttpResponse:
    """Correct it, or note that it was filed."""
    row = _kept(pk)
    with leading_to(page_of(row)):
        return form_page(
            request,
            forms.ChangeFilingForm(request.POST or None, instance=row),
            partial(operations.change_filing, filing=row, actor=request.user),
            heading="修改、登记报备",
            about=row.title,
            button="保存",
            back=page_of(row),
            done="文件已更新",
        )


@allow(*rules.WRITERS)
@never_cache
def conclude_filing(request: SignedInRequest, pk: int) -> HttpResponse:
    """What the review came to."""
    row = _kept(pk)
    known = {
        "reviewer": row.reviewer_id,
        "opinion": row.opinion,
        "result": row.result,
        "concluded_on": row.concluded_on or timezone.localdate(),
    }
    with leading_to(page_of(row)):
        return form_page(
            request,
            forms.ConcludeForm(request.POST or None, initial=known),
            partial(operations.conclude_filing, filing=row, actor=request.user),
            heading="登记审查结果",
            about=row.title,
            back=page_of(row),
            done="审查结果已登记",
        )


@allow(*rules.WRITERS)
@never_cache
def withdraw_filing(request: SignedInRequest, pk: int) -> HttpResponse:
    """It was entered by mistake."""
    row = _kept(pk)
    with leading_to(page_of(row)):
        return form_page(
            request,
            ReasonForm(request.POST or None),
            partial(operations.withdraw_filing, filing=row, actor=request.user),
            heading="撤回文件",
            about=row.title,
            back=page_of(row),
            done="已撤回",
            undo=True,
        )
