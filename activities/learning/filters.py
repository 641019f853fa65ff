"""Filters of the lists of classes, of deputies by what they learned, of study and of usage."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.db.models import Exists, OuterRef, QuerySet
from django_filters import ChoiceFilter, ModelChoiceFilter, NumberFilter

from activities.enums import ActivityState
from activities.learning.enums import (
    Channel,
    ClassState,
    Direction,
    Gathering,
    HallForm,
    Manner,
    Reach,
    StudyKind,
)
from activities.learning.queries.classes import HELD
from activities.learning.queries.coverage import never_signed_in, trained, untrained, without_induction
from activities.models import GroupStudy, TrainingClass, TrainingPlan, TrainingType
from congress.organs.models import Area
from congress.web.lists.filters import ListFilter, NamedFilter, SearchFilter, SinceFilter, UntilFilter
from deputies.filters import DirectoryFilter, TextFilter
from deputies.models import DeputyGroup
from deputies.models.deputyships import DeputyshipQuerySet

_YES, _NO = "yes", "no"
#: What an address says for 没有写明.
_UNSAID = "none"


def _said(field: str) -> Callable[..., QuerySet[Any]]:
    """A form, or that none was named."""

    def by(_self: Any, rows: QuerySet[Any], _name: str, value: str) -> QuerySet[Any]:
        return rows.filter(**{field: "" if value == _UNSAID else value})

    return by


def _form(label: str, choices: Any, method: str) -> ChoiceFilter:
    return ChoiceFilter(label=label, choices=[*choices.choices, (_UNSAID, "没有写明")], method=method)


class ClassFilter(ListFilter):
    """By state, type, year, plan and form."""

    q = TextFilter("search_text", label="搜名称、主办和承训单位、地点")
    state = ChoiceFilter(label="状态", choices=ClassState.choices)
    type = NamedFilter(label="类型", name="name", queryset=TrainingType.objects.none())
    year = NumberFilter(label="年度", min_value=1990, max_value=2099)
    held = ChoiceFilter(label="开班", choices=[(_YES, "已开班"), (_NO, "还没有")], method="were_held")
    hall = ChoiceFilter(label="代表讲堂", choices=[(_YES, "只看讲堂"), (_NO, "不看讲堂")], method="in_hall")
    plan = ModelChoiceFilter(label="列入计划", queryset=TrainingPlan.objects.none())
    reach = _form("范围", Reach, "by_reach")
    gathering = _form("集中、分散", Gathering, "by_gathering")
    channel = _form("线上、线下", Channel, "by_channel")
    direction = _form("请进来、走出去", Direction, "by_direction")
    manner = _form("培训方式", Manner, "by_manner")
    hall_form = _form("讲堂形式", HallForm, "by_hall_form")
    since = SinceFilter("begins_on", label="不早于")
    until = UntilFilter("begins_on", label="不晚于")

    leading = ("state", "type")
    by_reach = _said("reach")
    by_gathering = _said("gathering")
    by_channel = _said("channel")
    by_direction = _said("direction")
    by_manner = _said("manner")
    by_hall_form = _said("hall_form")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.offer("type", lambda: TrainingType.objects.order_by("order", "pk"))
        self.offer("plan", lambda: TrainingPlan.objects.select_related("term"))

    def were_held(self, rows: QuerySet[TrainingClass], _name: str, value: str) -> QuerySet[TrainingClass]:
        """Running or over."""
        return rows.filter(state__in=HELD) if value == _YES else rows.exclude(state__in=HELD)

    def in_hall(self, rows: QuerySet[TrainingClass], _name: str, value: str) -> QuerySet[TrainingClass]:
        """Sessions of the lecture hall, or all but them."""
        return rows.filter(number__isnull=value == _NO)


class LearnerFilter(DirectoryFilter):
    """Deputyships by what their holders learned."""

    trained = ChoiceFilter(
        label="本届轮训", choices=[(_NO, "还没有参加"), (_YES, "参加过")], method="were_trained"
    )
    induction = ChoiceFilter(label="初任培训", choices=[(_NO, "新当选，未参加")], method="lack_induction")
    signed_in = ChoiceFilter(label="登录平台", choices=[(_NO, "从未登录")], method="never_did")

    leading = ("trained", "induction")

    def were_trained(self, rows: DeputyshipQuerySet, _name: str, value: str) -> DeputyshipQuerySet:
        """At least once in the term, or not yet (R094)."""
        return trained(rows) if value == _YES else untrained(rows)

    def lack_induction(self, rows: DeputyshipQuerySet, _name: str, _value: str) -> DeputyshipQuerySet:
        """Newly elected without 初任 (R085)."""
        return without_induction(rows)

    def never_did(self, rows: DeputyshipQuerySet, _name: str, _value: str) -> DeputyshipQuerySet:
        """Have never signed in (R037)."""
        return never_signed_in(rows)


class StudyFilter(ListFilter):
    """By group, form and day."""

    q = TextFilter("search_text", label="搜主题、材料、领学人")
    group = ModelChoiceFilter(label="小组", queryset=DeputyGroup.objects.none())
    kind = ChoiceFilter(label="形式", choices=StudyKind.choices)
    withdrawn = ChoiceFilter(
        label="已撤回", choices=[(_YES, "只看已撤回的"), (_NO, "不看已撤回的")], method="were_withdrawn"
    )
    since = SinceFilter("activity__start_on", label="不早于")
    until = UntilFilter("activity__start_on", label="不晚于")

    leading = ("group", "kind")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        studied = GroupStudy.objects.filter(group=OuterRef("pk"))
        self.offer("group", lambda: DeputyGroup.objects.filter(Exists(studied)).only("label"))

    def were_withdrawn(self, rows: QuerySet[GroupStudy], _name: str, value: str) -> QuerySet[GroupStudy]:
        """Those that count no longer, or all others."""
        state = ActivityState.WITHDRAWN if value == _YES else ActivityState.RECORDED
        return rows.filter(activity__state=state)


class GroupUsageFilter(ListFilter):
    """Groups by name and town."""

    q = SearchFilter("label", label="搜小组")
    area = NamedFilter(label="所在区域", name="name", queryset=Area.objects.none(), method="in_area")
    never = ChoiceFilter(label="未登录代表", choices=[(_YES, "有"), (_NO, "没有")], method="with_never")

    leading = ("area", "never")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.offer("area", lambda: Area.objects.towns().order_by("order", "pk"))

    def in_area(self, rows: QuerySet[DeputyGroup], _name: str, value: Area) -> QuerySet[DeputyGroup]:
        """Groups of the town and below."""
        return rows.filter(area__path__startswith=value.path)

    def with_never(self, rows: QuerySet[Any], _name: str, value: str) -> QuerySet[Any]:
        """With deputies who have never signed in, or without."""
        return rows.filter(never__gt=0) if value == _YES else rows.filter(never=0)


class TownUsageFilter(ListFilter):
    """Towns by name."""

    q = SearchFilter("name", label="搜乡镇街道")
    never = ChoiceFilter(label="未登录代表", choices=[(_YES, "有"), (_NO, "没有")], method="with_never")

    leading = ("never",)

    def with_never(self, rows: QuerySet[Any], _name: str, value: str) -> QuerySet[Any]:
        """With deputies who have never signed in, or without."""
        return rows.filter(never__gt=0) if value == _YES else rows.filter(never=0)
