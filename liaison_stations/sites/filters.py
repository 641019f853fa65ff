"""Filters of the register of stations."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.db.models import Exists, OuterRef, QuerySet
from django.utils import timezone
from django_filters import ChoiceFilter, ModelChoiceFilter

from congress.organs.models import Area
from congress.web.lists.filters import ListFilter, OnDayFilter
from deputies.filters import TextFilter
from deputies.models import Person
from liaison_stations.enums import PlaceKind, StaffRole
from liaison_stations.models import Equipment, Station, StationKind
from liaison_stations.models.stations import StationQuerySet
from liaison_stations.rules import covered
from liaison_stations.sites.queries.standing import lacking, seats_on

_YES, _NO = "yes", "no"
_YES_NO = [(_YES, "是"), (_NO, "否")]
_OPEN, _CLOSED = "open", "closed"


def _towns(request: Any) -> QuerySet[Area]:
    return Area.objects.towns().filter(covered("path").as_q(request.user)).order_by("order", "pk")


def _themes() -> list[tuple[str, str]]:
    named = Station.objects.exclude(theme="").order_by("theme").values_list("theme", flat=True).distinct()
    return [(theme, theme) for theme in named]


def _leaders(_request: Any) -> QuerySet[Person]:
    return Person.objects.filter(led_stations__isnull=False).distinct().order_by("name_key", "pk")


class StationFilter(ListFilter):
    """Where a station is, what it is, and what it lacks."""

    q = TextFilter("search_text", label="搜名称、地址、主题")
    town = ModelChoiceFilter(label="乡镇街道", queryset=_towns, method="in_town")
    kind = ModelChoiceFilter(label="类型", queryset=StationKind.objects.all())
    level = ChoiceFilter(
        label="站或点", choices=[("station", "联络站"), ("point", "站点")], method="of_level"
    )
    place_kind = ChoiceFilter(label="特色场所", choices=PlaceKind.choices)
    theme = ChoiceFilter(label="特色主题", choices=_themes)
    model = ChoiceFilter(label="示范站", choices=_YES_NO, method="being_model")
    online = ChoiceFilter(label="网上站", choices=_YES_NO, method="being_online")
    equipment = ModelChoiceFilter(label="设备", queryset=Equipment.objects.all())
    leader = ModelChoiceFilter(label="包保领导", queryset=_leaders)
    missing = ChoiceFilter(
        label="缺什么",
        choices=[
            *((role.value, f"没有{role.label}") for role in StaffRole),
            ("deputies", "没有进站代表"),
            ("leader", "没有包保领导"),
            ("parent", "没有所属联络站"),
        ],
        method="without",
    )
    on = OnDayFilter(label="某一天在用的", method="open_on")
    state = ChoiceFilter(label="状态", choices=[(_OPEN, "在用"), (_CLOSED, "已撤销")], method="in_state")

    leading = ("town", "kind")

    def in_town(self, rows: StationQuerySet, _name: str, value: Area) -> StationQuerySet:
        """In the town or one of its villages."""
        return rows.filter(area__path__startswith=value.path)

    def of_level(self, rows: StationQuerySet, _name: str, value: str) -> StationQuerySet:
        """Stations of towns, or the points under them."""
        return rows.filter(kind__is_station=value == "station")

    def being_model(self, rows: StationQuerySet, _name: str, value: str) -> StationQuerySet:
        """示范站, or the others (R151)."""
        return rows.filter(is_model=value == _YES)

    def being_online(self, rows: StationQuerySet, _name: str, value: str) -> StationQuerySet:
        """With a public page, or without (R177)."""
        return rows.filter(is_online=value == _YES)

    def without(self, rows: StationQuerySet, _name: str, value: str) -> StationQuerySet:
        """Lacks a member of staff (R154), deputies, a leader (R152) or the station above (R140)."""
        today = timezone.localdate()
        if value == "deputies":
            return rows.filter(~Exists(seats_on(today).filter(station=OuterRef("pk"))), kind__is_station=True)
        if value == "leader":
            return rows.filter(leader__isnull=True, kind__is_station=True)
        if value == "parent":
            return rows.filter(parent__isnull=True, kind__is_station=False)
        return lacking(rows, value, today)

    def open_on(self, rows: StationQuerySet, _name: str, value: date) -> StationQuerySet:
        """In service on a day."""
        return rows.in_service(value)

    def in_state(self, rows: StationQuerySet, _name: str, value: str) -> StationQuerySet:
        """Open today, or closed."""
        today = timezone.localdate()
        return rows.in_service(today) if value == _OPEN else rows.filter(closed_on__lte=today)
