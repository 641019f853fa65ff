"""Certificates, stipends, periodicals and funds of the demo district. All invented."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal

from django.db import transaction
from django.utils import timezone

from congress.audit import operations as audit
from congress.organs.enums import CongressLevel
from congress.organs.models import Area
from congress.organs.queries import district
from congress.web.demo import read_table
from deputies.models import (
    Certificate,
    DeputyGroup,
    Deputyship,
    Fund,
    FundSpending,
    Publication,
    StipendLine,
    StipendList,
    StipendRule,
    Subscription,
)
from deputies.operations.stipends import quarter_days, share_of
from deputies.services.enums import StipendState

_AMOUNT = Decimal("600.00")


@transaction.atomic
def load() -> None:
    """Enter everything for the deputies of the district, unless there are certificates already."""
    root, today = district(), timezone.localdate()
    served = list(Deputyship.objects.filter(level=CongressLevel.DISTRICT).order_by("pk"))
    if root is None or not served or Certificate.objects.exists():
        return
    _certificates(served)
    _stipends(served, today)
    _subscriptions(served, today)
    _funds(today)
    _tell(root, len(served))


def _tell(root: Area, count: int) -> None:
    audit.record(actor=None, verb="deputy_services:load", obj=root, after={"count": count})


def _certificates(served: list[Deputyship]) -> None:
    """All but the last three have one; of those who left, the first kept theirs."""
    left = [row for row in served if row.ends_on is not None]
    Certificate.objects.bulk_create(
        Certificate(
            number=f"安人代18{n:03}",
            deputyship=row,
            issued_on=row.starts_on,
            returned_on=row.ends_on if row in left[1:] else None,
        )
        for n, row in enumerate(served[:-3], 1)
    )


def _stipends(served: list[Deputyship], today: date) -> None:
    """The last two quarters: one paid, one waiting for review."""
    rule = StipendRule.objects.create(
        year=today.year - 1, quarter=1, amount=_AMOUNT, basis="代表履职补贴办法（示例）"
    )
    this = today.year * 4 + (today.month - 1) // 3
    for back, state in ((2, StipendState.PAID), (1, StipendState.DRAWN)):
        year, quarter = divmod(this - back, 4)
        first, last = quarter_days(year, quarter + 1)
        paid = state == StipendState.PAID
        row = StipendList.objects.create(
            year=year,
            quarter=quarter + 1,
            rule=rule,
            amount=_AMOUNT,
            state=state,
            paid_on=last + timedelta(days=10) if paid else None,
        )
        lines = []
        for holder in served:
            if holder.starts_on > last or (holder.ends_on and holder.ends_on < first):
                continue
            days, amount = share_of(rule, holder, first, last)
            signed = timezone.now() if paid and holder.pk % 3 else None
            line = StipendLine(
                paid_list=row,
                deputyship=holder,
                days=days,
                all_days=(last - first).days + 1,
                amount=amount,
                signed_at=signed,
            )
            lines.append(line)
        StipendLine.objects.bulk_create(lines)


def _subscriptions(served: list[Deputyship], today: date) -> None:
    """Two periodicals of this year; the first came, of the second some copies are on their way."""
    serving = [row for row in served if row.ends_on is None]
    posted = today - timedelta(days=20)
    rows = []
    for n, publication in enumerate(Publication.objects.order_by("order")[:2]):
        for row in serving:
            came = not n or row.pk % 5
            rows.append(
                Subscription(
                    publication=publication,
                    year=today.year,
                    deputyship=row,
                    posted_on=posted,
                    received_on=posted + timedelta(days=5) if came else None,
                )
            )
    Subscription.objects.bulk_create(rows)


def _funds(today: date) -> None:
    groups = list(DeputyGroup.objects.in_force(today).order_by("pk")[:3])
    for fact in read_table(__file__, "funds.json"):
        year = today.year
        granted = fact.get("granted")
        fund = Fund.objects.create(
            year=year,
            title=fact["title"],
            applied_to="区财政局",
            applied_on=date(year, 1, 1) if granted else today - timedelta(days=9),
            applied=Decimal(fact["applied"]),
            granted=Decimal(granted) if granted else None,
            granted_on=date(year, 1, 1) if granted else None,
        )
        FundSpending.objects.bulk_create(
            FundSpending(
                fund=fund,
                on=max(date(year, 1, 1), today - timedelta(days=one["ago"])),
                amount=Decimal(one["amount"]),
                purpose=one["purpose"],
                group=groups[one["group"]] if len(groups) > one["group"] else None,
                voucher=one.get("voucher", ""),
            )
            for one in fact["spendings"]
        )
