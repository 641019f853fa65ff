"""Filters of honours and selections."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet
from django_filters import ChoiceFilter, NumberFilter

from congress.web.lists.filters import ListFilter, NamedFilter, SearchFilter, SinceFilter, UntilFilter
from deputies.honours.enums import HonourLevel, SelectionState
from deputies.models import DeputyGroup, Honour, Person

_RELEASED, _HIDDEN, _WITHDRAWN = "released", "hidden", "withdrawn"
_DEPUTY, _GROUP = "deputy", "group"


class HonourFilter(ListFilter):
    """By whose it is, title, level, year and whether the public reads it."""

    q = SearchFilter("title", "awarded_by", "person__name", "group__label", label="搜荣誉、姓名、小组、机关")
    level = ChoiceFilter(label="级别", choices=HonourLevel.choices)
    state = ChoiceFilter(
        label="状态",
        choices=[(_RELEASED, "已公开"), (_HIDDEN, "没有公开"), (_WITHDRAWN, "已撤销")],
        method="in_state",
    )
    year = NumberFilter(label="年度")
    of = ChoiceFilter(label="谁的", choices=[(_DEPUTY, "代表"), (_GROUP, "小组")], method="of_whom")
    person = NamedFilter(label="代表", name="name", queryset=Person.objects.none())
    group = NamedFilter(label="小组", name="label", queryset=DeputyGroup.objects.none())

    leading = ("level", "state")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.offer("person", self._people)
        self.offer("group", self._groups)

    def _people(self) -> QuerySet[Person]:
        """Of honours the user may know of; the name of another would give it away."""
        known = Honour.objects.visible_to(self.request.user).order_by().values("person")
        return Person.objects.filter(pk__in=known).order_by("pinyin", "pk")

    def _groups(self) -> QuerySet[DeputyGroup]:
        known = Honour.objects.visible_to(self.request.user).order_by().values("group")
        return DeputyGroup.objects.filter(pk__in=known).order_by("pk")

    def in_state(self, rows: QuerySet[Honour], _name: str, value: str) -> QuerySet[Honour]:
        """Released, hidden or withdrawn."""
        if value == _WITHDRAWN:
            return rows.filter(withdrawn_at__isnull=False)
        return rows.filter(withdrawn_at__isnull=True, released_at__isnull=value == _HIDDEN)

    def of_whom(self, rows: QuerySet[Honour], _name: str, value: str) -> QuerySet[Honour]:
        """Of deputies, or of groups."""
        return rows.filter(group__isnull=value == _DEPUTY)


class SelectionFilter(ListFilter):
    """By state and year."""

    q = SearchFilter("title", "awarded_by", label="搜名称、表彰机关")
    state = ChoiceFilter(label="状态", choices=SelectionState.choices)
    year = NumberFilter(label="年度")
    since = SinceFilter("decided_on", label="决定从")
    until = UntilFilter("decided_on", label="决定到")

    leading = ("state",)
