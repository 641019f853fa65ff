"""Certificates, stipends, periodicals and posted material of deputies (R024, R033, R042, R043)."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q

from congress.accounts.models import User
from deputies.models.deputyships import Deputyship
from deputies.services import rules
from deputies.services.enums import Quarter, Share, StipendState

_YEARS = [MinValueValidator(1979), MaxValueValidator(2100)]
_NOT_LESS = [MinValueValidator(Decimal(0))]


def _money(label: str) -> models.DecimalField[Decimal, Decimal]:
    """An amount in yuan, two places."""
    return models.DecimalField(f"{label}（元）", max_digits=12, decimal_places=2, validators=_NOT_LESS)


class CertificateQuerySet(models.QuerySet["Certificate"]):
    """Certificates by scope and validity."""

    def visible_to(self, user: User) -> CertificateQuerySet:
        """All for the offices, their own for deputies."""
        return self.filter(rules.see_own.as_q(user))

    def out(self) -> CertificateQuerySet:
        """Those neither returned nor void by themselves."""
        return self.filter(returned_on__isnull=True, voided_on__isnull=True)

    def valid(self, on: date) -> CertificateQuerySet:
        """Those that hold on a day: out, of somebody who is a deputy that day (R024)."""
        serving = Q(deputyship__ends_on__isnull=True) | Q(deputyship__ends_on__gte=on)
        return self.out().filter(serving)

    def to_be_returned(self, on: date) -> CertificateQuerySet:
        """Those still out whose holder is no deputy any more."""
        return self.out().filter(deputyship__ends_on__lt=on)


class Certificate(models.Model):
    """A deputy's certificate (代表证). It is void from the day after the deputyship ends, whoever still has it."""

    number = models.CharField(
        "证号", max_length=30, unique=True, error_messages={"unique": "这个证号已经用过，请核对"}
    )
    deputyship = models.ForeignKey(
        Deputyship, models.PROTECT, related_name="certificates", verbose_name="代表"
    )
    issued_on = models.DateField("发证日期")
    returned_on = models.DateField("收回日期", null=True, blank=True)
    voided_on = models.DateField("作废日期", null=True, blank=True)
    reason = models.CharField("作废原因", max_length=100, blank=True)
    version = models.PositiveIntegerField(default=1, editable=False)

    objects = CertificateQuerySet.as_manager()

    class Meta:
        verbose_name = "代表证"
        verbose_name_plural = "代表证"
        ordering = ["number", "id"]
        indexes = [models.Index(fields=["issued_on"], name="certificate_issued")]
        constraints = [
            models.UniqueConstraint(
                fields=["deputyship"],
                condition=Q(returned_on__isnull=True, voided_on__isnull=True),
                name="certificate_one_out",
                violation_error_message="这位代表已有代表证；补发的，先把原来的作废",
            ),
            models.CheckConstraint(
                condition=Q(returned_on__isnull=True) | Q(returned_on__gte=F("issued_on")),
                name="certificate_returned_after_issue",
                violation_error_message="收回日期不能早于发证日期",
            ),
            models.CheckConstraint(
                condition=Q(voided_on__isnull=True) | ~Q(reason=""), name="certificate_void_why"
            ),
        ]

    def __str__(self) -> str:
        return self.number

    @property
    def is_out(self) -> bool:
        """Whether it was neither returned nor declared void."""
        return self.returned_on is None and self.voided_on is None


class StipendRule(models.Model):
    """The amount of a quarter and who gets what part of it, from a quarter on; the sum is the district's own (R033)."""

    year = models.PositiveSmallIntegerField("从哪一年", validators=_YEARS)
    quarter = models.PositiveSmallIntegerField("从哪一季度", choices=Quarter.choices, default=Quarter.FIRST)
    amount = _money("每季度每人")
    leavers = models.CharField("季度内离任的", max_length=10, choices=Share.choices, default=Share.BY_DAY)
    joiners = models.CharField("季度内新任的", max_length=10, choices=Share.choices, default=Share.BY_DAY)
    basis = models.CharField("依据", max_length=100, blank=True)

    class Meta:
        verbose_name = "补贴标准"
        verbose_name_plural = "补贴标准"
        ordering = ["-year", "-quarter"]
        constraints = [
            models.UniqueConstraint(
                fields=["year", "quarter"],
                name="stipend_rule_once",
                violation_error_message="这一季度已有标准，请直接修改那一条",
            )
        ]

    def __str__(self) -> str:
        return f"{self.year}年{self.get_quarter_display()}起"


