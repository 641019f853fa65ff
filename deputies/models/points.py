"""Schemes of points as data, and the ledger to which is only added (R063, R067, R072, R073)."""

from __future__ import annotations

from decimal import Decimal
from typing import Any, NoReturn

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q

from congress.accounts.models import User
from congress.organs.enums import CongressLevel
from congress.organs.models import Area
from deputies.duty import rules
from deputies.models.deputyships import Deputyship
from deputies.models.duties import DutyKind, DutyRecord
from deputies.points import rules as points_rules
from deputies.points.enums import EntryReason, SchemeState


def levels_scored() -> list[str]:
    """区县级 and 乡镇级."""
    return [CongressLevel.DISTRICT.value, CongressLevel.TOWN.value]


def points_field(name: str, **options: Any) -> models.DecimalField[Any, Any]:
    """Points, to one decimal."""
    return models.DecimalField(name, max_digits=5, decimal_places=1, **options)


class PointsSchemeQuerySet(models.QuerySet["PointsScheme"]):
    """Schemes by scope and state."""

    def visible_to(self, user: User) -> PointsSchemeQuerySet:
        """Those this user may read; drafts only those who make them."""
        return self.filter(points_rules.see_scheme.as_q(user))

    def in_force(self, year: int) -> PointsSchemeQuerySet:
        """Those that count in a year."""
        return self.filter(year=year, state=SchemeState.IN_FORCE)


class PointsScheme(models.Model):
    """How what deputies of an area did in a year scores: the district's own, or a town's beside it (R073).

    ``classes_declared`` and ``items_declared`` are what the district's rule says it has (5 classes, 21 items), and
    ``item_min`` to ``item_max`` what the first time of an item may be worth (R063). ``basis`` is the clause it carries
    out. In force it is never changed: the next ``edition`` takes its place.
    """

    area = models.ForeignKey(Area, models.PROTECT, related_name="points_schemes", verbose_name="适用区域")
    year = models.PositiveSmallIntegerField(
        "年度", validators=[MinValueValidator(2000), MaxValueValidator(2100)]
    )
    edition = models.PositiveSmallIntegerField("版次", default=1)
    title = models.CharField("名称", max_length=80)
    basis = models.CharField("依据", max_length=120, blank=True)
    levels = models.JSONField("适用层级", default=levels_scored)
    classes_declared = models.PositiveSmallIntegerField("大类数", default=5)
    items_declared = models.PositiveSmallIntegerField("项目数", default=21)
    item_min = points_field("每项最低分", default=Decimal(2))
    item_max = points_field("每项最高分", default=Decimal(10))
    cap = points_field("总分上限", default=Decimal(100), validators=[MinValueValidator(Decimal(1))])
    oral_factor = models.PositiveSmallIntegerField("口头述职是书面的几倍", default=4)
    below = models.CharField("最低等次以下称为", max_length=20, default="未达一般")
    #: Who was in office for fewer months of the year gets no grade but the word in ``unsettled``; 0 grades everybody.
    least_months = models.PositiveSmallIntegerField(
        "任职不满几个月不定等次", default=6, validators=[MaxValueValidator(12)]
    )
    unsettled = models.CharField("不定等次的称为", max_length=20, default="不定等次")
    state = models.CharField("状态", max_length=10, choices=SchemeState.choices, default=SchemeState.DRAFT)
    in_force_at = models.DateTimeField("施行时间", null=True, editable=False)
    version = models.PositiveIntegerField(default=1, editable=False)

    objects = PointsSchemeQuerySet.as_manager()

    class Meta:
        verbose_name = "积分办法"
        verbose_name_plural = "积分办法"
        ordering = ["-year", "area__path", "-edition"]
        constraints = [
            models.UniqueConstraint(
                fields=["area", "year", "edition"],
                name="scheme_edition_once",
                violation_error_message="这一年已有这一版",
            ),
            models.UniqueConstraint(
                fields=["area", "year"],
                condition=Q(state=SchemeState.IN_FORCE),
                name="scheme_one_in_force",
                violation_error_message="这一年已有施行的办法",
            ),
            models.CheckConstraint(
                condition=Q(item_max__gte=F("item_min")),
                name="scheme_range",
                violation_error_message="每项最高分不能低于最低分",
            ),
            models.CheckConstraint(
                condition=Q(state=SchemeState.DRAFT, in_force_at__isnull=True)
                | (~Q(state=SchemeState.DRAFT) & Q(in_force_at__isnull=False)),
                name="scheme_in_force_at",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.year}年{self.title}第{self.edition}版"

    @property
    def is_draft(self) -> bool:
        """Whether it can still be changed."""
        return self.state == SchemeState.DRAFT


class SchemeClass(models.Model):
    """A class of items (大类), with a cap of its own where the rule has one."""

    scheme = models.ForeignKey(PointsScheme, models.CASCADE, related_name="classes", verbose_name="积分办法")
    name = models.CharField("大类", max_length=30)
    order = models.PositiveSmallIntegerField("排序", default=0)
    cap = points_field("大类上限", null=True, blank=True, validators=[MinValueValidator(Decimal(0))])

    class Meta:
        verbose_name = "积分大类"
        verbose_name_plural = "积分大类"
        ordering = ["order", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["scheme", "name"], name="scheme_class_once", violation_error_message="已有这一大类"
            )
        ]

    def __str__(self) -> str:
        return self.name


