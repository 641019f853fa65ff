"""Filters of the register of people, and the search in a derived column."""

from __future__ import annotations

from typing import Any

from django.db.models import Exists, OuterRef, QuerySet
from django.utils import timezone
from django_filters import CharFilter, ChoiceFilter

from congress.search.index import search_q
from congress.web.lists.filters import ListFilter, SearchFilter
from deputies.enums import PostContext, Standing
from deputies.models import PersonQuerySet, Post

_YES, _NO = "yes", "no"


class TextFilter(SearchFilter):
    """Searches a column that holds text as :func:`congress.search.text.normalise` spells it, through its index."""

    def filter(self, qs: QuerySet[Any], value: str | None) -> QuerySet[Any]:
        """Every typed word in each of the columns."""
        for field in self.fields if value and value.strip() else ():
            qs = qs.filter(search_q(value or "", field))
        return qs


class PersonFilter(ListFilter):
    """By where a person belongs, what posts they hold, and the organisation."""

    q = TextFilter("search_text", label="搜姓名、单位")
    standing = ChoiceFilter(label="归属", choices=Standing.choices)
    context = ChoiceFilter(label="任职类别", choices=PostContext.choices, method="holding")
    organisation = CharFilter(label="所在单位", lookup_expr="contains", max_length=80)
    posted = ChoiceFilter(label="现任职务", choices=[(_YES, "有"), (_NO, "没有")], method="with_post")
    partial = ChoiceFilter(
        label="姓名", field_name="partial_name", choices=[("True", "只知称呼"), ("False", "全名")]
    )

    leading = ("standing", "context")

    def holding(self, rows: PersonQuerySet, _name: str, value: str) -> PersonQuerySet:
        """Holds a post of this kind today."""
        return rows.filter(Exists(self._posts().filter(context=value)))

    def with_post(self, rows: PersonQuerySet, _name: str, value: str) -> PersonQuerySet:
        """Holds any post today, or none."""
        held = Exists(self._posts())
        return rows.filter(held if value == _YES else ~held)

    @staticmethod
    def _posts() -> QuerySet[Post]:
        return Post.objects.in_force(timezone.localdate()).filter(person=OuterRef("pk"))