class StipendList(models.Model):
    """The stipends of a quarter, of the deputies of the district (代表履职补贴)."""

    year = models.PositiveSmallIntegerField("年度", validators=_YEARS)
    quarter = models.PositiveSmallIntegerField("季度", choices=Quarter.choices)
    rule = models.ForeignKey(StipendRule, models.PROTECT, related_name="lists", verbose_name="标准")
    amount = _money("每季度每人")
    state = models.CharField("状态", max_length=10, choices=StipendState.choices, default=StipendState.DRAWN)
    drawn_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name="编制人"
    )
    reviewed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name="审核人"
    )
    paid_on = models.DateField("发放日期", null=True, blank=True)
    version = models.PositiveIntegerField(default=1, editable=False)

    class Meta:
        verbose_name = "补贴表"
        verbose_name_plural = "补贴表"
        ordering = ["-year", "-quarter"]
        constraints = [
            models.UniqueConstraint(fields=["year", "quarter"], name="stipend_list_once"),
            models.CheckConstraint(
                condition=Q(state=StipendState.PAID, paid_on__isnull=False)
                | (~Q(state=StipendState.PAID) & Q(paid_on__isnull=True)),
                name="stipend_list_paid_on",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.year}年{self.get_quarter_display()}代表履职补贴"


class StipendLineQuerySet(models.QuerySet["StipendLine"]):
    """Lines by scope."""

    def visible_to(self, user: User) -> StipendLineQuerySet:
        """All for the offices; for a deputy the own ones that were paid."""
        return self.filter(rules.see_line.as_q(user))


class StipendLine(models.Model):
    """What one deputy gets in a quarter. ``days`` of ``all_days`` were served; ``signed_at`` is the receipt."""

    paid_list = models.ForeignKey(StipendList, models.CASCADE, related_name="lines", verbose_name="补贴表")
    deputyship = models.ForeignKey(Deputyship, models.PROTECT, related_name="stipends", verbose_name="代表")
    days = models.PositiveSmallIntegerField("在任天数")
    all_days = models.PositiveSmallIntegerField("季度天数")
    amount = _money("金额")
    signed_at = models.DateTimeField("签收时间", null=True, blank=True)
    signed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name="登记签收的人"
    )

    objects = StipendLineQuerySet.as_manager()

    class Meta:
        verbose_name = "补贴"
        verbose_name_plural = "补贴"
        ordering = ["paid_list_id", "deputyship__person__pinyin", "id"]
        constraints = [
            models.UniqueConstraint(fields=["paid_list", "deputyship"], name="stipend_line_once"),
            models.CheckConstraint(condition=Q(days__lte=F("all_days")), name="stipend_line_days"),
        ]

    def __str__(self) -> str:
        return f"{self.deputyship.person}：{self.amount}"


class Publication(models.Model):
    """A periodical deputies get, or material sent to them: an editable list (R042, R043)."""

    name = models.CharField("名称", max_length=60, unique=True)
    order = models.PositiveSmallIntegerField("排序", default=0)
    in_use = models.BooleanField("在用", default=True)

    class Meta:
        verbose_name = "刊物、材料"
        verbose_name_plural = "刊物、材料"
        ordering = ["order", "id"]

    def __str__(self) -> str:
        return self.name


class SubscriptionQuerySet(models.QuerySet["Subscription"]):
    """Subscriptions by scope and how far they are."""

    def visible_to(self, user: User) -> SubscriptionQuerySet:
        """All for the offices, their own for deputies."""
        return self.filter(rules.see_own.as_q(user))

    def undelivered(self) -> SubscriptionQuerySet:
        """Those that did not arrive as far as anybody said."""
        return self.filter(received_on__isnull=True)


class Subscription(models.Model):
    """One publication of a year for one deputy, with the days it was posted and received."""

    publication = models.ForeignKey(
        Publication, models.PROTECT, related_name="subscriptions", verbose_name="刊物、材料"
    )
    year = models.PositiveSmallIntegerField("年度", validators=_YEARS)
    deputyship = models.ForeignKey(
        Deputyship, models.PROTECT, related_name="subscriptions", verbose_name="代表"
    )
    posted_on = models.DateField("寄出日期", null=True, blank=True)
    received_on = models.DateField("收到日期", null=True, blank=True)

    objects = SubscriptionQuerySet.as_manager()

    class Meta:
        verbose_name = "刊物订阅"
        verbose_name_plural = "刊物订阅"
        ordering = ["-year", "publication__order", "id"]
        indexes = [
            models.Index(fields=["-year", "publication"], name="subscription_year"),
            models.Index(fields=["year", "received_on"], name="subscription_received"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["publication", "year", "deputyship"],
                name="subscription_once",
                violation_error_message="这位代表这一年已有这一种",
            ),
            models.CheckConstraint(
                condition=Q(received_on__isnull=True)
                | Q(posted_on__isnull=True)
                | Q(received_on__gte=F("posted_on")),
                name="subscription_received_after_posted",
                violation_error_message="收到日期不能早于寄出日期",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.year}年{self.publication}：{self.deputyship.person}"
