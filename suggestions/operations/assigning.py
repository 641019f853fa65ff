"""Handing over to units, deciding on returns, changing units."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from congress.access.exceptions import Conflict
from congress.accounts.models import User
from congress.organs.models import Organ
from congress.web import dates
from deputies.models import Person
from suggestions.enums import (
    REPLYING_PARTS,
    ClockKind,
    ExtensionState,
    Part,
    State,
)
from suggestions.from_stations.answering import pass_on
from suggestions.models import Handling, ReplyCategory, Suggestion
from suggestions.operations import clocks
from suggestions.operations.shared import (
    day_of,
    keeper_check,
    keeper_part_check,
    locked,
    locked_part,
    move,
    move_part,
    settle,
    signatories_of,
    staff_of,
    tell,
    tell_former,
)


@dataclass(frozen=True)
class UnitPart:
    """A unit and its part; ``leader`` is the government leader in charge (领办), ``task`` what is its share."""

    organ: Organ
    part: Part
    leader: Person | None = None
    task: str = ""


@transaction.atomic
def assign(
    *, suggestion: Suggestion, actor: User, units: Sequence[UnitPart], at: datetime | None = None
) -> Suggestion:
    """Hand a suggestion over: one lead unit with co-handlers, or several units each for its share (R204).

    Every unit gets its clocks and a notice. Raises ``ValidationError`` when the shape of the units is wrong or one
    no longer exists.
    """
    row, _parts = hand_over(suggestion, actor, units, at)
    return row


def hand_over(
    suggestion: Suggestion, actor: User, units: Sequence[UnitPart], at: datetime | None, *, tells: bool = True
) -> tuple[Suggestion, list[Handling]]:
    """As :func:`assign`, in the caller's transaction; without ``tells`` the caller tells the units itself."""
    row = locked(suggestion)
    keeper_check(actor, row, "assign")
    now = at or timezone.now()
    check_shape(units, day_of(at))
    row.assigned_at = now
    clocks.stop(row, ClockKind.HAND_OVER, on=day_of(at))
    parts = [begin_part(row, unit, now, tells=tells) for unit in units]
    names = "、".join(f"{unit.organ.short_name}（{unit.part.label}）" for unit in units)
    move(row, "assign", actor=actor, at=now, units=names)
    tell(row, signatories_of(row), f"已交办：{row.title}", f"{names}。", f"assigned{row.round}")
    return row, parts


def check_shape(units: Sequence[UnitPart], on: date) -> None:
    """One lead unit, or two and more units with a share each; no unit twice; only units that exist (R204)."""
    parts = [unit.part for unit in units]
    leads, splits = parts.count(Part.LEAD), parts.count(Part.SPLIT)
    if leads == 0 and splits == 0:
        raise ValidationError("还没有选主办单位，选了才能交办")
    if leads > 1:
        raise ValidationError("主办单位只能有一个；几个单位各办一部分时，请都选“分办”")
    if leads and splits:
        raise ValidationError("主办和分办不能同时有：有主办时，其他单位选“协办”")
    if splits == 1:
        raise ValidationError("分办须有两个以上单位；只有一个单位时，请选“主办”")
    keys = [unit.organ.pk for unit in units]
    if len(set(keys)) < len(keys):
        raise ValidationError("同一个单位只能选一次")
    check_existing([unit.organ for unit in units], on)


def check_existing(organs: Sequence[Organ], on: date) -> None:
    """Raise ``ValidationError`` for the first that was abolished by then."""
    there = set(Organ.objects.active(on).filter(pk__in=[organ.pk for organ in organs]))
    for organ in organs:
        if organ not in there:
            raise ValidationError(f"{organ}已撤销，请改选现在承担这项职能的单位")


def begin_part(
    row: Suggestion,
    unit: UnitPart,
    now: datetime,
    replaces: Handling | None = None,
    *,
    tells: bool = True,
) -> Handling:
    """Give a unit its part, with its clocks and a notice; the caller has locked the suggestion."""
    part = Handling.objects.create(
        suggestion=row,
        round=row.round,
        organ=unit.organ,
        organ_name=unit.organ.name_on(day_of(now)),
        part=unit.part,
        task=unit.task.strip(),
        leader=unit.leader,
        assigned_at=now,
        replaces=replaces,
    )
    today = day_of(now)
    kind = clocks.reply_kind(row) if part.replies else ClockKind.OPINION
    clock = clocks.start(row, kind, today, handling=part)
    clocks.start(row, ClockKind.ACCEPT, today, handling=part)
    if tells:
        text = f"{unit.part.label}，请签收；{clock.get_kind_display()}期限 {dates.day(clock.due_on)}。"
        tell(row, staff_of(unit.organ), f"交办：{row.title}", text, f"part{part.pk}")
    return part


