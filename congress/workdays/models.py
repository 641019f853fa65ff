"""What the office knows better than the library: days changed by a later notice, years whose notice is entered."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q


class CalendarCorrection(models.Model):
    """One day that is, or is not, a working day, whatever the library of holiday notices says."""

    day = models.DateField("日期")
    working = models.BooleanField("上班")
    reason = models.CharField("原因", max_length=60, help_text="例如：春节放假、国庆节调休上班")
    source = models.CharField(
        "依据",
        max_length=120,
        help_text="文件名称和文号，例如：国务院办公厅关于2027年部分节假日安排的通知",
    )
    entered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="录入人"
    )
    entered_at = models.DateTimeField("录入时间", auto_now_add=True)
    withdrawn_at = models.DateTimeField("撤回时间", null=True)

    class Meta:
        verbose_name = "工作日修正"
        verbose_name_plural = "工作日修正"
        ordering = ["day"]
        constraints = [
            models.UniqueConstraint(
                fields=["day"],
                condition=Q(withdrawn_at__isnull=True),
                name="correction_one_a_day",
                violation_error_message="这一天已经改过，请先撤回原来的修正",
            )
        ]

    def __str__(self) -> str:
        return f"{self.day:%Y-%m-%d} {'上班' if self.working else '休息'}"


class CalendarYear(models.Model):
    """A year the library does not know yet, whose holiday notice the office has entered completely."""

    year = models.PositiveSmallIntegerField("年份", unique=True)
    source = models.CharField("依据", max_length=120)
    entered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="录入人"
    )
    entered_at = models.DateTimeField("录入时间", auto_now_add=True)

    class Meta:
        verbose_name = "已录全的年份"
        verbose_name_plural = "已录全的年份"
        ordering = ["year"]

    def __str__(self) -> str:
        return f"{self.year}年"
