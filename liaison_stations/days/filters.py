"""Filters of reception days."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.db.models import Exists, OuterRef, QuerySet
from django.utils import timezone
from django_filters import ChoiceFilter, ModelChoiceFilter

from congress.organs.models import Area
from congress.web.lists.filters import ListFilter, NamedFilter, SinceFilter, UntilFilter
from deputies.filters import TextFilter
from deputies.models import Person
from liaison_stations.days.queries import HELD
from liaison_stations.enums import DayState, PlaceMode
from liaison_stations.models import (
    DayLeader,
    Duty,
    ReceptionDay,
    ReceptionDayQuerySet,
    ReceptionForm,
    Station,
    StationQuerySet,
)

_TODAY, _WEEK, _COMING, _OVER, _NOBODY = "today", "week", "coming", "over", "nobody"
_YES = "yes"
_TAKEN, _STANDING = "taken", "standing"


class DayFilter(ListFilter):
    """By station, state, date, form and what is exceptional."""

    q = TextFilter("station__search_text", label="搜联络站")
    state = ChoiceFilter(
        label="状态",
        choices=[*DayState.choices, (_TAKEN, "开展了的"), (_STANDING, "没有取消的")],
        method="in_state",
    )
    when = ChoiceFilter(
        label="时候",
        choices=[
            (_TODAY, "今天"),
            (_WEEK, "今后 7 天"),
            (_COMING, "以后的"),
            (_OVER, "过了还没有接待"),
            (_NOBODY, "还没有排代表"),
        ],
        method="at_this_point",
    )
    since = SinceFilter("day", label="不早于")
    until = UntilFilter("day", label="不晚于")
    area = ModelChoiceFilter(
        label="乡镇街道", queryset=Area.objects.towns().order_by("order"), method="within"
    )
    station = NamedFilter(label="联络站", name="name", queryset=Station.objects.none())
    deputy = NamedFilter(label="接待代表", name="name", queryset=Person.objects.none(), method="with_deputy")
    place_mode = ChoiceFilter(label="接待方式", choices=PlaceMode.choices)
    form = ModelChoiceFilter("forms", label="接待形式", queryset=ReceptionForm.objects.all())
    report = ChoiceFilter(label="同时述职", choices=[(_YES, "同时述职")], method="with_report")
    led = ChoiceFilter(label="党政领导", choices=[(_YES, "党政领导参加")], method="with_leader")
    hosted = ChoiceFilter(label="机关进站", choices=[(_YES, "有机关进站听取意见")], method="with_host")

    leading = ("state", "when")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.offer("station", self._stations)
        self.offer("deputy", self._deputies)

    def _stations(self) -> StationQuerySet:
        receiving = Station.objects.visible_to(self.request.user).filter(
            Exists(ReceptionDay.objects.filter(station=OuterRef("pk")))
        )
        return receiving.order_by("area__order", "pk")

    def _deputies(self) -> QuerySet[Person]:
        seen = ReceptionDay.objects.visible_to(self.request.user).order_by().values("pk")
        on_duty = Duty.objects.filter(day__in=seen).order_by().values("deputyship__person")
        return Person.objects.filter(pk__in=on_duty).order_by("pinyin", "pk")

    def in_state(self, rows: ReceptionDayQuerySet, _name: str, value: str) -> ReceptionDayQuerySet:
        """One state, or both in which citizens were or are received, as the figures count them (R163)."""
        if value == _STANDING:
            return rows.standing()
        return rows.filter(state__in=HELD) if value == _TAKEN else rows.filter(state=value)

    def at_this_point(self, rows: ReceptionDayQuerySet, _name: str, value: str) -> ReceptionDayQuerySet:
        """Around today; what nobody looked after."""
        today = timezone.localdate()
        if value == _TODAY:
            return rows.standing().filter(day=today)
        if value == _WEEK:
            return rows.standing().filter(day__range=(today, today + timedelta(days=6)))
        if value == _COMING:
            return rows.standing().filter(day__gt=today)
        if value == _OVER:
            return rows.filter(day__lt=today, state__in=[DayState.PLANNED, DayState.OPEN])
        return rows.filter(
            ~Exists(Duty.objects.filter(day=OuterRef("pk"))), day__gte=today, state=DayState.PLANNED
        )

    def within(self, rows: ReceptionDayQuerySet, _name: str, value: Area | None) -> ReceptionDayQuerySet:
        """Stations of a town with its villages."""
        return rows if value is None else rows.filter(station__area__path__startswith=value.path)

    def with_deputy(
        self, rows: ReceptionDayQuerySet, _name: str, value: Person | None
    ) -> ReceptionDayQuerySet:
        """Days on which somebody has a turn, in any of the terms."""
        turns = Duty.objects.filter(day=OuterRef("pk"), deputyship__person=value)
        return rows if value is None else rows.filter(Exists(turns))

    def with_report(self, rows: ReceptionDayQuerySet, _name: str, _value: str) -> ReceptionDayQuerySet:
        """Days that count as 述职 too (R127)."""
        return rows.filter(is_duty_report=True)

    def with_leader(self, rows: ReceptionDayQuerySet, _name: str, _value: str) -> ReceptionDayQuerySet:
        """Days in which leaders of party or government took part (R181)."""
        return rows.filter(Exists(DayLeader.objects.filter(day=OuterRef("pk"))))

    def with_host(self, rows: ReceptionDayQuerySet, _name: str, _value: str) -> ReceptionDayQuerySet:
        """Days at which a state organ listened (R185)."""
        return rows.filter(hosted_by__isnull=False)
