"""Filters of scores, schemes and objections."""

from __future__ import annotations

from typing import Any

from django.db.models import Q, QuerySet
from django.utils import timezone
from django_filters import CharFilter, ChoiceFilter, ModelChoiceFilter

from congress.organs.models import Area
from congress.search.index import search_q
from congress.web.lists.filters import ListFilter, NamedFilter
from deputies.duty.filters import years_offered
from deputies.models import (
    Appraisal,
    DeputyGroup,
    GradeTier,
    ObjectionQuerySet,
    Person,
    PointsAccountQuerySet,
    PointsScheme,
)
from deputies.models.deputyships import memberships_on
from deputies.points.enums import ObjectionState, SchemeState

_YES = "yes"


def _scored_areas(request: Any) -> QuerySet[Area]:
    rows = PointsScheme.objects.visible_to(request.user).order_by().values("area")
    return Area.objects.filter(pk__in=rows).order_by("path")


def _grades() -> list[tuple[str, str]]:
    """The grades of every scheme that was ever in force, the highest first."""
    tiers = GradeTier.objects.exclude(scheme__state=SchemeState.DRAFT).order_by("-at_least")
    named = list(dict.fromkeys(tiers.values_list("name", flat=True)))
    schemes = PointsScheme.objects.exclude(state=SchemeState.DRAFT).order_by("pk")
    beside = [word for pair in schemes.values_list("below", "unsettled") for word in pair]
    return [(word, word) for word in dict.fromkeys([*named, *beside])]


class AccountFilter(ListFilter):
    """By year, whose scheme, grade, and whom."""

    q = CharFilter(label="搜代表姓名、拼音首字母、单位", max_length=100, method="found")
    year = ChoiceFilter(label="年度", choices=years_offered)
    area = ModelChoiceFilter(label="哪里的办法", queryset=_scored_areas)
    grade = ChoiceFilter(label="等次（冻结以后）", choices=_grades, field_name="appraisal__grade")
    group = NamedFilter(label="小组", name="label", queryset=DeputyGroup.objects.none(), method="of_group")
    recommended = ChoiceFilter(label="推荐连任", choices=[(_YES, "是")], method="being_recommended")
    at_least = ChoiceFilter(
        label="积分",
        choices=[("90", "90 分以上"), ("75", "75 分以上"), ("60", "60 分以上")],
        method="reaching",
    )
    below = ChoiceFilter(label="不到", choices=[("60", "不到 60 分")], method="staying_below")

    leading = ("year", "area")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        today = timezone.localdate()
        self.offer("group", lambda: DeputyGroup.objects.visible_to(self.request.user).in_force(today))

    def found(self, rows: PointsAccountQuerySet, _name: str, value: str) -> PointsAccountQuerySet:
        """Of people found by name, initials or organisation."""
        if not value.strip():
            return rows
        return rows.filter(deputyship__person__in=Person.objects.filter(search_q(value)).values("pk"))

    def of_group(
        self, rows: PointsAccountQuerySet, _name: str, value: DeputyGroup | None
    ) -> PointsAccountQuerySet:
        """Of the deputies who sit in the group today."""
        if value is None:
            return rows
        seats = memberships_on(timezone.localdate()).filter(group=value)
        return rows.filter(deputyship__in=seats.values("deputyship_id"))

    def being_recommended(
        self, rows: PointsAccountQuerySet, _name: str, _value: str
    ) -> PointsAccountQuerySet:
        """Of deputies with grades enough in their term (R065)."""
        return rows.filter(deputyship__in=Appraisal.objects.recommending().values("account__deputyship"))

    def reaching(self, rows: PointsAccountQuerySet, _name: str, value: str) -> PointsAccountQuerySet:
        """So many points or more."""
        return rows.filter(points__gte=value)

    def staying_below(self, rows: PointsAccountQuerySet, _name: str, value: str) -> PointsAccountQuerySet:
        """Fewer points."""
        return rows.filter(points__lt=value)


class SchemeFilter(ListFilter):
    """By year, area and state."""

    year = ChoiceFilter(label="年度", choices=years_offered)
    state = ChoiceFilter(label="状态", choices=SchemeState.choices)
    area = ModelChoiceFilter(label="适用区域", queryset=_scored_areas)

    leading = ("year", "state")


class ObjectionFilter(ListFilter):
    """By state, year and whom."""

    q = CharFilter(label="搜代表姓名、拼音首字母、单位", max_length=100, method="found")
    state = ChoiceFilter(label="状态", choices=ObjectionState.choices)
    year = ChoiceFilter(label="年度", choices=years_offered, field_name="account__year")

    leading = ("state", "year")

    def found(self, rows: ObjectionQuerySet, _name: str, value: str) -> ObjectionQuerySet:
        """Of people found by name, initials or organisation."""
        people = Person.objects.filter(search_q(value)).values("pk") if value.strip() else None
        return rows if people is None else rows.filter(Q(account__deputyship__person__in=people))
