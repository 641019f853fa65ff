"""When a service is there, and which of its slots can be booked. Nothing is planned ahead: slots follow from times."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.db.models import Count, Prefetch, QuerySet

from congress.workdays.calendar import current
from liaison_stations.enums import DayState, PlaceMode
from liaison_stations.models import (
    Booking,
    ReceptionDay,
    ServicePause,
    ServiceTime,
    StationService,
    StationServiceQuerySet,
)

#: How far ahead a service is booked, the present day included.
AHEAD = timedelta(days=14)
#: What a reception by video is booked in.
BOOKABLE_DAYS = (DayState.PLANNED, DayState.OPEN)


@dataclass(frozen=True)
class Slot:
    """One slot: how many it takes, and how many have booked it."""

    on: date
    begins_at: time
    ends_at: time
    seats: int
    taken: int = 0

    @property
    def key(self) -> str:
        """2026-11-25T14:00, as the form sends it."""
        return f"{self.on.isoformat()}T{self.begins_at:%H:%M}"

    @property
    def left(self) -> int:
        """Places that are free."""
        return max(self.seats - self.taken, 0)


def with_times(rows: StationServiceQuerySet) -> StationServiceQuerySet:
    """Services with ``in_force``, their times of the week, and ``paused``, the days without (2 queries more)."""
    times = ServiceTime.objects.filter(is_dropped=False)
    return rows.prefetch_related(
        Prefetch("times", times, to_attr="in_force"), Prefetch("pauses", to_attr="paused")
    )


def times_of(service: StationService) -> list[ServiceTime]:
    """Its times of the week: those fetched along, else read."""
    fetched: list[ServiceTime] | None = getattr(service, "in_force", None)
    return list(service.times.filter(is_dropped=False)) if fetched is None else fetched


def slots_of_service(service: StationService, now: datetime) -> list[Slot]:
    """The slots of the days ahead that have not begun, in order (3 queries, 1 with what was fetched along).

    On public holidays a service is closed; a day made a working day counts as the weekday it is.
    """
    fetched: list[ServicePause] | None = getattr(service, "paused", None)
    off = {pause.on for pause in (service.pauses.all() if fetched is None else fetched)}
    times = [one for one in times_of(service) if one.seats]
    if not times:
        return []
    today = now.date()
    days, calendar = [today + timedelta(days=n) for n in range(AHEAD.days)], current()
    found = [
        slot
        for day in days
        if day not in off and not calendar.info(day).is_holiday
        for one in times
        if day.weekday() in one.weekdays
        for slot in _cut(day, one.begins_at, one.ends_at, one.slot_minutes, one.seats)
    ]
    return _ahead(found, Booking.objects.filter(service=service), now)


def slots_of_day(day: ReceptionDay, now: datetime) -> list[Slot]:
    """The slots of a reception by video that have not begun, in order (1 query)."""
    if day.place_mode != PlaceMode.ONLINE or not day.slot_minutes or day.state not in BOOKABLE_DAYS:
        return []
    found = list(_cut(day.day, day.begins_at, day.ends_at, day.slot_minutes, day.slot_seats))
    return _ahead(found, Booking.objects.filter(day=day), now)


def slots_of(thing: StationService | ReceptionDay, now: datetime) -> list[Slot]:
    """Of whichever it is."""
    if isinstance(thing, ReceptionDay):
        return slots_of_day(thing, now)
    return slots_of_service(thing, now)


def next_free(slots: Iterable[Slot], asked: Slot | None = None) -> Slot | None:
    """The first free slot at or after the one asked for, else the first free of all."""
    free = [slot for slot in slots if slot.left]
    after = [
        slot for slot in free if asked is None or (slot.on, slot.begins_at) >= (asked.on, asked.begins_at)
    ]
    return next(iter(after or free), None)


def _ahead(slots: list[Slot], bookings: QuerySet[Booking], now: datetime) -> list[Slot]:
    """With what was booked of them; two times of the week may share a slot, the first stands."""
    lines = bookings.exclude(state="cancelled").filter(on__gte=now.date()).order_by()
    counted = lines.values_list("on", "begins_at").annotate(n=Count("pk"))
    taken: Counter[tuple[date, time]] = Counter({(on, begins): n for on, begins, n in counted})
    first: dict[str, Slot] = {}
    for slot in slots:
        if (slot.on, slot.begins_at) > (now.date(), now.time()):
            number = taken[slot.on, slot.begins_at]
            first.setdefault(slot.key, Slot(slot.on, slot.begins_at, slot.ends_at, slot.seats, number))
    return sorted(first.values(), key=lambda slot: (slot.on, slot.begins_at))


def _cut(day: date, begins: time, ends: time, minutes: int | None, seats: int) -> Iterator[Slot]:
    """A span in slots; what is left at its end and too short for one is no slot."""
    start, end = datetime.combine(day, begins), datetime.combine(day, ends)
    step = timedelta(minutes=minutes) if minutes else end - start
    while start + step <= end:
        yield Slot(day, start.time(), (start + step).time(), seats)
        start += step
