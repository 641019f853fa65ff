"""What belongs to a suggestion: who signed it, what was submitted, photos and documents."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Q

from congress.documents.kept import KeptDocument, KeptPhoto
from suggestions.enums import CosignState
from suggestions.models.suggestion import Suggestion


class Cosigner(models.Model):
    """A deputy asked to sign together with the lead; only who confirmed has signed (附议)."""

    suggestion = models.ForeignKey(Suggestion, models.CASCADE, related_name="cosigners", verbose_name="建议")
    deputyship = models.ForeignKey(
        "deputies.Deputyship", models.PROTECT, related_name="cosigned", verbose_name="代表"
    )
    state = models.CharField("状态", max_length=12, choices=CosignState.choices, default=CosignState.INVITED)
    answered_at = models.DateTimeField("答复时间", null=True, blank=True)

    class Meta:
        verbose_name = "附议代表"
        verbose_name_plural = "附议代表"
        ordering = ["id"]
        indexes = [models.Index(fields=["deputyship", "state"])]
        constraints = [
            models.UniqueConstraint(fields=["suggestion", "deputyship"], name="cosigner_once"),
            models.CheckConstraint(
                condition=Q(state=CosignState.INVITED, answered_at__isnull=True)
                | ~Q(state=CosignState.INVITED) & Q(answered_at__isnull=False),
                name="cosigner_answer_has_time",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.deputyship.person}：{self.suggestion}"


class Submission(models.Model):
    """What was submitted, word for word; it never changes. One for each time it was submitted."""

    suggestion = models.ForeignKey(
        Suggestion, models.PROTECT, related_name="submissions", verbose_name="建议"
    )
    order = models.PositiveSmallIntegerField("第几次")
    title = models.CharField("案由", max_length=120)
    situation = models.TextField("情况")
    proposal = models.TextField("建议")
    signatories = models.JSONField("署名", default=list)
    files = models.JSONField("附件", default=list)
    submitted_at = models.DateTimeField("提交时间")
    submitted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name="提交人"
    )

    class Meta:
        verbose_name = "提交原文"
        verbose_name_plural = "提交原文"
        ordering = ["order"]
        constraints = [models.UniqueConstraint(fields=["suggestion", "order"], name="submission_once")]

    def __str__(self) -> str:
        return self.title

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Written once."""
        if not self._state.adding:
            raise TypeError("what was submitted does not change")
        super().save(*args, **kwargs)


class SuggestionPhoto(KeptPhoto):
    """A photo that goes with a suggestion."""

    suggestion = models.ForeignKey(Suggestion, models.CASCADE, related_name="photos", verbose_name="建议")

    class Meta:
        verbose_name = "照片"
        verbose_name_plural = "照片"
        ordering = ["order"]
        constraints = [
            models.UniqueConstraint(fields=["suggestion", "order"], name="suggestion_photo_order_once")
        ]


class SuggestionFile(KeptDocument):
    """A document that goes with a suggestion."""

    suggestion = models.ForeignKey(Suggestion, models.CASCADE, related_name="files", verbose_name="建议")

    class Meta:
        verbose_name = "附件"
        verbose_name_plural = "附件"
        ordering = ["order"]
        constraints = [
            models.UniqueConstraint(fields=["suggestion", "order"], name="suggestion_file_order_once")
        ]
