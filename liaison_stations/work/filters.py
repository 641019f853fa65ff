"""Filters of the activities of stations."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet
from django_filters import ChoiceFilter, ModelChoiceFilter

from activities.enums import LedgerBook
from activities.models import ActivityKind
from congress.organs.models import Area
from congress.web.lists.filters import ListFilter, SinceFilter, UntilFilter
from deputies.filters import TextFilter
from liaison_stations.models import FocusSubject, Station, StationActivityQuerySet, StationFunction
from liaison_stations.workflow import STATION

_NONE = "none"


def _stations(request: Any) -> QuerySet[Station]:
    return (
        Station.objects.visible_to(request.user).filter(kind__is_station=True).order_by("area__order", "pk")
    )


def _towns(request: Any) -> QuerySet[Area]:
    if request.user.has_role(*STATION):
        return Area.objects.none()
    return Area.objects.towns().order_by("order", "pk")


class WorkFilter(ListFilter):
    """By station, kind, book, function, subject and day."""

    q = TextFilter("activity__search_text", label="搜标题、地点、正文")
    station = ModelChoiceFilter(label="联络站", queryset=_stations)
    area = ModelChoiceFilter(label="乡镇街道", queryset=_towns, method="within")
    kind = ModelChoiceFilter("activity__kind", label="类别", queryset=ActivityKind.objects.all())
    book = ChoiceFilter("activity__kind__book", label="台账", choices=LedgerBook.choices)
    function = ModelChoiceFilter(
        "functions",
        label="功能",
        queryset=StationFunction.objects.all(),
        null_label="没有注明",
        null_value=_NONE,
    )
    subject = ModelChoiceFilter(
        label="重点工作", queryset=FocusSubject.objects.all(), null_label="没有注明", null_value=_NONE
    )
    since = SinceFilter("activity__start_on", label="不早于")
    until = UntilFilter("activity__start_on", label="不晚于")

    leading = ("station", "book")

    def within(
        self, rows: StationActivityQuerySet, _name: str, value: Area | None
    ) -> StationActivityQuerySet:
        """Stations of a town with its villages."""
        return rows if value is None else rows.filter(station__area__path__startswith=value.path)
