"""The ledger of funds for deputies' activities: application, grant, spending (R314)."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, OuterRef, Q, Subquery, Sum
from django.db.models.functions import Coalesce

from congress.accounts.models import User
from deputies.models.groups import DeputyGroup
from deputies.services import rules

_POSITIVE = [MinValueValidator(Decimal("0.01"))]


class FundQuerySet(models.QuerySet["Fund"]):
    """Funds by scope, with what was spent of them."""

    def visible_to(self, user: User) -> FundQuerySet:
        """Those this user may see."""
        return self.filter(rules.see_service.as_q(user))

    def with_spent(self) -> FundQuerySet:
        """Annotates ``spent``, the sum of what stands in the ledger."""
        lines = FundSpending.objects.standing().filter(fund=OuterRef("pk")).order_by().values("fund")
        total = lines.annotate(total=Sum("amount")).values("total")
        return self.annotate(spent=Coalesce(Subquery(total), Decimal(0), output_field=models.DecimalField()))

    def overspent(self) -> FundQuerySet:
        """Those of which more was spent than granted (R314)."""
        rows: Any = self.with_spent()
        found: FundQuerySet = rows.filter(spent__gt=F("granted"))
        return found


class Fund(models.Model):
    """Money for deputies' activities of a year: what was applied for and what was granted."""

    year = models.PositiveSmallIntegerField(
        "年度", validators=[MinValueValidator(1979), MaxValueValidator(2100)]
    )
    title = models.CharField("名称", max_length=60)
    group = models.ForeignKey(
        DeputyGroup, models.PROTECT, null=True, blank=True, related_name="funds", verbose_name="给哪个小组"
    )
    applied_to = models.CharField("向哪里申请", max_length=40)
    applied_on = models.DateField("申请日期")
    applied = models.DecimalField("申请金额（元）", max_digits=12, decimal_places=2, validators=_POSITIVE)
    granted_on = models.DateField("批复日期", null=True, blank=True)
    granted = models.DecimalField(
        "批复金额（元）",
        max_digits=12,
        decimal_places=2,
        null=True,
        blank=True,
        validators=[MinValueValidator(Decimal(0))],
    )
    note = models.CharField("说明", max_length=200, blank=True)
    version = models.PositiveIntegerField(default=1, editable=False)

    objects = FundQuerySet.as_manager()

    class Meta:
        verbose_name = "活动经费"
        verbose_name_plural = "活动经费"
        ordering = ["-year", "-id"]
        indexes = [models.Index(fields=["-year", "-id"], name="fund_newest")]
        constraints = [
            models.UniqueConstraint(
                fields=["year", "title"], name="fund_once", violation_error_message="这一年已有同名经费"
            ),
            models.CheckConstraint(
                condition=Q(granted__isnull=True, granted_on__isnull=True)
                | Q(granted__isnull=False, granted_on__isnull=False),
                name="fund_grant_has_day",
                violation_error_message="批复的日期和金额要一起填",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.year}年{self.title}"


class FundSpendingQuerySet(models.QuerySet["FundSpending"]):
    """Spendings by whether they count."""

    def standing(self) -> FundSpendingQuerySet:
        """Those not withdrawn."""
        return self.filter(withdrawn_at__isnull=True)


class FundSpending(models.Model):
    """One line of the ledger. ``occasion`` is the key of the activity it was spent on, ``occasion_title`` its words."""

    fund = models.ForeignKey(Fund, models.PROTECT, related_name="spendings", verbose_name="经费")
    on = models.DateField("日期")
    amount = models.DecimalField("金额（元）", max_digits=12, decimal_places=2, validators=_POSITIVE)
    purpose = models.CharField("用途", max_length=100)
    group = models.ForeignKey(
        DeputyGroup, models.PROTECT, null=True, blank=True, related_name="spendings", verbose_name="小组"
    )
    occasion = models.CharField("活动", max_length=40, blank=True, db_index=True)
    occasion_title = models.CharField(max_length=120, blank=True)
    voucher = models.CharField("凭证号", max_length=40, blank=True)
    withdrawn_at = models.DateTimeField("冲销时间", null=True, blank=True)
    reason = models.CharField("冲销原因", max_length=200, blank=True)

    objects = FundSpendingQuerySet.as_manager()

    class Meta:
        verbose_name = "经费支出"
        verbose_name_plural = "经费支出"
        ordering = ["on", "id"]
        indexes = [models.Index(fields=["fund", "on"], name="fundspending_fund")]
        constraints = [
            models.CheckConstraint(
                condition=Q(withdrawn_at__isnull=True) | ~Q(reason=""), name="fundspending_withdrawn_why"
            )
        ]

    def __str__(self) -> str:
        return f"{self.purpose} {self.amount} 元"
