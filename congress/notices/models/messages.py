"""Messages of the office to many people, and what became of them with each (R040, R123)."""

from __future__ import annotations

from datetime import date

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import MaxLengthValidator, MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Count, IntegerField, OuterRef, Q, Subquery
from django.db.models.functions import Coalesce
from django.utils import timezone

from congress.accounts.models import User
from congress.figures.parts import PartOfYear
from congress.notices import rules
from congress.notices.enums import Channel, DispatchState, MessageKind, MessageState

LONGEST_TEXT = 8_000
LONGEST_REPLY = 2_000


class MessageQuerySet(models.QuerySet["Message"]):
    """Messages by scope, and how many have read them."""

    def visible_to(self, user: User) -> MessageQuerySet:
        """Those this user may look after."""
        return self.filter(rules.see_message.as_q(user))

    def with_numbers(self) -> MessageQuerySet:
        """Annotates ``n_sent``, ``n_read`` and ``n_replied``: to how many it went, how many read it, replied."""
        return self.annotate(
            n_sent=_counted(Q()),
            n_read=_counted(Q(read_at__isnull=False)),
            n_replied=_counted(Q(replied_at__isnull=False)),
        )


def _counted(condition: Q) -> Coalesce:
    rows = Delivery.objects.filter(condition, message=OuterRef("pk")).order_by().values("message")
    return Coalesce(Subquery(rows.annotate(n=Count("pk")).values("n")), 0, output_field=IntegerField())


