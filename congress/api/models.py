"""Tokens with which a machine reads in somebody's name, and when each record last changed."""

from __future__ import annotations

import hashlib
from datetime import UTC, datetime, timedelta

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone

from congress.accounts.models import User
from congress.api import rules

#: When the marks of changes begin to count.
EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


def digest_of(secret: str) -> str:
    """What is kept of a token. It has 256 random bits, so a plain digest cannot be searched backwards."""
    return hashlib.sha256(secret.encode()).hexdigest()


class ApiTokenQuerySet(models.QuerySet["ApiToken"]):
    """Tokens by scope and date."""

    def visible_to(self, user: User) -> ApiTokenQuerySet:
        """The user's own; an administrator's view of all."""
        return self.filter(rules.see_token.as_q(user))

    def valid(self) -> ApiTokenQuerySet:
        """Those that open the interface now."""
        return self.filter(
            revoked_at__isnull=True, expires_on__gte=timezone.localdate(), user__is_active=True
        )


class ApiToken(models.Model):
    """A token reads what its user may read, until it expires or is revoked; it never writes.

    Only a digest is kept. ``prefix`` is the beginning of the token, by which people tell it from others.
    """

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="api_tokens", verbose_name="帐号"
    )
    name = models.CharField("用途", max_length=60)
    prefix = models.CharField("令牌开头", max_length=12, unique=True, editable=False)
    digest = models.CharField(max_length=64, unique=True, editable=False)
    expires_on = models.DateField("有效到")
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="建立人"
    )
    made_at = models.DateTimeField("建立时间", auto_now_add=True)
    last_used_at = models.DateTimeField("最近使用", null=True, editable=False)
    revoked_at = models.DateTimeField("停用时间", null=True, blank=True)
    revoked_reason = models.CharField("停用原因", max_length=200, blank=True)

    objects = ApiTokenQuerySet.as_manager()

    class Meta:
        verbose_name = "接口令牌"
        verbose_name_plural = "接口令牌"
        ordering = ["-made_at", "-id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(revoked_at__isnull=True, revoked_reason="")
                | Q(revoked_at__isnull=False) & ~Q(revoked_reason=""),
                name="api_token_revoked_with_reason",
            )
        ]

    def __str__(self) -> str:
        return f"{self.name}（{self.prefix}…）"

    @property
    def state(self) -> str:
        """可用, 已过期 or 已停用."""
        if self.revoked_at is not None:
            return "已停用"
        return "已过期" if self.expires_on < timezone.localdate() else "可用"


class ChangeMark(models.Model):
    """When a record last changed, in microseconds since 1970; written by the database itself (``marks``).

    A whole number, because it stands in the address of the next page and must compare exactly everywhere.
    """

    model = models.CharField(max_length=60)
    object_id = models.BigIntegerField()
    moment = models.BigIntegerField()

    class Meta:
        verbose_name = "改动时间"
        verbose_name_plural = "改动时间"
        constraints = [models.UniqueConstraint(fields=["model", "object_id"], name="api_mark_once")]
        indexes = [models.Index(fields=["model", "moment", "object_id"], name="api_mark_order")]

    def __str__(self) -> str:
        return f"{self.model} {self.object_id}"

    @property
    def at(self) -> datetime:
        """The moment as a time of day."""
        return time_of(self.moment)


def time_of(moment: int) -> datetime:
    """A moment as a time of the portal's zone."""
    return timezone.localtime(EPOCH + timedelta(microseconds=moment))


def moment_of(at: datetime) -> int:
    """A time as a moment."""
    return (at - EPOCH) // timedelta(microseconds=1)
