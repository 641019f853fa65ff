"""Key supervision from recommendation to result (R205–R207, R225)."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from activities.models import Activity
from congress.access.exceptions import Conflict
from congress.access.rules import Rule, require, require_rule
from congress.access.versions import check_version
from congress.accounts.models import User
from congress.organs.models import Organ
from congress.web import dates
from deputies.models import Deputyship, Person
from suggestions.enums import State
from suggestions.models import KeySupervision, PlanStep, Suggestion, SupervisionItem
from suggestions.operations.shared import (
    day_of,
    locked,
    signatories_of,
    staff_of,
    tell,
    write_step,
)
from suggestions.supervision import rules
from suggestions.supervision.enums import UNDER_WAY, KeyState
from suggestions.supervision.operations.shared import committee_staff, office, person_user
from suggestions.supervision.workflow import KEY_WORKFLOW, STAYING

#: States in which supervising still has something to move.
SUPERVISED_STATES = frozenset({State.REGISTERED, State.HANDLING, State.REPLIED, State.STUDY, State.EVALUATED})


@transaction.atomic
def recommend(
    *,
    suggestion: Suggestion,
    actor: User,
    criteria: Collection[SupervisionItem],
    reason: str,
    at: datetime | None = None,
) -> KeySupervision:
    """Recommend a suggestion to the 主任会议 as a key one. ``Conflict`` when it is one or is over."""
    row = locked(suggestion)
    require_rule(actor, rules.recommend, row)
    if row.state not in SUPERVISED_STATES:
        raise Conflict(f"这件建议{row.get_state_display()}，不能推荐为重点督办")
    if not reason.strip():
        raise ValidationError({"reason": "请写明推荐理由"})
    if row.key_supervisions.filter(state__in=UNDER_WAY).exists():
        raise Conflict("这件建议已经推荐过，还没有结果")
    supervision = KeySupervision.objects.create(
        suggestion=row,
        year=day_of(at).year,
        reason=reason.strip(),
        recommended_by=actor,
        recommender=actor.post_label or actor.name,
        recommended_at=at or timezone.now(),
    )
    supervision.criteria.set(criteria)
    names = [item.name for item in criteria]
    _write(supervision, row, "recommend_key", actor, at, note=supervision.reason, criteria=names)
    text = f"{supervision.recommender}推荐，等主任会议确定。"
    tell(row, office(actor), f"重点督办候选：{row.title}", text, f"key{supervision.pk}recommended")
    return supervision


@dataclass(frozen=True)
class Decision:
    """What the 主任会议 decided about one candidate. ``words`` are its reason, needed when it is not chosen."""

    supervision: KeySupervision
    chosen: bool
    leader: Person | None = None
    words: str = ""


@transaction.atomic
def decide(
    *,
    actor: User,
    meeting: str,
    meeting_on: date,
    decisions: Sequence[Decision],
    at: datetime | None = None,
) -> list[KeySupervision]:
    """Enter what a 主任会议 decided about candidates, all or nothing; those not chosen keep the reason.

    Raises ``ValidationError`` when nothing was decided, a reason is missing, or the day is still to come.
    """
    if not decisions:
        raise ValidationError("还没有选定或不列入任何一件，请逐件选择")
    if meeting_on > day_of(at):
        raise ValidationError({"meeting_on": "会议日期还没有到，请改成实际日期"})
    decided = []
    for one in sorted(decisions, key=lambda decision: decision.supervision.suggestion_id):
        row, supervision = _locked(one.supervision, actor, "choose", rules.decide_key)
        if not one.chosen and not one.words.strip():
            raise ValidationError(f"“{row.title}”不列入，请写明理由")
        supervision.meeting, supervision.meeting_on = meeting.strip(), meeting_on
        supervision.decision = one.words.strip()
        facts = {"meeting": supervision.meeting, "meeting_on": meeting_on.isoformat()}
        if one.chosen:
            supervision.leader, supervision.committee = one.leader, row.committee
            _set_key(row, True)
            _move(supervision, row, "choose", actor, at, verb="choose_key", **facts)
            _tell_chosen(supervision, row)
        else:
            _move(supervision, row, "leave_out", actor, at, verb="leave_out_key", **facts)
            told = committee_staff(row.committee)
            text = f"{supervision.meeting}未列入。理由：{supervision.decision}"
            tell(row, told, f"未列入重点督办：{row.title}", text, f"key{supervision.pk}left")
        decided.append(supervision)
    return decided


@transaction.atomic
def save_plan(
    *,
    supervision: KeySupervision,
    actor: User,
    version: int,
    leader: Person | None,
    government_leader: Person | None,
    unit: Organ | None,
    committee: Organ | None,
    plan: str = "",
    at: datetime | None = None,
) -> KeySupervision:
    """Write the plan: the four roles as far as they are known, and what is asked for.

    The committee that supervises is the suggestion's own, so both change together. Raises ``StaleVersion``.
    """
    row, kept = _locked(supervision, actor, "save_plan", rules.plan_key)
    check_version(kept, version, dict(kept.roles))
    kept.leader, kept.government_leader, kept.unit = leader, government_leader, unit
    kept.committee, kept.plan = committee, plan.strip()
    if committee is not None and committee.pk != row.committee_id:
        row.committee = committee
        row.version += 1
        row.save()
    _move(kept, row, "save_plan", actor, at, **{label: who for label, who in kept.roles if who})
    return kept


@transaction.atomic
def approve_plan(*, supervision: KeySupervision, actor: User, at: datetime | None = None) -> KeySupervision:
    """Approve the plan; refused while one of the four roles, or every dated step, is missing (R205, R207)."""
    row, kept = _locked(supervision, actor, "approve_plan", rules.decide_key)
    if kept.missing_roles:
        raise Conflict(f"督办方案还缺{'、'.join(kept.missing_roles)}，补齐了才能批准")
    if not kept.plan_steps.exists():
        raise Conflict("督办方案还没有步骤，至少写一步才能批准")
    kept.approved_on, kept.approved_by = day_of(at), actor
    _move(kept, row, "approve_plan", actor, at, **dict(kept.roles))
    text = "；".join(f"{label}：{who}" for label, who in kept.roles)
    told = [*person_user(kept.leader), *committee_staff(kept.committee), *signatories_of(row)]
    if kept.unit is not None:
        told += staff_of(kept.unit)
    tell(row, told, f"重点督办方案已批准：{row.title}", f"{text}。", f"key{kept.pk}approved")
    for step in kept.plan_steps.prefetch_related("deputies__person__user"):
        _tell_deputies(step, row)
    return kept


@transaction.atomic
def add_step(
    *,
    supervision: KeySupervision,
    actor: User,
    kind: str,
    on: date,
    content: str,
    deputies: Collection[Deputyship] = (),
    at: datetime | None = None,
) -> PlanStep:
    """Put a dated step into the plan, with the deputies who take part."""
    row, kept = _locked(supervision, actor, "add_step", rules.plan_key)
    if on < timezone.localdate(kept.recommended_at):
        raise ValidationError({"on": "早于推荐的日期，请改成计划的日期"})
    step = PlanStep.objects.create(supervision=kept, kind=kind, on=on, content=content.strip())
    step.deputies.set(deputies)
    facts = {"kind": step.get_kind_display(), "on": on.isoformat()}
    _move(kept, row, "add_step", actor, at, verb="add_plan_step", note=step.content, **facts)
    if kept.state == KeyState.RUNNING:
        _tell_deputies(step, row)
    return step


@transaction.atomic
def finish_step(
    *,
    step: PlanStep,
    actor: User,
    done_on: date,
    result: str,
    activity: Activity | None = None,
    at: datetime | None = None,
) -> PlanStep:
    """Record a step as done; the activity it was, where it is logged."""
    row, kept = _locked(step.supervision, actor, "finish_step", rules.work_on_key)
    done = PlanStep.objects.get(pk=step.pk)
    if done.done_on is not None:
        raise Conflict(f"这一步{dates.day(done.done_on)}已记为完成")
    if done_on > day_of(at):
        raise ValidationError({"done_on": "这一天还没有到，请改成实际日期"})
    done.done_on, done.result, done.activity = done_on, result.strip(), activity
    done.save()
    facts = {"kind": done.get_kind_display(), "on": done_on.isoformat(), "content": done.content}
    _move(kept, row, "finish_step", actor, at, verb="finish_plan_step", note=done.result, **facts)
    title = f"重点督办完成一步：{row.title}"
    tell(row, signatories_of(row), title, f"{done}。{done.result}", f"step{done.pk}done")
    return done


@transaction.atomic
def join_step(*, step: PlanStep, actor: User, deputyship: Deputyship, at: datetime | None = None) -> PlanStep:
    """A deputy puts the own name down for a step that is still to come (R203, R207)."""
    row = locked(step.supervision.suggestion)
    kept = KeySupervision.objects.get(pk=step.supervision_id)
    require_rule(actor, rules.see_key, kept)
    joined = PlanStep.objects.get(pk=step.pk)
    if deputyship.person.user_id != actor.pk:
        raise Conflict("只能为自己报名")
    if kept.state != KeyState.RUNNING or joined.done_on is not None:
        raise Conflict("这一步现在不能报名")
    joined.deputies.add(deputyship)
    _write(kept, row, "join_plan_step", actor, at, note=str(joined), deputy=deputyship.person.name)
    told = committee_staff(kept.committee)
    text = f"{dates.day(joined.on)}，{joined}。"
    title = f"{deputyship.person}参加督办：{row.title}"
    tell(row, told, title, text, f"step{joined.pk}joined{deputyship.pk}")
    return joined


@transaction.atomic
def conclude(
    *, supervision: KeySupervision, actor: User, conclusion: str, at: datetime | None = None
) -> KeySupervision:
    """End the supervision with its result; every step of the plan is done by then."""
    row, kept = _locked(supervision, actor, "conclude", rules.work_on_key)
    waiting = kept.plan_steps.filter(done_on__isnull=True).count()
    if waiting:
        raise Conflict(f"还有 {waiting} 步没有完成，都记了完成才能结束督办")
    kept.closed_on, kept.conclusion = day_of(at), conclusion.strip()
    _move(kept, row, "conclude", actor, at, verb="conclude_key", note=kept.conclusion)
    told = [*person_user(kept.leader), *signatories_of(row)]
    tell(row, told, f"重点督办结束：{row.title}", kept.conclusion, f"key{kept.pk}done")
    return kept


@transaction.atomic
def drop(
    *, supervision: KeySupervision, actor: User, reason: str, at: datetime | None = None
) -> KeySupervision:
    """Take a suggestion off the list of key ones again, with the reason."""
    row, kept = _locked(supervision, actor, "drop", rules.decide_key)
    kept.decision, kept.closed_on = reason.strip(), day_of(at)
    _set_key(row, False)
    _move(kept, row, "drop", actor, at, verb="drop_key", note=kept.decision)
    told = [*person_user(kept.leader), *committee_staff(kept.committee), *signatories_of(row)]
    tell(row, told, f"不再重点督办：{row.title}", f"理由：{kept.decision}", f"key{kept.pk}dropped")
    return kept


def _locked(
    supervision: KeySupervision, actor: User, step: str, rule: Rule
) -> tuple[Suggestion, KeySupervision]:
    """The suggestion, locked, and the key supervision as it stands; role, scope and state are checked."""
    row = locked(supervision.suggestion)
    related = ("leader__user", "government_leader", "unit", "committee")
    kept = KeySupervision.objects.select_related(*related).get(pk=supervision.pk)
    require_rule(actor, rule, kept)
    require(actor, KEY_WORKFLOW[step], kept.state)
    return row, kept


def _move(
    kept: KeySupervision,
    row: Suggestion,
    step: str,
    actor: User,
    at: datetime | None,
    *,
    verb: str = "",
    note: str = "",
    **facts: Any,
) -> None:
    if step not in STAYING:
        kept.state = KEY_WORKFLOW[step].target
    kept.version += 1
    kept.save()
    _write(kept, row, verb or step, actor, at, note=note or kept.decision, **facts)


def _write(
    kept: KeySupervision,
    row: Suggestion,
    verb: str,
    actor: User,
    at: datetime | None,
    *,
    note: str = "",
    **facts: Any,
) -> None:
    key = {"key_supervision": kept.pk, **facts}
    write_step(row, verb, row.state, row.state, actor=actor, note=note[:500], at=at, **key)


def _set_key(row: Suggestion, is_key: bool) -> None:
    row.is_key = is_key
    row.version += 1
    row.save()


def _tell_chosen(kept: KeySupervision, row: Suggestion) -> None:
    when = f"{kept.meeting}（{dates.day(kept.meeting_on)}）确定" if kept.meeting_on else ""
    told = [*person_user(kept.leader), *signatories_of(row)]
    tell(row, told, f"列为重点督办：{row.title}", f"{when}。", f"key{kept.pk}chosen")
    text = f"{when}，请制定督办方案。"
    tell(row, committee_staff(row.committee), f"列为重点督办：{row.title}", text, f"key{kept.pk}chosen")


def _tell_deputies(step: PlanStep, row: Suggestion) -> None:
    users = [one.person.user for one in step.deputies.select_related("person__user")]
    told = [user for user in users if user is not None]
    text = f"{dates.day(step.on)}，{step.content}。"
    title = f"请您参加{step.get_kind_display()}：{row.title}"
    tell(row, told, title, text, f"step{step.pk}invited")
