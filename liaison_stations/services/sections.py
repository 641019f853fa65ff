"""On the page of a station its services; on that of a reception by video who booked."""

from __future__ import annotations

from django.urls import reverse
from django.utils import timezone

from congress.accounts.models import User
from congress.web.sections import Action, Line, Plugged, Section
from liaison_stations import rules
from liaison_stations.models import ReceptionDay, Station
from liaison_stations.services.queries import attendance_of, services_at, sums_of
from liaison_stations.services.showing import booking_state, booking_when, time_words
from liaison_stations.services.slots import times_of


def of_station(station: Station, user: User) -> Plugged | None:
    """What the station offers, with its times and how often this year (5 queries)."""
    keeps = rules.keep_station.allows(user, station)
    rows = services_at(station)
    year = timezone.localdate().year
    sums = sums_of(station, year) if rows else {}
    lines = []
    for row in rows:
        n, people = sums.get(row.pk, (0, 0))
        times = "；".join(time_words(one) for one in times_of(row)) or "还没有写时间"
        lines.append(
            Line(
                str(row.kind),
                f"{times}　{row.provider}".strip(),
                reverse("station_services:service", args=[row.pk]),
                state=("done" if n else "new", f"今年 {n} 次 {people} 人次" if n else "今年还没有登记"),
            )
        )
    url = reverse("station_services:add_service", args=[station.pk])
    section = Section(
        "便民服务",
        lines,
        [Action("加服务", url)] if keeps else [],
        empty="还没有登记调解、法律咨询、网格治理、民主议事等服务",
    )
    return Plugged(sections=[section])


def of_day(day: ReceptionDay, user: User) -> Plugged | None:
    """Who booked a reception by video: how many for every reader, each of them for those who keep it (3 queries)."""
    if not day.slot_minutes:
        return None
    booked, came, missed = attendance_of(day)
    facts = [("参加预约", f"{booked} 人预约，{came} 人参加，{missed} 人未到")]
    lines = []
    if rules.keep_day.allows(user, day):
        for row in day.bookings.select_related("service__kind").order_by("begins_at", "pk"):
            url = reverse("station_services:booking", args=[row.pk])
            lines.append(Line(booking_when(row), row.title, url, state=booking_state(row)))
    section = Section(
        "预约",
        lines,
        sub=f"线上视频　{facts[0][1]}",
        empty="还没有人预约" if not booked else "由这个站查看是谁预约的",
    )
    return Plugged(sections=[section])
