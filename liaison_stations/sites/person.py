"""The stations a person belongs to as a deputy, or runs, on that person's page."""

from __future__ import annotations

from datetime import date

from django.urls import reverse

from congress.accounts.models import User
from congress.web import dates
from deputies.models import Person
from deputies.records import Line, Section
from liaison_stations import rules
from liaison_stations.models import StaffPost, Station, StationDeputy


def stations_of(person: Person, user: User) -> Section | None:
    """Seats and posts of a person in the stations the user may see, the newest first (two queries)."""
    if not user.has_role(*rules.READERS):
        return None
    seen = Station.objects.visible_to(user)
    seats = StationDeputy.objects.filter(deputyship__person=person, station__in=seen).select_related(
        "station"
    )
    posts = StaffPost.objects.filter(person=person, station__in=seen).select_related("station")
    lines = [_line(seat.station, seat, "主站" if seat.is_main else "不是主站") for seat in seats]
    lines += [_line(post.station, post, str(post.get_role_display())) for post in posts]
    if not lines:
        return None
    lines.sort(key=lambda line: line.on or date.min, reverse=True)
    return Section(
        "联络站", "个", len({line.url for line in lines}), reverse("liaison_stations:index"), lines
    )


def _line(station: Station, held: StationDeputy | StaffPost, what: str) -> Line:
    until = f"到{dates.full_day(held.ends_on)}" if held.ends_on else ""
    url = reverse("liaison_stations:detail", args=[station.pk])
    return Line(station.name, url, held.starts_on, "　".join(part for part in (what, until) if part))
