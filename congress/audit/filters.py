"""Filters of the audit trail."""

from __future__ import annotations

from typing import Any

from django.db import connection
from django.db.models import Q, QuerySet
from django_filters import CharFilter, ChoiceFilter

from congress.accounts.enums import Role
from congress.accounts.models import User
from congress.audit import queries, records
from congress.audit.verbs import looks
from congress.search.index import LONGEST_QUERY
from congress.search.text import bigrams
from congress.web.lists.filters import ListFilter, NamedFilter, SearchFilter, SinceFilter, UntilFilter


class WordsFilter(SearchFilter):
    """Words in what the record is called, or in the name of who did it; each way has its index."""

    def filter(self, qs: QuerySet[Any], value: str | None) -> QuerySet[Any]:
        """All words; people are looked up first (1 query a word)."""
        for word in (value or "")[:LONGEST_QUERY].split():
            called = Q(object_label__contains=word)
            pairs = bigrams(word)
            if connection.vendor == "postgresql" and pairs:
                called &= Q(object_label__has_bigrams=pairs)
            people = list(User.objects.filter(name__contains=word).values_list("pk", flat=True)[:100])
            qs = qs.filter(called | Q(actor__in=people) if people else called)
        return qs


class AuditFilter(ListFilter):
    """By person, verb, kind of object, record, role and day."""

    q = WordsFilter("object_label", "actor_name", label="搜对象、姓名")
    actor = NamedFilter(label="操作人", queryset=User.objects.order_by("name", "pk"), name="name")
    verb = ChoiceFilter(label="动作", choices=queries.verbs)
    number = CharFilter(label="记录编号，如 2026-057", method="by_number", max_length=40)
    object_type = ChoiceFilter(label="对象类别", choices=queries.kinds)
    object_id = CharFilter(label="对象的内部编号", max_length=40)
    role = ChoiceFilter(label="以何角色", choices=Role.choices)
    looks = ChoiceFilter(label="查看群众姓名电话", choices=[("1", "只看查看的")], method="only_looks")
    since = SinceFilter("at", label="不早于", moment=True)
    until = UntilFilter("at", label="不晚于", moment=True)

    leading = ("actor", "verb")

    def by_number(self, events: QuerySet[Any], _name: str, value: str) -> QuerySet[Any]:
        """Everything about the records that bear a number; where none does, what is called so."""
        word = value.strip().removeprefix("第").removesuffix("号").strip()
        found = records.numbered(word)
        if found:
            return events.filter(records.about(found, {kind for kind, _label in queries.kinds()}))
        return events.filter(object_label__contains=word)

    def only_looks(self, events: QuerySet[Any], _name: str, _value: str) -> QuerySet[Any]:
        """Those in which somebody looked behind a mask."""
        return events.filter(verb__in=looks())