class SchemeItem(models.Model):
    """An item (项目): what the first time in a year is worth, each further time, and at most together.

    ``kinds`` are the kinds of duty that count under it; a kind counts under one item of a scheme. ``written`` is the
    written duty report of which this, the oral one, is worth a fixed multiple (R067).
    """

    scheme_class = models.ForeignKey(SchemeClass, models.CASCADE, related_name="items", verbose_name="大类")
    name = models.CharField("项目", max_length=40)
    order = models.PositiveSmallIntegerField("排序", default=0)
    first = points_field("首次")
    further = points_field("以后每次", default=Decimal(0), validators=[MinValueValidator(Decimal(0))])
    cap = points_field("全年上限")
    evidence = models.CharField("需要的佐证", max_length=80, blank=True)
    kinds = models.ManyToManyField(DutyKind, related_name="scheme_items", verbose_name="履职事项", blank=True)
    written = models.OneToOneField(
        "self", models.SET_NULL, null=True, blank=True, related_name="oral", verbose_name="对应的书面述职"
    )

    class Meta:
        verbose_name = "积分项目"
        verbose_name_plural = "积分项目"
        ordering = ["scheme_class__order", "scheme_class_id", "order", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["scheme_class", "name"],
                name="scheme_item_once",
                violation_error_message="已有这一项目",
            ),
            models.CheckConstraint(
                condition=Q(cap__gte=F("first")),
                name="scheme_item_cap",
                violation_error_message="全年上限不能低于首次的分值",
            ),
            models.CheckConstraint(
                condition=Q(further__gte=0, first__gte=0), name="scheme_item_not_negative"
            ),
        ]

    def __str__(self) -> str:
        return self.name


class GradeTier(models.Model):
    """A grade (等次), from how many points on, and by what it shows (R064)."""

    scheme = models.ForeignKey(PointsScheme, models.CASCADE, related_name="tiers", verbose_name="积分办法")
    name = models.CharField("等次", max_length=20)
    at_least = points_field("多少分起")
    evidence = models.CharField("看什么", max_length=100, blank=True)
    kinds = models.ManyToManyField(DutyKind, related_name="grade_tiers", verbose_name="佐证事项", blank=True)
    #: Whether the attendance of the year is part of the evidence.
    attendance = models.BooleanField("看出席情况", default=False)
    #: Whether two of them in one term make a deputy a candidate for another one (R065).
    recommends = models.BooleanField("计入推荐连任", default=False)

    class Meta:
        verbose_name = "等次"
        verbose_name_plural = "等次"
        ordering = ["-at_least"]
        constraints = [
            models.UniqueConstraint(
                fields=["scheme", "name"], name="tier_name_once", violation_error_message="已有这一等次"
            ),
            models.UniqueConstraint(
                fields=["scheme", "at_least"],
                name="tier_mark_once",
                violation_error_message="已有等次从这个分数起",
            ),
        ]

    def __str__(self) -> str:
        return self.name


