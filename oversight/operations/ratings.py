"""How the committee rates what a unit did: by a secret ballot prepared here, whose result decides by itself, or by
numbers written down from a hall that counts with its own device (R256–R258).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Sequence
from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from congress.access.exceptions import Conflict
from congress.access.rules import require
from congress.accounts.models import User
from congress.audit import operations as audit
from congress.audit.registering import not_to_come
from congress.ballots.counting import Outcome
from congress.ballots.enums import BallotForm
from congress.ballots.models import Poll, RuleSet
from congress.ballots.operations import preparing
from congress.ballots.operations.deciding import check_outcome
from oversight.models import OpinionRound, ReviewOpinion
from oversight.operations.opinions import locked, move, running, tell
from oversight.opinions import rules
from oversight.opinions.counting import needs_second_review
from oversight.opinions.enums import OpinionState
from oversight.opinions.queries import open_poll, rule
from oversight.opinions.workflow import OPINION_WORKFLOW

#: What polls of this room are held for, as they name it.
PROCEDURE = "review_opinion"
TWO_THIRDS = "2/3>="
#: The longest name of an opinion that a ballot takes, with what is written around it.
_LONGEST_NAME = 96


def _rules_of_poll() -> dict[str, Any]:
    """The district's own rules for a rating by two thirds where it has some; 总票数 is what this room's rules say."""
    known = RuleSet.objects.filter(active=True, form=BallotForm.GRADES, threshold=TWO_THIRDS).first()
    own = preparing.rules_of(known) if known else {"form": BallotForm.GRADES, "threshold": TWO_THIRDS}
    return {**own, "basis": rule().basis}


def refuse_while_voting(turn: OpinionRound) -> None:
    """``Conflict`` while a ballot on the round goes on."""
    if open_poll(turn) is not None:
        raise Conflict("这一次测评已经在投票表决里进行，结果公布以后自动登记")


def _name(title: str) -> str:
    return title if len(title) <= _LONGEST_NAME else f"{title[:_LONGEST_NAME]}…"


def _items(turns: Sequence[OpinionRound]) -> list[tuple[str, str]]:
    """An item for each opinion, with its unit; those of the same name are told apart by their year."""
    names = Counter(_name(turn.opinion.title) for turn in turns)
    found = []
    for turn in turns:
        row = turn.opinion
        name = _name(row.title)
        if names[name] > 1:
            name = f"{name}（{row.year}年度{row.pk}号）"
        found.append((name, f"承办单位：{row.unit}"))
    return found


def _title(turns: Sequence[OpinionRound]) -> str:
    first = turns[0]
    if len(turns) == 1:
        return f"{_name(first.opinion.title)}办理情况测评（第{first.number}次）"
    years = {turn.opinion.year for turn in turns}
    year = f"{first.opinion.year}年度" if len(years) == 1 else ""
    return f"{year}审议意见办理情况测评（{len(turns)}件）"


@transaction.atomic
def prepare_rating(*, opinions: Collection[ReviewOpinion], actor: User, mode: str, again_by: date) -> Poll:
    """Prepare one ballot on the reports that were accepted; who votes is chosen on the page of the poll.

    ``again_by`` is the day of the next report should fewer than two thirds be satisfied. ``Conflict`` while a ballot
    on one of them goes on; one that was declared void is followed by another.
    """
    if not opinions:
        raise ValidationError({"opinions": "请选要测评的审议意见"})
    turns = []
    for one in sorted(opinions, key=lambda row: row.pk):
        row = locked(one, actor, rules.keep_opinion)
        require(actor, OPINION_WORKFLOW["pass_rating"], row.state)
        turn = running(row)
        turn.opinion = row
        refuse_while_voting(turn)
        turns.append(turn)
    if again_by <= timezone.localdate():
        raise ValidationError({"again_by": "再次报告的期限要在测评之后"})
    poll = preparing.prepare_poll(
        actor=actor,
        procedure=PROCEDURE,
        title=_title(turns),
        items=_items(turns),
        rules=_rules_of_poll(),
        mode=mode,
    )
    for turn in turns:
        turn.poll, turn.again_by = poll, again_by
        turn.save()
        after = {"note": f"第{turn.number}次测评", "again_by": again_by}
        audit.record(actor=actor, verb="opinions:prepare_rating", obj=turn.opinion, after=after)
    return poll


def take_result(poll: Poll, outcome: Outcome) -> None:
    """What follows from a published ballot: an opinion has passed, or stands on the list to be deliberated again.

    Called inside the transaction that publishes. ``Conflict`` keeps the result unpublished where nothing was rated: no
    ballot came back, too few took part, or the ballot was changed into something else than a rating of these opinions.
    """
    turns = list(OpinionRound.objects.filter(poll=poll).order_by("opinion_id"))
    if not turns:
        raise Conflict("这次投票不属于任何一件审议意见，请宣布作废")
    rows = ReviewOpinion.objects.select_for_update(of=("self",)).select_related("unit").order_by("pk")
    known = {row.pk: row for row in rows.filter(pk__in=[turn.opinion_id for turn in turns])}
    for turn in turns:
        turn.opinion = known[turn.opinion_id]
        if turn.opinion.state != OpinionState.ACCEPTED:
            raise Conflict(f"{turn.opinion.title}{turn.opinion.get_state_display()}，不能登记测评结果")
    names = [name for name, _unit in _items(turns)]
    check_outcome(poll, outcome, form=BallotForm.GRADES, names=names)
    for turn, result in zip(turns, outcome.items, strict=True):
        satisfied, basically = result.counts["good"], result.counts["fair"]
        passed = result.passed
        if passed is None:
            passed = not needs_second_review(satisfied, basically, outcome.basis)
        turn.rated_on = timezone.localdate()
        turn.satisfied, turn.basically, turn.total = satisfied, basically, outcome.basis
        _decide(turn.opinion, turn, None, passed=passed)


@transaction.atomic
def record_rating(
    *,
    opinion: ReviewOpinion,
    actor: User,
    rated_on: date,
    satisfied: int,
    basically: int,
    total: int,
    next_due_on: date | None = None,
) -> ReviewOpinion:
    """Write down a rating that was not voted on here, as of a hall with its own device or of years past.

    Raises ``ValidationError`` where the votes do not fit their total, or the day of the next report is missing;
    ``Conflict`` while a ballot goes on here.
    """
    row = locked(opinion, actor, rules.keep_opinion)
    require(actor, OPINION_WORKFLOW["pass_rating"], row.state)
    turn = running(row)
    refuse_while_voting(turn)
    not_to_come("rated_on", rated_on)
    if turn.reported_on is not None and rated_on < turn.reported_on:
        raise ValidationError({"rated_on": "测评日期不能早于报告日期"})
    if total < 1 or satisfied + basically > total:
        raise ValidationError({"total": "总票数要大于零，也不能少于满意票和基本满意票之和"})
    again = needs_second_review(satisfied, basically, total)
    if again and next_due_on is None:
        message = (
            f"满意和基本满意 {satisfied + basically} 票，不足 {total} 票的三分之二，"
            "列入下一年度再审，请填再次报告的期限"
        )
        raise ValidationError({"next_due_on": message})
    if again and next_due_on is not None and next_due_on <= rated_on:
        raise ValidationError({"next_due_on": "再次报告的期限要在测评之后"})
    turn.rated_on, turn.satisfied, turn.basically, turn.total = rated_on, satisfied, basically, total
    turn.again_by = next_due_on if again else None
    return _decide(row, turn, actor, passed=not again)


def _decide(row: ReviewOpinion, turn: OpinionRound, actor: User | None, *, passed: bool) -> ReviewOpinion:
    """Passed, or once more with a round of its own; both rounds stay as they were voted (R258)."""
    turn.full_clean(exclude=["poll"])
    turn.save()
    note = f"第{turn.number}次测评：{turn.satisfied + turn.basically}／{turn.total}"
    told = [row.unit_id, row.committee_id]
    if passed:
        move(row, "pass_rating", actor, note=note)
        tell(row, told, f"审议意见通过测评：{row.title}", note)
        return row
    if turn.again_by is None:
        raise Conflict("没有写再次报告的期限，请宣布作废，重新准备")
    row.due_on = turn.again_by
    OpinionRound.objects.create(opinion=row, number=turn.number + 1, due_on=turn.again_by)
    move(row, "fail_rating", actor, note=f"{note}，不足三分之二，列入再审")
    tell(row, told, f"审议意见列入再审：{row.title}", note)
    return row
