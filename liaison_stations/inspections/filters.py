"""Filters of inspections, problems and meetings. What can be chosen is taken from what the user may see."""

from __future__ import annotations

from typing import Any

from django.db.models import Q, QuerySet
from django.utils import timezone
from django_filters import ChoiceFilter, ModelChoiceFilter

from congress.organs.models import Area
from congress.web.lists.filters import ListFilter, NamedFilter, SinceFilter, UntilFilter
from deputies.filters import TextFilter
from deputies.models import Person
from liaison_stations.enums import InspectionKind, InspectionState, ProblemState
from liaison_stations.models import (
    Inspection,
    InspectionQuerySet,
    Problem,
    ProblemQuerySet,
    Station,
    StationDeputy,
    SupervisionMeeting,
)
from liaison_stations.rules import covered

_DUE, _UNRELEASED = "due", "unreleased"
_LATE, _STANDING = "late", "standing"
_INSPECTION, _MEETING = "inspection", "meeting"


def _towns(request: Any) -> QuerySet[Area]:
    return Area.objects.towns().filter(covered("path").as_q(request.user)).order_by("order", "pk")


def _holders(request: Any) -> QuerySet[Area]:
    seen = SupervisionMeeting.objects.visible_to(request.user).order_by().values("area")
    return Area.objects.filter(pk__in=seen).order_by("path")


class InspectionFilter(ListFilter):
    """By station, kind, state and day."""

    q = TextFilter("station__search_text", label="搜联络站")
    state = ChoiceFilter(
        label="状态",
        choices=[(_DUE, "到期没有登记结果"), *InspectionState.choices],
        method="in_state",
    )
    kind = ChoiceFilter(label="方式", choices=InspectionKind.choices)
    station = NamedFilter(label="联络站", name="name", queryset=Station.objects.none())
    area = ModelChoiceFilter(label="乡镇街道", queryset=_towns, method="within")
    deputy = NamedFilter(label="进站代表", name="name", queryset=Person.objects.none(), method="where_sat")
    since = SinceFilter("day", label="不早于")
    until = UntilFilter("day", label="不晚于")

    leading = ("state", "kind")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.offer("station", self._stations)
        self.offer("deputy", self._deputies)

    def _deputies(self) -> QuerySet[Person]:
        known = Inspection.objects.visible_to(self.request.user).order_by().values("station")
        seats = StationDeputy.objects.filter(station__in=known).order_by().values("deputyship__person")
        return Person.objects.filter(pk__in=seats).order_by("pinyin", "pk")

    def _stations(self) -> QuerySet[Station]:
        """Where an inspection is that the user knows of; the name of another would give it away."""
        known = Inspection.objects.visible_to(self.request.user).order_by().values("station")
        return Station.objects.filter(pk__in=known).order_by("area__order", "pk")

    def in_state(self, rows: InspectionQuerySet, _name: str, value: str) -> InspectionQuerySet:
        """One state, or those whose day has come without a result."""
        if value == _DUE:
            return rows.filter(state=InspectionState.PLANNED, day__lt=timezone.localdate())
        return rows.filter(state=value)

    def where_sat(self, rows: InspectionQuerySet, _name: str, value: Person | None) -> InspectionQuerySet:
        """Of stations to which somebody belonged that day."""
        seat = Q(station__deputies__deputyship__person=value)
        return rows if value is None else rows.where_sat(seat)

    def within(self, rows: InspectionQuerySet, _name: str, value: Area | None) -> InspectionQuerySet:
        """Stations of a town with its villages."""
        return rows if value is None else rows.filter(station__area__path__startswith=value.path)


class ProblemFilter(ListFilter):
    """By how far it is, where it was found and whose it is."""

    state = ChoiceFilter(
        label="状态",
        choices=[(_STANDING, "没有销号"), (_LATE, "逾期未整改"), *ProblemState.choices],
        method="in_state",
    )
    station = NamedFilter(label="联络站", name="name", queryset=Station.objects.none())
    found = ChoiceFilter(
        label="哪里发现", choices=[(_INSPECTION, "明察暗访"), (_MEETING, "督导会议")], method="found_at"
    )
    area = ModelChoiceFilter(label="乡镇街道", queryset=_towns, method="within")
    since = SinceFilter("due_on", label="期限不早于")
    until = UntilFilter("due_on", label="期限不晚于")

    leading = ("state", "station")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.offer("station", self._stations)

    def _stations(self) -> QuerySet[Station]:
        known = Problem.objects.visible_to(self.request.user).filter(station__isnull=False)
        return Station.objects.filter(pk__in=known.order_by().values("station")).order_by("area__order", "pk")

    def in_state(self, rows: ProblemQuerySet, _name: str, value: str) -> ProblemQuerySet:
        """One state, all that stand, or those that are late."""
        if value == _STANDING:
            return rows.standing()
        return rows.overdue() if value == _LATE else rows.filter(state=value)

    def found_at(self, rows: ProblemQuerySet, _name: str, value: str) -> ProblemQuerySet:
        """By an inspection, or at a meeting."""
        return rows.filter(inspection__isnull=value == _MEETING)

    def within(self, rows: ProblemQuerySet, _name: str, value: Area | None) -> ProblemQuerySet:
        """Stations of a town with its villages."""
        return rows if value is None else rows.filter(station__area__path__startswith=value.path)


class MeetingFilter(ListFilter):
    """By who held it and when."""

    area = ModelChoiceFilter(label="哪一级召开", queryset=_holders)
    since = SinceFilter("held_on", label="不早于")
    until = UntilFilter("held_on", label="不晚于")

    leading = ("area",)
