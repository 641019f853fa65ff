"""Key supervision: recommend, decide, plan, follow, conclude."""

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
from django.views.decorators.http import require_POST, require_safe

from congress.access.decorators import allow
from congress.access.rules import Rule, available, require, require_rule, scoped_or_404
from congress.web.requests import SignedInRequest
from congress.web.saving import answer, at_its_fields
from deputies.models import Deputyship
from suggestions.models import KeySupervision, PlanStep, Suggestion
from suggestions.supervision import operations, rules
from suggestions.supervision.enums import KeyState
from suggestions.supervision.forms.keys import (
    ConcludeForm,
    FinishStepForm,
    MeetingForm,
    PlanForm,
    ReasonForm,
    RecommendForm,
    StepForm,
    candidate_forms,
    decisions_of,
)
from suggestions.supervision.queries.keys import candidates
from suggestions.supervision.tables import KEY_SHAPES
from suggestions.supervision.workflow import DECIDERS, KEEPERS, KEY_WORKFLOW
from suggestions.workflow import PROPOSERS

_RELATED = ("suggestion__lead__person", "leader__user", "government_leader", "unit", "committee")
#: Candidates on one page; a 主任会议 deals with far fewer.
_MOST_CANDIDATES = 60


def _found(request: SignedInRequest, pk: int, rule: Rule | None = None, step: str = "") -> KeySupervision:
    """A key supervision in scope; with a rule and a step, one with which this can be done now."""
    rows = KeySupervision.objects.visible_to(request.user).select_related(*_RELATED)
    row = scoped_or_404(rows, pk=pk)
    if rule is not None:
        require_rule(request.user, rule, row)
    if step:
        require(request.user, KEY_WORKFLOW[step], row.state)
    return row


def _url(row: Any) -> str:
    return reverse("supervision:detail", args=[row.pk])


@allow(*DECIDERS, *KEEPERS)
@never_cache
def recommend(request: SignedInRequest, pk: int) -> HttpResponse:
    """Recommend a suggestion as a key one."""
    suggestion = scoped_or_404(Suggestion.objects.visible_to(request.user), pk=pk)
    require_rule(request.user, rules.recommend, suggestion)
    return answer(
        request,
        "supervision/recommend.html",
        RecommendForm(request.POST or None),
        partial(operations.recommend, suggestion=suggestion, actor=request.user),
        done=lambda row: f"已推荐“{suggestion.title}”，等主任会议确定",
        url=_url,
        context={"suggestion": suggestion},
    )


@allow(*DECIDERS)
@never_cache
def decide(request: SignedInRequest) -> HttpResponse:
    """Enter what a 主任会议 decided about the candidates."""
    rows = list(candidates(request.user)[:_MOST_CANDIDATES])
    form = MeetingForm(request.POST or None)
    lines = candidate_forms(rows, request.POST or None)
    if request.method == "POST" and all([form.is_valid(), *(line.is_valid() for line in lines)]):
        try:
            decided = operations.decide(
                actor=request.user, decisions=decisions_of(lines), **form.cleaned_data
            )
        except ValidationError as error:
            form.add_error(None, at_its_fields(form, error))
        else:
            chosen = sum(row.state == KeyState.CHOSEN for row in decided)
            left = len(decided) - chosen
            messages.success(request, f"已列为重点督办 {chosen} 件，不列入 {left} 件")
            return redirect(f"{reverse('supervision:keys')}?state=chosen")
    return render(request, "supervision/decide.html", {"form": form, "lines": lines})


@allow(*rules.KEY_READERS)
@require_safe
def detail(request: SignedInRequest, pk: int) -> HttpResponse:
    """One key supervision: how it was chosen, who does what, the steps, what can be done now."""
    row = _found(request, pk)
    user = request.user
    steps = list(
        row.plan_steps.prefetch_related("deputies__person").select_related("activity").order_by("on", "id")
    )
    allowed = {t.step: t for t in available(user, KEY_WORKFLOW, row.state)}
    by_rule = {
        "save_plan": rules.plan_key,
        "add_step": rules.plan_key,
        "finish_step": rules.work_on_key,
        "conclude": rules.work_on_key,
        "approve_plan": rules.decide_key,
        "choose": rules.decide_key,
        "drop": rules.decide_key,
    }
    verdicts = {rule: rule.allows(user, row) for rule in set(by_rule.values())} if allowed else {}
    can = {step for step, rule in by_rule.items() if step in allowed and verdicts[rule]}
    own = Deputyship.objects.in_force(timezone.localdate()).filter(person__user=user)
    mine = set(own.values_list("pk", flat=True)) if user.has_role(*PROPOSERS) else set()
    joined = {step.pk for step in steps if mine & {one.pk for one in step.deputies.all()}}
    blocked = row.missing_roles
    context = {
        "supervision": row,
        "criteria": row.criteria.all(),
        "shape": KEY_SHAPES[KeyState(row.state)],
        "steps": steps,
        "done": sum(step.done_on is not None for step in steps),
        "can": can,
        "why_not_approved": (
            f"还缺{'、'.join(blocked)}" if blocked else "" if steps else "还没有步骤，至少写一步"
        ),
        "today": timezone.localdate(),
        "can_join": bool(mine) and row.state == KeyState.RUNNING,
        "joined": joined,
        "lists": user.has_role(*rules.READERS),
        "can_open": Suggestion.objects.visible_to(user).filter(pk=row.suggestion_id).exists(),
    }
    return render(request, "supervision/detail.html", context)


