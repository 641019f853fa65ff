"""Who is reminded of a time limit when, and who has been."""

from __future__ import annotations

from django.db import models

from suggestions.enums import Audience
from suggestions.models.handling import Clock


class ReminderRule(models.Model):
    """Whom a time limit is told to, so many working days before (negative) or after its last day.

    Each rule speaks once for each time limit. The list is the district's own.
    """

    audience = models.CharField("提醒谁", max_length=12, choices=Audience.choices)
    days = models.SmallIntegerField("到期后第几个工作日")
    active = models.BooleanField("启用", default=True)

    class Meta:
        verbose_name = "提醒规则"
        verbose_name_plural = "提醒规则"
        ordering = ["days", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["audience", "days"],
                name="reminder_rule_once",
                violation_error_message="已有这一条",
            ),
            models.CheckConstraint(
                condition=models.Q(days__gte=-30, days__lte=250),
                name="reminder_rule_days",
                violation_error_message="请填 -30 到 250 之间的数",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.when}提醒{self.get_audience_display()}"

    @property
    def when(self) -> str:
        """到期前 2 个工作日, 到期当天, 逾期 3 个工作日."""
        if self.days == 0:
            return "到期当天"
        return f"到期前 {-self.days} 个工作日" if self.days < 0 else f"逾期 {self.days} 个工作日"


class Reminder(models.Model):
    """A rule spoke for a time limit on a day."""

    clock = models.ForeignKey(Clock, models.CASCADE, related_name="reminders", verbose_name="期限")
    rule = models.ForeignKey(ReminderRule, models.CASCADE, related_name="reminders", verbose_name="规则")
    on = models.DateField("日期")

    class Meta:
        verbose_name = "提醒"
        verbose_name_plural = "提醒"
        ordering = ["id"]
        constraints = [models.UniqueConstraint(fields=["clock", "rule"], name="reminder_once")]

    def __str__(self) -> str:
        return f"{self.clock}：{self.rule}"
