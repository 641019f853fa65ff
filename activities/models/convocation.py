"""Who is called to what: the convocation (召集通知), and each deputy's own copy of it with the reply."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any
from uuid import uuid4

from django.conf import settings
from django.db import models
from django.db.models import Count, F, Q
from django.utils import timezone

from activities.convocations import rules
from activities.convocations.enums import Answer, ConvocationState
from congress.accounts.models import User
from congress.documents.kept import KeptDocument
from congress.search.text import normalise


class ConvocationQuerySet(models.QuerySet["Convocation"]):
    """Convocations in scope, and how their replies stand."""

    def visible_to(self, user: User) -> ConvocationQuerySet:
        """Convocations this user sees as a caller or reader."""
        return self.filter(rules.see_convocation.as_q(user))

    def changeable_by(self, user: User) -> ConvocationQuerySet:
        """Convocations this user may change."""
        return self.filter(rules.change_convocation.as_q(user))

    def with_replies(self) -> ConvocationQuerySet:
        """Annotates how many are called, come, are on leave, and have not answered; released ones are out."""
        called = Q(callees__released_at__isnull=True)
        return self.annotate(
            called=Count("callees", filter=called),
            coming=Count("callees", filter=called & Q(callees__answer=Answer.ATTEND)),
            on_leave=Count("callees", filter=called & Q(callees__answer=Answer.LEAVE)),
            waiting=Count("callees", filter=called & Q(callees__answer="")),
        )


class Convocation(models.Model):
    """A notice that calls deputies to something on a day, at a place, with a reply until a day.

    When it is held it becomes an activity: ``activity`` is that one, or one that was logged ahead.
    """

    title = models.CharField("标题", max_length=120)
    kind = models.ForeignKey(
        "activities.ActivityKind", models.PROTECT, related_name="convocations", verbose_name="类别"
    )
    start_on = models.DateField("日期")
    end_on = models.DateField("至")
    begins_at = models.TimeField("时间")
    place = models.CharField("地点", max_length=120)
    organiser = models.CharField("组织单位", max_length=80)
    agenda = models.TextField("议程", max_length=5000, blank=True)
    bring = models.CharField("携带什么", max_length=200, blank=True)
    contact = models.CharField("联系人", max_length=40)
    contact_phone = models.CharField("联系电话", max_length=20)
    #: The last day for an answer; one that comes later is marked late.
    reply_by = models.DateField("回复截止")
    area = models.ForeignKey(
        "organs.Area", models.PROTECT, related_name="convocations", verbose_name="所属区域"
    )
    organ = models.ForeignKey(
        "organs.Organ",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="convocations",
        verbose_name="召集单位",
    )
    state = models.CharField(
        "状态", max_length=12, choices=ConvocationState.choices, default=ConvocationState.DRAFT
    )
    cancelled_reason = models.CharField("取消原因", max_length=200, blank=True)
    activity = models.OneToOneField(
        "activities.Activity",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="convocation",
        verbose_name="活动",
    )
    plan_item = models.ForeignKey(
        "activities.PlanItem",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="convocations",
        verbose_name="计划里的项目",
    )
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name="拟稿人"
    )
    created_at = models.DateTimeField("拟稿时间", auto_now_add=True)
    sent_at = models.DateTimeField("发出时间", null=True, blank=True)
    version = models.PositiveIntegerField(default=1, editable=False)
    search_text = models.TextField(editable=False, default="")
    #: One submission of the form; the same one sent twice makes one convocation.
    token = models.UUIDField(unique=True, default=uuid4, editable=False)

    objects = ConvocationQuerySet.as_manager()

    class Meta:
        verbose_name = "召集通知"
        verbose_name_plural = "召集通知"
        ordering = ["-start_on", "-id"]
        indexes = [
            models.Index(fields=["-start_on", "-id"]),
            models.Index(fields=["state", "start_on"]),
            models.Index(fields=["area", "-start_on"]),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(end_on__gte=F("start_on")),
                name="convocation_ends_after_start",
                violation_error_message="结束日期不能早于开始日期",
            ),
            models.CheckConstraint(
                condition=Q(reply_by__lte=F("start_on")),
                name="convocation_reply_before_start",
                violation_error_message="回复截止日期不能晚于活动当天",
            ),
            models.CheckConstraint(
                condition=~Q(state=ConvocationState.HELD) | Q(activity__isnull=False),
                name="convocation_held_is_activity",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=[ConvocationState.SENT, ConvocationState.HELD])
                | Q(sent_at__isnull=False),
                name="convocation_sent_has_time",
            ),
            models.CheckConstraint(
                condition=~Q(state=ConvocationState.CANCELLED) | ~Q(cancelled_reason=""),
                name="convocation_cancelled_with_reason",
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Save with the derived search column."""
        self.search_text = normalise(f"{self.title} {self.place} {self.organiser}")
        super().save(*args, **kwargs)

    @property
    def starts(self) -> datetime:
        """When it begins."""
        return timezone.make_aware(datetime.combine(self.start_on, self.begins_at))

    def reply_is_late(self, on: date) -> bool:
        """Whether an answer on this day comes after the last day for it."""
        return on > self.reply_by


