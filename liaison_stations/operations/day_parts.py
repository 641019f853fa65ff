"""What else belongs to a reception day: the route of a morning stall (R171), leaders who took part (R181)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import time

from django.core.exceptions import ValidationError
from django.db import transaction

from congress.access.exceptions import Conflict
from congress.access.rules import require_rule
from congress.accounts.models import User
from congress.audit import operations as audit
from deputies.models import Person, Post
from liaison_stations import rules
from liaison_stations.enums import BookingState, DayState, PlaceMode
from liaison_stations.models import Booking, DayLeader, ReceptionDay, RouteStop
from liaison_stations.operations.day_notices import hour
from liaison_stations.operations.shared import locked_day

#: As many places as one morning has room for.
MOST_STOPS = 12
#: What a booking hangs on.
BOOKED_BY = ("day", "begins_at", "ends_at", "place_mode", "slot_minutes")


@dataclass(frozen=True)
class Stop:
    """A place on the route, with its hours."""

    begins_at: time
    ends_at: time
    place: str

    def __str__(self) -> str:
        return f"{hour(self.begins_at)}—{hour(self.ends_at)} {self.place}"


def check_route(day: ReceptionDay, stops: Sequence[Stop]) -> None:
    """Raises ``ValidationError`` for stops that overlap or lie outside the hours, or of a day that is not mobile."""
    if not stops:
        return
    if day.place_mode != PlaceMode.MOBILE:
        raise ValidationError({"route": "只有流动接待才写路线；在站接待请把路线去掉"})
    if len(stops) > MOST_STOPS:
        raise ValidationError({"route": f"一次最多 {MOST_STOPS} 处，现在有 {len(stops)} 处"})
    last = day.begins_at
    for stop in stops:
        if stop.ends_at <= stop.begins_at:
            raise ValidationError({"route": f"“{stop}”的结束时间要晚于开始时间"})
        if stop.begins_at < last:
            raise ValidationError({"route": f"“{stop}”早于前一处结束或者接待开始的时间"})
        last = stop.ends_at
    if last > day.ends_at:
        raise ValidationError({"route": f"最后一处到 {hour(last)}，晚于接待结束的 {hour(day.ends_at)}"})


def set_route(day: ReceptionDay, stops: Sequence[Stop]) -> None:
    """Put these stops in the place of those there are, as part of the operation that calls it."""
    day.stops.all().delete()
    RouteStop.objects.bulk_create(
        RouteStop(day=day, place=stop.place, begins_at=stop.begins_at, ends_at=stop.ends_at) for stop in stops
    )


def route_of(day: ReceptionDay) -> list[Stop]:
    """The stops in order (1 query)."""
    return [Stop(row.begins_at, row.ends_at, row.place) for row in day.stops.all()]


def refuse_to_move_booked(day: ReceptionDay, was: ReceptionDay) -> None:
    """Somebody booked a time: it does not change under them. Raises ``ValidationError``."""
    if all(getattr(day, name) == getattr(was, name) for name in BOOKED_BY):
        return
    booked = Booking.objects.filter(day=day, state=BookingState.BOOKED).count()
    if booked:
        raise ValidationError(
            {"day": f"已有 {booked} 人预约这次接待，日期、时间、方式不能改；先逐个取消预约并打电话告诉他们"}
        )


@transaction.atomic
def set_leaders(*, day: ReceptionDay, actor: User, leaders: Sequence[tuple[str, str]]) -> ReceptionDay:
    """Write down which leaders took part, each with name and post; who is in the register is linked.

    Of somebody in the register the post may be left out. Raises ``ValidationError`` for a name without a post, and
    ``Conflict`` for a day that is ahead or was cancelled.
    """
    row = locked_day(day)
    require_rule(actor, rules.keep_day, row)
    if row.is_future or row.state == DayState.CANCELLED:
        raise Conflict("接待那天到了以后，才登记参加接待的党政领导")
    found = _in_register([name for name, _post in leaders])
    rows = [_leader(row, name, post, found.get(name)) for name, post in dict(leaders).items()]
    before = [str(one) for one in row.leaders.all()]
    row.leaders.all().delete()
    DayLeader.objects.bulk_create(rows)
    row.version += 1
    row.save(update_fields=["version"])
    audit.record(
        actor=actor,
        verb="liaison_stations:set_leaders",
        obj=row,
        before={"leaders": before},
        after={"leaders": [str(one) for one in rows]},
    )
    return row


def _in_register(names: Sequence[str]) -> dict[str, Person]:
    """People by name; of namesakes nobody is taken."""
    found: dict[str, list[Person]] = {}
    for person in Person.objects.filter(name__in=names):
        found.setdefault(person.name, []).append(person)
    return {name: people[0] for name, people in found.items() if len(people) == 1}


def _leader(day: ReceptionDay, name: str, post: str, person: Person | None) -> DayLeader:
    if not post and person is not None:
        held = Post.objects.in_force(day.day).filter(person=person).first()
        post = str(held.title) if held else f"{person.organisation}{person.occupation}"
    if not post:
        raise ValidationError({"leaders": f"“{name}”后面还没有写职务"})
    return DayLeader(day=day, name=name, post=post[:60], person=person)
