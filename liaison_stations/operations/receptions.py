"""Reception at the table: who is there, which citizens came, what they brought."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from congress.access.exceptions import Conflict
from congress.access.rules import require_rule
from congress.accounts.models import User
from congress.audit import operations as audit
from congress.documents.uploads import Photo
from deputies.models import Deputyship
from liaison_stations import rules
from liaison_stations.enums import DayState, DutyState
from liaison_stations.models import (
    LARGEST_BATCH,
    Citizen,
    Duty,
    Matter,
    MatterCategory,
    Reception,
    ReceptionDay,
)
from liaison_stations.operations.deciding import settle
from liaison_stations.operations.matters import receive
from liaison_stations.operations.recorded import catch_up
from liaison_stations.operations.shared import locked_day, move_day

#: As many matters as one batch brings.
MATTER_LIMIT = 10
#: A phone's clock may be this far ahead of the portal's.
CLOCK_TOLERANCE = timedelta(minutes=5)


@dataclass(frozen=True)
class Heard:
    """One matter as it was written down at the table."""

    title: str
    account: str
    wish: str = ""
    category: MatterCategory | None = None
    heard_by: Deputyship | None = None
    photos: Sequence[Photo] = ()
    #: What was said on the spot; with it the matter is answered, and the citizen told.
    answer: str = ""


@transaction.atomic
def record_reception(
    *,
    day: ReceptionDay,
    actor: User,
    people: int,
    matters: Sequence[Heard],
    citizen: Citizen | None = None,
    received_at: time | None = None,
    token: UUID,
) -> Reception:
    """Write down one batch of citizens with what they brought; sent twice under one ``token``, it is one.

    What comes late from a phone without a network is kept although somebody else has ended the day meanwhile. A
    planned day is opened by it. Raises ``ValidationError`` by field for a day or time that has not come, for too few
    or too many persons, or no matter; ``Conflict`` for a day that was cancelled.
    """
    row = locked_day(day)
    require_rule(actor, rules.keep_day, row)
    earlier = Reception.objects.filter(token=token).first()
    if earlier is not None:
        return earlier
    _check(row, people, matters, received_at)
    if row.state == DayState.CANCELLED:
        raise Conflict("这次接待已取消，先恢复再登记")
    if row.state == DayState.PLANNED:
        move_day(row, "open_day", actor=actor)
    if citizen is not None:
        citizen.save()
    batch = Reception.objects.create(
        day=row, people=people, received_at=received_at, token=token, entered_by=actor
    )
    at = timezone.make_aware(datetime.combine(row.day, received_at or row.begins_at))
    for heard in matters:
        _receive(row, batch, actor, heard, citizen, min(at, timezone.now()))
    facts = {"people": people, "matters": len(matters), "late": row.state == DayState.HELD}
    audit.record(actor=actor, verb="liaison_stations:record_reception", obj=row, after=facts)
    catch_up(row, actor)
    return batch


@transaction.atomic
def mark_present(*, day: ReceptionDay, actor: User, here: Collection[int], offered: Collection[int]) -> int:
    """Note which deputies (keys) are at the table; of those ``offered`` the others are not; how many are there.

    Only deputies offered are touched, so that an officer who saw an older list takes nobody away.
    """
    row = locked_day(day)
    require_rule(actor, rules.keep_day, row)
    if row.is_future:
        raise ValidationError({"here": "接待日还没有到"})
    for key in offered:
        duty = Duty.objects.filter(day=row, deputyship_id=key).first()
        if key in here:
            Duty.objects.update_or_create(day=row, deputyship_id=key, defaults={"state": DutyState.PRESENT})
        elif duty is not None and duty.state == DutyState.PRESENT:
            duty.state = DutyState.PLANNED
            duty.save()
    present = Duty.objects.filter(day=row, state=DutyState.PRESENT).count()
    audit.record(actor=actor, verb="liaison_stations:mark_present", obj=row, after={"present": present})
    catch_up(row, actor)
    return present


def _receive(
    day: ReceptionDay,
    batch: Reception,
    actor: User,
    heard: Heard,
    citizen: Citizen | None,
    at: datetime,
) -> Matter:
    row = receive(
        actor=actor,
        station=day.station,
        title=heard.title,
        account=heard.account,
        wish=heard.wish,
        category=heard.category,
        heard_by=heard.heard_by,
        photos=heard.photos,
        reception=batch,
        citizen=citizen,
        at=at,
    )
    if heard.answer.strip():
        settle(matter=row, actor=actor, answer=heard.answer, told=True, at=at)
    return row


def _check(day: ReceptionDay, people: int, matters: Sequence[Heard], received_at: time | None) -> None:
    wrong: dict[str, str] = {}
    if day.is_future:
        raise ValidationError(f"接待日是{day.day.month}月{day.day.day}日，还没有到，不能登记")
    if people < 1:
        wrong["people"] = "至少 1 人"
    elif people > LARGEST_BATCH:
        wrong["people"] = f"一批最多 {LARGEST_BATCH} 人，人多的请分批登记"
    if not matters:
        wrong["title"] = "还没有写事项，写一句话"
    elif len(matters) > MATTER_LIMIT:
        wrong["title"] = f"一批最多 {MATTER_LIMIT} 件事项，其余的请另登记一批"
    if received_at is not None:
        moment = timezone.make_aware(datetime.combine(day.day, received_at))
        if moment > timezone.now() + CLOCK_TOLERANCE:
            wrong["received_at"] = "这个时间还没有到，请核对"
    if wrong:
        raise ValidationError(wrong)
