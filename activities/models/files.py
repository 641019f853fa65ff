"""Photos and documents of an activity."""

from __future__ import annotations

from django.conf import settings
from django.db import models


class ActivityPhotoQuerySet(models.QuerySet["ActivityPhoto"]):
    """Photos by whether they are shown."""

    def shown(self) -> ActivityPhotoQuerySet:
        """Those that were not taken out."""
        return self.filter(dropped=False)


class ActivityPhoto(models.Model):
    """A photo, made anew on arrival in two sizes. One taken out is only hidden, its file stays."""

    activity = models.ForeignKey(
        "activities.Activity", models.CASCADE, related_name="photos", verbose_name="活动"
    )
    order = models.PositiveIntegerField("顺序")
    name = models.CharField("文件名", max_length=120)
    full = models.FileField("照片", max_length=200)
    small = models.FileField("小图", max_length=200)
    width = models.PositiveIntegerField("宽")
    height = models.PositiveIntegerField("高")
    dropped = models.BooleanField("已移除", default=False)
    added_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name="添加人"
    )
    added_at = models.DateTimeField("添加时间", auto_now_add=True)

    objects = ActivityPhotoQuerySet.as_manager()

    class Meta:
        verbose_name = "照片"
        verbose_name_plural = "照片"
        ordering = ["order"]
        constraints = [
            models.UniqueConstraint(fields=["activity", "order"], name="activity_photo_order_once")
        ]

    def __str__(self) -> str:
        return self.name


class AttachmentQuerySet(models.QuerySet["Attachment"]):
    """Documents by whether they are shown."""

    def shown(self) -> AttachmentQuerySet:
        """Those that were not taken out."""
        return self.filter(dropped=False)


class Attachment(models.Model):
    """A document kept with an activity as it came; its type was read from its content."""

    activity = models.ForeignKey(
        "activities.Activity", models.CASCADE, related_name="attachments", verbose_name="活动"
    )
    order = models.PositiveIntegerField("顺序")
    name = models.CharField("文件名", max_length=120)
    file = models.FileField("文件", max_length=200)
    media_type = models.CharField("类型", max_length=100)
    size = models.PositiveIntegerField("字节数")
    dropped = models.BooleanField("已移除", default=False)
    added_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name="添加人"
    )
    added_at = models.DateTimeField("添加时间", auto_now_add=True)

    objects = AttachmentQuerySet.as_manager()

    class Meta:
        verbose_name = "附件"
        verbose_name_plural = "附件"
        ordering = ["order"]
        constraints = [models.UniqueConstraint(fields=["activity", "order"], name="attachment_order_once")]

    def __str__(self) -> str:
        return self.name
