"""Filters of the list of matters."""

from __future__ import annotations

from typing import Any

from django.db.models import Exists, OuterRef, QuerySet
from django.utils import timezone
from django_filters import ChoiceFilter

from congress.organs.models import Area, Organ
from congress.web.lists.filters import ListFilter, NamedFilter, SinceFilter, UntilFilter
from deputies.filters import TextFilter
from deputies.models import Person
from liaison_stations.enums import OPEN_MATTERS, CitizenRating, Destination, MatterState, Origin, Outcome
from liaison_stations.models import Matter, MatterCategory, MatterQuerySet, Station

_OPEN, _LATE, _AGAIN = "open", "late", "again"


def _stations() -> QuerySet[Station]:
    return Station.objects.filter(Exists(Matter.objects.filter(station=OuterRef("pk")))).order_by("pk")


def _units() -> QuerySet[Organ]:
    given = Matter.objects.filter(organ=OuterRef("pk"))
    return Organ.objects.filter(Exists(given)).order_by("order", "pk")


def _deputies() -> QuerySet[Person]:
    heard = Matter.objects.filter(heard_by__isnull=False).order_by().values("heard_by__person")
    return Person.objects.filter(pk__in=heard).order_by("pinyin", "pk")


class MatterFilter(ListFilter):
    """By where it stands, where it was heard, what it is about and who handles it. Citizens are not searched."""

    q = TextFilter("search_text", label="搜事项、情况、诉求")
    state = ChoiceFilter(
        label="状态",
        choices=[(_OPEN, "没有办结"), *MatterState.choices, (_AGAIN, "办结了待回访")],
        method="in_state",
    )
    station = NamedFilter(label="联络站", name="name", queryset=Station.objects.none())
    town = NamedFilter(label="乡镇街道", name="name", queryset=Area.objects.none(), method="in_town")
    category = NamedFilter(label="类别", name="name", queryset=MatterCategory.objects.none())
    destination = ChoiceFilter(label="分办去向", choices=Destination.choices)
    organ = NamedFilter(label="承办单位", name="short_name", queryset=Organ.objects.none())
    origin = ChoiceFilter(label="来源", choices=Origin.choices)
    heard = NamedFilter(label="接待代表", name="name", queryset=Person.objects.none(), method="heard_of")
    outcome = ChoiceFilter(label="结果", choices=Outcome.choices)
    refused = ChoiceFilter(label="不予受理", choices=[("yes", "不予受理的")], method="being_refused")
    rating = ChoiceFilter(label="群众评价", choices=CitizenRating.choices)
    due = ChoiceFilter(label="期限", choices=[(_LATE, "已逾期")], method="due_by")
    since = SinceFilter("received_at", label="收到不早于", moment=True)
    until = UntilFilter("received_at", label="收到不晚于", moment=True)

    leading = ("state", "station")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.offer("station", _stations)
        self.offer("town", lambda: Area.objects.towns().order_by("order", "pk"))
        self.offer("category", lambda: MatterCategory.objects.order_by("order", "pk"))
        self.offer("organ", _units)
        self.offer("heard", _deputies)

    def in_state(self, rows: MatterQuerySet, _name: str, value: str) -> QuerySet[Matter]:
        """One state, all in which somebody has something to do, or the closed ones where nobody called again."""
        if value == _AGAIN:
            return rows.to_be_called_on()
        return rows.filter(state__in=OPEN_MATTERS) if value == _OPEN else rows.filter(state=value)

    def being_refused(self, rows: MatterQuerySet, _name: str, _value: str) -> QuerySet[Matter]:
        """Refused, whether or not the citizen was told already."""
        return rows.exclude(refusal="")

    def in_town(self, rows: QuerySet[Matter], _name: str, value: Area) -> QuerySet[Matter]:
        """Heard in a town, its villages included."""
        return rows.filter(station__area__path__startswith=value.path)

    def heard_of(self, rows: QuerySet[Matter], _name: str, value: Person) -> QuerySet[Matter]:
        """Heard by somebody in any of the terms."""
        return rows.filter(heard_by__person=value)

    def due_by(self, rows: QuerySet[Matter], _name: str, _value: str) -> QuerySet[Matter]:
        """Those whose time limit is past, and that are handled still."""
        return rows.filter(state=MatterState.HANDLING, due_on__lt=timezone.localdate())
