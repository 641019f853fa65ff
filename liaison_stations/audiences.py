"""The staff of stations as an audience of messages (R040)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from django.db.models import Q, QuerySet
from django.utils import timezone

from congress.accounts.models import User
from congress.notices.audiences import Audience, Choices, register_audience
from congress.organs.models import Area
from liaison_stations.models import StaffPost, Station
from liaison_stations.rules import held_on


def _posts(area: Area | None, values: Sequence[str]) -> QuerySet[StaffPost]:
    rows = StaffPost.objects.filter(held_on(timezone.localdate()))
    rows = rows.filter(station__in=[int(value) for value in values if value.isdecimal()])
    return rows if area is None else rows.filter(station__area__path__startswith=area.path)


def _staff(area: Area | None, values: Sequence[str]) -> QuerySet[User]:
    return User.objects.filter(pk__in=_posts(area, values).order_by().values("person__user"))


def _missing(area: Area | None, values: Sequence[str]) -> Iterator[str]:
    without = _posts(area, values).filter(~Q(person__user__is_active=True))
    yield from without.order_by("person__pinyin").values_list("person__name", flat=True)


def _stations(area: Area | None) -> Choices:
    rows = Station.objects.in_service()
    if area is not None:
        rows = rows.filter(area__path__startswith=area.path)
    return [(str(pk), name) for pk, name in rows.order_by("area__path", "pk").values_list("pk", "name")]


def plug_in() -> None:
    """Called once by the portal module of the app."""
    register_audience(
        Audience(
            "stations", "联络站站务人员", _staff, _stations, _missing, order=60, help_text="可以输入名称查找"
        )
    )
