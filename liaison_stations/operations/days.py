"""One reception day from plan to record: planned by hand, changed, told to the deputies, held, taken down."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from copy import copy
from datetime import date, time
from typing import NotRequired, TypedDict, Unpack

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from congress.access.exceptions import Conflict
from congress.access.rules import require_rule
from congress.access.versions import check_version
from congress.accounts.models import User
from congress.audit import operations as audit
from congress.organs.models import Organ
from congress.web import dates
from liaison_stations import rules
from liaison_stations.enums import DayState, DutyState, PlaceMode
from liaison_stations.models import ReceptionDay, ReceptionForm, Station
from liaison_stations.operations.booking import cancel_all
from liaison_stations.operations.day_notices import tell_deputies, when_and_where
from liaison_stations.operations.day_parts import (
    Stop,
    check_route,
    refuse_to_move_booked,
    route_of,
    set_route,
)
from liaison_stations.operations.recorded import record
from liaison_stations.operations.shared import locked_day, move_day

_PLAIN = (
    "begins_at",
    "ends_at",
    "place_mode",
    "place",
    "video_link",
    "slot_minutes",
    "slot_seats",
    "topic",
    "is_duty_report",
    "hosted_by",
)
#: States in which what was planned can still be changed.
CHANGEABLE = frozenset({DayState.PLANNED, DayState.OPEN})


class DayFacts(TypedDict):
    """What is planned: ``on`` which day; ``forms`` are its N forms beside the reception itself (R138, R139).

    ``route`` is where a morning stall stops (R171); with ``slot_minutes`` a reception by video is booked (R172).
    """

    on: date
    begins_at: time
    ends_at: time
    place_mode: NotRequired[str]
    place: NotRequired[str]
    video_link: NotRequired[str]
    slot_minutes: NotRequired[int | None]
    slot_seats: NotRequired[int]
    route: NotRequired[Sequence[Stop]]
    forms: NotRequired[Collection[ReceptionForm]]
    topic: NotRequired[str]
    is_duty_report: NotRequired[bool]
    hosted_by: NotRequired[Organ | None]


@transaction.atomic
def plan_day(*, station: Station, actor: User, **facts: Unpack[DayFacts]) -> ReceptionDay:
    """Plan a day beside the rules, or write down one that was held without a plan.

    Raises ``ValidationError`` by field: the station is not in service that day, receives at that hour already, or
    has no equipment for video (R193).
    """
    require_rule(actor, rules.keep_station, station)
    row = ReceptionDay(station=station)
    _take(row, facts)
    row.save()
    row.forms.set(facts.get("forms", ()))
    set_route(row, facts.get("route", ()))
    audit.record(actor=actor, verb="liaison_stations:plan_day", obj=row, after=facts_of(row))
    return row


@transaction.atomic
def change_day(*, day: ReceptionDay, actor: User, version: int, **facts: Unpack[DayFacts]) -> ReceptionDay:
    """Change what is planned; deputies who were told hear of another time or place.

    Raises ``StaleVersion`` when somebody saved meanwhile, ``Conflict`` for a day that was held or cancelled.
    """
    row = locked_day(day)
    require_rule(actor, rules.keep_day, row)
    before = facts_of(row)
    check_version(row, version, before)
    if row.state not in CHANGEABLE:
        raise Conflict(f"这次接待{row.get_state_display()}，不能再改")
    told_of, was = when_and_where(row), copy(row)
    _take(row, facts)
    refuse_to_move_booked(row, was)
    row.forms.set(facts.get("forms", ()))
    if "route" in facts:
        set_route(row, facts["route"])
    old, new = audit.changed(before, facts_of(row))
    if new:
        row.version += 1
        row.save()
        audit.record(actor=actor, verb="liaison_stations:change_day", obj=row, before=old, after=new)
        if row.announced_at and when_and_where(row) != told_of:
            tell_deputies(row, "接待日有变动", f"改为{when_and_where(row)}。原来是{told_of}。")
    return row


@transaction.atomic
def announce_day(*, day: ReceptionDay, actor: User | None) -> ReceptionDay:
    """Tell the deputies on duty the time and place; without an actor the portal does it in the morning.

    Told twice, a deputy who joined meanwhile hears of it and the others do not again. Raises ``Conflict`` when
    nobody is on duty yet, and for a day that is not ahead.
    """
    row = locked_day(day)
    if actor is not None:
        require_rule(actor, rules.keep_day, row)
    if row.state != DayState.PLANNED or row.day < timezone.localdate():
        raise Conflict("这次接待已过，或者已取消，不用再通知")
    if not row.duties.filter(state=DutyState.PLANNED).exists():
        raise Conflict("还没有排代表，先排代表再通知")
    tell_deputies(
        row, "请参加代表接待日", f"{when_and_where(row)}。不能到的，请在“我的接待”里请假或者找人替换。"
    )
    row.announced_at = timezone.now()
    row.save(update_fields=["announced_at"])
    audit.record(
        actor=actor,
        verb="liaison_stations:announce_day",
        obj=row,
        after={"deputies": row.duties.filter(state=DutyState.PLANNED).count()},
    )
    return row


@transaction.atomic
def open_day(*, day: ReceptionDay, actor: User) -> ReceptionDay:
    """Begin to receive; refused before the day has come."""
    row = locked_day(day)
    require_rule(actor, rules.keep_day, row)
    if row.is_future:
        raise Conflict(f"接待日是{dates.day(row.day)}，到当天再开始接待")
    return move_day(row, "open_day", actor=actor)


@transaction.atomic
def close_day(*, day: ReceptionDay, actor: User) -> ReceptionDay:
    """End the reception and log it; deputies who were expected and nobody saw count as not there."""
    row = locked_day(day)
    require_rule(actor, rules.keep_day, row)
    move_day(row, "close_day", actor=actor)
    row.duties.filter(state=DutyState.PLANNED).update(state=DutyState.ABSENT)
    row.activity = record(row, actor)
    row.save(update_fields=["activity"])
    return row


@transaction.atomic
def resume_day(*, day: ReceptionDay, actor: User) -> ReceptionDay:
    """Go on after it was ended, to add what was forgotten; what was logged is brought up to date at the end."""
    row = locked_day(day)
    require_rule(actor, rules.keep_day, row)
    return move_day(row, "resume_day", actor=actor)


@transaction.atomic
def cancel_day(*, day: ReceptionDay, actor: User, reason: str) -> ReceptionDay:
    """Call it off; who was told hears why, and who booked reads it by code."""
    row = locked_day(day)
    require_rule(actor, rules.keep_day, row)
    if not reason.strip():
        raise ValidationError({"reason": "还没有写取消的原因"})
    row.reason = reason.strip()
    move_day(row, "cancel_day", actor=actor, note=row.reason)
    cancel_all(row.bookings.all(), row.reason)
    if row.announced_at:
        tell_deputies(row, "接待日取消", f"{when_and_where(row)}。原因：{row.reason}")
    return row


@transaction.atomic
def restore_day(*, day: ReceptionDay, actor: User) -> ReceptionDay:
    """Take the cancellation back."""
    row = locked_day(day)
    require_rule(actor, rules.keep_day, row)
    _refuse_second(row)
    row.reason = ""
    move_day(row, "restore_day", actor=actor)
    if row.announced_at and not row.day < timezone.localdate():
        tell_deputies(row, "接待日恢复", f"{when_and_where(row)}，照常接待。")
    return row


def facts_of(row: ReceptionDay) -> dict[str, object]:
    """What the audit trail keeps of a plan."""
    facts: dict[str, object] = {"day": row.day, **{name: getattr(row, name) for name in _PLAIN}}
    facts["hosted_by"] = str(row.hosted_by) if row.hosted_by else ""
    facts["forms"] = [form.name for form in row.forms.all()]
    facts["route"] = [str(stop) for stop in route_of(row)] if row.pk else []
    return facts


def _take(row: ReceptionDay, facts: DayFacts) -> None:
    row.day = facts["on"]
    for name in _PLAIN:
        if name in facts:
            setattr(row, name, facts[name])  # type: ignore[literal-required]  # the names are those of the facts
    stops = facts.get("route", ())
    if stops and not row.place.strip():
        row.place = "、".join(stop.place for stop in stops)[:120]
    _check(row)
    check_route(row, stops)


def _check(row: ReceptionDay) -> None:
    station = row.station
    if not Station.objects.in_service(row.day).filter(pk=station.pk).exists():
        raise ValidationError({"day": f"{dates.day(row.day)}{station.name}没有开放，请核对日期"})
    if row.place_mode == PlaceMode.MOBILE and not row.place.strip():
        raise ValidationError({"place": "流动接待要写地点"})
    if row.place_mode == PlaceMode.ONLINE and not station.equipment.filter(carries_video=True).exists():
        message = "这个站没有视频设备，不能开线上接待；设备配好后先在站点资料里登记"
        raise ValidationError({"place_mode": message})
    if row.slot_minutes and row.place_mode != PlaceMode.ONLINE:
        raise ValidationError({"slot_minutes": "只有线上视频接待才开预约；其他方式请留空"})
    if row.ends_at <= row.begins_at:
        raise ValidationError({"ends_at": "结束时间要晚于开始时间"})
    _refuse_second(row)


def _refuse_second(row: ReceptionDay) -> None:
    others = ReceptionDay.objects.standing().filter(
        station=row.station, day=row.day, begins_at__lt=row.ends_at, ends_at__gt=row.begins_at
    )
    other = others.exclude(pk=row.pk).first()
    if other is not None:
        hours = f"{other.begins_at:%H:%M}—{other.ends_at:%H:%M}"
        raise ValidationError({"day": f"{dates.day(row.day)} {hours}这个站已有接待，时间不能重叠"})
