"""The yearly publicity plan: what is told and what is not (R080)."""

from __future__ import annotations

from functools import partial

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from activities.taking_part.views.shared import form_page
from bulletins.models import PlanItem
from bulletins.operations.publicity import plans as operations
from bulletins.publicity import rules
from bulletins.publicity.showing import plan_of
from bulletins.publicity.story_forms import ChangePlanItemForm, FinishForm, PlanItemForm
from congress.access.decorators import allow
from congress.access.exceptions import Conflict
from congress.access.rules import scoped_or_404
from congress.web.forms import ReasonForm
from congress.web.requests import SignedInRequest
from congress.web.saving import leading_to

_HEADING = "宣传计划"


def _page(row: PlanItem) -> str:
    return f"{reverse('publicity:plan')}?year={row.year}"


@allow(*rules.READERS)
@require_safe
def plan(request: SignedInRequest) -> HttpResponse:
    """The plan of a year."""
    today = timezone.localdate()
    asked = request.GET.get("year", "")
    year = int(asked) if asked.isdecimal() and 1979 <= int(asked) <= 2100 else today.year
    known = PlanItem.objects.order_by("-year").values_list("year", flat=True).distinct()
    context = {
        "plan": plan_of(request.user, year, today),
        "years": sorted({*known, today.year, year}, reverse=True),
        "keeps": request.user.has_role(*rules.OFFICES),
        "writes": request.user.has_role(*rules.WRITERS),
    }
    return render(request, "publicity/plan.html", context)


@allow(*rules.OFFICES)
@never_cache
def add_item(request: SignedInRequest) -> HttpResponse:
    """Put an item on the plan."""
    return form_page(
        request,
        PlanItemForm(request.POST or None, initial={"year": timezone.localdate().year}),
        partial(operations.add_item, actor=request.user),
        heading="列入计划",
        about=_HEADING,
        back=reverse("publicity:plan"),
        done="已列入计划",
        url=_page,
    )


def _item(pk: int) -> PlanItem:
    row = scoped_or_404(PlanItem.objects.all(), pk=pk)
    if row.dropped_reason:
        raise Conflict("这一项已取消，不能再改")
    return row


@allow(*rules.OFFICES)
@never_cache
def change_item(request: SignedInRequest, pk: int) -> HttpResponse:
    """Correct an item."""
    with leading_to(reverse("publicity:plan")):
        row = _item(pk)
        return form_page(
            request,
            ChangePlanItemForm(request.POST or None, instance=row),
            partial(operations.change_item, item=row, actor=request.user),
            heading="修改计划事项",
            about=row.title,
            button="保存",
            back=_page(row),
            done="计划已更新",
        )


@allow(*rules.OFFICES)
@never_cache
def finish_item(request: SignedInRequest, pk: int) -> HttpResponse:
    """Done otherwise than by a story."""
    with leading_to(reverse("publicity:plan")):
        row = _item(pk)
        return form_page(
            request,
            FinishForm(request.POST or None, initial={"done_on": timezone.localdate()}),
            partial(operations.finish_item, item=row, actor=request.user),
            heading="登记完成",
            about=row.title,
            back=_page(row),
            done="这一项已完成",
            lead="写代表事迹完成的不用在这里登记：事迹选上这一项，发布以后自动算完成。",
        )


@allow(*rules.OFFICES)
@never_cache
def drop_item(request: SignedInRequest, pk: int) -> HttpResponse:
    """It is not done this year."""
    with leading_to(reverse("publicity:plan")):
        row = _item(pk)
        return form_page(
            request,
            ReasonForm(request.POST or None),
            partial(operations.drop_item, item=row, actor=request.user),
            heading="取消计划事项",
            about=row.title,
            back=_page(row),
            done="这一项已取消",
            undo=True,
        )
