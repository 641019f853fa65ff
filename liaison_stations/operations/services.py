"""What a station offers beside the reception (R178): services, their times of the week, days without."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, time
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from congress.access.exceptions import Conflict
from congress.access.rules import require_rule
from congress.access.versions import check_version
from congress.accounts.models import User
from congress.audit import operations as audit
from congress.web import dates
from liaison_stations import rules
from liaison_stations.models import Booking, ServicePause, ServiceTime, Station, StationService
from liaison_stations.operations.booking import cancel_all

SERVICE_FIELDS = ("kind", "provider", "contact", "phone", "note", "is_public")


def locked_service(service: StationService) -> StationService:
    """The service as it stands now, for this transaction alone."""
    rows = StationService.objects.select_for_update(of=("self",))
    return rows.select_related("station__area", "kind").get(pk=service.pk)


@transaction.atomic
def add_service(*, station: Station, actor: User, **facts: Any) -> StationService:
    """Offer a service, each of ``SERVICE_FIELDS`` by its name.

    Raises ``ValidationError`` when it is offered already.
    """
    require_rule(actor, rules.keep_station, station)
    row = StationService(station=station, **facts)
    row.full_clean()
    row.save()
    audit.record(actor=actor, verb="liaison_stations:add_service", obj=row, after=_facts_of(row))
    return row


@transaction.atomic
def change_service(*, service: StationService, actor: User, version: int, **facts: Any) -> StationService:
    """Change what it is. Raises ``StaleVersion`` when somebody saved meanwhile, ``Conflict`` once it has ended."""
    row = _kept(service, actor)
    before = _facts_of(row)
    check_version(row, version, before)
    for name, value in facts.items():
        setattr(row, name, value)
    row.full_clean()
    old, new = audit.changed(before, _facts_of(row))
    if new:
        row.version += 1
        row.save()
        audit.record(actor=actor, verb="liaison_stations:change_service", obj=row, before=old, after=new)
    return row


@transaction.atomic
def end_service(*, service: StationService, actor: User, reason: str) -> StationService:
    """Offer it no longer from today on; who booked is told why by code, records stay."""
    row = _kept(service, actor)
    row.ended_on = timezone.localdate()
    row.version += 1
    row.save()
    gone = cancel_all(Booking.objects.filter(service=row), reason)
    audit.record(
        actor=actor,
        verb="liaison_stations:end_service",
        obj=row,
        after={"reason": reason.strip(), "bookings_gone": gone},
    )
    return row


@transaction.atomic
def resume_service(*, service: StationService, actor: User) -> StationService:
    """Offer it again with its times. Raises ``ValidationError`` when another one took its place."""
    row = locked_service(service)
    require_rule(actor, rules.keep_service, row)
    if row.ended_on is None:
        raise Conflict("这项服务没有停办")
    row.ended_on = None
    row.version += 1
    row.full_clean()
    row.save()
    audit.record(actor=actor, verb="liaison_stations:resume_service", obj=row)
    return row


@transaction.atomic
def add_time(
    *,
    service: StationService,
    actor: User,
    weekdays: Sequence[int],
    begins_at: time,
    ends_at: time,
    slot_minutes: int | None = None,
    seats: int = 0,
) -> ServiceTime:
    """Add a time of the week. Raises ``ValidationError`` by field for one that overlaps another or is too short."""
    row = _kept(service, actor)
    time_row = ServiceTime(
        service=row,
        weekdays=sorted(set(weekdays)),
        begins_at=begins_at,
        ends_at=ends_at,
        slot_minutes=slot_minutes if seats else None,
        seats=seats,
    )
    _check_time(time_row)
    time_row.full_clean()
    time_row.save()
    audit.record(
        actor=actor,
        verb="liaison_stations:add_time",
        obj=row,
        after={"hours": str(time_row), "weekdays": time_row.weekdays, "seats": seats},
    )
    return time_row


@transaction.atomic
def drop_time(*, time: ServiceTime, actor: User) -> ServiceTime:
    """Take a time out; what was booked in it stands until somebody cancels it."""
    service = _kept(time.service, actor)
    row = ServiceTime.objects.select_for_update().get(pk=time.pk)
    if not row.is_dropped:
        row.is_dropped = True
        row.save(update_fields=["is_dropped"])
        audit.record(actor=actor, verb="liaison_stations:drop_time", obj=service, after={"hours": str(row)})
    return row


@transaction.atomic
def pause_service(*, service: StationService, actor: User, on: date, reason: str) -> ServicePause:
    """Leave one day out; bookings of that day are cancelled for the same reason.

    Raises ``ValidationError`` by field for a day that is over or left out already.
    """
    row = _kept(service, actor)
    if on < timezone.localdate():
        raise ValidationError({"on": f"{dates.day(on)}已经过了"})
    pause = ServicePause(service=row, on=on, reason=reason.strip())
    pause.full_clean()
    pause.save()
    gone = cancel_all(Booking.objects.filter(service=row, on=on), reason)
    audit.record(
        actor=actor,
        verb="liaison_stations:pause_service",
        obj=row,
        after={"day": on, "reason": pause.reason, "bookings_gone": gone},
    )
    return pause


@transaction.atomic
def lift_pause(*, pause: ServicePause, actor: User) -> StationService:
    """The service is there that day after all; bookings that were cancelled stay so."""
    row = _kept(pause.service, actor)
    pause.delete()
    audit.record(actor=actor, verb="liaison_stations:lift_pause", obj=row, after={"day": pause.on})
    return row


def _kept(service: StationService, actor: User) -> StationService:
    row = locked_service(service)
    require_rule(actor, rules.keep_service, row)
    if row.ended_on is not None:
        raise Conflict("这项服务已停办，恢复以后再改")
    return row


def _check_time(row: ServiceTime) -> None:
    if not row.weekdays:
        raise ValidationError({"weekdays": "至少选一天"})
    if row.ends_at <= row.begins_at:
        raise ValidationError({"ends_at": "结束时间要晚于开始时间"})
    span = (row.ends_at.hour - row.begins_at.hour) * 60 + row.ends_at.minute - row.begins_at.minute
    if row.slot_minutes and row.slot_minutes > span:
        raise ValidationError({"slot_minutes": f"这段时间一共 {span} 分钟，每段不能更长"})
    others = row.service.times.filter(is_dropped=False, begins_at__lt=row.ends_at, ends_at__gt=row.begins_at)
    for other in others:
        if set(other.weekdays) & set(row.weekdays):
            raise ValidationError({"begins_at": f"和已有的时间 {other} 重叠"})


def _facts_of(row: StationService) -> dict[str, object]:
    return {**{name: getattr(row, name) for name in SERVICE_FIELDS}, "kind": row.kind.name}
