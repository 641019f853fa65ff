"""What the first page of services counts, and what a deputy sees of their own."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from django.db.models import Count, Exists, OuterRef, Q, Sum
from django.utils import timezone

from congress.accounts.models import User
from congress.organs.enums import CongressLevel
from deputies.models import (
    Certificate,
    Deputyship,
    Fund,
    FundSpending,
    StipendLine,
    StipendList,
    Subscription,
)
from deputies.models.services import StipendLineQuerySet, SubscriptionQuerySet


@dataclass(frozen=True)
class Overview:
    """The numbers of the first page; each leads to its list."""

    valid: int
    without: int
    to_return: int
    latest: StipendList | None
    unsigned: int
    undelivered: int
    granted: Decimal
    spent: Decimal
    over: int


def overview(user: User) -> Overview:
    """What stands where today; funds are those of this year (8 queries)."""
    today = timezone.localdate()
    out = Certificate.objects.out().filter(deputyship=OuterRef("pk"))
    serving = Deputyship.objects.in_force(today).filter(level=CongressLevel.DISTRICT)
    money = Fund.objects.visible_to(user).with_spent().filter(year=today.year)
    granted = money.aggregate(total=Sum("granted"))["total"]
    spent = sum((fund.spent for fund in money), Decimal(0))  # type: ignore[attr-defined] # annotated
    certificates = Certificate.objects.out().aggregate(
        valid=Count("pk", filter=Q(deputyship__ends_on=None) | Q(deputyship__ends_on__gte=today)),
        to_return=Count("pk", filter=Q(deputyship__ends_on__lt=today)),
    )
    return Overview(
        valid=certificates["valid"],
        to_return=certificates["to_return"],
        without=serving.filter(~Exists(out)).count(),
        latest=StipendList.objects.first(),
        unsigned=unsigned().count(),
        undelivered=Subscription.objects.undelivered().count(),
        granted=granted or Decimal(0),
        spent=spent,
        over=Fund.objects.overspent().count(),
    )


def unsigned() -> StipendLineQuerySet:
    """Paid lines nobody signed for."""
    return StipendLine.objects.filter(paid_list__state="paid", signed_at__isnull=True, amount__gt=0)


def own_lines(user: User) -> StipendLineQuerySet:
    """What the user was paid, the newest first."""
    rows = StipendLine.objects.filter(deputyship__person__user=user, paid_list__paid_on__isnull=False)
    return rows.select_related("paid_list").order_by("-paid_list__year", "-paid_list__quarter")


def own_copies(user: User) -> SubscriptionQuerySet:
    """What the user is sent, the newest first."""
    rows = Subscription.objects.filter(deputyship__person__user=user)
    return rows.select_related("publication").order_by("-year", "publication__order")


def by_group(fund: Fund) -> list[tuple[str, Decimal]]:
    """What each group spent of a fund, the most first (1 query)."""
    rows = FundSpending.objects.standing().filter(fund=fund).order_by()
    sums = rows.values("group__label").annotate(total=Sum("amount")).order_by("-total")
    return [(row["group__label"] or "没有写小组", row["total"]) for row in sums]
