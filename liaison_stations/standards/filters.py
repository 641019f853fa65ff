"""Filters of works at sites."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet
from django_filters import ChoiceFilter

from congress.organs.models import Area
from congress.web.lists.filters import ListFilter, NamedFilter, SinceFilter, UntilFilter
from deputies.filters import TextFilter
from liaison_stations.enums import WorkKind
from liaison_stations.models import SiteWork, StationKind


class WorkFilter(ListFilter):
    """By kind, town, kind of site and when it was finished."""

    q = TextFilter("station__search_text", label="搜站点")
    kind = ChoiceFilter(label="建设类型", choices=WorkKind.choices)
    town = NamedFilter(label="乡镇街道", name="name", queryset=Area.objects.none(), method="in_town")
    site = NamedFilter("station__kind", label="站点类型", name="name", queryset=StationKind.objects.none())
    since = SinceFilter("done_on", label="完成不早于")
    until = UntilFilter("done_on", label="完成不晚于")

    leading = ("kind", "town")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.offer("town", lambda: Area.objects.towns().order_by("order", "pk"))
        self.offer("site", lambda: StationKind.objects.order_by("order", "pk"))

    def in_town(self, rows: QuerySet[SiteWork], _name: str, value: Area) -> QuerySet[SiteWork]:
        """In the town or one of its villages."""
        return rows.filter(station__area__path__startswith=value.path)
