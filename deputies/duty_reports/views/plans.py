"""The year's plan by group, who still owes a report, the opinions of ballots."""

from __future__ import annotations

from functools import partial

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from congress.access.decorators import allow
from congress.access.rules import scoped_or_404
from congress.figures.numbers import Rate
from congress.web.lists.page import respond
from congress.web.requests import SignedInRequest
from congress.web.saving import answer
from deputies.duty_reports import rules
from deputies.duty_reports.forms import PlanGroupForm
from deputies.duty_reports.queries import deputies_of, group_plans, level_sums
from deputies.duty_reports.settings import LISTS
from deputies.duty_reports.tables import OWING, REPORTS
from deputies.duty_reports.workflow import OFFICE
from deputies.models import DeputyGroup
from deputies.operations.report_plans import plan_group as write_plan

#: Years before this one that are offered.
_BACK = 4


def year_of(text: str) -> int:
    """The year of ``?year=``, this one or one of the years offered; else this one."""
    this = timezone.localdate().year
    asked = int(text) if text.isdecimal() and len(text) == 4 else this
    return asked if this - _BACK <= asked <= this + 1 else this


@allow(*rules.OVERSEERS)
@never_cache
@require_safe
def plans(request: SignedInRequest) -> HttpResponse:
    """Planned and done by group, and what each level came to (R068, R071)."""
    today = timezone.localdate()
    year = year_of(request.GET.get("year", ""))
    lines = group_plans(request.user, year, today)
    sums = level_sums(request.user, year)
    planned, done = sum(line.planned for line in lines), sum(line.done for line in lines)
    may_plan = set(
        DeputyGroup.objects.filter(rules.plan_group.as_q(request.user)).values_list("pk", flat=True)
    )
    context = {
        "year": year,
        "years": [today.year + 1 - n for n in range(_BACK + 2)],
        "lines": lines,
        "may_plan": may_plan if request.user.has_role(*rules.PLANNERS) else set(),
        "planned": planned,
        "done": done,
        "rate": Rate(done, planned, "名"),
        "sums": sums,
        "deputies": deputies_of(sums),
    }
    return render(request, "duty_reports/plans.html", context)


@allow(*rules.PLANNERS)
@never_cache
def plan_group(request: SignedInRequest, pk: int, year: int) -> HttpResponse:
    """Tick whom the group has report this year."""
    group = scoped_or_404(DeputyGroup.objects.filter(rules.plan_group.as_q(request.user)), pk=pk)
    shown = year_of(str(year))
    back = f"{reverse('duty_reports:plans')}?year={shown}"
    return answer(
        request,
        "deputies/ask.html",
        PlanGroupForm(request.POST or None, group=group, year=shown),
        partial(write_plan, group=group, year=shown, actor=request.user),
        done=lambda row: f"{row}{shown}年述职计划已保存",
        url=lambda _row: back,
        context={
            "label": f"{shown}年述职计划",
            "button": "保存计划",
            "of": group,
            "up": "年度计划",
            "up_url": back,
        },
    )


@allow(*rules.OVERSEERS)
@require_http_methods(["GET", "POST"])
def owing(request: SignedInRequest) -> HttpResponse:
    """Directly elected deputies without a report in this term (R066)."""
    return respond(OWING, request)


@allow(*OFFICE)
@require_safe
def settings(request: SignedInRequest) -> HttpResponse:
    """What a ballot can say."""
    context = {
        "lists": LISTS.shown(),
        "heading": "评议等次",
        "up": REPORTS.title,
        "up_url": reverse("duty_reports:index"),
    }
    return render(request, "deputies/settings_of.html", context)


@allow(*OFFICE)
@never_cache
def add_line(request: SignedInRequest, listed: str) -> HttpResponse:
    """Add an opinion."""
    return LISTS.answer_add(request, listed)


@allow(*OFFICE)
@never_cache
def change_line(request: SignedInRequest, listed: str, pk: int) -> HttpResponse:
    """Change an opinion, or switch it off."""
    return LISTS.answer_change(request, listed, pk)
