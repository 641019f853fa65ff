"""The register of duties: its forms, the kinds of duty, what deputies did, and whether a register is locked."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from django.conf import settings
from django.core.validators import MaxLengthValidator, MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q

from congress.accounts.models import User
from congress.documents.kept import KeptPhoto
from deputies.duty import rules
from deputies.duty.enums import DECLARED, IN_THE_REGISTER, PASSED, DutyState
from deputies.models.deputyships import Deputyship

#: The longest account of a duty.
LONGEST_ACCOUNT = 1_000


class RegisterForm(models.Model):
    """One of the forms of which a register is made up (R057); the list is the district's own."""

    name = models.CharField("名称", max_length=30, unique=True)
    hint = models.CharField("填写提示", max_length=100, blank=True)
    order = models.PositiveSmallIntegerField("排序", default=0)
    in_use = models.BooleanField("在用", default=True)

    class Meta:
        verbose_name = "登记表格"
        verbose_name_plural = "登记表格"
        ordering = ["order", "id"]

    def __str__(self) -> str:
        return self.name


class DutyKind(models.Model):
    """A kind of duty (履职事项), and the form of the register in which it stands (R055).

    ``code`` is what other rooms call it by. ``declarable`` kinds are those a deputy may declare; ``needs_photo``
    asks for a picture with it, ``asks_hours`` for the hours of own study (R102).
    """

    code = models.SlugField("代码", max_length=40, unique=True)
    name = models.CharField("名称", max_length=30, unique=True)
    form = models.ForeignKey(RegisterForm, models.PROTECT, related_name="kinds", verbose_name="登记表格")
    declarable = models.BooleanField("代表可以自己填报", default=True)
    needs_photo = models.BooleanField("须附照片", default=False)
    asks_hours = models.BooleanField("填写时长", default=False)
    order = models.PositiveSmallIntegerField("排序", default=0)
    in_use = models.BooleanField("在用", default=True)

    class Meta:
        verbose_name = "履职事项"
        verbose_name_plural = "履职事项"
        ordering = ["order", "id"]

    def __str__(self) -> str:
        return self.name


class DutyPolicy(models.Model):
    """How the district counts duties; one row, made by its first reader."""

    #: Without it, what a record of the office's own log told counts as soon as the group confirmed it.
    review_all = models.BooleanField("来自工作记录的，小组确认后也要办公室审核", default=False)
    #: How many days after the day itself a deputy may still declare it.
    declare_within = models.PositiveSmallIntegerField(
        "几天之内可以填报", default=90, validators=[MinValueValidator(1), MaxValueValidator(366)]
    )
    version = models.PositiveIntegerField(default=1, editable=False)

    class Meta:
        verbose_name = "履职登记规则"
        verbose_name_plural = "履职登记规则"

    def __str__(self) -> str:
        return "履职登记规则"

    @classmethod
    def current(cls) -> DutyPolicy:
        """The policy in force."""
        return cls.objects.get_or_create(pk=1)[0]


class DutyRecordQuerySet(models.QuerySet["DutyRecord"]):
    """Duties by scope and state."""

    def visible_to(self, user: User) -> DutyRecordQuerySet:
        """Those this user may read."""
        return self.filter(rules.see_duty.as_q(user))

    def standing(self) -> DutyRecordQuerySet:
        """What stands in the registers: all but what was taken back."""
        return self.filter(state__in=IN_THE_REGISTER)

    def counted(self) -> DutyRecordQuerySet:
        """What scores."""
        return self.filter(state=DutyState.COUNTED)

    def to_confirm(self, user: User) -> DutyRecordQuerySet:
        """What waits for this user's confirmation; one's own is never among it."""
        return self.filter(rules.confirm_duty.as_q(user), state=DutyState.PENDING)

    def to_review(self, user: User) -> DutyRecordQuerySet:
        """What waits for this user's review."""
        return self.filter(rules.review_duty.as_q(user), state=DutyState.CONFIRMED)


