"""Filters of the library."""

from __future__ import annotations

from django.db.models import Exists, OuterRef
from django.utils import timezone
from django_filters import ChoiceFilter

from congress.web.lists.filters import ListFilter, SearchFilter
from deputies.library.enums import EditionState, Reach, TextKind
from deputies.models import LibraryEdition
from deputies.models.library import LibraryTextQuerySet

_YES, _NO = "yes", "no"


class LibraryFilter(ListFilter):
    """By words, kind, standing, where it applies and whether it is published."""

    q = SearchFilter("title", "topic", "code", label="搜名称、事项")
    kind = ChoiceFilter(label="类别", choices=TextKind.choices)
    state = ChoiceFilter(label="状态", choices=EditionState.choices, method="in_state")
    reach = ChoiceFilter(label="适用", choices=Reach.choices)
    public = ChoiceFilter(label="公开", choices=[(_YES, "已公开"), (_NO, "没有公开")], method="being_public")

    leading = ("kind", "state")

    def in_state(self, rows: LibraryTextQuerySet, _name: str, value: str) -> LibraryTextQuerySet:
        """What the edition in force says; repealed is a text without any."""
        editions = LibraryEdition.objects.filter(text=OuterRef("pk"))
        now = editions.in_force(timezone.localdate())
        if value == EditionState.REPEALED:
            return rows.filter(~Exists(editions.exclude(state=EditionState.REPEALED)))
        return rows.filter(Exists(now.filter(state=value)))

    def being_public(self, rows: LibraryTextQuerySet, _name: str, value: str) -> LibraryTextQuerySet:
        """Whether everybody may read it."""
        return rows.filter(is_public=value == _YES)
