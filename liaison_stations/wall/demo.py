"""Sheets on the walls of the demo district. All invented, the pictures drawn; some sheets are old, one has changed."""

from __future__ import annotations

from datetime import timedelta

from django.db import transaction
from django.utils import timezone

from congress.accounts.models import User
from congress.audit import operations as audit
from congress.documents.kept import add_photos
from congress.documents.uploads import Saver
from congress.organs.queries import district
from liaison_stations.enums import WallKind
from liaison_stations.models import (
    DeputyPage,
    ReceptionDay,
    Regulation,
    Station,
    StationRegulation,
    WallPhoto,
    WallSheet,
)
from liaison_stations.wall.content import Wall
from liaison_stations.wall.drawn import drawn, portrait, scene
from liaison_stations.wall.photos import photos_of

_DUTY = """一、工作日上午 8:30—11:30、下午 14:00—17:00 有人值班，值班人员为联络员。
二、值班人员接听电话、接待来访，能办的当场办，不能办的登记后交办。
三、节假日由乡镇（街道）值班人员代接，第二个工作日上午转联络站。"""
#: Every third station has not written its duty rule; every fourth has old sheets, every fifth one that has changed.
_UNWRITTEN, _OLD, _CHANGED = 3, 4, 5
_OLD_DAYS, _DAYS = 120, 20
_CHOSEN = 9
_PICTURED = "柳桥街道人大代表联络站"
#: So many reception days have photos, and each so many.
_SHOWN, _SCENES = 2, 3


@transaction.atomic
def load() -> None:
    """Write duty rules, choose photos, put sheets up, unless some hang already."""
    root, clerk = district(), User.objects.filter(username="deputywork").first()
    duty = Regulation.objects.filter(text="").first()
    if root is None or clerk is None or duty is None or WallSheet.objects.exists():
        return
    stations = list(
        Station.objects.filter(kind__is_station=True).select_related("kind", "area").order_by("pk")
    )
    StationRegulation.objects.bulk_create(
        StationRegulation(station=station, regulation=duty, text=_DUTY, written_by=clerk, version=1)
        for place, station in enumerate(stations, 1)
        if place % _UNWRITTEN
    )
    _pictures(clerk)
    for station in stations:
        chosen = photos_of(station)[:_CHOSEN]
        WallPhoto.objects.bulk_create(WallPhoto(station=station, photo=photo) for photo in chosen)
    sheets = [sheet for place, station in enumerate(stations, 1) for sheet in _sheets(station, place, clerk)]
    WallSheet.objects.bulk_create(sheets)
    audit.record(actor=None, verb="liaison_stations:load", obj=root, after={"sheets": len(sheets)})


def _pictures(clerk: User) -> None:
    """Photos of the last reception days of one station, and portraits of its deputies."""
    days = ReceptionDay.objects.filter(station__name=_PICTURED, activity__isnull=False).order_by(
        "-day", "-pk"
    )
    pages = DeputyPage.objects.filter(deputyship__stations__station__name=_PICTURED, portrait="")
    saver = Saver()
    for number, day in enumerate(days.select_related("activity")[:_SHOWN]):
        if day.activity is not None:
            scenes = range(number * _SCENES, (number + 1) * _SCENES)
            photos = [drawn(f"接待日{one + 1}.jpg", scene(one)) for one in scenes]
            add_photos(day.activity.photos, photos, clerk, saver.save, folder="activities")
    for number, page in enumerate(pages.order_by("pk")):
        page.portrait = saver.save("portraits", drawn("", portrait(number)).small, ".jpg")
        page.save(update_fields=["portrait"])


def _sheets(station: Station, place: int, clerk: User) -> list[WallSheet]:
    today = timezone.localdate()
    wall, old = Wall(station, today), () if place % _OLD else (WallKind.GROUPS, WallKind.PLAN)
    sheets = [
        WallSheet(
            station=station,
            kind=kind,
            printed_on=today - timedelta(days=_OLD_DAYS if kind in old else _DAYS),
            printed_by=clerk,
            fingerprint=wall.fingerprint(kind),
        )
        for kind in WallKind
        if not wall.says_nothing(kind)
    ]
    if sheets and place % _CHANGED == 0:
        # As if a deputy had joined since.
        sheets[0].fingerprint, sheets[0].changed_on = "0" * 64, today
    return sheets
