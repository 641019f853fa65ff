"""Reads of services, bookings and records."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from django.db.models import Count, Q, QuerySet, Sum
from django.utils import timezone

from congress.accounts.models import User
from liaison_stations.enums import BookingState, PlaceMode
from liaison_stations.models import (
    Booking,
    ReceptionDay,
    ServiceRecord,
    Station,
    StationService,
    StationServiceQuerySet,
)
from liaison_stations.services.slots import (
    AHEAD,
    BOOKABLE_DAYS,
    Slot,
    slots_of_day,
    slots_of_service,
    with_times,
)

#: Bookings asked about whether somebody came, so many days back.
BACK = timedelta(days=30)


def services_at(station: Station, on: date | None = None) -> list[StationService]:
    """What a station offers, with its times (3 queries)."""
    rows = StationService.objects.offered(on).filter(station=station).select_related("kind")
    return list(with_times(rows))


def public_services(station: Station) -> list[tuple[StationService, list[Slot]]]:
    """What everybody reads, each with its free slots (4 queries and one for each that is booked)."""
    now = timezone.localtime()
    rows = [row for row in services_at(station) if row.is_public]
    return [(row, [slot for slot in slots_of_service(row, now) if slot.left]) for row in rows]


def bookable(station: Station) -> StationServiceQuerySet:
    """Services a citizen may book at the public page of a station."""
    rows = StationService.objects.offered().filter(station=station, is_public=True)
    return with_times(rows.select_related("kind", "station"))


def video_days(station: Station) -> list[tuple[ReceptionDay, list[Slot]]]:
    """Receptions by video with places to book, each with its free slots (1 query and one for each)."""
    now = timezone.localtime()
    rows = ReceptionDay.objects.filter(
        station=station,
        place_mode=PlaceMode.ONLINE,
        slot_minutes__isnull=False,
        state__in=BOOKABLE_DAYS,
        day__range=(now.date(), now.date() + AHEAD * 4),
    )
    found = [(row, slots_of_day(row, now)) for row in rows.order_by("day", "begins_at")]
    return [(row, [slot for slot in slots if slot.left]) for row, slots in found if slots]


def booking_by_code(code: str) -> Booking | None:
    """The booking of a code (1 query); nothing for a code nobody was given."""
    return Booking.objects.filter(code=code).select_related("station", "service__kind", "day").first()


def link_for(booking: Booking, now: datetime) -> str:
    """Where the video reception is met: on the day itself, for who has a place (R172)."""
    day = booking.day
    if day is None or booking.state == BookingState.CANCELLED or booking.on != now.date():
        return ""
    return day.video_link if day.state in BOOKABLE_DAYS else ""


def attendance_of(day: ReceptionDay) -> tuple[int, int, int]:
    """How many booked a reception by video, how many came, how many stayed away (1 query)."""
    counted = Booking.objects.live().filter(day=day).order_by()
    told = counted.aggregate(
        all=Count("pk"),
        came=Count("pk", filter=Q(state=BookingState.CAME)),
        missed=Count("pk", filter=Q(state=BookingState.MISSED)),
    )
    return told["all"], told["came"], told["missed"]


def bookings_for(user: User) -> QuerySet[Booking]:
    """Bookings this user looks after, with what was booked."""
    return Booking.objects.kept_by(user).select_related("station", "service__kind")


def waiting(user: User, now: datetime) -> tuple[int, int]:
    """Bookings of today that are ahead, and those over of which nobody noted who came (1 query)."""
    today, at = now.date(), now.time()
    over = Q(on__lt=today, on__gte=today - BACK) | Q(on=today, ends_at__lte=at)
    rows = Booking.objects.kept_by(user).filter(state=BookingState.BOOKED, on__gte=today - BACK).order_by()
    counted = rows.aggregate(
        today=Count("pk", filter=Q(on=today, ends_at__gt=at)), over=Count("pk", filter=over)
    )
    return counted["today"], counted["over"]


def record_page_rows(user: User) -> QuerySet[ServiceRecord]:
    """Records with everything the page of one shows."""
    rows = ServiceRecord.objects.visible_to(user)
    return rows.select_related(
        "service__kind", "service__station__area", "citizen", "booking", "matter", "entered_by"
    )


def sums_of(station: Station, year: int) -> dict[int, tuple[int, int]]:
    """How often each service was given in a year and to how many, by key of the service (1 query)."""
    rows = ServiceRecord.objects.standing().filter(service__station=station, on__year=year).order_by()
    lines = rows.values("service").annotate(n=Count("pk"), heads=Sum("people"))
    return {line["service"]: (line["n"], line["heads"]) for line in lines}