class AppraisalYear(models.Model):
    """The appraisal of a year (年终考核, R061). Frozen, nothing changes its ledgers and grades any more."""

    year = models.PositiveSmallIntegerField("年度", unique=True)
    frozen_at = models.DateTimeField("冻结时间", null=True)
    frozen_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name="冻结人"
    )
    version = models.PositiveIntegerField(default=1, editable=False)

    class Meta:
        verbose_name = "年度考核"
        verbose_name_plural = "年度考核"
        ordering = ["-year"]
        constraints = [
            models.CheckConstraint(
                condition=Q(frozen_at__isnull=True, frozen_by__isnull=True) | Q(frozen_at__isnull=False),
                name="appraisal_frozen_at",
            )
        ]

    def __str__(self) -> str:
        return f"{self.year}年度考核"

    @property
    def is_frozen(self) -> bool:
        """Whether it is closed for good."""
        return self.frozen_at is not None


class PointsAccountQuerySet(models.QuerySet["PointsAccount"]):
    """Accounts by scope."""

    def visible_to(self, user: User) -> PointsAccountQuerySet:
        """Those whose lines this user may read; a deputy only the own one."""
        return self.filter(rules.see_duty.as_q(user))


class PointsAccount(models.Model):
    """The points of a deputy under the schemes of an area in a year; ``points`` is always the sum of its entries."""

    deputyship = models.ForeignKey(
        Deputyship, models.PROTECT, related_name="points_accounts", verbose_name="代表"
    )
    area = models.ForeignKey(Area, models.PROTECT, related_name="+", verbose_name="区域")
    year = models.PositiveSmallIntegerField("年度")
    points = points_field("积分", default=Decimal(0), editable=False)

    objects = PointsAccountQuerySet.as_manager()

    class Meta:
        verbose_name = "积分"
        verbose_name_plural = "积分"
        indexes = [models.Index(fields=["area", "year", "-points", "id"], name="account_ranking")]
        constraints = [
            models.UniqueConstraint(fields=["deputyship", "area", "year"], name="account_once"),
            models.CheckConstraint(condition=Q(points__gte=0), name="account_not_negative"),
        ]

    def __str__(self) -> str:
        return f"{self.deputyship.person}：{self.points}分"


class PointsEntry(models.Model):
    """One line of the ledger: written once, never changed, never deleted.

    ``points`` may be negative: the opposite of what was written before. ``item`` names the item and, by its scheme,
    the edition that gave it.
    """

    account = models.ForeignKey(PointsAccount, models.PROTECT, related_name="entries", verbose_name="积分")
    record = models.ForeignKey(DutyRecord, models.PROTECT, related_name="entries", verbose_name="履职记录")
    item = models.ForeignKey(SchemeItem, models.PROTECT, related_name="entries", verbose_name="项目")
    points = points_field("分值")
    reason = models.CharField("原因", max_length=12, choices=EntryReason.choices)
    made_at = models.DateTimeField("记入时间", auto_now_add=True)
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name="经手人"
    )

    class Meta:
        verbose_name = "积分流水"
        verbose_name_plural = "积分流水"
        ordering = ["id"]
        indexes = [models.Index(fields=["account", "record"], name="entry_account_record")]
        constraints = [models.CheckConstraint(condition=~Q(points=0), name="entry_not_nothing")]

    def __str__(self) -> str:
        return f"{self.record}：{self.points}分"

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Write a new line; ``TypeError`` for one that is there."""
        if not self._state.adding:
            self._refuse()
        super().save(*args, **kwargs)

    def delete(self, *args: Any, **kwargs: Any) -> NoReturn:
        """Refused with ``TypeError``."""
        self._refuse()

    def _refuse(self) -> NoReturn:
        raise TypeError("the ledger is only added to; write the opposite line")
