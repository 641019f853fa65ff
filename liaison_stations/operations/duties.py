"""Whose turn it is: chosen by hand, shared fairly, swapped between two deputies who both agree (R173)."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone

from congress.access.exceptions import Conflict
from congress.access.rules import require_rule
from congress.accounts.models import User
from congress.audit import operations as audit
from congress.web import dates
from deputies.models import Deputyship
from liaison_stations import rules
from liaison_stations.days.queries import shifts_of, turns_at
from liaison_stations.days.rota import share
from liaison_stations.enums import DayState, DutyState
from liaison_stations.models import Duty, DutySwap, ReceptionDay, Station, StationDeputy
from liaison_stations.operations.day_notices import tell_one, tell_staff, when_and_where
from liaison_stations.operations.shared import locked_day
from liaison_stations.rules import held_on


@transaction.atomic
def set_duties(*, day: ReceptionDay, actor: User, deputies: Collection[Deputyship]) -> ReceptionDay:
    """Let exactly these deputies be on duty; what was noted of those who stay is kept.

    Who is told already hears that a turn came or went. Raises ``Conflict`` for a day that is over.
    """
    row = locked_day(day)
    require_rule(actor, rules.keep_day, row)
    if row.state not in {DayState.PLANNED, DayState.OPEN}:
        raise Conflict(f"这次接待{row.get_state_display()}，不能再排代表")
    present = {duty.deputyship_id: duty for duty in row.duties.select_related("deputyship__person")}
    before = [duty.deputyship.person.name for duty in present.values()]
    wanted = {one.pk: one for one in deputies}
    gone = [duty for key, duty in present.items() if key not in wanted]
    new = [one for key, one in wanted.items() if key not in present]
    for duty in gone:
        if row.announced_at:
            tell_one(duty.deputyship, row, "这次接待不用您到站")
        duty.delete()
    Duty.objects.bulk_create(Duty(day=row, deputyship=one) for one in new)
    if row.announced_at:
        for one in new:
            tell_one(one, row, "请参加代表接待日")
    if gone or new:
        names = [one.person.name for one in wanted.values()]
        audit.record(
            actor=actor,
            verb="liaison_stations:set_duties",
            obj=row,
            before={"deputies": before},
            after={"deputies": names},
        )
    return row


@transaction.atomic
def share_turns(
    *, station: Station, actor: User, days: Sequence[ReceptionDay], each: int
) -> dict[int, list[int]]:
    """Fill the planned days of a station up to ``each`` deputies, the fewest turns of the year first (R173).

    What is given are the keys of the deputyships by key of the day. Deputies who are on duty stay. Raises
    ``ValidationError`` when the station has no deputies.
    """
    require_rule(actor, rules.keep_station, station)
    rows = ReceptionDay.objects.select_for_update().filter(
        pk__in=[day.pk for day in days], station=station, state=DayState.PLANNED
    )
    shifts, order = shifts_of(station, list(rows))
    if not order:
        raise ValidationError({"each": "这个站还没有进站代表，先在站点资料里登记"})
    turns, last = turns_at(station, min((shift.day for shift in shifts), default=timezone.localdate()))
    given = share(shifts, order=order, turns=turns, last=last, each=each)
    Duty.objects.bulk_create(
        Duty(day_id=day, deputyship_id=deputy) for day, deputies in given.items() for deputy in deputies
    )
    count = sum(len(deputies) for deputies in given.values())
    audit.record(
        actor=actor,
        verb="liaison_stations:share_turns",
        obj=station,
        after={"days": len(given), "turns": count, "each": each},
    )
    return given


@transaction.atomic
def ask_leave(*, duty: Duty, actor: User, note: str) -> Duty:
    """A deputy cannot come; the station is told. Raises ``Conflict`` once the day is there or over."""
    row = _own(duty, actor)
    if not note.strip():
        raise ValidationError({"note": "还没有写原因"})
    row.state, row.note = DutyState.LEAVE, note.strip()
    row.save()
    row.swaps.filter(answered_at__isnull=True).update(answered_at=timezone.now(), is_accepted=False)
    _write(row.day, "ask_leave", actor, {"deputy": row.deputyship.person.name, "note": row.note})
    tell_staff(row.day, f"{row.deputyship.person.name}代表请假", f"{when_and_where(row.day)}。{row.note}")
    return row


@transaction.atomic
def ask_swap(
    *, duty: Duty, actor: User, asked_of: Deputyship, other: Duty | None = None, note: str = ""
) -> DutySwap:
    """Ask another deputy of the station to take the turn, in exchange for ``other`` or for nothing.

    Raises ``ValidationError`` for somebody who cannot, ``Conflict`` when the turn is not ahead or asked already.
    """
    row = _own(duty, actor)
    if row.swaps.filter(answered_at__isnull=True).exists():
        raise Conflict("这个班已经请人替换，等对方答复")
    _require_free(row.day, asked_of)
    if other is not None and other.deputyship_id != asked_of.pk:
        raise ValidationError({"other": "换入的班不是这位代表的"})
    swap = DutySwap.objects.create(duty=row, other=other, asked_of=asked_of, note=note.strip())
    asker = row.deputyship.person.name
    _write(row.day, "ask_swap", actor, {"deputy": asker, "asked_of": asked_of.person.name})
    text = f"{when_and_where(row.day)}，请您替换。"
    if other is not None:
        text += f"{asker}替您{dates.day(other.day.day)}的班。"
    tell_one(asked_of, row.day, f"{asker}代表请您换班", text, occasion=f"swap:{swap.pk}")
    return swap


@transaction.atomic
def answer_swap(*, swap: DutySwap, actor: User, agree: bool) -> DutySwap:
    """The other deputy agrees, and the turns change hands, or does not.

    Raises ``Conflict`` when it was answered or taken back, or when a turn is no longer ahead.
    """
    row = _open_swap(swap)
    if row.asked_of.person.user_id != actor.pk:
        raise PermissionDenied
    row.answered_at, row.is_accepted = timezone.now(), agree
    row.save()
    asker, duty = row.duty.deputyship, row.duty
    if agree:
        _exchange(row)
    name = row.asked_of.person.name
    _write(duty.day, "answer_swap", actor, {"deputy": asker.person.name, "asked_of": name, "agreed": agree})
    said = "同意换班" if agree else "不能换班"
    tell_one(asker, duty.day, f"{name}代表{said}", occasion=f"answer:{row.pk}")
    if agree:
        tell_staff(duty.day, f"换班：{asker.person.name}由{name}替换", when_and_where(duty.day))
    return row


@transaction.atomic
def withdraw_swap(*, swap: DutySwap, actor: User) -> DutySwap:
    """Take the question back; the turn stays."""
    row = _open_swap(swap)
    if row.duty.deputyship.person.user_id != actor.pk:
        raise PermissionDenied
    row.answered_at, row.is_accepted = timezone.now(), False
    row.save()
    _write(row.duty.day, "withdraw_swap", actor, {"asked_of": row.asked_of.person.name})
    return row


def _exchange(swap: DutySwap) -> None:
    """Let the turns change hands; both are still ahead and neither deputy would stand twice on a day."""
    duty, other, asker = swap.duty, swap.other, swap.duty.deputyship
    _require_ahead(duty)
    _require_free(duty.day, swap.asked_of)
    duty.deputyship = swap.asked_of
    if other is not None:
        _require_ahead(other)
        if other.deputyship_id != swap.asked_of_id:
            raise Conflict("换入的班已经不是这位代表的，请重新商量")
        _require_free(other.day, asker)
        other.deputyship = asker
        other.save()
    duty.save()


def _own(duty: Duty, actor: User) -> Duty:
    """The actor's own turn, locked; 403 for another's, 409 when it is not ahead."""
    rows = Duty.objects.select_for_update(of=("self",)).select_related(
        "day__station__area", "deputyship__person"
    )
    row = rows.get(pk=duty.pk)
    if row.deputyship.person.user_id != actor.pk:
        raise PermissionDenied
    _require_ahead(row)
    return row


def _open_swap(swap: DutySwap) -> DutySwap:
    rows = DutySwap.objects.select_for_update(of=("self",)).select_related(
        "duty__day__station", "duty__deputyship__person", "other__day__station", "asked_of__person"
    )
    row = rows.get(pk=swap.pk)
    if row.answered_at is not None:
        raise Conflict("这次换班已经答复过，或者对方收回了")
    return row


def _require_ahead(duty: Duty) -> None:
    if duty.state != DutyState.PLANNED or duty.day.state != DayState.PLANNED:
        raise Conflict(f"{dates.day(duty.day.day)}的班已经不能换")
    if duty.day.day < timezone.localdate():
        raise Conflict(f"{dates.day(duty.day.day)}的接待已过")


def _require_free(day: ReceptionDay, deputyship: Deputyship) -> None:
    at_station = StationDeputy.objects.filter(held_on(day.day), station=day.station_id, deputyship=deputyship)
    if not at_station.exists():
        raise ValidationError({"asked_of": f"{deputyship.person.name}代表不在这个站"})
    if Duty.objects.filter(day=day, deputyship=deputyship).exists():
        raise ValidationError({"asked_of": f"{deputyship.person.name}代表已排在{dates.day(day.day)}"})


def _write(day: ReceptionDay, verb: str, actor: User, after: dict[str, object]) -> None:
    audit.record(actor=actor, verb=f"liaison_stations:{verb}", obj=day, after=after)
