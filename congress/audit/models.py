"""The audit trail: rows are only ever added, each carrying the hash of the one before (R315)."""

from __future__ import annotations

import hashlib
import json

from django.conf import settings
from django.core.serializers.json import DjangoJSONEncoder
from django.db import models

from congress.accounts.enums import Role
from congress.accounts.models import User
from congress.audit.kinds import kind_label
from congress.audit.rules import READ
from congress.audit.verbs import verb_label

GENESIS = "0" * 64


class AuditEventQuerySet(models.QuerySet["AuditEvent"]):
    """Events by reader."""

    def visible_to(self, user: User) -> AuditEventQuerySet:
        """The whole trail for its readers, nothing for others."""
        return self.filter(READ.as_q(user))


class AuditEvent(models.Model):
    """Who did what to which object, as which role, and the values before and after.

    ``seq`` counts without gaps; ``hash`` is SHA-256 over ``prev_hash`` and the canonical content.
    """

    seq = models.BigIntegerField("序号", unique=True)
    at = models.DateTimeField("时间", db_index=True)
    actor = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        related_name="audit_events",
        verbose_name="操作人",
    )
    actor_name = models.CharField("姓名", max_length=40)
    role = models.CharField("以何角色", max_length=20, blank=True)
    verb = models.CharField("动作", max_length=60)
    object_type = models.CharField("对象类别", max_length=60)
    object_id = models.CharField("对象编号", max_length=40)
    object_label = models.CharField("对象", max_length=200)
    before = models.JSONField("改前", null=True, encoder=DjangoJSONEncoder)
    after = models.JSONField("改后", null=True, encoder=DjangoJSONEncoder)
    prev_hash = models.CharField("前一条校验", max_length=64)
    hash = models.CharField("校验", max_length=64)

    objects = AuditEventQuerySet.as_manager()

    class Meta:
        verbose_name = "操作记录"
        verbose_name_plural = "操作记录"
        ordering = ["-seq"]
        indexes = [
            models.Index(fields=["object_type", "object_id", "seq"]),
            models.Index(fields=["object_type", "-seq"]),
            models.Index(fields=["actor", "-seq"]),
            models.Index(fields=["verb", "-seq"]),
            models.Index(fields=["role", "-seq"]),
        ]

    def __str__(self) -> str:
        return f"{self.actor_name} {self.verb_label} {self.object_label}"

    @property
    def title(self) -> str:
        """The verb and its object, as a heading."""
        return f"{self.verb_label}：{self.object_label}"

    @property
    def place(self) -> str:
        """Where in the trail the event stands."""
        return f"第 {self.seq} 条"

    @property
    def verb_label(self) -> str:
        """The verb in the office's words."""
        return verb_label(self.verb)

    @property
    def kind_label(self) -> str:
        """The kind of object in the office's words."""
        return kind_label(self.object_type)

    @property
    def role_label(self) -> str:
        """The role in which the actor acted; empty when the portal itself did."""
        return str(Role(self.role).label) if self.role in Role else ""

    def digest(self) -> str:
        """The hash this row should carry, computed from its content."""
        content = [
            self.prev_hash,
            self.seq,
            self.at.isoformat(timespec="microseconds"),
            self.actor_id,
            self.actor_name,
            self.role,
            self.verb,
            self.object_type,
            self.object_id,
            self.object_label,
            self.before,
            self.after,
        ]
        text = json.dumps(
            content, ensure_ascii=False, sort_keys=True, separators=(",", ":"), cls=DjangoJSONEncoder
        )
        return hashlib.sha256(text.encode()).hexdigest()


class AuditHead(models.Model):
    """The end of the chain: one row, locked by every writer so that the chain has one order."""

    seq = models.BigIntegerField(default=0)
    hash = models.CharField(max_length=64, default=GENESIS)

    class Meta:
        verbose_name = "操作记录链尾"
        verbose_name_plural = "操作记录链尾"

    def __str__(self) -> str:
        return f"到第 {self.seq} 条为止"