@allow(*KEEPERS)
@never_cache
def save_plan(request: SignedInRequest, pk: int) -> HttpResponse:
    """Write the plan: four roles and what is asked for."""
    row = _found(request, pk, rules.plan_key, "save_plan")
    committee = row.committee or row.suggestion.committee
    form = PlanForm(request.POST or None, instance=row, initial={"committee": committee})
    return answer(
        request,
        "supervision/save_plan.html",
        form,
        partial(operations.save_plan, supervision=row, actor=request.user),
        done=lambda kept: "督办方案已保存" + (f"，还缺{'、'.join(m)}" if (m := kept.missing_roles) else ""),
        url=_url,
        context={"supervision": row},
    )


@allow(*KEEPERS)
@never_cache
def add_step(request: SignedInRequest, pk: int) -> HttpResponse:
    """Put a step into the plan."""
    row = _found(request, pk, rules.plan_key, "add_step")
    return answer(
        request,
        "supervision/add_step.html",
        StepForm(request.POST or None),
        partial(operations.add_step, supervision=row, actor=request.user),
        done=lambda step: f"已增加步骤：{step}",
        url=lambda _step: _url(row),
        context={"supervision": row},
    )


def _step(request: SignedInRequest, pk: int) -> PlanStep:
    keys = KeySupervision.objects.visible_to(request.user)
    rows = PlanStep.objects.filter(supervision__in=keys).select_related(
        "supervision__suggestion", "supervision__leader"
    )
    return scoped_or_404(rows, pk=pk)


@allow(*DECIDERS, *KEEPERS)
@never_cache
def finish_step(request: SignedInRequest, pk: int) -> HttpResponse:
    """Record a step as done."""
    step = _step(request, pk)
    require_rule(request.user, rules.work_on_key, step.supervision)
    require(request.user, KEY_WORKFLOW["finish_step"], step.supervision.state)
    return answer(
        request,
        "supervision/finish_step.html",
        FinishStepForm(request.POST or None, user=request.user),
        partial(operations.finish_step, step=step, actor=request.user),
        done=lambda done: f"已记为完成：{done}",
        url=lambda _done: _url(step.supervision),
        context={"step": step, "supervision": step.supervision},
    )


@allow(*PROPOSERS)
@require_POST
def join_step(request: SignedInRequest, pk: int) -> HttpResponse:
    """A deputy takes part in a step."""
    step = _step(request, pk)
    own = Deputyship.objects.in_force(timezone.localdate()).filter(person__user=request.user)
    deputyship = scoped_or_404(own.select_related("person").order_by("pk"))
    operations.join_step(step=step, actor=request.user, deputyship=deputyship)
    messages.success(request, f"您已报名参加：{step}")
    return redirect(_url(step.supervision))


@allow(*DECIDERS)
@require_POST
def approve_plan(request: SignedInRequest, pk: int) -> HttpResponse:
    """Approve the plan; refused while one of the four roles is missing."""
    row = _found(request, pk, rules.decide_key, "approve_plan")
    operations.approve_plan(supervision=row, actor=request.user)
    messages.success(request, "督办方案已批准，已告诉牵头领导、委室、承办部门和代表")
    return redirect(_url(row))


@allow(*DECIDERS, *KEEPERS)
@never_cache
def conclude(request: SignedInRequest, pk: int) -> HttpResponse:
    """End the supervision with its result."""
    row = _found(request, pk, rules.work_on_key, "conclude")
    return answer(
        request,
        "supervision/conclude.html",
        ConcludeForm(request.POST or None),
        partial(operations.conclude, supervision=row, actor=request.user),
        done=lambda _row: "重点督办已结束",
        url=_url,
        context={"supervision": row},
    )


@allow(*DECIDERS)
@never_cache
def drop(request: SignedInRequest, pk: int) -> HttpResponse:
    """Take it off the list of key ones."""
    row = _found(request, pk, rules.decide_key, "drop")
    return answer(
        request,
        "supervision/drop.html",
        ReasonForm(request.POST or None),
        partial(operations.drop, supervision=row, actor=request.user),
        done=lambda _row: "已撤下，不再是重点督办",
        url=_url,
        context={"supervision": row},
    )