class CalleeQuerySet(models.QuerySet["Callee"]):
    """Copies of convocations."""

    def called(self) -> CalleeQuerySet:
        """Those who are still called."""
        return self.filter(released_at__isnull=True)

    def of(self, user: User) -> CalleeQuerySet:
        """The user's own copies of what was sent."""
        own = self.filter(deputyship__person__user=user)
        return own.called().exclude(convocation__state=ConvocationState.DRAFT)

    def in_order(self) -> CalleeQuerySet:
        """By name."""
        return self.order_by("deputyship__person__pinyin", "pk")


class Callee(models.Model):
    """A deputy who is called, and what came back. ``answered_by`` is the clerk when the answer came by telephone."""

    convocation = models.ForeignKey(
        Convocation, models.CASCADE, related_name="callees", verbose_name="召集通知"
    )
    deputyship = models.ForeignKey(
        "deputies.Deputyship", models.PROTECT, related_name="callees", verbose_name="代表"
    )
    answer = models.CharField("回复", max_length=8, choices=Answer.choices, blank=True)
    reason = models.CharField("请假原因", max_length=200, blank=True)
    answered_at = models.DateTimeField("回复时间", null=True, blank=True)
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="代记人",
    )
    late = models.BooleanField("逾期回复", default=False)
    read_at = models.DateTimeField("读到的时间", null=True, blank=True)
    reminded_at = models.DateTimeField("催过的时间", null=True, blank=True)
    released_at = models.DateTimeField("不再召集的时间", null=True, blank=True)

    objects = CalleeQuerySet.as_manager()

    class Meta:
        verbose_name = "被召集的代表"
        verbose_name_plural = "被召集的代表"
        constraints = [
            models.UniqueConstraint(fields=["convocation", "deputyship"], name="callee_once"),
            models.CheckConstraint(
                condition=~Q(answer=Answer.LEAVE) | ~Q(reason=""), name="callee_leave_with_reason"
            ),
            models.CheckConstraint(
                condition=Q(answer="", answered_at__isnull=True)
                | (~Q(answer="") & Q(answered_at__isnull=False)),
                name="callee_answer_has_time",
            ),
        ]
        indexes = [models.Index(fields=["deputyship", "convocation"])]

    def __str__(self) -> str:
        return f"{self.deputyship.person}：{self.convocation}"


class ConvocationFile(KeptDocument):
    """A document that goes with a convocation: the agenda, what is to be read."""

    convocation = models.ForeignKey(
        Convocation, models.CASCADE, related_name="files", verbose_name="召集通知"
    )

    class Meta:
        verbose_name = "通知附件"
        verbose_name_plural = "通知附件"
        ordering = ["order"]
        constraints = [
            models.UniqueConstraint(fields=["convocation", "order"], name="convocation_file_order_once")
        ]
