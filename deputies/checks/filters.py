"""Filters of checks and of what is to be corrected."""

from __future__ import annotations

from typing import Any

from django.db.models import Q, QuerySet
from django.utils import timezone
from django_filters import CharFilter, ChoiceFilter

from congress.organs.models import Area
from congress.search.index import search_q
from congress.web.lists.filters import ListFilter, NamedFilter, UntilFilter
from deputies.checks.enums import CheckKind, CheckState
from deputies.models import DutyCheck, Person
from deputies.models.checks import CheckFindingQuerySet

_STANDING, _LATE, _CORRECTED = "standing", "late", "corrected"
_REGISTERS, _GROUPS = "registers", "groups"


def _years() -> list[tuple[str, str]]:
    years = DutyCheck.objects.order_by("-year").values_list("year", flat=True).distinct()
    return [(str(year), f"{year}年") for year in years]


def _towns() -> QuerySet[Area]:
    held = DutyCheck.objects.filter(area__isnull=False).values("area")
    return Area.objects.filter(pk__in=held).order_by("order", "pk")


class CheckFilter(ListFilter):
    """By kind, year, state and town."""

    kind = ChoiceFilter(label="检查", choices=CheckKind.choices)
    year = ChoiceFilter(label="年度", choices=_years)
    state = ChoiceFilter(label="状态", choices=CheckState.choices)
    area = NamedFilter(label="乡镇街道", name="name", queryset=Area.objects.none())

    leading = ("kind", "year")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.offer("area", _towns)


class FindingFilter(ListFilter):
    """By whose, how far the correction is, year and town."""

    q = CharFilter(label="搜代表姓名、小组", max_length=100, method="found")
    state = ChoiceFilter(
        label="状态",
        choices=[(_STANDING, "待改正"), (_LATE, "逾期未改正"), (_CORRECTED, "已改正")],
        method="in_state",
    )
    what = ChoiceFilter(
        label="什么", choices=[(_REGISTERS, "登记册"), (_GROUPS, "代表小组")], method="of_what"
    )
    year = ChoiceFilter("check_of__year", label="年度", choices=_years)
    area = NamedFilter("check_of__area", label="乡镇街道", name="name", queryset=Area.objects.none())
    until = UntilFilter("correct_by", label="期限不晚于")

    leading = ("state", "what")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.offer("area", _towns)

    def found(self, rows: CheckFindingQuerySet, _name: str, value: str) -> CheckFindingQuerySet:
        """Of people found by name or initials, or of groups by name."""
        for word in value.split():
            people = Person.objects.filter(search_q(word)).values("pk")
            rows = rows.filter(Q(deputyship__person__in=people) | Q(group__label__contains=word))
        return rows

    def in_state(self, rows: CheckFindingQuerySet, _name: str, value: str) -> CheckFindingQuerySet:
        """Still to be corrected, late with it, or corrected."""
        if value == _CORRECTED:
            return rows.filter(corrected_on__isnull=False)
        standing = rows.filter(corrected_on__isnull=True)
        return standing.filter(correct_by__lt=timezone.localdate()) if value == _LATE else standing

    def of_what(self, rows: CheckFindingQuerySet, _name: str, value: str) -> CheckFindingQuerySet:
        """Registers or groups."""
        return rows.filter(group__isnull=value == _REGISTERS)
