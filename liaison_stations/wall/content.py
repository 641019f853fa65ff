"""What the sheets of a station say, as plain data: read from the records, with no day of today in it.

Two sheets that say the same have the same fingerprint; so it is found out when what hangs on a wall is out of date.
"""

from __future__ import annotations

import hashlib
import json
from collections import defaultdict
from collections.abc import Callable, Sequence
from datetime import date
from functools import cached_property
from typing import Any

from activities.enums import ActivityState
from congress.web import dates
from deputies.enums import GroupPostKind
from deputies.models import GroupMembership, GroupPost
from liaison_stations.days.queries import deputies_at, with_duties
from liaison_stations.enums import PaperKind, PlaceMode, WallKind
from liaison_stations.models import (
    DeputyPage,
    ReceptionDay,
    Station,
    StationDeputy,
    StationPaper,
    WallPhoto,
)
from liaison_stations.operations.day_notices import hours, place_of
from liaison_stations.wall.regulations import Shown, regulations_of

#: What the sheets are made of: words, numbers, and lists and mappings of them.
Facts = dict[str, Any]
_NO_GROUP = "未编入小组"


class Wall:
    """The sheets of one station on a day; what they share is read once (11 queries for all five)."""

    def __init__(self, station: Station, today: date) -> None:
        self.station, self.today = station, today
        self._facts: dict[str, Facts] = {}

    @cached_property
    def members(self) -> Sequence[StationDeputy]:
        """The deputies who belong to the station and are in office, in the order of the register."""
        rows = deputies_at(self.station, self.today).select_related(
            "deputyship__page", "deputyship__term__area"
        )
        return list(rows.order_by("deputyship__level", "deputyship__person__name_key", "pk"))

    @cached_property
    def regulations(self) -> list[Shown]:
        """The rules of the station, those without a text too."""
        return regulations_of(self.station)

    def facts(self, kind: str) -> Facts:
        """What a sheet says today."""
        if kind not in self._facts:
            self._facts[kind] = {"station": self.station.name, **_MADE[kind](self)}
        return self._facts[kind]

    def says_nothing(self, kind: str) -> bool:
        """Whether there is nothing to put up yet."""
        facts = self.facts(kind)
        return not (facts["rows"] or facts.get("text"))

    def fingerprint(self, kind: str) -> str:
        """Tells two contents of a sheet apart."""
        words = json.dumps(self.facts(kind), ensure_ascii=False, sort_keys=True)
        return hashlib.sha256(words.encode()).hexdigest()


def _groups(wall: Wall) -> Facts:
    """Groups with those who lead them, and the station's deputies in each (3 queries)."""
    here = {seat.deputyship_id: seat.deputyship for seat in wall.members}
    seats = GroupMembership.objects.in_force(wall.today).filter(deputyship__in=here)
    named: dict[int, list[str]] = defaultdict(list)
    groups, grouped = {}, set()
    for seat in seats.select_related("group__term").order_by("group__kind", "group__number", "group_id"):
        if seat.group.is_over:
            continue
        groups[seat.group_id] = seat.group
        grouped.add(seat.deputyship_id)
        named[seat.group_id].append(here[seat.deputyship_id].person.name)
    posts = GroupPost.objects.in_force(wall.today).filter(group__in=groups).select_related("person")
    led: dict[int, dict[str, list[str]]] = defaultdict(lambda: {kind: [] for kind in GroupPostKind.values})
    for post in posts.order_by("pk"):
        led[post.group_id][post.kind].append(post.person.name)
    rows = [
        {"label": group.label, "posts": list(led[key].values()), "members": named[key]}
        for key, group in groups.items()
    ]
    rest = [one.person.name for key, one in here.items() if key not in grouped]
    if rest:
        rows.append({"label": _NO_GROUP, "posts": [[] for _kind in GroupPostKind], "members": rest})
    return {"rows": rows, "people": len({one.person_id for one in here.values()})}


def day_row(row: ReceptionDay) -> list[str]:
    """Day and weekday, hours, place, topic and forms, deputies; of a row read by ``with_duties``."""
    forms = "、".join(form.name for form in row.forms.all())
    duties: Any = row.on_duty  # type: ignore[attr-defined]  # of the query
    names = "、".join(duty.deputyship.person.name for duty in duties)
    mode = "" if row.place_mode == PlaceMode.FIXED else f"{row.get_place_mode_display()}　"
    place = place_of(row)
    return [
        f"{row.day.month}月{row.day.day}日　{dates.weekday(row.day)}",
        hours(row),
        place if row.place_mode == PlaceMode.ONLINE else f"{mode}{place}",
        "，".join(part for part in (row.topic, forms, "代表述职" if row.is_duty_report else "") if part),
        names,
    ]


def _plan(wall: Wall) -> Facts:
    """The reception days of the year that take place, and the plan the station wrote (4 queries)."""
    year = wall.today.year
    days = ReceptionDay.objects.standing().filter(station=wall.station, day__year=year)
    found = with_duties(days.select_related("station").order_by("day", "begins_at", "pk"))
    paper = StationPaper.objects.filter(station=wall.station, year=year, kind=PaperKind.PLAN).first()
    return {"year": year, "rows": [day_row(row) for row in found], "text": paper.text if paper else ""}


def _regulations(wall: Wall) -> Facts:
    """Every rule that has a text (1 query)."""
    return {"rows": [[one.row.title, one.text] for one in wall.regulations if one.text]}


def _board(wall: Wall) -> Facts:
    """Every person who is a deputy here, with the portrait and the open page there is (no query of its own)."""
    cards: dict[int, dict[str, Any]] = {}
    for seat in wall.members:
        one = seat.deputyship
        card = cards.setdefault(
            one.person_id, {"name": one.person.name, "titles": [], "places": [], "portrait": "", "token": ""}
        )
        card["titles"].append(one.title)
        if one.constituency:
            card["places"].append(one.constituency.name)
        page: DeputyPage | None = getattr(one, "page", None)
        if page is not None:
            card["portrait"] = card["portrait"] or str(page.portrait.name or "")
            card["token"] = card["token"] or (page.token if page.is_open else "")
    return {"rows": list(cards.values())}


def _photos(wall: Wall) -> Facts:
    """The photos that were chosen, newest activity first, each with what it shows (1 query)."""
    chosen = WallPhoto.objects.filter(station=wall.station, photo__dropped=False)
    recorded = chosen.filter(photo__activity__state=ActivityState.RECORDED).select_related("photo__activity")
    return {
        "rows": [
            {
                "file": str(one.photo.full.name),
                "caption": one.photo.activity.headline,
                "day": dates.full_day(one.photo.activity.start_on),
            }
            for one in recorded.order_by("-photo__activity__start_on", "photo__order", "pk")
        ]
    }


_MADE: dict[str, Callable[[Wall], Facts]] = {
    WallKind.GROUPS: _groups,
    WallKind.PLAN: _plan,
    WallKind.REGULATIONS: _regulations,
    WallKind.BOARD: _board,
    WallKind.PHOTOS: _photos,
}
