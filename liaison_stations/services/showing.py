"""How services, bookings and records are said."""

from __future__ import annotations

from collections.abc import Sequence

from congress.web import dates
from liaison_stations.enums import BookingState, ServiceResult
from liaison_stations.models import Booking, ServiceTime
from liaison_stations.operations.day_notices import hour

#: The shape of each state, a key of ``congress.web.parts.STATE_ICONS``.
BOOKING_SHAPES: dict[str, str] = {
    BookingState.BOOKED: "wait",
    BookingState.CAME: "done",
    BookingState.MISSED: "late",
    BookingState.CANCELLED: "stop",
}
RESULT_SHAPES: dict[str, str] = {
    ServiceResult.SETTLED: "done",
    ServiceResult.UNSETTLED: "wait",
    ServiceResult.ANSWERED: "done",
    ServiceResult.DONE: "done",
    ServiceResult.PASSED_ON: "go",
}
WEEKDAYS = tuple(enumerate("一二三四五六日"))
#: So many days one after the other are said as a run.
_RUN = 3


def days_of_week(numbers: Sequence[int]) -> str:
    """每周一、三; 周一至周五; 每天."""
    days = sorted(set(numbers))
    if len(days) == len(WEEKDAYS):
        return "每天"
    if len(days) >= _RUN and days == list(range(days[0], days[-1] + 1)):
        return f"周{WEEKDAYS[days[0]][1]}至周{WEEKDAYS[days[-1]][1]}"
    return "每周" + "、".join(sign for number, sign in WEEKDAYS if number in numbers)


def time_words(row: ServiceTime) -> str:
    """每周一、三 14:00—17:00."""
    return f"{days_of_week(row.weekdays)} {row}"


def booked_how(row: ServiceTime) -> str:
    """要预约，每段 30 分钟、约 1 位; empty where one simply comes."""
    if not row.seats:
        return "不用预约"
    span = f"每段 {row.slot_minutes} 分钟、" if row.slot_minutes else ""
    return f"要预约，{span}{'每段' if not row.slot_minutes else ''}约 {row.seats} 位"


def booking_when(row: Booking) -> str:
    """11月25日（星期三）14:00—14:30."""
    day = f"{dates.day(row.on)}（{dates.weekday(row.on)}）"
    return f"{day}{hour(row.begins_at)}—{hour(row.ends_at)}"


def booking_state(row: Booking) -> tuple[str, str]:
    """Shape and word."""
    return BOOKING_SHAPES[row.state], str(row.get_state_display())
