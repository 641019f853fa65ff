"""Writes of a round: the call, the screening, what each body decided, the two ballots and what follows from them."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from congress.access.exceptions import Conflict
from congress.access.rules import require, require_rule
from congress.access.versions import check_version
from congress.accounts.models import User
from congress.audit import operations as audit
from congress.ballots.counting import Outcome
from congress.ballots.enums import PollState
from congress.ballots.models import Poll
from congress.ballots.operations.preparing import prepare_poll
from congress.organs.models import Area
from livelihood_projects import rules
from livelihood_projects.enums import ProjectState, RoundState
from livelihood_projects.models import LivelihoodRule, Project, Round, StepDecision
from livelihood_projects.workflow import PASSES, ROUNDS

ELECTION, EVALUATION = "livelihood_election", "livelihood_evaluation"
#: The December ballot: grades over each project (R248).
_GRADES = {"form": "grades", "threshold": ""}


def locked(row: Round, actor: User, step: str) -> Round:
    """The round for this transaction alone, if this user may take the step now."""
    found = Round.objects.select_for_update(of=("self",)).select_related("area").get(pk=row.pk)
    require_rule(actor, rules.keep_round, found)
    require(actor, ROUNDS[step], found.state)
    return found


def _moved(row: Round, actor: User, step: str, note: str = "") -> Round:
    before, row.state = row.state, ROUNDS[step].target
    row.version += 1
    row.save()
    audit.record(
        actor=actor,
        verb=f"livelihood:{step}",
        obj=row,
        before={"state": before},
        after={"state": row.state, "note": note},
    )
    return row


def area_of(user: User) -> Area | None:
    """Whose rounds a user keeps: the town's own, or the district's."""
    if user.has_role(*rules.DISTRICT):
        return None
    return next(one.area for one in user.assignments_today if one.area is not None)


@transaction.atomic
def open_call(*, actor: User, **facts: Any) -> Round:
    """Call for ideas. ``ValidationError`` at the last day when the call is shorter than it has to be (R249)."""
    row = Round(area=area_of(actor), **facts)
    row.full_clean()
    row.save()
    audit.record(actor=actor, verb="livelihood:open_call", obj=row, after={"note": row.title})
    return row


@transaction.atomic
def change_rule(*, actor: User, version: int, **facts: Any) -> LivelihoodRule:
    """Change the district's rules; calls that began keep theirs. Raises ``StaleVersion``."""
    row = LivelihoodRule.objects.select_for_update().first() or LivelihoodRule()
    before = {name: getattr(row, name) for name in facts}
    check_version(row, version, before)
    for name, value in facts.items():
        setattr(row, name, value)
    row.full_clean()
    old, new = audit.changed(before, {name: getattr(row, name) for name in facts})
    if new:
        row.version += 1
        row.save()
        audit.record(actor=actor, verb="livelihood:change_rule", obj=row, before=old, after=new)
    return row


@transaction.atomic
def end_call(*, round: Round, actor: User) -> Round:
    """No more ideas. ``Conflict`` before the last day has passed."""
    row = locked(round, actor, "end_call")
    if timezone.localdate() <= row.closes_on:
        raise Conflict(f"征集到{row.closes_on.month}月{row.closes_on.day}日截止，过了这一天再结束")
    return _moved(row, actor, "end_call")


@transaction.atomic
def end_screening(*, round: Round, actor: User) -> Round:
    """Every idea is a candidate or has its reason; the list goes to the government, a town's to its party committee."""
    step = "end_screening" if round.area_id is None else "end_screening_of_town"
    row = locked(round, actor, step)
    left = row.projects.filter(state=ProjectState.IDEA).count()
    if left:
        raise Conflict(f"还有 {left} 条建议没有筛选，请列为候选，或者写明不列入的原因")
    candidates = row.projects.filter(state=ProjectState.CANDIDATE).count()
    if not candidates:
        raise Conflict("还没有候选项目")
    return _moved(row, actor, step, f"候选 {candidates} 项")


@transaction.atomic
def pass_list(
    *,
    round: Round,
    actor: User,
    on: date,
    document: str = "",
    note: str = "",
    forward: Collection[Project],
    reason: str = "",
) -> Round:
    """A body has decided: which projects go on, and why the others do not. The order of the bodies is kept (R249).

    Raises ``ValidationError`` for a day to come or before the step before, and without a reason for those left out.
    """
    step = PASSES.get(RoundState(round.state))
    if step is None:
        raise Conflict("现在没有要审议的名单")
    row = locked(round, actor, step)
    if on > timezone.localdate():
        raise ValidationError({"on": "会议还没有开，开过以后再登记"})
    earlier = row.decisions.order_by("-on").first()
    if on < (earlier.on if earlier else row.closes_on):
        raise ValidationError({"on": "日期不能早于上一步"})
    if "document" in ROUNDS[step].required and not document.strip():
        raise ValidationError({"document": "请写文件或者会议名称"})
    candidates = row.projects.filter(state=ProjectState.CANDIDATE)
    kept = {one.pk for one in forward}
    dropped = list(candidates.exclude(pk__in=kept))
    if not candidates.filter(pk__in=kept).exists():
        raise ValidationError({"forward": "至少列入一个项目"})
    if dropped and not reason.strip():
        raise ValidationError({"reason": f"有 {len(dropped)} 个项目没有列入，请写明原因"})
    for one in dropped:
        one.state, one.dropped_at, one.reason = ProjectState.DROPPED, row.state, reason.strip()
        one.version += 1
        one.full_clean(exclude=["round", "phone"])
        one.save()
    decision = StepDecision(
        round=row,
        step=row.state,
        on=on,
        document=document.strip(),
        note=note.strip(),
        taken=candidates.filter(pk__in=kept).count(),
        dropped=len(dropped),
    )
    decision.full_clean()
    decision.save()
    return _moved(row, actor, step, f"列入 {decision.taken} 项，未列入 {decision.dropped} 项")


