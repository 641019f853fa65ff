"""Places citizens book, of a service or of a reception by video (R172, R178)."""

from __future__ import annotations

from datetime import date, time
from uuid import UUID, uuid4

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import F, QuerySet
from django.urls import reverse
from django.utils import timezone

from congress.access.exceptions import Conflict
from congress.access.rules import require_rule
from congress.accounts.models import User
from congress.audit import operations as audit
from congress.notices import operations as notices
from congress.web import dates
from liaison_stations import rules
from liaison_stations.enums import BookingState
from liaison_stations.models import Booking, Citizen, ReceptionDay, StationService
from liaison_stations.operations.day_notices import hour
from liaison_stations.operations.online import without_secrets
from liaison_stations.operations.telling import staff_of_station
from liaison_stations.services.slots import Slot, next_free, slots_of

_MARKS = frozenset({BookingState.CAME, BookingState.MISSED, BookingState.BOOKED})


class SlotTaken(ValidationError):
    """The slot asked for is full or gone; ``free`` is the next one that is not, if there is one."""

    def __init__(self, free: Slot | None) -> None:
        self.free = free
        offer = (
            f"已换成下一个有空的：{slot_words(free)}，可以就约这个"
            if free
            else "后面的也都约满了，请过几天再看"
        )
        super().__init__({"slot": f"这个时段刚刚约满。{offer}"})


def slot_words(slot: Slot) -> str:
    """11月25日 星期三 14:00."""
    return f"{dates.day(slot.on)} {dates.weekday(slot.on)} {hour(slot.begins_at)}"


@transaction.atomic
def book(
    *,
    thing: StationService | ReceptionDay,
    on: date,
    begins_at: time,
    name: str,
    phone: str,
    title: str = "",
    token: UUID | None = None,
) -> Booking:
    """Take a place for a citizen without an account; sent twice under one ``token``, it is one booking.

    Whoever asks first gets the last place: the service or the day is locked while its bookings are counted. Raises
    :class:`SlotTaken`, and ``ValidationError`` by field for a phone that has a place there on the day already.
    """
    model = type(thing)
    locked = model._default_manager.select_for_update(of=("self",)).select_related("station")
    row = locked.get(pk=thing.pk)
    earlier = Booking.objects.filter(token=token).first() if token else None
    if earlier is not None:
        return earlier
    slots = slots_of(row, timezone.localtime())
    asked = next((one for one in slots if (one.on, one.begins_at) == (on, begins_at)), None)
    if asked is None or not asked.left:
        raise SlotTaken(next_free(slots, asked or Slot(on, begins_at, begins_at, 0)))
    of_thing = {"day": row} if isinstance(row, ReceptionDay) else {"service": row}
    digits = "".join(sign for sign in phone if sign.isdigit())
    if Booking.objects.live().filter(**of_thing, on=on, citizen__phone=digits).exists():
        raise ValidationError({"phone": "这个电话在这一天已有预约。要换时间，先凭查询码取消原来的"})
    citizen = Citizen.objects.create(name=name.strip(), phone=digits)
    booking = Booking.objects.create(
        station=row.station,
        on=on,
        begins_at=asked.begins_at,
        ends_at=asked.ends_at,
        citizen=citizen,
        title=without_secrets(title, name),
        token=token or uuid4(),
        **of_thing,
    )
    audit.record(actor=None, verb="liaison_stations:book", obj=booking, after=_facts(booking))
    _tell(booking, "有人预约")
    return booking


@transaction.atomic
def cancel_by_code(*, booking: Booking) -> Booking:
    """The citizen comes not. Raises ``Conflict`` once the time has begun, or when it is cancelled already."""
    row = _locked(booking)
    _refuse_over(row)
    row.state, row.reason = BookingState.CANCELLED, "本人取消"
    _save(row, None, "cancel_by_code")
    _tell(row, "预约取消")
    return row


@transaction.atomic
def cancel_booking(*, booking: Booking, actor: User, reason: str) -> Booking:
    """The station cannot receive; the citizen reads why by code, and is called."""
    row = _locked(booking)
    require_rule(actor, rules.keep_booking, row)
    _refuse_over(row)
    row.state, row.reason = BookingState.CANCELLED, reason.strip()
    _save(row, actor, "cancel_booking")
    return row


@transaction.atomic
def mark_booking(*, booking: Booking, actor: User, state: str) -> Booking:
    """Note whether somebody came, once the day is there; ``booked`` takes the note back."""
    row = _locked(booking)
    require_rule(actor, rules.keep_booking, row)
    if row.state == BookingState.CANCELLED:
        raise Conflict("这个预约已取消")
    if row.on > timezone.localdate():
        raise Conflict(f"预约的是{dates.day(row.on)}，到当天再登记来没来")
    if state not in _MARKS:
        raise Conflict("请选已到或者未到")
    row.state = BookingState(state)
    _save(row, actor, "mark_booking")
    return row


@transaction.atomic
def reveal_booking(*, booking: Booking, actor: User) -> Citizen:
    """Open the name and phone of who booked; each time is written down (R316)."""
    row = Booking.objects.select_related("citizen").get(pk=booking.pk)
    require_rule(actor, rules.keep_booking, row)
    audit.record(actor=actor, verb="liaison_stations:reveal_booking", obj=row)
    return row.citizen


def cancel_all(rows: QuerySet[Booking], reason: str) -> int:
    """Cancel what is booked and not over yet, as part of the operation that calls it; how many there were."""
    now = timezone.localtime()
    ahead = rows.filter(state=BookingState.BOOKED, on__gte=now.date())
    return ahead.update(state=BookingState.CANCELLED, reason=reason.strip()[:100], version=F("version") + 1)


def _locked(booking: Booking) -> Booking:
    rows = Booking.objects.select_for_update(of=("self",))
    return rows.select_related("station", "service__kind", "day").get(pk=booking.pk)


def _refuse_over(row: Booking) -> None:
    if row.state == BookingState.CANCELLED:
        raise Conflict("这个预约已取消")
    if row.is_past:
        raise Conflict("预约的时间已到，不能再取消")


def _save(row: Booking, actor: User | None, verb: str) -> None:
    row.version += 1
    row.save()
    audit.record(actor=actor, verb=f"liaison_stations:{verb}", obj=row, after=_facts(row))


def _facts(row: Booking) -> dict[str, object]:
    """What the audit trail keeps: nothing of the citizen."""
    facts = {"what": row.what, "day": row.on, "hours": hour(row.begins_at), "state": str(row.state)}
    return {**facts, "reason": row.reason} if row.reason else facts


def _tell(row: Booking, title: str) -> None:
    notices.send(
        to=staff_of_station(row.station),
        title=f"{title}：{row.what}",
        text=f"{row.station.name}，{dates.day(row.on)} {hour(row.begins_at)}。",
        url=reverse("station_services:booking", args=[row.pk]),
        key=f"booking:{row.pk}:{row.version}",
    )