class DutyRecord(models.Model):
    """Something a deputy did (履职记录), in the register of the year of its day (R027, R057).

    ``source`` is :data:`DECLARED`, or the kind of record that told it, with the key of that record in ``source_pk``;
    ``source_key`` tells apart several duties of one deputy that one record tells.
    """

    deputyship = models.ForeignKey(
        Deputyship, models.PROTECT, related_name="duty_records", verbose_name="代表"
    )
    kind = models.ForeignKey(DutyKind, models.PROTECT, related_name="records", verbose_name="履职事项")
    day = models.DateField("日期")
    year = models.PositiveSmallIntegerField(editable=False)
    in_session = models.BooleanField("会议期间", default=False, editable=False)
    title = models.CharField("内容", max_length=200)
    place = models.CharField("地点", max_length=120, blank=True)
    account = models.TextField("情况", blank=True, validators=[MaxLengthValidator(LONGEST_ACCOUNT)])
    hours = models.DecimalField(
        "时长（小时）",
        max_digits=4,
        decimal_places=1,
        null=True,
        blank=True,
        validators=[MinValueValidator(Decimal("0.5")), MaxValueValidator(200)],
    )
    source = models.SlugField(max_length=30, default=DECLARED, editable=False)
    source_pk = models.PositiveBigIntegerField(null=True, editable=False)
    source_key = models.CharField(max_length=40, default="", blank=True, editable=False)
    state = models.CharField("状态", max_length=10, choices=DutyState.choices, default=DutyState.PENDING)
    reason = models.CharField("退回、撤销的原因", max_length=200, blank=True)
    confirmed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name="确认人"
    )
    confirmed_at = models.DateTimeField("确认时间", null=True)
    reviewed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name="审核人"
    )
    reviewed_at = models.DateTimeField("审核时间", null=True)
    recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name="登记人"
    )
    recorded_at = models.DateTimeField("登记时间", auto_now_add=True)
    version = models.PositiveIntegerField(default=1, editable=False)
    #: One submission of the form; the same one sent twice makes one record.
    token = models.UUIDField(unique=True, null=True, editable=False)

    objects = DutyRecordQuerySet.as_manager()

    class Meta:
        verbose_name = "履职记录"
        verbose_name_plural = "履职记录"
        ordering = ["-day", "-id"]
        indexes = [
            models.Index(fields=["deputyship", "year", "-day", "-id"], name="duty_register"),
            models.Index(fields=["year", "state", "deputyship"], name="duty_year_state"),
            models.Index(fields=["state", "-day", "-id"], name="duty_state_newest"),
            models.Index(fields=["-day", "-id"], name="duty_newest"),
            models.Index(fields=["kind", "-day", "-id"], name="duty_kind_newest"),
            models.Index(fields=["source", "-day", "-id"], name="duty_source_newest"),
            models.Index(fields=["-day", "-id"], condition=Q(in_session=True), name="duty_in_session"),
            models.Index(
                fields=["day", "deputyship"], condition=Q(state__in=sorted(PASSED)), name="duty_passed"
            ),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["source", "source_pk", "deputyship", "source_key"],
                condition=Q(source_pk__isnull=False),
                name="duty_once_a_source",
            ),
            models.CheckConstraint(
                condition=Q(source=DECLARED, source_pk__isnull=True)
                | (~Q(source=DECLARED) & Q(source_pk__isnull=False)),
                name="duty_source_has_key",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=[DutyState.CONFIRMED, DutyState.COUNTED])
                | Q(confirmed_at__isnull=False),
                name="duty_confirmed_has_time",
            ),
            models.CheckConstraint(
                condition=~Q(state=DutyState.RETURNED) | ~Q(reason=""), name="duty_returned_with_reason"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.day.month}月{self.day.day}日{self.title}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Save with the year of the register."""
        self.year = self.day.year
        super().save(*args, **kwargs)

    @property
    def was_declared(self) -> bool:
        """Whether the deputy wrote it."""
        return self.source == DECLARED


class DutyPhoto(KeptPhoto):
    """A photo that goes with a duty."""

    record = models.ForeignKey(DutyRecord, models.CASCADE, related_name="photos", verbose_name="履职记录")

    class Meta:
        verbose_name = "履职照片"
        verbose_name_plural = "履职照片"
        ordering = ["order"]
        constraints = [models.UniqueConstraint(fields=["record", "order"], name="duty_photo_order_once")]


class RegisterQuerySet(models.QuerySet["Register"]):
    """Registers by scope."""

    def locked(self, year: int) -> RegisterQuerySet:
        """Those of a year in which nothing can be written now."""
        return self.filter(year=year, locked_at__isnull=False)


class Register(models.Model):
    """The register of a deputy for a year (履职登记册): there is a row from the first lock on (R057).

    The group keeps it. Locked, nothing in it changes until somebody unlocks it with a reason.
    """

    deputyship = models.ForeignKey(Deputyship, models.PROTECT, related_name="registers", verbose_name="代表")
    year = models.PositiveSmallIntegerField("年度")
    locked_at = models.DateTimeField("锁定时间", null=True)
    locked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name="锁定人"
    )
    unlock_reason = models.CharField("解锁原因", max_length=200, blank=True)
    version = models.PositiveIntegerField(default=1, editable=False)

    objects = RegisterQuerySet.as_manager()

    class Meta:
        verbose_name = "履职登记册"
        verbose_name_plural = "履职登记册"
        constraints = [models.UniqueConstraint(fields=["deputyship", "year"], name="register_once")]

    def __str__(self) -> str:
        return f"{self.deputyship.person}{self.year}年履职登记册"

    @property
    def is_locked(self) -> bool:
        """Whether nothing in it can change now."""
        return self.locked_at is not None
