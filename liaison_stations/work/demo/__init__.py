"""What the stations of the demo district did this year, written in bulk. All invented.

Two stations lack a month of visits each, a quarter its meeting and two towns their feature, so that the lists of gaps
have something to say.
"""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from django.db import transaction
from django.utils import timezone

from activities.enums import AttendanceSource, AttendanceState
from activities.models import Activity, ActivityKind, Attendance
from congress.accounts.models import User
from congress.audit import operations as audit
from congress.organs.models import Area
from congress.organs.queries import district
from congress.web.demo import read_table
from deputies.models import Deputyship
from liaison_stations.models import FocusSubject, Station, StationActivity, StationFunction
from liaison_stations.work.demo import towns

#: The station of the demo account.
_OWN = "柳桥街道人大代表联络站"
#: Station and month of the year whose visit was forgotten.
_FORGOTTEN = {(3, 8), (9, 10)}


@transaction.atomic
def load() -> None:
    """Enter activities of stations, meetings, shows and features, unless there are shows already."""
    root, clerk = district(), User.objects.filter(username="deputywork").first()
    stations = list(Station.objects.filter(kind__is_station=True).select_related("area").order_by("pk"))
    if root is None or clerk is None or not stations or towns.are_there():
        return
    table, today = read_table(__file__, "work.json"), timezone.localdate()
    writer = _Writer(clerk)
    for number, station in enumerate(stations):
        _visits(writer, table["visits"], number, station, today)
        _works(writer, table["works"], number, station, today)
        if station.name == _OWN:
            _deliberation(writer, table["deliberation"], station, today)
    count = writer.write()
    towns.load(table, root, clerk, today, {area.name: area for area in Area.objects.towns()})
    audit.record(actor=None, verb="liaison_stations:load", obj=root, after={"work": count})


class _Writer:
    """Activities of stations, gathered and written together."""

    def __init__(self, clerk: User) -> None:
        self.clerk = clerk
        self.kinds = {kind.code: kind for kind in ActivityKind.objects.all()}
        self.subjects = {one.name: one for one in FocusSubject.objects.all()}
        self.rows: list[tuple[Activity, StationActivity]] = []

    def add(
        self, station: Station, on: date, code: str, headline: str, text: str, subject: str = "", **more: Any
    ) -> None:
        """One activity; a kind the district took out of its list is left out."""
        kind = self.kinds.get(code)
        if kind is None or on < station.opened_on:
            return
        activity = Activity(
            start_on=on,
            end_on=on,
            kind=kind,
            headline=headline,
            topic=subject,
            organiser=station.name,
            place=station.area.name,
            text=f"{on.month}月{on.day}日，{station.name}组织代表{headline}，{text}",
            area=station.area,
            recorded_by=self.clerk,
        )
        activity.derive()
        work = StationActivity(
            station=station, subject=self.subjects.get(subject), recorded_by=self.clerk, **more
        )
        self.rows.append((activity, work))

    def write(self) -> int:
        """All of them with their functions, and who came to those of the demo account's own station."""
        made = Activity.objects.bulk_create(activity for activity, _work in self.rows)
        for activity, (_unsaved, work) in zip(made, self.rows, strict=True):
            work.activity = activity
        works = StationActivity.objects.bulk_create(work for _activity, work in self.rows)
        functions = list(StationFunction.objects.all())
        links = StationActivity.functions.through
        links.objects.bulk_create(
            links(stationactivity_id=work.pk, stationfunction_id=one.pk)
            for work in works
            for one in functions
            if work.activity.kind.code in one.kind_codes
        )
        _came([work for work in works if work.station.name == _OWN], self.clerk)
        return len(works)


def _visits(writer: _Writer, rows: list[list[str]], number: int, station: Station, today: date) -> None:
    """A visit every month, but for what was forgotten; this month only where the day has come."""
    for month in range(1, today.month + 1):
        on = date(today.year, month, 8 + (number + month) % 12)
        if (number, month) in _FORGOTTEN or on > today:
            continue
        code, headline, text, subject = rows[(number + month) % len(rows)]
        writer.add(station, on, code, headline, f"{text}。", subject)


def _works(writer: _Writer, rows: list[list[Any]], number: int, station: Station, today: date) -> None:
    """The demo account's own station did everything, the others what falls to them."""
    for place, (code, month, headline, text, subject) in enumerate(rows):
        on = date(today.year, month, 12 + number % 10)
        if on <= today and (station.name == _OWN or (place + number) % 3 == 0):
            writer.add(station, on, code, headline, text, subject)


def _deliberation(writer: _Writer, told: dict[str, Any], station: Station, today: date) -> None:
    on = today - timedelta(days=16)
    lists = {name: "\n".join(told[name]) for name in ("topics", "opinions")}
    writer.add(station, on, "deliberation", told["headline"], told["text"], "基层治理", **lists)


def _came(works: list[StationActivity], clerk: User) -> None:
    """Three deputies of the station, in turn."""
    if not works:
        return
    seats = works[0].station.deputies.filter(ends_on=None).order_by("pk").values("deputyship")
    people = list(Deputyship.objects.filter(pk__in=seats).order_by("pk"))
    Attendance.objects.bulk_create(
        Attendance(
            activity=work.activity,
            deputyship=people[(number * 3 + step) % len(people)],
            state=AttendanceState.PRESENT,
            source=AttendanceSource.OFFICE,
            recorded_by=clerk,
        )
        for number, work in enumerate(works)
        for step in range(min(3, len(people)))
    )
