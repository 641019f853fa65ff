"""Photos and documents of an activity."""

from __future__ import annotations

from django.db import models

from congress.documents.kept import KeptDocument, KeptPhoto


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