class Message(models.Model):
    """One message. ``audience`` holds the chosen values by the key of each kind of audience.

    ``area`` is the town for which it was written; none means the district. People who have no account are named in
    ``missing``: the portal cannot reach them.
    """

    kind = models.CharField("类别", max_length=12, choices=MessageKind.choices, default=MessageKind.NOTICE)
    title = models.CharField("标题", max_length=120)
    text = models.TextField("内容", validators=[MaxLengthValidator(LONGEST_TEXT)])
    organ = models.ForeignKey(
        "organs.Organ",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="通报哪个机关的工作",
    )
    year = models.PositiveSmallIntegerField(
        "通报年份", null=True, blank=True, validators=[MinValueValidator(2000), MaxValueValidator(2100)]
    )
    part = models.CharField("通报时段", max_length=4, choices=PartOfYear.choices, blank=True)
    reply_by = models.DateField("回复截止", null=True, blank=True)
    by_email = models.BooleanField("同时发电子邮件", default=False)
    by_sms = models.BooleanField("同时发短信", default=False)
    audience = models.JSONField("发给谁", default=dict)
    audience_words = models.TextField("发给", blank=True)
    missing = models.TextField("没有帐号的人", blank=True)
    area = models.ForeignKey(
        "organs.Area", models.PROTECT, null=True, blank=True, related_name="+", verbose_name="哪里的通知"
    )
    state = models.CharField("状态", max_length=10, choices=MessageState.choices, default=MessageState.DRAFT)
    written_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name="起草人"
    )
    created_at = models.DateTimeField("起草时间", auto_now_add=True)
    sent_at = models.DateTimeField("发出时间", null=True, blank=True)
    reminded_at = models.DateTimeField("上次提醒", null=True, blank=True)
    rounds = models.PositiveSmallIntegerField("提醒次数", default=0)
    withdrawn_at = models.DateTimeField("撤回时间", null=True, blank=True)
    reason = models.CharField("撤回原因", max_length=200, blank=True)
    summary = models.TextField("意见汇总", blank=True, validators=[MaxLengthValidator(LONGEST_TEXT)])
    summed_up_at = models.DateTimeField("反馈时间", null=True, blank=True)
    version = models.PositiveIntegerField(default=1, editable=False)

    objects = MessageQuerySet.as_manager()

    class Meta:
        verbose_name = "通知公告"
        verbose_name_plural = "通知公告"
        ordering = ["-created_at", "-id"]
        indexes = [
            models.Index(fields=["-created_at", "-id"], name="message_newest"),
            models.Index(fields=["kind", "sent_at"], name="message_kind_sent"),
            models.Index(fields=["sent_at"], name="message_sent"),
            models.Index(fields=["year", "part"], name="message_period"),
            models.Index(fields=["reply_by"], condition=Q(reply_by__isnull=False), name="message_reply_by"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=~Q(kind=MessageKind.CIRCULAR) | (Q(year__isnull=False) & ~Q(part="")),
                name="message_circular_has_period",
                violation_error_message="通报要写明是哪一年、哪个时段的",
            ),
            models.CheckConstraint(
                condition=~Q(kind=MessageKind.OPINION) | Q(reply_by__isnull=False),
                name="message_opinion_has_day",
                violation_error_message="征求意见要有回复截止日期",
            ),
            models.CheckConstraint(
                condition=~Q(state=MessageState.SENT) | Q(sent_at__isnull=False), name="message_sent_has_time"
            ),
            models.CheckConstraint(
                condition=~Q(state=MessageState.WITHDRAWN) | Q(withdrawn_at__isnull=False),
                name="message_withdrawn_has_time",
            ),
            models.CheckConstraint(
                condition=Q(summed_up_at__isnull=True) | ~Q(summary=""), name="message_summed_up_has_words"
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def clean(self) -> None:
        """A circular names its period, a request for opinions its last day (both also said by the database)."""
        if self.kind == MessageKind.CIRCULAR:
            wanted = {"year": "请填通报的是哪一年", "part": "请选通报的是哪个时段"}
            missing = {name: words for name, words in wanted.items() if not getattr(self, name)}
            if missing:
                raise ValidationError(missing)
        if self.kind == MessageKind.OPINION and self.reply_by is None:
            raise ValidationError({"reply_by": "征求意见要有回复截止日期，过了这一天不再收"})

    @property
    def period_words(self) -> str:
        """2026年上半年; empty but for circulars."""
        return f"{self.year}年{self.get_part_display()}" if self.year else ""

    @property
    def channels(self) -> list[Channel]:
        """How it goes out beside the site."""
        chosen = {Channel.EMAIL: self.by_email, Channel.SMS: self.by_sms}
        return [channel for channel in Channel if chosen[channel]]

    @property
    def standing(self) -> tuple[str, str]:
        """Shape and word of its state."""
        if self.state == MessageState.SENT:
            return "done", "已发出"
        return ("new", "草稿") if self.state == MessageState.DRAFT else ("stop", "已撤回")

    def takes_replies(self, today: date | None = None) -> bool:
        """Whether somebody may still reply on a day: up to the last day, that day included."""
        day = today or timezone.localdate()
        return self.state == MessageState.SENT and self.reply_by is not None and day <= self.reply_by


class DeliveryQuerySet(models.QuerySet["Delivery"]):
    """Deliveries by scope and reader."""

    def visible_to(self, user: User) -> DeliveryQuerySet:
        """Those whose messages this user may look after; of drafts there are none."""
        return self.filter(rules.see_delivery.as_q(user))

    def standing(self) -> DeliveryQuerySet:
        """Those of messages that were not withdrawn."""
        return self.filter(message__state=MessageState.SENT)

    def of(self, user: User) -> DeliveryQuerySet:
        """What was sent to this user."""
        return self.filter(user=user)


class Delivery(models.Model):
    """The message with one person: one row, in however many audiences the person is. Opening the text is reading it."""

    message = models.ForeignKey(Message, models.PROTECT, related_name="deliveries", verbose_name="通知公告")
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="deliveries", verbose_name="收件人"
    )
    #: When it was sent; kept here so that deliveries of a period are found by an index.
    sent_at = models.DateTimeField("发出时间")
    read_at = models.DateTimeField("看到的时间", null=True, blank=True)
    reply = models.TextField("回复", blank=True, validators=[MaxLengthValidator(LONGEST_REPLY)])
    replied_at = models.DateTimeField("回复时间", null=True, blank=True)

    objects = DeliveryQuerySet.as_manager()

    class Meta:
        verbose_name = "收件情况"
        verbose_name_plural = "收件情况"
        ordering = ["-sent_at", "-id"]
        indexes = [
            models.Index(fields=["-sent_at", "-id"], name="delivery_newest"),
            models.Index(fields=["message", "read_at"], name="delivery_read"),
            models.Index(fields=["user"], condition=Q(replied_at__isnull=True), name="delivery_no_reply"),
        ]
        constraints = [
            models.UniqueConstraint(fields=["message", "user"], name="delivery_once"),
            models.CheckConstraint(
                condition=Q(reply="", replied_at__isnull=True) | (~Q(reply="") & Q(replied_at__isnull=False)),
                name="delivery_reply_has_time",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.user}：{self.message}"


class DispatchQuerySet(models.QuerySet["Dispatch"]):
    """E-mails and text messages by what is to be done."""

    def due(self) -> DispatchQuerySet:
        """Those whose time has come."""
        return self.filter(state=DispatchState.WAITING, due_at__lte=timezone.now())


class Dispatch(models.Model):
    """One e-mail or text message of one delivery. ``round`` 0 is the message itself, later ones are reminders."""

    delivery = models.ForeignKey(Delivery, models.PROTECT, related_name="dispatches", verbose_name="收件情况")
    channel = models.CharField("渠道", max_length=6, choices=Channel.choices)
    round = models.PositiveSmallIntegerField("第几次", default=0)
    state = models.CharField(
        "状态", max_length=8, choices=DispatchState.choices, default=DispatchState.WAITING
    )
    due_at = models.DateTimeField("不早于")
    tries = models.PositiveSmallIntegerField("试过几次", default=0)
    begun_at = models.DateTimeField("开始发送", null=True, blank=True)
    sent_at = models.DateTimeField("发出时间", null=True, blank=True)
    why = models.CharField("没有发成的原因", max_length=200, blank=True)

    objects = DispatchQuerySet.as_manager()

    class Meta:
        verbose_name = "邮件和短信"
        verbose_name_plural = "邮件和短信"
        ordering = ["id"]
        indexes = [
            models.Index(
                fields=["state", "due_at"],
                condition=Q(state__in=[DispatchState.WAITING, DispatchState.SENDING]),
                name="dispatch_to_do",
            )
        ]
        constraints = [
            models.UniqueConstraint(fields=["delivery", "channel", "round"], name="dispatch_once"),
            models.CheckConstraint(
                condition=~Q(state=DispatchState.SENT) | Q(sent_at__isnull=False),
                name="dispatch_sent_has_time",
            ),
            models.CheckConstraint(
                condition=~Q(state=DispatchState.SENDING) | Q(begun_at__isnull=False),
                name="dispatch_sending_has_time",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_channel_display()}：{self.delivery}"
