"""Which suggestion a matter of a station became."""

from django.db import models

from suggestions.models.suggestion import Suggestion


class MatterSuggestion(models.Model):
    """A matter became a suggestion; one that is opened again may become another, and the newest counts."""

    matter = models.ForeignKey(
        "liaison_stations.Matter", models.PROTECT, related_name="suggestions", verbose_name="群众事项"
    )
    suggestion = models.OneToOneField(
        Suggestion, models.PROTECT, related_name="from_matter", verbose_name="建议"
    )
    made_at = models.DateTimeField("转为建议时间", auto_now_add=True)

    class Meta:
        verbose_name = "群众事项转建议"
        verbose_name_plural = "群众事项转建议"
        ordering = ["id"]

    def __str__(self) -> str:
        return f"{self.matter} → {self.suggestion}"
