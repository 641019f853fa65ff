"""Strike-off by the congress office, and taking it back (R216)."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from congress.accounts.models import User
from congress.organs.models import Organ
from suggestions.enums import ClockKind, Part
from suggestions.models import Handling, Suggestion
from suggestions.operations import clocks
from suggestions.operations.assigning import UnitPart, begin_part, check_existing
from suggestions.operations.numbers import strike_number
from suggestions.operations.shared import (
    day_of,
    keeper_check,
    locked,
    move,
    signatories_of,
    staff_of,
    tell,
)


@transaction.atomic
def strike_off(
    *, suggestion: Suggestion, actor: User, checked: str, at: datetime | None = None
) -> Suggestion:
    """Strike a suggestion off after checking that it was done; ``checked`` says how (办结一件、销号一件).

    Only the office that keeps the gate does it, never the unit. A promise that is not due yet stays in its own
    list. It gets a number and a day.
    """
    row = locked(suggestion)
    keeper_check(actor, row, "strike_off")
    if not checked.strip():
        raise ValidationError({"checked": "请写明怎样核查的"})
    now = at or timezone.now()
    row.closed_at = now
    row.strike_number = strike_number(row, day_of(at))
    clocks.stop(row, ClockKind.STRIKE_OFF, on=day_of(at))
    move(row, "strike_off", actor=actor, note=checked.strip(), at=now, number=row.strike_number)
    text = f"编号 {row.strike_number}。"
    tell(row, signatories_of(row), f"已销号：{row.title}", text, f"closed{row.version}")
    for part in _last_parts(row):
        tell(row, staff_of(part.organ), f"已销号：{row.title}", text, f"closed{row.version}")
    return row


@transaction.atomic
def reopen(
    *,
    suggestion: Suggestion,
    actor: User,
    reason: str,
    instead: Mapping[int, Organ] | None = None,
    at: datetime | None = None,
) -> Suggestion:
    """Put a suggestion that was struck off back to the units of its last round; all history stays (R216).

    ``instead`` names, by key, who does the work of a unit that was abolished since. Raises ``ValidationError`` for
    one that has nobody in its place, or when a unit would have two parts.
    """
    row = locked(suggestion)
    keeper_check(actor, row, "reopen")
    now, heirs = at or timezone.now(), instead or {}
    again = [
        UnitPart(heirs.get(p.organ_id, p.organ), Part(p.part), p.leader, p.task) for p in _last_parts(row)
    ]
    check_existing([unit.organ for unit in again], day_of(at))
    if len({unit.organ.pk for unit in again}) < len(again):
        raise ValidationError("同一个单位只能承办一份，请改选")
    struck = row.strike_number
    row.closed_at, row.strike_number, row.replied_at = None, "", None
    row.round += 1
    clocks.stop(row, ClockKind.FOLLOW_UP, on=day_of(at), met=False)
    for unit in again:
        begin_part(row, unit, now)
    row.reason = reason.strip()
    move(row, "reopen", actor=actor, note=row.reason, at=now, struck=struck)
    tell(row, signatories_of(row), f"重新打开：{row.title}", f"原因：{row.reason}", f"reopened{row.version}")
    return row


def _last_parts(row: Suggestion) -> list[Handling]:
    """The parts of the last round whose units replied, the leading one first."""
    parts = Handling.objects.live().replying().filter(suggestion=row, round=row.round)
    return list(parts.select_related("organ", "leader"))
