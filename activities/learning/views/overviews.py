"""The lecture hall by quarters, plans, the report by form, deputies by what they learned, usage, settings."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from activities.learning import operations, rules
from activities.learning.forms import ChangePlanForm, PlanForm
from activities.learning.queries.classes import by_form, held_in, of_plan, quarters, turns
from activities.learning.queries.coverage import coverage, present_term
from activities.learning.settings import LISTS
from activities.learning.tables import GROUP_USAGE, LEARNERS, TOWN_USAGE, class_state, when
from activities.learning.views.asking import asking
from activities.models import TrainingClass, TrainingPlan
from activities.rules import DISTRICT_WRITERS
from congress.access.decorators import allow
from congress.access.rules import scoped_or_404
from congress.web.lists.page import respond
from congress.web.requests import SignedInRequest
from congress.web.saving import answer

#: Towns named as the next to carry a session out.
_TURNS = 3


def _year(request: SignedInRequest) -> int:
    asked = request.GET.get("year", "")
    return int(asked) if asked.isdecimal() and len(asked) == 4 else timezone.localdate().year


@allow(*rules.READERS)
@require_safe
def halls(request: SignedInRequest) -> HttpResponse:
    """The sessions of a year by quarter, quarters without one marked (R091)."""
    year, today = _year(request), timezone.localdate()
    found = quarters(request.user, year, today)
    context = {
        "year": year,
        "quarters": [(one, [(row, when(row), class_state(row)) for row in one.sessions]) for one in found],
        "turns": list(turns()[:_TURNS]),
        "keeps": request.user.has_role(*rules.KEEPERS),
    }
    return render(request, "learning/halls.html", context)


@allow(*rules.READERS)
@require_safe
def plans(request: SignedInRequest) -> HttpResponse:
    """Plans with how far each is, and how much of the term is trained (R089, R094)."""
    listed: dict[int | None, list[TrainingClass]] = {}
    seen = TrainingClass.objects.visible_to(request.user).filter(plan__isnull=False).select_related("type")
    for row in seen.order_by("begins_on", "pk"):
        listed.setdefault(row.plan_id, []).append(row)
    rows = []
    for plan in TrainingPlan.objects.select_related("term__area"):
        mine = listed.get(plan.pk, [])
        rows.append((plan, of_plan(mine), [(row, when(row), class_state(row)) for row in mine]))
    term, today = present_term(), timezone.localdate()
    trained = coverage(term, today) if term else None
    context = {
        "plans": rows,
        "term": term,
        "coverage": trained,
        "rate": str(trained),
        "left": trained.denominator - trained.numerator if trained else 0,
        "keeps": request.user.has_role(*DISTRICT_WRITERS),
    }
    return render(request, "learning/plans.html", context)


@allow(*DISTRICT_WRITERS)
@never_cache
def create_plan(request: SignedInRequest) -> HttpResponse:
    """Begin a plan."""
    return _planned(
        request,
        PlanForm(request.POST or None),
        lambda **data: operations.create_plan(actor=request.user, **data),
        "新建培训计划",
    )


@allow(*DISTRICT_WRITERS)
@never_cache
def change_plan(request: SignedInRequest, pk: int) -> HttpResponse:
    """Correct a plan."""
    plan = scoped_or_404(TrainingPlan.objects.select_related("term__area"), pk=pk)
    return _planned(
        request,
        ChangePlanForm(request.POST or None, instance=plan),
        lambda **data: operations.change_plan(plan=plan, actor=request.user, **data),
        "修改培训计划",
    )


def _planned(request: SignedInRequest, form: Any, save: Any, heading: str) -> HttpResponse:
    return answer(
        request,
        "learning/ask.html",
        form,
        save,
        done=lambda plan: f"{plan}已保存",
        url=lambda _plan: reverse("learning:plans"),
        context=asking(heading, "培训计划", reverse("learning:plans"), word="保存"),
    )


@allow(*rules.READERS)
@require_safe
def report(request: SignedInRequest) -> HttpResponse:
    """The classes of a year by form (R086)."""
    year = _year(request)
    context = {
        "year": year,
        "forms": by_form(request.user, year),
        "held": held_in(request.user, year).count(),
        "url": f"{reverse('learning:index')}?year={year}&held=yes",
    }
    return render(request, "learning/report.html", context)


@allow(*rules.READERS)
@require_http_methods(["GET", "POST"])
def learners(request: SignedInRequest) -> HttpResponse:
    """Deputies by what they learned: who is left, who lacks 初任, who never signed in."""
    return respond(LEARNERS, request)


@allow(*rules.READERS)
@require_http_methods(["GET", "POST"])
def usage(request: SignedInRequest) -> HttpResponse:
    """Sign-ins and entries by group (R038)."""
    return respond(GROUP_USAGE, request)


@allow(*rules.READERS)
@require_http_methods(["GET", "POST"])
def usage_towns(request: SignedInRequest) -> HttpResponse:
    """Sign-ins and entries by town (R038)."""
    return respond(TOWN_USAGE, request)


@allow(*DISTRICT_WRITERS)
@require_safe
def settings(request: SignedInRequest) -> HttpResponse:
    """The district's lists: types of classes, kinds of people."""
    return render(request, "learning/settings.html", {"lists": LISTS.shown()})


@allow(*DISTRICT_WRITERS)
@never_cache
def add_line(request: SignedInRequest, listed: str) -> HttpResponse:
    """A new line of a list."""
    return LISTS.answer_add(request, listed)


@allow(*DISTRICT_WRITERS)
@never_cache
def change_line(request: SignedInRequest, listed: str, pk: int) -> HttpResponse:
    """A line that is there."""
    return LISTS.answer_change(request, listed, pk)
