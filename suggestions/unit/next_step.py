"""What a unit does next with its part: one step, its day, and why."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from suggestions.enums import (
    ANSWER_CLOCKS,
    ClockKind,
    CommitmentState,
    Confirmation,
    ContactStage,
    HandlingState,
    Part,
    State,
)
from suggestions.models import Clock, Commitment, Handling, Reply
from suggestions.operations.handling import NEEDED_BEFORE_REPLY


@dataclass(frozen=True)
class NextStep:
    """``step`` is the name of the address that does it; empty when the unit waits for others."""

    step: str
    label: str
    due: date | None = None

    @property
    def is_own(self) -> bool:
        """Whether the unit itself has something to do."""
        return bool(self.step)


def clock_of(part: Any, *kinds: str) -> Clock | None:
    """The running clock of one of these kinds; the part was read by :func:`suggestions.unit.queries.with_progress`."""
    return next((clock for clock in part.running if clock.kind in kinds), None)


def missing_stages(part: Any) -> list[ContactStage]:
    """Contacts without which no reply can be filed, the denied ones not counted (R214)."""
    have = {contact.stage for contact in part.recorded if contact.answer != Confirmation.DENIED}
    return [stage for stage in NEEDED_BEFORE_REPLY if stage not in have]


def reply_of(part: Handling) -> Reply | None:
    """The reply or opinion that was given, if any."""
    return getattr(part, "reply_given", None)


def promise_of(part: Handling) -> Commitment | None:
    """The promise made in the reply, if any."""
    return getattr(reply_of(part), "commitment", None)


def next_step(part: Handling) -> NextStep:
    """The one thing to do next; of several that wait, the one with the nearest day."""
    if part.state == HandlingState.ASSIGNED:
        return NextStep("accept", "签收", _due(part, ClockKind.ACCEPT))
    if part.state == HandlingState.RETURN_ASKED:
        return NextStep("", "等待决定退办申请", _due(part, ClockKind.DECIDE_RETURN))
    if part.state == HandlingState.ACCEPTED:
        return _at_work(part)
    return _after_reply(part)


def _at_work(part: Handling) -> NextStep:
    due = _due(part, *ANSWER_CLOCKS)
    if part.part == Part.CO:
        return NextStep("give_opinion", "报送协办意见", due)
    missing = missing_stages(part)
    if missing:
        return NextStep("record_contact", missing[0].label, due)
    return NextStep("reply", "答复代表", due)


def _after_reply(part: Handling) -> NextStep:
    own = []
    visit = clock_of(part, ClockKind.FOLLOW_UP)
    if visit is not None:
        own.append(NextStep("follow_up", "办后回访", visit.due_on))
    promise = promise_of(part)
    if promise is not None and promise.state == CommitmentState.OPEN:
        own.append(NextStep("report_commitment", "兑现承诺", promise.promised_on))
    if own:
        return min(own, key=lambda step: step.due or date.max)
    if promise is not None and promise.state == CommitmentState.REPORTED:
        return NextStep("", "等待核实承诺事项")
    if part.round == part.suggestion.round and part.suggestion.state == State.REPLIED:
        return NextStep("", "等待代表评价")
    return NextStep("", "没有要办的")


def _due(part: Handling, *kinds: str) -> date | None:
    clock = clock_of(part, *kinds)
    return clock.due_on if clock else None
