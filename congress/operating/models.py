"""What is kept about how the portal runs."""

from __future__ import annotations

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils import timezone

from congress.accounts.models import User
from congress.operating.rules import KEEPERS


class SignKind(models.TextChoices):
    """Which process gives signs of life."""

    WORKER = "worker", "后台程序"
    BEAT = "beat", "定时程序"


class Sign(models.Model):
    """When a worker, or beat, last gave a sign of life; written by that process itself."""

    name = models.CharField(max_length=120, primary_key=True)
    kind = models.CharField(max_length=6, choices=SignKind.choices)
    since = models.DateTimeField(default=timezone.now)
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        verbose_name = "进程动静"
        verbose_name_plural = "进程动静"

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.name}"


class AuditCheck(models.Model):
    """One walk along the whole audit chain and what it found (R315)."""

    checked_at = models.DateTimeField("核对时间", default=timezone.now)
    seconds = models.FloatField("用时")
    count = models.BigIntegerField("完好的条数")
    head = models.CharField("末条校验", max_length=64)
    broken_at = models.BigIntegerField("在第几条断开", null=True)
    reason = models.CharField("怎样断开", max_length=200, blank=True)
    asked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name="谁要的"
    )

    class Meta:
        verbose_name = "操作记录核对"
        verbose_name_plural = "操作记录核对"
        ordering = ["-checked_at", "-id"]

    def __str__(self) -> str:
        return f"第 {self.broken_at} 条断开" if self.broken_at else f"{self.count} 条完好"


class BackupKind(models.TextChoices):
    """Why a backup was made."""

    MANUAL = "manual", "手工"
    NIGHTLY = "nightly", "每晚自动"
    BEFORE_RESTORE = "before_restore", "恢复以前"


class BackupState(models.TextChoices):
    """What is known of a backup."""

    WHOLE = "whole", "完整"
    DAMAGED = "damaged", "已损坏"
    GONE = "gone", "不见了"
    REMOVED = "removed", "已删除"

    @property
    def look(self) -> str:
        """The shape of the state on a page."""
        return {"whole": "done", "damaged": "late", "gone": "late", "removed": "stop"}[self.value]


class BackupQuerySet(models.QuerySet["Backup"]):
    """Backups by reader and state."""

    def visible_to(self, user: User) -> BackupQuerySet:
        """All of them, for who looks after the portal."""
        return self.all() if user.has_role(*KEEPERS) else self.none()

    def whole(self) -> BackupQuerySet:
        """Those that are there and not known to be damaged."""
        return self.filter(state=BackupState.WHOLE)


class Backup(models.Model):
    """A folder below ``PORTAL_BACKUPS``. The folder is the truth, the row what is known of it.

    ``size`` in bytes. ``rehearsed`` is what the last rehearsal found.
    """

    name = models.CharField("名称", max_length=40, unique=True)
    kind = models.CharField("怎样做的", max_length=14, choices=BackupKind.choices)
    state = models.CharField("状态", max_length=8, choices=BackupState.choices, default=BackupState.WHOLE)
    made_at = models.DateTimeField("时间")
    made_by = models.CharField("谁要的", max_length=40, blank=True)
    version = models.CharField("平台版本", max_length=20, blank=True)
    size = models.BigIntegerField("大小")
    files = models.PositiveIntegerField("文件数")
    rows = models.BigIntegerField("数据行数")
    audit_seq = models.BigIntegerField("操作记录条数")
    checked_at = models.DateTimeField("核对时间", null=True)
    check_note = models.CharField("核对结果", max_length=300, blank=True)
    rehearsed_at = models.DateTimeField("试恢复时间", null=True)
    rehearsed = models.CharField("试恢复结果", max_length=300, blank=True)
    rehearsed_well = models.BooleanField(null=True)
    removed_at = models.DateTimeField("删除时间", null=True)
    removed_reason = models.CharField("删除原因", max_length=200, blank=True)

    objects = BackupQuerySet.as_manager()

    class Meta:
        verbose_name = "备份"
        verbose_name_plural = "备份"
        ordering = ["-made_at", "-id"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(state=BackupState.REMOVED) | ~Q(removed_reason=""),
                name="backup_removed_with_reason",
            )
        ]

    def __str__(self) -> str:
        return f"备份 {self.name}"

    @property
    def look(self) -> str:
        """The shape of its state on a page."""
        return BackupState(self.state).look

    @property
    def is_there(self) -> bool:
        """Whether its folder is to be found."""
        return self.state in {BackupState.WHOLE, BackupState.DAMAGED}


class OperatingPolicy(models.Model):
    """What the district decided about backups and limits; one row."""

    nightly = models.BooleanField("每晚自动备份", default=True)
    hour = models.PositiveSmallIntegerField(
        "几点备份", default=2, validators=[MaxValueValidator(23)], help_text="0 到 23 点，选没有人用的时候"
    )
    keep = models.PositiveSmallIntegerField(
        "自动备份留几份",
        default=7,
        validators=[MinValueValidator(1), MaxValueValidator(400)],
        help_text="多出来的，从最早的删起；手工做的不自动删",
    )
    warn_hours = models.PositiveSmallIntegerField(
        "最近一次备份超过几小时就提醒", default=48, validators=[MinValueValidator(1)]
    )
    free_gb = models.PositiveSmallIntegerField(
        "磁盘剩余不到多少 GB 就提醒", default=5, validators=[MinValueValidator(1)]
    )
    audit_days = models.PositiveSmallIntegerField(
        "操作记录几天没有核对就提醒", default=8, validators=[MinValueValidator(1)]
    )

    class Meta:
        verbose_name = "备份和提醒的规定"
        verbose_name_plural = "备份和提醒的规定"
        constraints = [models.CheckConstraint(condition=Q(pk=1), name="operatingpolicy_one")]

    def __str__(self) -> str:
        return "备份和提醒的规定"


def operating_policy() -> OperatingPolicy:
    """The rule in force; the usual one before the district has said anything."""
    return OperatingPolicy.objects.first() or OperatingPolicy(pk=1)
