"""Filters of certificates, stipend lists, subscriptions and funds."""

from __future__ import annotations

from typing import Any

from django.db.models import Q, QuerySet
from django.utils import timezone
from django_filters import ChoiceFilter, NumberFilter

from congress.web.lists.filters import ListFilter, NamedFilter, SearchFilter
from deputies.filters import TextFilter
from deputies.models import DeputyGroup, Publication
from deputies.models.funds import FundQuerySet
from deputies.models.services import CertificateQuerySet, SubscriptionQuerySet
from deputies.services.enums import Quarter, StipendState

_VALID, _OUT, _RETURNED, _VOID = "valid", "out", "returned", "void"
_UNDELIVERED, _POSTED, _UNPOSTED, _RECEIVED = "undelivered", "posted", "unposted", "received"
_OVER, _WAITING = "over", "waiting"


class CertificateFilter(ListFilter):
    """By number, holder and validity."""

    q = SearchFilter("number", "deputyship__person__name", label="搜证号、姓名")
    state = ChoiceFilter(
        label="状态",
        choices=[(_VALID, "有效"), (_OUT, "已离任，没有收回"), (_RETURNED, "已收回"), (_VOID, "已作废")],
        method="in_state",
    )

    leading = ("state",)

    def in_state(self, rows: CertificateQuerySet, _name: str, value: str) -> CertificateQuerySet:
        """Valid, still out with a former deputy, returned, void."""
        today = timezone.localdate()
        if value == _VALID:
            return rows.valid(today)
        if value == _OUT:
            return rows.to_be_returned(today)
        field = "returned_on" if value == _RETURNED else "voided_on"
        return rows.filter(**{f"{field}__isnull": False})


class StipendFilter(ListFilter):
    """By year, quarter and state."""

    year = NumberFilter(label="年度")
    quarter = ChoiceFilter(label="季度", choices=Quarter.choices)
    state = ChoiceFilter(label="状态", choices=StipendState.choices)

    leading = ("quarter", "state")


class SubscriptionFilter(ListFilter):
    """By publication, year, deputy and how far it is."""

    q = TextFilter("deputyship__person__search_text", label="搜代表姓名、单位")
    publication = NamedFilter(label="刊物、材料", name="name", queryset=Publication.objects.none())
    state = ChoiceFilter(
        label="状态",
        choices=[
            (_UNDELIVERED, "没有收到"),
            (_UNPOSTED, "没有寄出"),
            (_POSTED, "已寄出，没有收到"),
            (_RECEIVED, "已收到"),
        ],
        method="in_state",
    )
    year = NumberFilter(label="年度")

    leading = ("publication", "state")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.offer("publication", lambda: Publication.objects.order_by("order", "pk"))

    def in_state(self, rows: SubscriptionQuerySet, _name: str, value: str) -> SubscriptionQuerySet:
        """How far the copy is."""
        if value == _UNDELIVERED:
            return rows.undelivered()
        if value == _UNPOSTED:
            return rows.undelivered().filter(posted_on__isnull=True)
        if value == _POSTED:
            return rows.undelivered().filter(posted_on__isnull=False)
        return rows.filter(received_on__isnull=False)


class FundFilter(ListFilter):
    """By words, year, group and what to look at."""

    q = SearchFilter("title", "applied_to", "note", label="搜名称、说明")
    state = ChoiceFilter(label="状态", choices=[(_OVER, "超支"), (_WAITING, "等批复")], method="in_state")
    year = NumberFilter(label="年度")
    group = NamedFilter(label="小组", name="label", queryset=DeputyGroup.objects.none(), method="of_group")

    leading = ("state", "group")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.offer("group", lambda: DeputyGroup.objects.order_by("pk"))

    def in_state(self, rows: FundQuerySet, _name: str, value: str) -> QuerySet[Any]:
        """Spent more than was granted, or not granted yet."""
        return rows.overspent() if value == _OVER else rows.filter(granted__isnull=True)

    def of_group(self, rows: FundQuerySet, _name: str, value: DeputyGroup) -> QuerySet[Any]:
        """For a group, or of which something was spent by it."""
        return rows.filter(Q(group=value) | Q(spendings__group=value)).distinct()