@transaction.atomic
def refuse_return(*, handling: Handling, actor: User, reason: str, at: datetime | None = None) -> Handling:
    """Do not let the unit give the matter back; it signs for it and handles it."""
    part = locked_part(handling)
    row = part.suggestion
    keeper_part_check(actor, part, "refuse_return")
    clocks.stop(row, ClockKind.DECIDE_RETURN, on=day_of(at), handling=part)
    clocks.start(row, ClockKind.ACCEPT, day_of(at), handling=part)
    part.reason = reason.strip()
    move_part(part, "refuse_return", actor=actor, note=part.reason, at=at)
    settle(row)
    text = f"原因：{part.reason}。请签收办理。"
    tell(row, staff_of(part.organ), f"不同意退办：{row.title}", text, f"kept{part.pk}-{part.version}")
    return part


@transaction.atomic
def reassign(
    *, handling: Handling, actor: User, unit: UnitPart, reason: str, at: datetime | None = None
) -> Handling:
    """Give a unit's part to another unit (改办); the old part stays in the history, the new clocks begin today."""
    part = locked_part(handling)
    row = part.suggestion
    keeper_part_check(actor, part, "reassign")
    now = at or timezone.now()
    require_handling(row)
    if (unit.part in REPLYING_PARTS) != part.replies or (part.part == Part.LEAD) != (unit.part == Part.LEAD):
        raise ValidationError("改办只换单位，不换分工")
    others = Handling.objects.live().filter(suggestion=row, round=row.round).exclude(pk=part.pk)
    if others.filter(organ=unit.organ).exists() or unit.organ.pk == part.organ_id:
        raise ValidationError(f"{unit.organ}已经在承办这件建议，请另选单位")
    check_existing([unit.organ], day_of(at))
    part.over_at, part.reason = now, reason.strip()
    clocks.stop(row, ClockKind.DECIDE_RETURN, on=day_of(at), handling=part)
    clocks.stop_part(part, day_of(at))
    _close_extensions(part, actor, now)
    move_part(part, "reassign", actor=actor, note=part.reason, at=now, to=unit.organ.short_name)
    new = begin_part(row, unit, now, replaces=part)
    settle(row)
    tell_former(part, "已改办", f"改由{unit.organ}办理，不用再办。", f"moved{part.pk}")
    text = f"原由{part.organ}办理，现改由{unit.organ}办理。"
    tell(row, signatories_of(row), f"承办单位有变动：{row.title}", text, f"moved{part.pk}")
    return new


@transaction.atomic
def release(*, handling: Handling, actor: User, reason: str, at: datetime | None = None) -> Handling:
    """Let a co-handler, or one of three and more units with shares, go; a lead unit can only be replaced."""
    part = locked_part(handling)
    row = part.suggestion
    keeper_part_check(actor, part, "release")
    require_handling(row)
    others = Handling.objects.live().filter(suggestion=row, round=row.round).exclude(pk=part.pk)
    if part.part == Part.LEAD or (part.part == Part.SPLIT and others.count() < 2):
        raise Conflict("这样就没有单位办理了，请改由其他单位办理")
    part.over_at, part.reason = at or timezone.now(), reason.strip()
    clocks.stop_part(part, day_of(at))
    _close_extensions(part, actor, part.over_at)
    move_part(part, "release", actor=actor, note=part.reason, at=at)
    tell_former(part, "免予办理", f"原因：{part.reason}", f"released{part.pk}")
    complete_if_answered(row, actor, at)
    settle(row)
    return part


def complete_if_answered(row: Suggestion, actor: User, at: datetime | None) -> bool:
    """When the last unit that replies has replied, the deputy's turn begins; whether it did."""
    waiting = Handling.objects.busy().replying().filter(suggestion=row, round=row.round)
    if row.state != State.HANDLING or waiting.exists():
        return False
    row.replied_at = row.answered_at = at or timezone.now()
    row.reply_category = _weakest(row)
    clocks.start(row, ClockKind.EVALUATE, day_of(at))
    move(row, "complete_replies", actor=actor, at=row.replied_at)
    pass_on(row, at)
    text = "请看答复，并评价办理态度和办理结果。"
    tell(row, signatories_of(row), f"已答复：{row.title}", text, f"replied{row.round}")
    return True


def _weakest(row: Suggestion) -> ReplyCategory | None:
    """The category this round is counted in: where several units replied, the one furthest from solved."""
    answered = Handling.objects.live().replying().filter(suggestion=row, round=row.round)
    replies = ReplyCategory.objects.filter(replies__handling__in=answered)
    return replies.order_by("-order", "-pk").first()


def require_handling(row: Suggestion) -> None:
    """Raise ``Conflict`` unless units are at work."""
    if row.state != State.HANDLING:
        raise Conflict(f"这件建议{row.get_state_display()}，现在没有单位在办理")


def _close_extensions(part: Handling, actor: User, now: datetime) -> None:
    part.extensions.filter(state=ExtensionState.ASKED).update(
        state=ExtensionState.REFUSED, decided_by=actor, decided_at=now, answer_note="已改由其他单位办理"
    )
