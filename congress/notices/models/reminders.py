"""Reminders that come back every month, quarter, half-year or year (R041)."""

from __future__ import annotations

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import MaxLengthValidator, MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q

from congress.accounts.models import User
from congress.notices import rules
from congress.notices.enums import Channel, Frequency, ReminderState, Shift
from congress.notices.models.messages import LONGEST_TEXT, Message


class ReminderQuerySet(models.QuerySet["Reminder"]):
    """Reminders by scope."""

    def visible_to(self, user: User) -> ReminderQuerySet:
        """Those this user may look after: the same scope as of messages."""
        return self.filter(rules.see_message.as_q(user))


class Reminder(models.Model):
    """What to remind of, when and whom. ``month`` counts within the period: 2 of every half-year is February, August.

    ``day`` 31 means the last day in shorter months. Each time it makes a message of its own, so that who has read it
    is known as of any other.
    """

    title = models.CharField("提醒什么", max_length=100)
    text = models.TextField("内容", validators=[MaxLengthValidator(LONGEST_TEXT)])
    frequency = models.CharField(
        "多久一次", max_length=10, choices=Frequency.choices, default=Frequency.MONTHLY
    )
    month = models.PositiveSmallIntegerField(
        "第几个月", default=1, validators=[MinValueValidator(1), MaxValueValidator(12)]
    )
    day = models.PositiveSmallIntegerField(
        "几日", default=1, validators=[MinValueValidator(1), MaxValueValidator(31)]
    )
    shift = models.CharField("遇上休息日", max_length=8, choices=Shift.choices, default=Shift.AFTER)
    starts_on = models.DateField("从哪一天起")
    ends_on = models.DateField("到哪一天止", null=True, blank=True)
    by_email = models.BooleanField("同时发电子邮件", default=False)
    by_sms = models.BooleanField("同时发短信", default=False)
    audience = models.JSONField("提醒谁", default=dict)
    audience_words = models.TextField("提醒", blank=True)
    area = models.ForeignKey(
        "organs.Area", models.PROTECT, null=True, blank=True, related_name="+", verbose_name="哪里的提醒"
    )
    state = models.CharField(
        "状态", max_length=8, choices=ReminderState.choices, default=ReminderState.RUNNING
    )
    written_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name="设置人"
    )
    version = models.PositiveIntegerField(default=1, editable=False)

    objects = ReminderQuerySet.as_manager()

    class Meta:
        verbose_name = "定时提醒"
        verbose_name_plural = "定时提醒"
        ordering = ["state", "title", "id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_on__isnull=True) | Q(ends_on__gte=F("starts_on")),
                name="reminder_ends_after_start",
                violation_error_message="结束日期不能早于开始日期",
            )
        ]

    def __str__(self) -> str:
        return self.title

    def clean(self) -> None:
        """The month is one of the period."""
        longest = Frequency(self.frequency).months if self.frequency else 12
        if self.month and self.month > longest:
            raise ValidationError({"month": f"{self.get_frequency_display()}只有 {longest} 个月，请改小"})

    @property
    def when_words(self) -> str:
        """每月31日, 每半年第2个月的15日."""
        if self.frequency == Frequency.MONTHLY:
            return f"每月{self.day}日"
        if self.frequency == Frequency.YEARLY:
            return f"每年{self.month}月{self.day}日"
        return f"{self.get_frequency_display()}第{self.month}个月的{self.day}日"

    @property
    def channels(self) -> list[Channel]:
        """How it goes out beside the site."""
        chosen = {Channel.EMAIL: self.by_email, Channel.SMS: self.by_sms}
        return [channel for channel in Channel if chosen[channel]]

    @property
    def standing(self) -> tuple[str, str]:
        """Shape and word of its state."""
        return ("go", "在用") if self.state == ReminderState.RUNNING else ("stop", "已停用")


class ReminderRun(models.Model):
    """One period of a reminder is done with: its message, or why there is none. No period is done twice."""

    reminder = models.ForeignKey(Reminder, models.PROTECT, related_name="runs", verbose_name="定时提醒")
    period = models.CharField("哪一期", max_length=8)
    due_on = models.DateField("应提醒的日期")
    ran_at = models.DateTimeField("办理时间", auto_now_add=True)
    message = models.OneToOneField(
        Message, models.PROTECT, null=True, blank=True, related_name="run", verbose_name="发出的提醒"
    )
    note = models.CharField("说明", max_length=120, blank=True)

    class Meta:
        verbose_name = "提醒记录"
        verbose_name_plural = "提醒记录"
        ordering = ["-due_on", "-id"]
        constraints = [models.UniqueConstraint(fields=["reminder", "period"], name="reminderrun_once")]

    def __str__(self) -> str:
        return f"{self.reminder} {self.period}"
