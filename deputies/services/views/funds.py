"""The ledger of activity funds."""

from __future__ import annotations

from functools import partial

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from congress.access.decorators import allow
from congress.access.exceptions import Conflict
from congress.access.rules import scoped_or_404
from congress.web.forms import ReasonForm
from congress.web.lists.page import respond
from congress.web.requests import SignedInRequest
from congress.web.saving import answer, leading_to
from deputies.models import Fund, FundSpending
from deputies.operations import funds as operations
from deputies.rules import WRITERS
from deputies.services import rules
from deputies.services.forms import ChangeFundForm, FundForm, GrantForm, SpendForm
from deputies.services.occasions import occasion_url, occasions_on
from deputies.services.queries import by_group
from deputies.services.showing import fund_facts, fund_state, is_over, yuan
from deputies.services.tables import FUNDS
from deputies.timeline import steps_of

_LIST = "deputy_services:funds"


def _page(row: Fund | FundSpending) -> str:
    key = row.pk if isinstance(row, Fund) else row.fund_id
    return reverse("deputy_services:fund", args=[key])


def _fund(request: SignedInRequest, pk: int) -> Fund:
    return scoped_or_404(Fund.objects.visible_to(request.user).select_related("group"), pk=pk)


def _spending(request: SignedInRequest, pk: int) -> FundSpending:
    seen = Fund.objects.visible_to(request.user)
    return scoped_or_404(FundSpending.objects.filter(fund__in=seen).select_related("fund"), pk=pk)


@allow(*rules.READERS)
@require_http_methods(["GET", "POST"])
def funds(request: SignedInRequest) -> HttpResponse:
    """All funds."""
    return respond(FUNDS, request)


@allow(*rules.READERS)
@never_cache
@require_safe
def fund(request: SignedInRequest, pk: int) -> HttpResponse:
    """One fund: application, grant, every spending, and what each group spent."""
    row = scoped_or_404(Fund.objects.visible_to(request.user).with_spent().select_related("group"), pk=pk)
    spent = row.spent  # type: ignore[attr-defined] # annotated
    lines = row.spendings.select_related("group")
    context = {
        "fund": row,
        "state": fund_state(row, spent),
        "facts": fund_facts(row, spent),
        "over": yuan(spent - row.granted) if row.granted is not None and is_over(row.granted, spent) else "",
        "lines": [(line, yuan(line.amount), occasion_url(line.occasion)) for line in lines],
        "groups": [(label, yuan(total)) for label, total in by_group(row)],
        "keeps": request.user.has_role(*WRITERS),
        "happenings": steps_of(row),
    }
    return render(request, "deputy_services/fund.html", context)


@allow(*WRITERS)
@never_cache
def apply_fund(request: SignedInRequest) -> HttpResponse:
    """Write down an application."""
    today = timezone.localdate()
    initial = {"year": today.year, "applied_on": today, "applied_to": "区财政局"}
    return answer(
        request,
        "deputies/ask.html",
        FundForm(request.POST or None, initial=initial),
        partial(operations.apply_fund, actor=request.user),
        done=lambda _row: "申请已登记，批复以后登记批复",
        url=_page,
        context={"label": "登记申请", "up": FUNDS.title, "up_url": reverse(_LIST)},
    )


@allow(*WRITERS)
@never_cache
def change_fund(request: SignedInRequest, pk: int) -> HttpResponse:
    """Correct an application that was not answered yet."""
    row = _fund(request, pk)
    with leading_to(_page(row)):
        if row.granted is not None:
            raise Conflict("已有批复，申请不能再改；批复变了可以重新登记批复")
        return answer(
            request,
            "deputies/ask.html",
            ChangeFundForm(request.POST or None, instance=row),
            partial(operations.change_fund, fund=row, actor=request.user),
            done=lambda _row: "申请已更新",
            url=_page,
            context={"label": "修改申请", "of": row, "up": row.title, "up_url": _page(row), "button": "保存"},
        )


@allow(*WRITERS)
@never_cache
def grant_fund(request: SignedInRequest, pk: int) -> HttpResponse:
    """Write down what was granted."""
    row = _fund(request, pk)
    initial = {"granted_on": row.granted_on or timezone.localdate(), "granted": row.granted}
    return answer(
        request,
        "deputies/ask.html",
        GrantForm(request.POST or None, initial=initial),
        partial(operations.grant_fund, fund=row, actor=request.user),
        done=lambda saved: f"批复已登记：{yuan(saved.granted)}",
        url=_page,
        context={"label": "登记批复", "of": row, "up": row.title, "up_url": _page(row)},
    )


@allow(*WRITERS)
@never_cache
def spend(request: SignedInRequest, pk: int) -> HttpResponse:
    """Add a line to the ledger."""
    row = _fund(request, pk)
    with leading_to(_page(row)):
        if row.granted is None:
            raise Conflict("还没有批复，先登记批复再登记支出")
        return answer(
            request,
            "deputies/ask.html",
            SpendForm(request.POST or None),
            partial(operations.spend, fund=row, actor=request.user),
            done=lambda saved: f"支出已登记：{saved}",
            url=lambda saved: reverse("deputy_services:link_spending", args=[saved.pk]),
            context={"label": "登记支出", "of": row, "up": row.title, "up_url": _page(row)},
        )


@allow(*WRITERS)
@never_cache
@require_http_methods(["GET", "POST"])
def link_spending(request: SignedInRequest, pk: int) -> HttpResponse:
    """Pick the activity of that day the money was spent on."""
    row = _spending(request, pk)
    found = occasions_on(row.on, request.user)
    if request.method == "POST":
        chosen = next((one for one in found if one.key == request.POST.get("occasion")), None)
        if chosen is not None:
            with leading_to(_page(row)):
                operations.link_spending(spending=row, actor=request.user, occasion=chosen)
            messages.success(request, f"已对上：{chosen.title}")
        return redirect(_page(row))
    context = {"spending": row, "amount": yuan(row.amount), "occasions": found, "up_url": _page(row)}
    return render(request, "deputy_services/link_spending.html", context)


@allow(*WRITERS)
@never_cache
def withdraw_spending(request: SignedInRequest, pk: int) -> HttpResponse:
    """Strike a line that was entered wrongly."""
    row = _spending(request, pk)
    with leading_to(_page(row)):
        return answer(
            request,
            "deputies/ask.html",
            ReasonForm(request.POST or None),
            partial(operations.withdraw_spending, spending=row, actor=request.user),
            done=lambda _row: "已冲销，不再计入支出",
            url=_page,
            context={
                "label": "冲销支出",
                "of": row,
                "up": row.fund.title,
                "up_url": _page(row),
                "undo": True,
            },
        )
