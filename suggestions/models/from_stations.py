"""Which suggestion a matter of a station became, and what the citizen said of it."""

from django.db import models

from liaison_stations.enums import CitizenRating
from suggestions.models.suggestion import Suggestion


class MatterSuggestion(models.Model):
    """A matter became a suggestion; one that is opened again may become another, and the newest counts.

    The citizen's verdict stands apart from the deputy's (R222): on the reply, and on what was done, which may come
    later (R221). It stays as it was said when the matter is opened again.
    """

    matter = models.ForeignKey(
        "liaison_stations.Matter", models.PROTECT, related_name="suggestions", verbose_name="群众事项"
    )
    suggestion = models.OneToOneField(
        Suggestion, models.PROTECT, related_name="from_matter", verbose_name="建议"
    )
    made_at = models.DateTimeField("转为建议时间", auto_now_add=True)
    reply_rating = models.CharField("对答复", max_length=14, choices=CitizenRating.choices, blank=True)
    reply_words = models.CharField("对答复的意见", max_length=300, blank=True)
    rated_at = models.DateTimeField("对答复的评价时间", null=True, blank=True)
    deed_rating = models.CharField("对落实", max_length=14, choices=CitizenRating.choices, blank=True)
    deed_words = models.CharField("对落实的意见", max_length=300, blank=True)
    deed_rated_at = models.DateTimeField("对落实的评价时间", null=True, blank=True)

    class Meta:
        verbose_name = "群众事项转建议"
        verbose_name_plural = "群众事项转建议"
        ordering = ["id"]

    def __str__(self) -> str:
        return f"{self.matter} → {self.suggestion}"
