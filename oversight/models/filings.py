"""Normative documents that were filed, or should have been, and what their review came to (R266)."""

from __future__ import annotations

from datetime import date

from django.core.validators import MaxLengthValidator
from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from oversight.filings.enums import FilingResult


class FilingQuerySet(models.QuerySet["Filing"]):
    """Documents by what is missing."""

    def standing(self) -> FilingQuerySet:
        """Those that were not withdrawn."""
        return self.filter(withdrawn_reason="")

    def overdue(self, today: date) -> FilingQuerySet:
        """Filed after the last day, or not filed while it has passed."""
        late = Q(filed_on__gt=F("due_on")) | Q(filed_on__isnull=True, due_on__lt=today)
        return self.standing().filter(late)


class Filing(models.Model):
    """One document. ``due_on`` is the last day of the time limit that held when it was entered."""

    issuer = models.ForeignKey(
        "organs.Organ", models.PROTECT, related_name="filings", verbose_name="制定机关"
    )
    title = models.CharField("文件名称", max_length=200)
    number = models.CharField("文号", max_length=60, blank=True)
    issued_on = models.DateField("公布日期")
    filed_on = models.DateField("报备日期", null=True, blank=True)
    span = models.CharField("报备期限", max_length=20, editable=False)
    source = models.CharField("依据", max_length=80, editable=False)
    due_on = models.DateField("最后一天", editable=False)
    reviewer = models.ForeignKey(
        "organs.Organ",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="reviewed_filings",
        verbose_name="审查的工委",
    )
    opinion = models.TextField("审查意见", blank=True, validators=[MaxLengthValidator(5000)])
    result = models.CharField(
        "审查结果", max_length=10, choices=FilingResult.choices, default=FilingResult.OPEN
    )
    concluded_on = models.DateField("审结日期", null=True, blank=True)
    withdrawn_reason = models.CharField("撤回原因", max_length=200, blank=True)
    version = models.PositiveIntegerField(default=1, editable=False)

    objects = FilingQuerySet.as_manager()

    class Meta:
        verbose_name = "规范性文件"
        verbose_name_plural = "规范性文件"
        ordering = ["-issued_on", "-id"]
        indexes = [models.Index(fields=["-issued_on", "-id"], name="filing_newest")]
        constraints = [
            models.UniqueConstraint(
                fields=["issuer", "title", "issued_on"],
                condition=Q(withdrawn_reason=""),
                name="filing_once",
                violation_error_message="这件文件已登记",
            ),
            models.CheckConstraint(
                condition=Q(filed_on__isnull=True) | Q(filed_on__gte=F("issued_on")),
                name="filing_after_issue",
                violation_error_message="报备日期不能早于公布日期",
            ),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def days(self) -> int | None:
        """Calendar days from issue to filing; none while it is not filed."""
        return None if self.filed_on is None else (self.filed_on - self.issued_on).days

    @property
    def days_late(self) -> int:
        """Calendar days past the last day; 0 in time."""
        return max(0, ((self.filed_on or timezone.localdate()) - self.due_on).days)
