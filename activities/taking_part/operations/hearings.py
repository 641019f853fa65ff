"""Hearings: published, signed up for, held (R107)."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date, datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from activities.models import ActivityKind, Hearing, HearingPlace
from activities.models.hearings import LONGEST_REMARKS
from activities.operations import record_activity
from activities.taking_part import rules
from activities.taking_part.enums import HearingState, SeatState
from activities.taking_part.operations.shared import accounts_of
from activities.taking_part.workflow import HEARINGS
from congress.access.exceptions import Conflict
from congress.access.rules import require, require_rule
from congress.access.versions import check_version
from congress.accounts.models import User
from congress.audit import operations as audit
from congress.notices import operations as notices
from congress.web import dates
from deputies.models import Deputyship

FIELDS = ("title", "kind", "organ", "on", "begins_at", "place", "seats", "sign_up_by", "note")
KIND = "hearing"


def facts_of(row: Hearing) -> dict[str, Any]:
    """What the announcement says."""
    return {
        **{name: getattr(row, name) for name in FIELDS},
        "organ": str(row.organ),
        "begins_at": f"{row.begins_at:%H:%M}",
    }


def locked(hearing: Hearing) -> Hearing:
    """The hearing as it stands now, for this transaction alone: seats are counted under it."""
    rows = Hearing.objects.select_for_update(of=("self",)).select_related("organ")
    return rows.get(pk=hearing.pk)


def when(row: Hearing) -> str:
    """11月30日 9:00，区法院第一法庭."""
    return f"{dates.day(row.on)} {row.begins_at.hour}:{row.begins_at:%M}，{row.place}"


@transaction.atomic
def publish_hearing(*, actor: User, **facts: Any) -> Hearing:
    """Announce it; deputies sign up until a day."""
    row = Hearing(published_by=actor, **{name: facts[name] for name in FIELDS})
    row.full_clean(exclude=["published_by"])
    row.save()
    audit.record(actor=actor, verb="taking_part:publish_hearing", obj=row, after=facts_of(row))
    return row


@transaction.atomic
def change_hearing(*, hearing: Hearing, actor: User, version: int, **facts: Any) -> Hearing:
    """Correct the announcement. With more seats those who wait move up; fewer than are taken is refused."""
    row = locked(hearing)
    require_rule(actor, rules.keep, row)
    before = facts_of(row)
    check_version(row, version, before)
    _require_open(row)
    for name in FIELDS:
        setattr(row, name, facts[name])
    taken = row.places.filter(state=SeatState.SEATED).count()
    if row.seats < taken:
        raise ValidationError({"seats": f"已有 {taken} 位代表有席位，席位不能少于 {taken}"})
    row.full_clean(exclude=["published_by", "activity"])
    old, new = audit.changed(before, facts_of(row))
    if not new:
        return row
    row.version += 1
    row.save()
    audit.record(actor=actor, verb="taking_part:change_hearing", obj=row, before=old, after=new)
    if {"on", "begins_at", "place"} & new.keys():
        _tell(row, _people(row), f"有变动：{row.title}", f"现在是{when(row)}。", f"v{row.version}")
    _move_up(row)
    return row


@transaction.atomic
def sign_up(
    *, hearing: Hearing, actor: User, deputyship: Deputyship, at: datetime | None = None
) -> HearingPlace:
    """Take a seat, or the end of the waiting list when all are taken; asked twice, it is one place.

    Raises ``Conflict`` after the last day for it, or when the hearing was held or cancelled.
    """
    row = locked(hearing)
    now = at or timezone.now()
    place = row.places.select_for_update().filter(deputyship=deputyship).first()
    if place is not None and place.state != SeatState.LEFT:
        return place
    if not row.takes_names(timezone.localdate(now)):
        raise Conflict(
            f"报名已于{dates.day(row.sign_up_by)}截止" if row.state == HearingState.OPEN else _gone(row)
        )
    full = row.places.filter(state=SeatState.SEATED).count() >= row.seats
    place = place or HearingPlace(hearing=row, deputyship=deputyship)
    place.state, place.asked_at = (SeatState.WAITING if full else SeatState.SEATED), now
    place.save()
    after = {"deputy": deputyship.person.name, "place": place.get_state_display()}
    audit.record(actor=actor, verb="taking_part:sign_up", obj=row, after=after)
    return place


@transaction.atomic
def leave(*, place: HearingPlace, actor: User) -> HearingPlace:
    """Sign off; the first of the waiting list gets the seat and is told. Raises ``Conflict`` once it has begun."""
    row = locked(place.hearing)
    mine = row.places.select_for_update().select_related("deputyship__person").get(pk=place.pk)
    if mine.state == SeatState.LEFT:
        return mine
    if row.state != HearingState.OPEN or row.starts <= timezone.now():
        raise Conflict(_gone(row) if row.state != HearingState.OPEN else "旁听已经开始，不能再退出")
    mine.state = SeatState.LEFT
    mine.save()
    audit.record(
        actor=actor, verb="taking_part:leave", obj=row, after={"deputy": mine.deputyship.person.name}
    )
    _move_up(row)
    return mine


def _move_up(row: Hearing) -> None:
    """Give free seats to those who have waited longest."""
    free = row.seats - row.places.filter(state=SeatState.SEATED).count()
    waiting = row.places.filter(state=SeatState.WAITING).select_related("deputyship")
    for place in waiting.order_by("asked_at", "pk")[: max(free, 0)]:
        place.state = SeatState.SEATED
        place.save()
        key = f"moved{place.pk}-{place.asked_at:%Y%m%d%H%M%S}"
        _tell(row, accounts_of([place.deputyship]), f"候补到席位：{row.title}", f"{when(row)}。", key)


@transaction.atomic
def cancel_hearing(*, hearing: Hearing, actor: User, reason: str) -> Hearing:
    """Call it off; everybody with a place is told why."""
    row = locked(hearing)
    require_rule(actor, rules.keep, row)
    require(actor, HEARINGS["cancel_hearing"], row.state)
    row.state, row.cancelled_reason = HearingState.CANCELLED, reason.strip()
    row.version += 1
    row.full_clean(exclude=["published_by", "activity"])
    row.save()
    audit.record(
        actor=actor, verb="taking_part:cancel_hearing", obj=row, after={"reason": row.cancelled_reason}
    )
    _tell(row, _people(row), f"已取消：{row.title}", f"原定{when(row)}。{row.cancelled_reason}", "cancelled")
    return row


@transaction.atomic
def hold_hearing(
    *, hearing: Hearing, actor: User, came: Collection[HearingPlace], today: date | None = None
) -> Hearing:
    """It took place: an activity of the log with those who came on the roll; from now on they write remarks.

    Raises ``Conflict`` before its day.
    """
    row = locked(hearing)
    require_rule(actor, rules.keep, row)
    require(actor, HEARINGS["hold_hearing"], row.state)
    if row.on > (today or timezone.localdate()):
        raise Conflict(f"{dates.day(row.on)}才旁听，到当天再登记到场")
    present = {place.pk for place in came}
    live = list(row.places.live().select_related("deputyship__person"))
    for place in live:
        place.came = place.pk in present
        if place.came:
            place.state = SeatState.SEATED
        place.save()
    here = [place.deputyship for place in live if place.came]
    day, what = dates.day(row.on, today=date.min), row.get_kind_display()
    row.activity = record_activity(
        actor=actor,
        start_on=row.on,
        kind=ActivityKind.objects.get(code=KIND),
        headline=row.title,
        topic=row.get_kind_display(),
        organiser=row.organ.short_name,
        place=row.place,
        text=f"{day}，{len(here)} 名区人大代表在{row.place}参加“{row.title}”{what}。",
        deputies=here,
    )
    row.state = HearingState.HELD
    row.version += 1
    row.save()
    after = {"came": [deputyship.person.name for deputyship in here]}
    audit.record(actor=actor, verb="taking_part:hold_hearing", obj=row, after=after)
    return row


@transaction.atomic
def remark(*, place: HearingPlace, actor: User, remarks: str) -> HearingPlace:
    """Write what one thought of it, as somebody who was there. Raises ``Conflict`` for others."""
    row = HearingPlace.objects.select_for_update(of=("self",)).select_related("hearing").get(pk=place.pk)
    if row.hearing.state != HearingState.HELD or not row.came:
        raise Conflict("登记到场以后才能写旁听意见")
    if len(remarks) > LONGEST_REMARKS:
        raise ValidationError({"remarks": f"最多 {LONGEST_REMARKS} 字"})
    before, row.remarks = row.remarks, remarks.strip()
    row.save()
    audit.record(
        actor=actor,
        verb="taking_part:remark",
        obj=row.hearing,
        before={"remarks": before},
        after={"remarks": row.remarks},
    )
    return row


def _require_open(row: Hearing) -> None:
    if row.state != HearingState.OPEN:
        raise Conflict(_gone(row))


def _gone(row: Hearing) -> str:
    return f"这次旁听{row.get_state_display()}"


def _people(row: Hearing) -> list[User]:
    return accounts_of([place.deputyship for place in row.places.live().select_related("deputyship")])


def _tell(row: Hearing, to: list[User], title: str, text: str, occasion: str) -> None:
    url = reverse("taking_part:my_hearing", args=[row.pk])
    notices.send(to=to, title=title, text=text, url=url, key=f"hearing:{row.pk}:{occasion}")
