"""Messages to people: what became ready, what waits for them, and whether they have read it."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q

from congress.accounts.models import User


class NoticeQuerySet(models.QuerySet["Notice"]):
    """Notices by reader."""

    def visible_to(self, user: User) -> NoticeQuerySet:
        """A notice is seen by who it was sent to."""
        return self.filter(user=user)

    def unread(self) -> NoticeQuerySet:
        """Those not opened yet."""
        return self.filter(read_at__isnull=True)


class Notice(models.Model):
    """One message to one person. ``key`` names the occasion, so that nobody is told of it twice."""

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="notices", verbose_name="收件人"
    )
    title = models.CharField("标题", max_length=160)
    text = models.CharField("内容", max_length=600, blank=True)
    #: An address inside the portal.
    url = models.CharField(max_length=300, blank=True)
    key = models.CharField(max_length=120)
    created_at = models.DateTimeField("时间", auto_now_add=True)
    read_at = models.DateTimeField("读到的时间", null=True)

    objects = NoticeQuerySet.as_manager()

    class Meta:
        verbose_name = "通知"
        verbose_name_plural = "通知"
        ordering = ["-id"]
        indexes = [
            models.Index(fields=["user", "-id"]),
            models.Index(fields=["user"], condition=Q(read_at__isnull=True), name="notice_unread"),
        ]
        constraints = [models.UniqueConstraint(fields=["user", "key"], name="notice_once")]

    def __str__(self) -> str:
        return self.title
