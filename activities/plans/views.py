"""Pages of the groups' plans."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from activities.convocations.rules import CALLERS
from activities.models import GroupPlan, PlanItem
from activities.plans import operations, rules
from activities.plans.forms import ChangeItemForm, DropForm, ItemForm, LinkForm, PlanForm, PostponeForm
from activities.plans.queries import groups_without_plan, progress_of, with_items
from activities.rules import READERS as ACTIVITY_READERS
from congress.access.decorators import allow
from congress.access.exceptions import StaleVersion
from congress.access.rules import require_rule, scoped_or_404
from congress.web.conflict import conflict_response
from congress.web.requests import SignedInRequest
from deputies.models import DeputyGroup


def _year(request: SignedInRequest) -> int:
    asked = request.GET.get("year", "")
    return int(asked) if asked.isdecimal() and len(asked) == 4 else timezone.localdate().year


@allow(*rules.READERS)
@require_safe
def index(request: SignedInRequest) -> HttpResponse:
    """The plans of a year, each with how far it is and what is missing; and the groups without one."""
    year = _year(request)
    plans = with_items(GroupPlan.objects.visible_to(request.user).filter(year=year))
    lines = [
        (plan, progress_of(_items(plan))) for plan in plans.order_by("group__kind", "group__number", "pk")
    ]
    can_keep = request.user.has_role(*rules.KEEPERS)
    context = {
        "year": year,
        "lines": lines,
        "done": sum(progress.done for _plan, progress in lines),
        "total": sum(progress.total for _plan, progress in lines),
        "can_keep": can_keep,
        "missing": groups_without_plan(request.user, year) if can_keep else [],
    }
    return render(request, "plans/index.html", context)


def _items(plan: GroupPlan) -> list[PlanItem]:
    items: list[PlanItem] = plan.kept_items  # type: ignore[attr-defined]  # of with_items
    return items


@allow(*rules.READERS)
@require_safe
def detail(request: SignedInRequest, pk: int) -> HttpResponse:
    """One plan: its items with how each stands, and what can be done with them."""
    plan = scoped_or_404(with_items(GroupPlan.objects.visible_to(request.user)), pk=pk)
    items = _items(plan)
    context = {
        "plan": plan,
        "items": items,
        "progress": progress_of(items),
        "dropped": plan.items.exclude(dropped_reason=""),
        "today": timezone.localdate(),
        "can_change": rules.change_plan.allows(request.user, plan),
        "can_call": request.user.has_role(*CALLERS),
        "can_open": request.user.has_role(*ACTIVITY_READERS),
    }
    return render(request, "plans/detail.html", context)


@allow(*rules.KEEPERS)
@never_cache
def create(request: SignedInRequest) -> HttpResponse:
    """Begin a plan."""
    groups = DeputyGroup.objects.filter(rules.lead_group.as_q(request.user)).in_force(timezone.localdate())
    form = PlanForm(request.POST or None, groups=groups)
    if request.method == "POST" and form.is_valid():
        plan = operations.create(actor=request.user, **form.cleaned_data)
        return redirect("plans:detail", plan.pk)
    return render(request, "plans/create.html", {"form": form})


def _kept(request: SignedInRequest, pk: int) -> GroupPlan:
    plan = scoped_or_404(GroupPlan.objects.visible_to(request.user).select_related("group"), pk=pk)
    require_rule(request.user, rules.change_plan, plan)
    return plan


def _item(request: SignedInRequest, pk: int) -> PlanItem:
    plans = GroupPlan.objects.visible_to(request.user)
    rows = PlanItem.objects.kept().filter(plan__in=plans).select_related("plan__group", "activity")
    item = scoped_or_404(rows, pk=pk)
    require_rule(request.user, rules.change_plan, item.plan)
    return item


@allow(*rules.KEEPERS)
@never_cache
def add_item(request: SignedInRequest, pk: int) -> HttpResponse:
    """Put something into the plan."""
    plan = _kept(request, pk)
    form = ItemForm(request.POST or None, plan=plan)
    if request.method == "POST" and form.is_valid():
        item = operations.add_item(plan=plan, actor=request.user, **form.facts)
        messages.success(request, f"“{item.theme}”已列入计划")
        return redirect("plans:detail", pk)
    return render(request, "plans/add_item.html", {"form": form, "plan": plan})


@allow(*rules.KEEPERS)
@never_cache
def change_item(request: SignedInRequest, pk: int) -> HttpResponse:
    """Correct an item."""
    item = _item(request, pk)
    form = ChangeItemForm(request.POST or None, plan=item.plan, item=item)
    if request.method == "POST" and form.is_valid():
        version = form.cleaned_data["version"]
        try:
            operations.change_item(item=item, actor=request.user, version=version, **form.facts)
        except StaleVersion as stale:
            now = PlanItem.objects.select_related("plan").get(pk=pk)
            return conflict_response(request, form, stale, current=ChangeItemForm(plan=now.plan, item=now))
        messages.success(request, f"“{form.cleaned_data['theme']}”已更新")
        return redirect("plans:detail", item.plan_id)
    return render(request, "plans/change_item.html", {"form": form, "item": item})


@allow(*rules.KEEPERS)
@never_cache
def link_activity(request: SignedInRequest, pk: int) -> HttpResponse:
    """Say which activity did it; 完成 follows from that."""
    item = _item(request, pk)
    form = LinkForm(request.POST or None, item=item)
    if request.method == "POST" and form.is_valid():
        activity = form.cleaned_data["activity"]
        operations.link_activity(item=item, actor=request.user, activity=activity)
        said = f"“{item.theme}”已完成：{activity}" if activity else f"“{item.theme}”不再关联活动"
        messages.success(request, said)
        return redirect("plans:detail", item.plan_id)
    return render(request, "plans/link_activity.html", {"form": form, "item": item})


@allow(*rules.KEEPERS)
@never_cache
def postpone_item(request: SignedInRequest, pk: int) -> HttpResponse:
    """Put it off to a later day, with the reason."""
    item = _item(request, pk)
    return _answer(request, item, PostponeForm(request.POST or None, item=item), "postpone_item", "已延期")


@allow(*rules.KEEPERS)
@never_cache
def drop_item(request: SignedInRequest, pk: int) -> HttpResponse:
    """Strike it out, with the reason."""
    item = _item(request, pk)
    return _answer(request, item, DropForm(request.POST or None), "drop_item", "已从计划里划去")


def _answer(request: SignedInRequest, item: PlanItem, form: Any, step: str, done: str) -> HttpResponse:
    if request.method == "POST" and form.is_valid():
        try:
            getattr(operations, step)(item=item, actor=request.user, **form.cleaned_data)
        except ValidationError as error:
            form.add_error(None, error)
        else:
            messages.success(request, f"“{item.theme}”{done}")
            return redirect("plans:detail", item.plan_id)
    return render(request, f"plans/{step}.html", {"form": form, "item": item})
