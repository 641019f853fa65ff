"""A suggestion that began as a point raised in a talk."""

from django.db import models

from suggestions.models.suggestion import Suggestion


class TalkSuggestion(models.Model):
    """A point became a suggestion, once (R126)."""

    point = models.OneToOneField(
        "activities.TalkPoint", models.PROTECT, related_name="suggestion", verbose_name="座谈中提出的意见"
    )
    suggestion = models.OneToOneField(
        Suggestion, models.PROTECT, related_name="from_talk", verbose_name="建议"
    )
    made_at = models.DateTimeField("转为建议时间", auto_now_add=True)

    class Meta:
        verbose_name = "座谈意见转建议"
        verbose_name_plural = "座谈意见转建议"
        ordering = ["id"]

    def __str__(self) -> str:
        return f"{self.point} → {self.suggestion}"
