"""When e-mail and text messages go out, and whether they do at all."""

from __future__ import annotations

from datetime import time

from django.db import models
from django.db.models import F, Q


class SendingPolicy(models.Model):
    """The district's own rule; one row. Outside its hours what is sent waits for the next working hour."""

    opens_at = models.TimeField("几点以后发", default=time(8, 30))
    closes_at = models.TimeField("几点以前发", default=time(20, 0))
    holidays_quiet = models.BooleanField("周末和节假日不发", default=True)
    email_on = models.BooleanField("可以发电子邮件", default=True)
    sms_on = models.BooleanField("可以发短信", default=False)
    version = models.PositiveIntegerField(default=1, editable=False)

    class Meta:
        verbose_name = "发送时间"
        verbose_name_plural = "发送时间"
        constraints = [
            models.CheckConstraint(condition=Q(pk=1), name="sendingpolicy_one"),
            models.CheckConstraint(
                condition=Q(closes_at__gt=F("opens_at")),
                name="sendingpolicy_hours",
                violation_error_message="结束的时间要晚于开始的时间",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.opens_at:%H:%M}—{self.closes_at:%H:%M}"


def sending_policy() -> SendingPolicy:
    """The rule in force; the usual one before the district has said anything."""
    return SendingPolicy.objects.first() or SendingPolicy(pk=1)
