"""Filters of duty reports, and of the deputies who still owe one."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet
from django.utils import timezone
from django_filters import ChoiceFilter

from congress.organs.enums import DIRECT_LEVELS, CongressLevel
from congress.organs.models import Area
from congress.web.lists.filters import ListFilter, NamedFilter, SinceFilter, UntilFilter
from deputies.duty_reports.enums import Audience, ReportForm, ReportState
from deputies.filters import TextFilter
from deputies.models import DeputyGroup, DutyReport, ReportOpinion
from deputies.models.deputyships import DeputyshipQuerySet, memberships_on
from deputies.models.duty_reports import DutyReportQuerySet

_TEXT, _NO_TEXT = "text", "no_text"
_DIRECT = [(level.value, level.label) for level in CongressLevel if level in DIRECT_LEVELS]


def _years() -> list[tuple[str, str]]:
    years = DutyReport.objects.order_by("-day__year").values_list("day__year", flat=True).distinct()
    return [(str(year), f"{year}年") for year in years]


def _groups(request: Any) -> QuerySet[DeputyGroup]:
    return DeputyGroup.objects.visible_to(request.user).in_force(timezone.localdate()).only("label")


def _opinions() -> QuerySet[ReportOpinion]:
    return ReportOpinion.objects.order_by("order", "pk")


class ReportFilter(ListFilter):
    """By deputy, state, year, audience, form, result, group and town."""

    q = TextFilter("deputyship__person__search_text", label="搜代表姓名、单位")
    state = ChoiceFilter(label="状态", choices=ReportState.choices)
    year = ChoiceFilter("day__year", label="年度", choices=_years)
    audience = ChoiceFilter(label="向谁述职", choices=Audience.choices)
    form = ChoiceFilter(label="方式", choices=ReportForm.choices)
    level = ChoiceFilter("deputyship__level", label="层级", choices=CongressLevel.choices)
    result = NamedFilter(label="评议结果", name="name", queryset=ReportOpinion.objects.none())
    group = NamedFilter(label="小组", name="label", queryset=DeputyGroup.objects.none(), method="of_group")
    town = NamedFilter(label="乡镇街道", name="name", queryset=Area.objects.none(), method="in_town")
    written = ChoiceFilter(
        label="述职报告", choices=[(_TEXT, "已写"), (_NO_TEXT, "还没有写")], method="with_text"
    )
    since = SinceFilter("day", label="不早于")
    until = UntilFilter("day", label="不晚于")

    leading = ("state", "year")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.offer("group", lambda: _groups(self.request))
        self.offer("town", Area.objects.towns)
        self.offer("result", _opinions)

    def of_group(self, rows: DutyReportQuerySet, _name: str, value: DeputyGroup) -> DutyReportQuerySet:
        """Of the deputies who sit in the group today."""
        seats = memberships_on(timezone.localdate()).filter(group=value)
        return rows.filter(deputyship__in=seats.values("deputyship_id"))

    def in_town(self, rows: DutyReportQuerySet, _name: str, value: Area) -> DutyReportQuerySet:
        """Of deputies elected there."""
        return rows.filter(constituency__area__path__startswith=value.path)

    def with_text(self, rows: DutyReportQuerySet, _name: str, value: str) -> DutyReportQuerySet:
        """Whose text is there, or not; a file stands for the text."""
        written = rows.exclude(text="") | rows.filter(files__dropped=False)
        found = written.values("pk")
        return rows.filter(pk__in=found) if value == _TEXT else rows.exclude(pk__in=found)


class OwingFilter(ListFilter):
    """By level, group and town."""

    q = TextFilter("person__search_text", label="搜代表姓名、单位")
    level = ChoiceFilter(label="层级", choices=_DIRECT)
    group = NamedFilter(label="小组", name="label", queryset=DeputyGroup.objects.none(), method="of_group")
    town = NamedFilter(label="乡镇街道", name="name", queryset=Area.objects.none(), method="in_town")

    leading = ("level", "group")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.offer("group", lambda: _groups(self.request))
        self.offer("town", Area.objects.towns)

    def of_group(self, rows: DeputyshipQuerySet, _name: str, value: DeputyGroup) -> DeputyshipQuerySet:
        """Who sits in the group today."""
        seats = memberships_on(timezone.localdate()).filter(group=value)
        return rows.filter(pk__in=seats.values("deputyship_id"))

    def in_town(self, rows: DeputyshipQuerySet, _name: str, value: Area) -> DeputyshipQuerySet:
        """Elected there."""
        return rows.filter(constituency__area__path__startswith=value.path)
