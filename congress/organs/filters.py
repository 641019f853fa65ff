"""Filters of the organ register and of the constituencies."""

from __future__ import annotations

import django_filters
from django.db.models import Q, QuerySet
from django.utils import timezone

from congress.organs.enums import DIRECT_LEVELS, OrganKind
from congress.organs.models import Area, Constituency, Organ, OrganName
from congress.search.initials import by_initials
from congress.web.lists.filters import ListFilter, SearchFilter


class OrganFilter(ListFilter):
    """Units by any name they bear or bore, kind and whether they still exist."""

    q = django_filters.CharFilter(label="搜名称、曾用名、拼音首字母", max_length=100, method="by_name")
    kind = django_filters.ChoiceFilter(label="类别", choices=OrganKind.choices)
    state = django_filters.ChoiceFilter(
        label="状态", choices=[("open", "现有"), ("closed", "已撤销")], method="by_state"
    )
    area = django_filters.ModelChoiceFilter(label="区域", queryset=Area.objects.towns())

    leading = ("kind", "state")

    def by_name(self, organs: QuerySet[Organ], name: str, value: str) -> QuerySet[Organ]:
        """All words, each in a present or in a past name, or the initials of a present one."""
        for word in value.split():
            keys = by_initials(Organ.objects.all(), word, "short_name", "name")
            past = OrganName.objects.filter(Q(name__contains=word) | Q(short_name__contains=word))
            organs = organs.filter(
                Q(name__contains=word)
                | Q(short_name__contains=word)
                | Q(pk__in=past.values("organ_id"))
                | Q(pk__in=keys)
            )
        return organs

    def by_state(self, organs: QuerySet[Organ], name: str, value: str) -> QuerySet[Organ]:
        """Units that exist today, or whose last day is past."""
        gone = Q(ends_on__lt=timezone.localdate())
        return organs.filter(gone) if value == "closed" else organs.exclude(gone)


class ConstituencyFilter(ListFilter):
    """Constituencies by name, level and area."""

    q = SearchFilter("name", "area__name", label="搜选区、区域")
    level = django_filters.ChoiceFilter(
        label="层级", choices=[(level.value, level.label) for level in DIRECT_LEVELS]
    )
    area = django_filters.ModelChoiceFilter(label="区域", queryset=Area.objects.towns(), method="by_area")

    leading = ("level", "area")

    def by_area(self, rows: QuerySet[Constituency], name: str, value: Area) -> QuerySet[Constituency]:
        """Those in the area or below it."""
        return rows.filter(area__path__startswith=value.path)
