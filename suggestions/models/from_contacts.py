"""A suggestion that began as an opinion heard at a contact of a deputy."""

from django.db import models

from suggestions.models.suggestion import Suggestion


class OpinionSuggestion(models.Model):
    """An opinion became a suggestion, once (R131, R047)."""

    opinion = models.OneToOneField(
        "deputies.ContactOpinion", models.PROTECT, related_name="suggestion", verbose_name="听到的意见"
    )
    suggestion = models.OneToOneField(
        Suggestion, models.PROTECT, related_name="from_opinion", verbose_name="建议"
    )
    made_at = models.DateTimeField("转为建议时间", auto_now_add=True)

    class Meta:
        verbose_name = "听到的意见转建议"
        verbose_name_plural = "听到的意见转建议"
        ordering = ["id"]

    def __str__(self) -> str:
        return f"{self.opinion} → {self.suggestion}"
