"""A selection decided by ballot: a poll for each category, whose published results are the decision (R078, R234)."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from congress.access.exceptions import Conflict
from congress.accounts.models import User
from congress.ballots.counting import FOR, Outcome
from congress.ballots.enums import BallotForm, PollState, TieRule
from congress.ballots.models import Poll, RuleSet
from congress.ballots.operations import preparing
from congress.notices.audiences import Chosen
from deputies.honours.enums import SelectionState
from deputies.models import Candidate, Selection, SelectionQuota
from deputies.operations.selections import locked, saved

#: What polls of this room are held for, as they name it.
PROCEDURE = "selection"
#: Forms of ballots that fill seats.
FORMS = (BallotForm.TICKS, BallotForm.APPROVAL)
_LONGEST_DECISION = 200


def waiting(selection: Selection) -> list[SelectionQuota]:
    """Categories still to be voted on: with somebody the review recommends, and no poll but a void one (1 query)."""
    rows = selection.quotas.filter(
        category__candidates__selection=selection, category__candidates__recommended=True
    )
    rows = rows.select_related("category", "poll").distinct()
    return [row for row in rows if row.poll is None or row.poll.state == PollState.VOIDED]


@transaction.atomic
def prepare_ballots(
    *,
    selection: Selection,
    actor: User,
    rule_set: RuleSet,
    mode: str,
    audience: Chosen,
    unnamed_paper: int = 0,
    members: int | None = None,
) -> Selection:
    """Prepare a poll for each category over those the review recommends, with the quota as its seats.

    Once a poll was declared void it prepares another. ``ValidationError`` while somebody is not reviewed, and for
    rules that could choose more than the quota; ``Conflict`` where nothing is left to vote on.
    """
    row = locked(selection, "prepare_ballots", actor)
    _refuse_unready(row, rule_set)
    quotas = waiting(row)
    if not quotas:
        polled = row.quotas.filter(poll__isnull=False).exists()
        raise Conflict("投票已经准备好了" if polled else "没有评审建议入选的候选，不能投票")
    for quota in quotas:
        candidates = list(row.candidates.filter(category=quota.category, recommended=True).order_by("pk"))
        poll = _poll(row, quota, candidates, actor, rule_set, mode)
        quota.poll = preparing.set_electors(
            poll=poll,
            actor=actor,
            version=poll.version,
            audience=audience,
            unnamed_paper=unnamed_paper,
            members=members,
        )
        quota.save(update_fields=["poll"])
    seats = {str(quota.category): quota.quota for quota in quotas}
    return saved(row, "prepare_ballots", actor, quotas=seats)


def _refuse_unready(row: Selection, rule_set: RuleSet) -> None:
    if rule_set.form not in FORMS or rule_set.tie == TieRule.ALL:
        raise ValidationError({"rule_set": "这套规则选出的可能超过名额，请换一套"})
    open_reviews = row.candidates.filter(recommended__isnull=True).count()
    if open_reviews:
        raise ValidationError(f"还有 {open_reviews} 个候选没有写评审意见，写好再投票")


def _poll(
    row: Selection,
    quota: SelectionQuota,
    candidates: Sequence[Candidate],
    actor: User,
    rule_set: RuleSet,
    mode: str,
) -> Poll:
    seats = min(quota.quota, len(candidates))
    ruled: dict[str, Any] = preparing.rules_of(rule_set)
    ruled |= {"seats": seats, "min_ticks": min(rule_set.min_ticks, seats)}
    if row.basis is not None:
        ruled["citation"] = str(row.basis)
    return preparing.prepare_poll(
        actor=actor,
        items=[(one.name, f"提名单位：{one.nominated_by}") for one in candidates],
        rules=ruled,
        procedure=PROCEDURE,
        title=f"{row}：{quota.category}",
        mode=mode,
    )


def quota_of(poll: Poll) -> SelectionQuota | None:
    """The category a poll, or the one it repeats, chooses in."""
    while poll.follows is not None:
        poll = poll.follows
    return SelectionQuota.objects.select_related("category").filter(poll=poll).first()


def take_result(poll: Poll, outcome: Outcome) -> None:
    """The published result chooses; when every category is voted on, the selection is decided.

    Called inside the transaction that publishes. With equal votes for the last place the category waits for the next
    ballot. ``Conflict`` keeps a result unpublished that chooses nothing or could not be: void it and prepare anew.
    """
    quota = quota_of(poll)
    if quota is None:
        raise Conflict("这次投票不属于任何一次评选，请宣布作废")
    row = Selection.objects.select_for_update(of=("self",)).get(pk=quota.selection_id)
    if row.state != SelectionState.VOTING:
        raise Conflict(f"这次评选{row.get_state_display()}，不能登记投票结果，请宣布作废")
    if not outcome.cast or not outcome.quorate:
        raise Conflict("投票的人数不够，没有结果，请宣布作废，重新准备")
    candidates = {one.name: one for one in row.candidates.filter(category=quota.category, recommended=True)}
    titles = {item.key: item.title for item in poll.items.all()}
    known = poll.form in FORMS and poll.seats and set(titles.values()) <= set(candidates)
    if not known:
        raise Conflict("票上的候选、形式改过，和评选对不上，请宣布作废，重新准备")
    before = sum(one.chosen for one in candidates.values())
    if before + len(outcome.elected) > quota.quota:
        raise Conflict(f"“{quota.category}”名额 {quota.quota}，选出的超过名额，请宣布作废，重新准备")
    for result in outcome.items:
        one = candidates[titles[result.item]]
        one.votes = result.counts[FOR]
        one.chosen = one.chosen or result.item in outcome.elected
        one.save(update_fields=["votes", "chosen"])
    if outcome.open_seats and poll.tie == TieRule.REVOTE:
        return
    quota.settled = True
    quota.save(update_fields=["settled"])
    if not row.quotas.filter(poll__isnull=False, settled=False).exists() and not waiting(row):
        _decide(row)


def _decide(row: Selection) -> None:
    chosen = list(row.candidates.filter(chosen=True))
    counts = "，".join(
        f"{quota.category} {sum(one.category_id == quota.category_id for one in chosen)} 个"
        for quota in row.quotas.filter(settled=True).select_related("category")
    )
    row.decided_on = timezone.localdate()
    row.decision = f"无记名投票：{counts}"[:_LONGEST_DECISION]
    names = [one.name for one in chosen]
    saved(row, "end_voting", None, decided_on=row.decided_on, decision=row.decision, chosen=names)
