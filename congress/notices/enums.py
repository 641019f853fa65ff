"""Terms of messages, their channels and recurring reminders."""

from django.db import models


class MessageKind(models.TextChoices):
    """What sort of message it is (R040, R041, R123)."""

    NOTICE = "notice", "通知"
    CIRCULAR = "circular", "重要工作情况通报"
    REMINDER = "reminder", "提醒"
    OPINION = "opinion", "征求意见"


class MessageState(models.TextChoices):
    """Where a message stands."""

    DRAFT = "draft", "草稿"
    SENT = "sent", "已发出"
    WITHDRAWN = "withdrawn", "已撤回"


class Channel(models.TextChoices):
    """How a message goes out beside the site."""

    EMAIL = "email", "电子邮件"
    SMS = "sms", "短信"


class DispatchState(models.TextChoices):
    """Where one e-mail or text message stands."""

    WAITING = "waiting", "等待发送"
    SENDING = "sending", "正在发送"
    SENT = "sent", "已发出"
    FAILED = "failed", "没有发成"
    STOPPED = "stopped", "不再发送"


class Frequency(models.TextChoices):
    """How often a reminder comes back."""

    MONTHLY = "monthly", "每月"
    QUARTERLY = "quarterly", "每季度"
    HALF_YEARLY = "half", "每半年"
    YEARLY = "yearly", "每年"

    @property
    def months(self) -> int:
        """How many months one period has."""
        return {"monthly": 1, "quarterly": 3, "half": 6, "yearly": 12}[self.value]


class Shift(models.TextChoices):
    """What becomes of a day of rest."""

    NONE = "none", "当天照样提醒"
    BEFORE = "before", "提前到前一个工作日"
    AFTER = "after", "顺延到后一个工作日"


class ReminderState(models.TextChoices):
    """Whether a reminder still comes back."""

    RUNNING = "running", "在用"
    STOPPED = "stopped", "已停用"
