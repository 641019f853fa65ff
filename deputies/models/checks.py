"""Checks of registers and groups: each with its lines, one for every register or group looked at (R058–R060)."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils import timezone

from congress.accounts.models import User
from congress.organs.models import Area
from deputies.checks import rules
from deputies.checks.enums import CheckKind, CheckState, period_label
from deputies.models.deputyships import Deputyship
from deputies.models.groups import DeputyGroup

#: A line without both answers still waits for its finding.
_FOUND = Q(in_place__isnull=False, well_kept__isnull=False)


class DutyCheckQuerySet(models.QuerySet["DutyCheck"]):
    """Checks by scope."""

    def visible_to(self, user: User) -> DutyCheckQuerySet:
        """Those this user may read."""
        return self.filter(rules.see_check.as_q(user))

    def kept_by(self, user: User) -> DutyCheckQuerySet:
        """Those this user makes."""
        return self.filter(rules.keep_check.as_q(user))


class DutyCheck(models.Model):
    """A check of a quarter (a town's, of every register) or of a half-year (the district's).

    ``number`` is the quarter (1–4) or the half (1–2). A sample keeps what it was drawn from: ``seed``, ``size`` and
    ``population`` (keys of deputyships) give the same draw again at any time (R059).
    """

    kind = models.CharField("检查", max_length=10, choices=CheckKind.choices)
    area = models.ForeignKey(
        Area, models.PROTECT, null=True, blank=True, related_name="duty_checks", verbose_name="乡镇街道"
    )
    year = models.PositiveSmallIntegerField(
        "年度", validators=[MinValueValidator(2000), MaxValueValidator(2100)]
    )
    number = models.PositiveSmallIntegerField("第几期")
    state = models.CharField("状态", max_length=8, choices=CheckState.choices, default=CheckState.OPEN)
    checked_on = models.DateField("检查日期", null=True, blank=True)
    checked_by = models.CharField("检查人员", max_length=200, blank=True)
    summary = models.TextField("总体情况", max_length=2000, blank=True)
    seed = models.CharField("抽样种子", max_length=32, blank=True, editable=False)
    size = models.PositiveIntegerField("抽查人数", null=True, blank=True)
    population = models.JSONField("抽样范围", default=list, editable=False)
    document_no = models.CharField("通报文号", max_length=40, blank=True)
    issued_on = models.DateField("通报日期", null=True, blank=True)
    started_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name="登记人"
    )
    started_at = models.DateTimeField("登记时间", auto_now_add=True)
    version = models.PositiveIntegerField(default=1, editable=False)

    objects = DutyCheckQuerySet.as_manager()

    class Meta:
        verbose_name = "履职检查"
        verbose_name_plural = "履职检查"
        ordering = ["-year", "-number", "kind", "area__order", "id"]
        indexes = [
            models.Index(fields=["year", "kind", "number"], name="duty_check_period"),
            models.Index(fields=["-started_at", "-id"], name="duty_check_newest"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["area", "year", "number"],
                condition=Q(area__isnull=False),
                name="duty_check_once_a_quarter",
                violation_error_message="这一季度已有检查，请在那一次里登记",
            ),
            models.UniqueConstraint(
                fields=["kind", "year", "number"],
                condition=Q(area__isnull=True),
                name="duty_check_once_a_half",
                violation_error_message="这半年已有这种检查，请在那一次里登记",
            ),
            models.CheckConstraint(
                condition=Q(kind=CheckKind.QUARTER, area__isnull=False, number__range=(1, 4))
                | (~Q(kind=CheckKind.QUARTER) & Q(area__isnull=True, number__range=(1, 2))),
                name="duty_check_area_and_period",
            ),
            models.CheckConstraint(
                condition=(Q(kind=CheckKind.SAMPLE) & ~Q(seed="") & Q(size__isnull=False))
                | (~Q(kind=CheckKind.SAMPLE) & Q(seed="")),
                name="duty_check_sample_has_seed",
            ),
            models.CheckConstraint(
                condition=Q(state=CheckState.ISSUED, issued_on__isnull=False)
                | (~Q(state=CheckState.ISSUED) & Q(issued_on__isnull=True)),
                name="duty_check_issued_on",
            ),
        ]

    def __str__(self) -> str:
        where = str(self.area) if self.area_id else ""
        return f"{self.year}年{self.period}{where}{self.what}"

    @property
    def period(self) -> str:
        """一季度, 上半年."""
        return period_label(self.kind, self.number)

    @property
    def what(self) -> str:
        """What was looked at."""
        return {
            CheckKind.QUARTER: "登记册检查",
            CheckKind.SAMPLE: "登记册抽查",
            CheckKind.GROUPS: "代表小组督查",
        }[CheckKind(self.kind)]

    @property
    def of_groups(self) -> bool:
        """Whether its lines are groups, not registers."""
        return self.kind == CheckKind.GROUPS

    @property
    def period_begins(self) -> date:
        """The first day of the quarter or half-year."""
        months = 3 if self.kind == CheckKind.QUARTER else 6
        return date(self.year, (self.number - 1) * months + 1, 1)

    @property
    def period_ends(self) -> date:
        """The last day of the quarter or half-year."""
        month = self.number * (3 if self.kind == CheckKind.QUARTER else 6)
        return date(self.year, month, 31 if month in {3, 12} else 30)


class CheckFindingQuerySet(models.QuerySet["CheckFinding"]):
    """Lines by scope and what is found."""

    def visible_to(self, user: User) -> CheckFindingQuerySet:
        """Those this user may read."""
        return self.filter(rules.see_finding.as_q(user))

    def kept_by(self, user: User) -> CheckFindingQuerySet:
        """Those this user writes."""
        return self.filter(rules.keep_finding.as_q(user))

    def found(self) -> CheckFindingQuerySet:
        """Those with a finding."""
        return self.filter(_FOUND)

    def waiting(self) -> CheckFindingQuerySet:
        """Those without one."""
        return self.exclude(_FOUND)

    def faulty(self) -> CheckFindingQuerySet:
        """Those where something was not as it should be."""
        return self.filter(Q(in_place=False) | Q(well_kept=False))

    def to_mend(self) -> CheckFindingQuerySet:
        """Those of finished checks with a day to correct by that were not corrected yet."""
        return self.filter(
            ~Q(check_of__state=CheckState.OPEN), correct_by__isnull=False, corrected_on__isnull=True
        )


class CheckFinding(models.Model):
    """What was found at one register, or at one group: 履职是否到位, 填写是否规范, remarks, until when to correct."""

    check_of = models.ForeignKey(DutyCheck, models.CASCADE, related_name="findings", verbose_name="履职检查")
    deputyship = models.ForeignKey(
        Deputyship, models.PROTECT, null=True, blank=True, related_name="findings", verbose_name="代表"
    )
    group = models.ForeignKey(
        DeputyGroup, models.PROTECT, null=True, blank=True, related_name="findings", verbose_name="代表小组"
    )
    in_place = models.BooleanField("履职是否到位", null=True)
    well_kept = models.BooleanField("填写是否规范", null=True)
    remarks = models.CharField("情况", max_length=300, blank=True)
    correct_by = models.DateField("改正期限", null=True, blank=True)
    corrected_on = models.DateField("改正日期", null=True, blank=True)
    corrected_note = models.CharField("改正情况", max_length=200, blank=True)

    objects = CheckFindingQuerySet.as_manager()

    class Meta:
        verbose_name = "检查情况"
        verbose_name_plural = "检查情况"
        ordering = ["check_of_id", "id"]
        indexes = [models.Index(fields=["correct_by", "corrected_on"], name="finding_to_correct")]
        constraints = [
            models.UniqueConstraint(
                fields=["check_of", "deputyship"],
                condition=Q(deputyship__isnull=False),
                name="finding_once_a_deputy",
            ),
            models.UniqueConstraint(
                fields=["check_of", "group"], condition=Q(group__isnull=False), name="finding_once_a_group"
            ),
            models.CheckConstraint(
                condition=Q(deputyship__isnull=False, group__isnull=True)
                | Q(deputyship__isnull=True, group__isnull=False),
                name="finding_of_one_thing",
            ),
            models.CheckConstraint(
                condition=Q(corrected_on__isnull=True) | Q(correct_by__isnull=False),
                name="finding_corrected_was_asked",
            ),
        ]

    def __str__(self) -> str:
        return self.whose

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Save; a line without a fault asks for no correction."""
        if not self.is_faulty:
            self.correct_by = None
        super().save(*args, **kwargs)

    @property
    def whose(self) -> str:
        """The deputy or the group; related rows are read."""
        return str(self.deputyship.person) if self.deputyship else str(self.group)

    @property
    def is_found(self) -> bool:
        """Whether both questions are answered."""
        return self.in_place is not None and self.well_kept is not None

    @property
    def is_faulty(self) -> bool:
        """Whether something was not as it should be."""
        return self.in_place is False or self.well_kept is False

    @property
    def is_overdue(self) -> bool:
        """Whether the day to correct by has passed."""
        return (
            self.corrected_on is None
            and self.correct_by is not None
            and self.correct_by < timezone.localdate()
        )
