"""Who is told of a reception day."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import time

from django.urls import reverse

from congress.accounts.models import User
from congress.notices import operations as notices
from congress.web import dates
from deputies.models import Deputyship
from liaison_stations.enums import DutyState, PlaceMode
from liaison_stations.models import Duty, ReceptionDay
from liaison_stations.operations.telling import staff_of_station


def hour(value: time) -> str:
    """9:00."""
    return f"{value.hour}:{value.minute:02}"


def hours(row: ReceptionDay) -> str:
    """9:00—11:30."""
    return f"{hour(row.begins_at)}—{hour(row.ends_at)}"


def place_of(row: ReceptionDay) -> str:
    """Where citizens are received."""
    if row.place_mode == PlaceMode.ONLINE:
        return "线上视频"
    return row.place or row.station.address or row.station.name


def when_and_where(row: ReceptionDay) -> str:
    """11月25日（星期三）9:00—11:30，柳桥街道人大代表联络站（振兴路1号）."""
    day = f"{dates.day(row.day)}（{dates.weekday(row.day)}）{hours(row)}"
    place = place_of(row)
    return f"{day}，{row.station.name}" + ("" if place == row.station.name else f"（{place}）")


def tell_deputies(row: ReceptionDay, title: str, text: str) -> None:
    """Tell everybody expected on the day, once for each title, time and place."""
    expected = Duty.objects.filter(day=row, state=DutyState.PLANNED)
    users = User.objects.filter(person__deputyships__station_duties__in=expected, is_active=True).distinct()
    _send(row, users, title, text, f"{row.version}:{title}")


def tell_one(
    deputyship: Deputyship, row: ReceptionDay, title: str, text: str = "", *, occasion: str = ""
) -> None:
    """Tell one deputy something about a turn; ``occasion`` names it where the same words may come again."""
    users = User.objects.filter(person=deputyship.person_id, is_active=True)
    _send(row, users, title, text or f"{when_and_where(row)}。", f"{row.version}:{occasion or title}")


def tell_staff(row: ReceptionDay, title: str, text: str) -> None:
    """Tell those who run the station today."""
    notices.send(
        to=staff_of_station(row.station),
        title=title,
        text=text,
        url=reverse("reception_days:detail", args=[row.pk]),
        key=f"reception_day:{row.pk}:{row.version}:{title}",
    )


def _send(row: ReceptionDay, to: Iterable[User], title: str, text: str, occasion: str) -> None:
    notices.send(
        to=to,
        title=f"{title}：{row.station.name}",
        text=text,
        url=reverse("reception_days:mine"),
        key=f"reception_day:{row.pk}:{occasion}",
    )
