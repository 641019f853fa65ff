"""Filters of the log."""

from __future__ import annotations

from calendar import monthrange
from datetime import date
from typing import Any

from django.db.models import Exists, OuterRef, Q
from django.utils import timezone
from django_filters import ChoiceFilter, ModelChoiceFilter

from activities.enums import ActivityState, HalfDay
from activities.models import Activity, ActivityKind, ActivityQuerySet, Participation
from activities.queries import months_logged
from congress.organs.models import Area
from congress.web.lists.filters import ListFilter, SinceFilter, UntilFilter
from deputies.enums import Standing
from deputies.filters import TextFilter
from deputies.models import Person

_THIS, _LAST, _UNSAID = "this", "last", "none"


def _months() -> list[tuple[str, str]]:
    named = [(f"{m:%Y-%m}", f"{m.year}年{m.month}月") for m in months_logged()]
    return [(_THIS, "本月"), (_LAST, "上月"), *named]


def month_span(key: str, today: date) -> tuple[date, date]:
    """First and last day of 本月, 上月 or a month written 2026-05."""
    if key in {_THIS, _LAST}:
        year, month = today.year, today.month
        if key == _LAST:
            year, month = (year - 1, 12) if month == 1 else (year, month - 1)
    else:
        year, month = (int(part) for part in key.split("-"))
    return date(year, month, 1), date(year, month, monthrange(year, month)[1])


class ActivityFilter(ListFilter):
    """By month, kind, person, area, half-day, state, days; and whether somebody from above took part (R018)."""

    q = TextFilter("search_text", label="搜标题、正文、地点")
    month = ChoiceFilter(label="月份", choices=_months, method="in_month")
    kind = ModelChoiceFilter(label="类别", queryset=ActivityKind.objects.all())
    person = ModelChoiceFilter(label="参加人", queryset=Person.objects.none(), method="with_person")
    area = ModelChoiceFilter(label="所属区域", queryset=Area.objects.none(), method="in_area")
    half_day = ChoiceFilter(
        label="时段", choices=[*HalfDay.choices, (_UNSAID, "没有写明")], method="in_half_day"
    )
    higher = ChoiceFilter(label="上级领导", choices=[("yes", "有上级领导参加")], method="with_higher")
    state = ChoiceFilter(label="状态", choices=ActivityState.choices)
    since = SinceFilter("end_on", label="不早于")
    until = UntilFilter("start_on", label="不晚于")

    leading = ("month", "kind")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        activities = self.queryset.order_by()
        people = Participation.objects.filter(activity__in=activities).values("person")
        self.filters["person"].queryset = Person.objects.filter(pk__in=people)
        self.filters["area"].queryset = Area.objects.filter(pk__in=activities.values("area")).order_by("path")

    def in_month(self, rows: ActivityQuerySet, _name: str, value: str) -> ActivityQuerySet:
        """Took place in the month, at least in part."""
        first, last = month_span(value, timezone.localdate())
        return rows.filter(start_on__lte=last, end_on__gte=first)

    def with_person(self, rows: ActivityQuerySet, _name: str, value: Person) -> ActivityQuerySet:
        """The person took part."""
        return rows.filter(Exists(Participation.objects.filter(activity=OuterRef("pk"), person=value)))

    def in_area(self, rows: ActivityQuerySet, _name: str, value: Area) -> ActivityQuerySet:
        """In the area itself; the district is not everything below it."""
        places = Q(area=value) if value.parent_id is None else Q(area__path__startswith=value.path)
        return rows.filter(places)

    def in_half_day(self, rows: ActivityQuerySet, _name: str, value: str) -> ActivityQuerySet:
        """In this half of the day; not stated is a value of its own."""
        return rows.filter(half_day="" if value == _UNSAID else value)

    def with_higher(self, rows: ActivityQuerySet, _name: str, _value: str) -> ActivityQuerySet:
        """Somebody from a higher level took part (R018)."""
        guests = Participation.objects.filter(activity=OuterRef("pk"), person__standing=Standing.HIGHER)
        return rows.filter(Exists(guests))


def activities_in(rows: ActivityQuerySet) -> ActivityQuerySet:
    """What a row of the list shows, without a query a row."""
    return rows.select_related("kind", "area").prefetch_related("participations__person", "units", "groups")


def list_rows(user: Any) -> ActivityQuerySet:
    """The rows of the list for a user."""
    return activities_in(Activity.objects.visible_to(user))