def _stands(poll: Poll | None) -> bool:
    """Whether a poll still leads to a result; one that was void or had too few voters is prepared anew."""
    return poll is not None and poll.state not in {PollState.VOIDED, PollState.PUBLISHED}


@transaction.atomic
def prepare_ballot(*, round: Round, actor: User, seats: int) -> Round:
    """The ballot at the session: tick up to ``seats`` of the candidates, 10 → 5, 12 → 10 (R249)."""
    row = locked(round, actor, "prepare_ballot")
    if _stands(row.election) or row.projects.chosen().exists():
        raise Conflict("票决已经准备好了，请到“投票表决”办理")
    projects = list(row.projects.filter(state=ProjectState.CANDIDATE).order_by("pk"))
    if seats > len(projects):
        raise ValidationError({"seats": f"候选只有 {len(projects)} 项，应选不能超过它"})
    row.election = prepare_poll(
        actor=actor,
        title=f"{row.title}票决",
        items=[(one.title, f"投资 {one.investment} 万元") for one in projects],
        rules={"form": "ticks", "seats": seats, "tie": "revote"},
        mode="mixed",
        procedure=ELECTION,
        area=row.area,
    )
    return _moved(row, actor, "prepare_ballot", f"{len(projects)} 选 {seats}")


def _first_of(poll: Poll) -> Poll:
    while poll.follows is not None:
        poll = poll.follows
    return poll


def round_of(poll: Poll) -> Round | None:
    """The round a poll, or the one it repeats, belongs to."""
    first = _first_of(poll)
    by = "election" if poll.procedure == ELECTION else "evaluation"
    return Round.objects.filter(**{by: first}).first()


def take_election(poll: Poll, outcome: Outcome) -> None:
    """The published result chooses the projects; with equal votes for the last seat the round waits for the next."""
    found = round_of(poll)
    if found is None or not outcome.quorate:
        return
    row = Round.objects.select_for_update(of=("self",)).get(pk=found.pk)
    titles = {item.key: item.title for item in poll.items.all()}
    today = timezone.localdate()
    candidates = row.projects.filter(state=ProjectState.CANDIDATE)
    candidates.filter(title__in=[titles[key] for key in outcome.elected]).update(
        state=ProjectState.ELECTED, reported_on=today
    )
    if outcome.open_seats and poll.tie == "revote":
        return
    candidates.update(state=ProjectState.NOT_ELECTED)
    row.state = RoundState.UNDERWAY
    row.version += 1
    row.save()


@transaction.atomic
def prepare_evaluation(*, round: Round, actor: User, on: date, note: str = "") -> Round:
    """The committee deliberated in December on how far the projects are, and votes on each (R248, R250)."""
    row = locked(round, actor, "prepare_evaluation")
    if on > timezone.localdate():
        raise ValidationError({"on": "会议还没有开，开会那天再登记"})
    if _stands(row.evaluation) or row.projects.chosen().exclude(verdict={}).exists():
        raise Conflict("测评已经准备好了，请到“投票表决”办理")
    projects = list(row.projects.chosen().order_by("pk"))
    told = {"on": on, "note": note.strip(), "taken": len(projects), "dropped": 0}
    StepDecision.objects.update_or_create(round=row, step=RoundState.EVALUATION, defaults=told)
    row.evaluation = prepare_poll(
        actor=actor,
        title=f"{row.title}完成情况满意度测评",
        items=[(one.title, "") for one in projects],
        rules=_GRADES,
        mode="mixed",
        procedure=EVALUATION,
        area=row.area,
    )
    return _moved(row, actor, "prepare_evaluation", f"{len(projects)} 项")


def take_evaluation(poll: Poll, outcome: Outcome) -> None:
    """The published numbers stand with each project; only now it can be closed (R248)."""
    row = round_of(poll)
    if row is None or not outcome.quorate:
        return
    titles = {item.key: item.title for item in poll.items.all()}
    for result in outcome.items:
        verdict = {**result.counts, "cast": outcome.cast}
        row.projects.chosen().filter(title=titles[result.item]).update(verdict=verdict)
