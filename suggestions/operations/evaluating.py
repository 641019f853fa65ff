"""The deputy's verdict, what follows from 不满意, joint study, promises."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from congress.access.exceptions import Conflict
from congress.access.rules import require, require_rule
from congress.accounts.models import User
from congress.documents.uploads import Document, saving
from congress.web import dates
from suggestions import rules
from suggestions.enums import ClockKind, CommitmentState, Part, Rating
from suggestions.models import Commitment, Evaluation, Handling, Reply, Suggestion
from suggestions.operations import clocks
from suggestions.operations.assigning import UnitPart, begin_part, check_existing
from suggestions.operations.shared import (
    day_of,
    keeper_check,
    keepers_of,
    locked,
    move,
    signatories_of,
    staff_of,
    tell,
    write_step,
)
from suggestions.operations.writing import require_author
from suggestions.workflow import SUGGESTION_WORKFLOW

#: A verdict of 不满意 in this round, or a later one, opens joint study instead of another redo.
STUDY_FROM_ROUND = 2


@dataclass(frozen=True)
class Verdict:
    """What the deputy says to one reply."""

    reply: Reply
    attitude: str
    result: str
    words: str = ""

    @property
    def is_unsatisfied(self) -> bool:
        """Whether it has to be done again: 不满意 on either count."""
        return Rating.UNSATISFIED in {self.attitude, self.result}


@transaction.atomic
def evaluate(
    *,
    suggestion: Suggestion,
    actor: User,
    verdicts: Sequence[Verdict],
    on: date | None = None,
    scan: Document | None = None,
    at: datetime | None = None,
) -> Suggestion:
    """Rate every reply of this round, attitude and result apart.

    Any 不满意 opens the next round for the units concerned in the same transaction, with a clock of its own; a
    second one opens joint study. The old replies are kept. A clerk enters what came back on paper, with a ``scan``.
    Raises ``ValidationError`` when a reply is left out or 不满意 comes without a word why.
    """
    row = locked(suggestion)
    require_author(actor, row)
    require(actor, SUGGESTION_WORKFLOW["evaluate"], row.state)
    now = at or timezone.now()
    today = day_of(at)
    on = on or today
    parts = list(_replied_parts(row))
    by_reply = {verdict.reply.pk: verdict for verdict in verdicts}
    if set(by_reply) != {part.reply_given.pk for part in parts}:
        raise ValidationError("请对每一份答复作出评价")
    if on > today or (row.replied_at and on < timezone.localdate(row.replied_at)):
        raise ValidationError({"on": "评价日期应在答复之后、今天以前"})
    by_clerk = not rules.own_suggestion.allows(actor, row)
    with saving() as saver, transaction.atomic():
        kept = saver.save("suggestions", scan.content, scan.suffix) if scan else ""
        for verdict in verdicts:
            _keep(verdict, on, now, actor if by_clerk else None, kept)
    clocks.stop(row, ClockKind.EVALUATE, on=today)
    row.evaluated_at = now
    unhappy = [part for part in parts if by_reply[part.reply_given.pk].is_unsatisfied]
    row.attitude, row.result = (_worst(v.attitude for v in verdicts), _worst(v.result for v in verdicts))
    result = Rating(row.result).label
    facts = {"result": result, "entered": by_clerk}
    words = "；".join(v.words.strip() for v in verdicts if v.words.strip())
    if not unhappy:
        clocks.start(row, ClockKind.STRIKE_OFF, today)
        move(row, "evaluate", actor=actor, note=words, at=now, **facts)
        tell(row, keepers_of(row.gate), f"代表{result}：{row.title}", "请核查后销号。", f"rated{row.round}")
    elif row.round < STUDY_FROM_ROUND:
        _next_round(row, [_same(part) for part in unhappy], now)
        move(row, "redo", actor=actor, note=words, at=now, **facts)
        tell(
            row,
            keepers_of(row.gate),
            f"代表不满意：{row.title}",
            f"已退有关单位重新办理。{words}",
            f"rated{row.round}",
        )
    else:
        clocks.start(row, ClockKind.STUDY, today)
        move(row, "open_study", actor=actor, note=words, at=now, **facts)
        text = f"第 {row.round} 轮仍不满意，请会同政府研究。{words}"
        tell(row, keepers_of(row.gate), f"须联合研究：{row.title}", text, f"rated{row.round}")
    for part in parts:
        verdict = by_reply[part.reply_given.pk]
        text = f"态度{Rating(verdict.attitude).label}，结果{Rating(verdict.result).label}。{verdict.words}"
        tell(row, staff_of(part.organ), f"代表评价：{row.title}", text, f"verdict{part.pk}")
    return row


@transaction.atomic
def waive(*, suggestion: Suggestion, actor: User, reason: str, at: datetime | None = None) -> Suggestion:
    """Go on without a verdict that is overdue; it is never counted as satisfied."""
    row = locked(suggestion)
    keeper_check(actor, row, "waive")
    clock = row.clocks.running().filter(kind=ClockKind.EVALUATE).first()
    if clock is not None and day_of(at) <= clock.due_on:
        raise Conflict(f"代表可以评价到{dates.day(clock.due_on)}，过了这一天才能转核查")
    clocks.stop(row, ClockKind.EVALUATE, on=day_of(at), met=False)
    clocks.start(row, ClockKind.STRIKE_OFF, day_of(at))
    move(row, "waive", actor=actor, note=reason.strip(), at=at)
    return row


@transaction.atomic
def redo_after_study(
    *,
    suggestion: Suggestion,
    actor: User,
    conclusion: str,
    units: Sequence[UnitPart] = (),
    at: datetime | None = None,
) -> Suggestion:
    """What the joint study found goes back to units for another round; to the same ones when none are named.

    Raises ``ValidationError`` when one of them no longer exists.
    """
    row = locked(suggestion)
    keeper_check(actor, row, "redo_after_study")
    now = at or timezone.now()
    again = list(units) or [_same(part) for part in _replied_parts(row)]
    check_existing([unit.organ for unit in again], day_of(at))
    clocks.stop(row, ClockKind.STUDY, on=day_of(at))
    _next_round(row, again, now)
    move(row, "redo_after_study", actor=actor, note=conclusion.strip(), at=now)
    tell(row, signatories_of(row), f"再次交办：{row.title}", conclusion.strip(), f"studied{row.round}")
    return row


@transaction.atomic
def conclude_study(
    *, suggestion: Suggestion, actor: User, conclusion: str, at: datetime | None = None
) -> Suggestion:
    """The joint study ends the matter; the last verdict stands as it is."""
    row = locked(suggestion)
    keeper_check(actor, row, "conclude_study")
    clocks.stop(row, ClockKind.STUDY, on=day_of(at))
    clocks.start(row, ClockKind.STRIKE_OFF, day_of(at))
    move(row, "conclude_study", actor=actor, note=conclusion.strip(), at=at)
    tell(row, signatories_of(row), f"联合研究有结论：{row.title}", conclusion.strip(), f"studied{row.round}")
    return row


@transaction.atomic
def report_commitment(
    *, commitment: Commitment, actor: User, report: str, at: datetime | None = None
) -> Commitment:
    """The unit reports that it kept its promise; the office checks."""
    row, promise = _promise(commitment)
    require_rule(actor, rules.act_for_unit, promise.reply.handling)
    if promise.state != CommitmentState.OPEN:
        raise Conflict(f"这件承诺事项{promise.get_state_display()}")
    promise.state, promise.report = CommitmentState.REPORTED, report.strip()
    promise.reported_at = at or timezone.now()
    promise.save()
    _write(row, promise, "report_commitment", actor, promise.report, at)
    text = f"{promise.reply.handling.organ}：{promise.report}"
    tell(
        row,
        keepers_of(row.gate),
        f"请核实承诺事项：{row.title}",
        text,
        f"promise{promise.pk}-{promise.reported_at:%s}",
    )
    return promise


@transaction.atomic
def check_commitment(
    *, commitment: Commitment, actor: User, kept: bool, note: str, at: datetime | None = None
) -> Commitment:
    """The office looks whether the promise was kept. Kept, the deputy rates it again; not kept, it goes on."""
    row, promise = _promise(commitment)
    keeper_check(actor, row)
    if promise.state not in {CommitmentState.OPEN, CommitmentState.REPORTED}:
        raise Conflict(f"这件承诺事项{promise.get_state_display()}")
    promise.state = CommitmentState.KEPT if kept else CommitmentState.OPEN
    promise.check_note, promise.checked_by = note.strip(), actor
    promise.checked_at = at or timezone.now()
    promise.save()
    _write(row, promise, "keep_commitment" if kept else "refuse_commitment", actor, promise.check_note, at)
    if kept:
        text = f"{promise.what}。请评价。"
        tell(row, signatories_of(row, lead_only=True), f"承诺已兑现：{row.title}", text, f"kept{promise.pk}")
    else:
        tell(
            row,
            staff_of(promise.reply.handling.organ),
            f"承诺未兑现：{row.title}",
            note,
            f"unkept{promise.pk}",
        )
    return promise


@transaction.atomic
def give_up_commitment(
    *, commitment: Commitment, actor: User, note: str, at: datetime | None = None
) -> Commitment:
    """The office writes a promise off as broken; it counts against 承诺兑现率."""
    row, promise = _promise(commitment)
    keeper_check(actor, row)
    if promise.state not in {CommitmentState.OPEN, CommitmentState.REPORTED}:
        raise Conflict(f"这件承诺事项{promise.get_state_display()}")
    promise.state, promise.check_note, promise.checked_by = CommitmentState.BROKEN, note.strip(), actor
    promise.checked_at = at or timezone.now()
    promise.save()
    _write(row, promise, "break_commitment", actor, promise.check_note, at)
    return promise


@transaction.atomic
def rate_commitment(
    *, commitment: Commitment, actor: User, rating: str, at: datetime | None = None
) -> Commitment:
    """The deputy rates a promise that was kept; the last word counts."""
    row, promise = _promise(commitment)
    require_author(actor, row)
    if promise.state != CommitmentState.KEPT:
        raise Conflict("核实兑现之后才能评价")
    promise.rating, promise.rated_at = Rating(rating), at or timezone.now()
    promise.save()
    _write(row, promise, "rate_commitment", actor, Rating(rating).label, at)
    return promise


def _worst(ratings: Iterable[str]) -> str:
    return max(ratings, key=list(Rating.values).index)


def _replied_parts(row: Suggestion) -> Sequence[Handling]:
    """The parts that replied in this round."""
    parts = Handling.objects.live().replying().filter(suggestion=row, round=row.round)
    return list(parts.select_related("organ", "leader", "reply_given"))


def _same(part: Handling) -> UnitPart:
    return UnitPart(part.organ, Part(part.part), part.leader, part.task)


def _next_round(row: Suggestion, units: Sequence[UnitPart], now: datetime) -> None:
    """Begin another round; one that has a single unit left makes it the lead."""
    clocks.stop(row, ClockKind.FOLLOW_UP, on=timezone.localdate(now), met=False)
    row.round += 1
    row.replied_at = None
    alone = len(units) == 1
    for unit in units:
        begin_part(row, UnitPart(unit.organ, Part.LEAD if alone else unit.part, unit.leader, unit.task), now)


def _keep(verdict: Verdict, on: date, now: datetime, clerk: User | None, scan: str) -> None:
    if verdict.is_unsatisfied and not verdict.words.strip():
        raise ValidationError({"words": "不满意须写明哪里不满意"})
    Evaluation.objects.create(
        reply=verdict.reply,
        attitude=Rating(verdict.attitude),
        result=Rating(verdict.result),
        words=verdict.words.strip(),
        evaluated_on=on,
        evaluated_at=now,
        entered_by=clerk,
        scan=scan,
    )


def _promise(commitment: Commitment) -> tuple[Suggestion, Commitment]:
    row = locked(commitment.suggestion)
    rows = Commitment.objects.select_related("reply__handling__organ")
    return row, rows.get(pk=commitment.pk)


def _write(
    row: Suggestion, promise: Commitment, verb: str, actor: User, note: str, at: datetime | None
) -> None:
    write_step(
        row,
        verb,
        row.state,
        row.state,
        actor=actor,
        note=note,
        at=at,
        what=promise.what,
        unit=promise.reply.handling.organ_name,
    )
