"""Photos and documents kept with a record. One taken out is only hidden, its file stays."""

from __future__ import annotations

from typing import Self, TypeVar

from django.conf import settings
from django.db import models

File = TypeVar("File", bound=models.Model)


class KeptFileQuerySet(models.QuerySet[File]):
    """Files by whether they are shown."""

    def shown(self) -> Self:
        """Those that were not taken out."""
        return self.filter(dropped=False)


class KeptFile(models.Model):
    """What every file has that somebody added."""

    order = models.PositiveIntegerField("顺序")
    name = models.CharField("文件名", max_length=120)
    dropped = models.BooleanField("已移除", default=False)
    added_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name="添加人"
    )
    added_at = models.DateTimeField("添加时间", auto_now_add=True)

    objects = KeptFileQuerySet.as_manager()

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return self.name


class KeptDocument(KeptFile):
    """A document as it came; its type was read from its content."""

    file = models.FileField("文件", max_length=200)
    media_type = models.CharField("类型", max_length=100)
    size = models.PositiveIntegerField("字节数")

    class Meta:
        abstract = True


class KeptPhoto(KeptFile):
    """A photo, made anew on arrival in two sizes."""

    full = models.FileField("照片", max_length=200)
    small = models.FileField("小图", max_length=200)
    width = models.PositiveIntegerField("宽")
    height = models.PositiveIntegerField("高")

    class Meta:
        abstract = True


class ActivityPhoto(KeptPhoto):
    """A photo of an activity."""

    activity = models.ForeignKey(
        "activities.Activity", models.CASCADE, related_name="photos", verbose_name="活动"
    )

    class Meta:
        verbose_name = "照片"
        verbose_name_plural = "照片"
        ordering = ["order"]
        constraints = [
            models.UniqueConstraint(fields=["activity", "order"], name="activity_photo_order_once")
        ]


class Attachment(KeptDocument):
    """A document kept with an activity."""

    activity = models.ForeignKey(
        "activities.Activity", models.CASCADE, related_name="attachments", verbose_name="活动"
    )

    class Meta:
        verbose_name = "附件"
        verbose_name_plural = "附件"
        ordering = ["order"]
        constraints = [models.UniqueConstraint(fields=["activity", "order"], name="attachment_order_once")]
