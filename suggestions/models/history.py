"""The steps a suggestion took; replayed in order they give its state."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Q

from suggestions.models.handling import Handling
from suggestions.models.suggestion import Suggestion


class Step(models.Model):
    """One step of a suggestion, or of one unit's part in it, as it was taken. Written once.

    ``verb`` is a step of the workflow tables, or a word of its own where no state changes (催办, 补充情况): then
    ``before`` and ``after`` are the same. ``facts`` is what the timeline tells beside the words.
    """

    suggestion = models.ForeignKey(Suggestion, models.CASCADE, related_name="steps", verbose_name="建议")
    handling = models.ForeignKey(
        Handling, models.CASCADE, null=True, blank=True, related_name="steps", verbose_name="承办"
    )
    verb = models.CharField("步骤", max_length=24)
    before = models.CharField("之前", max_length=14)
    after = models.CharField("之后", max_length=14)
    round = models.PositiveSmallIntegerField("办理轮次")
    actor = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name="经办人"
    )
    actor_name = models.CharField("经办人", max_length=80)
    note = models.CharField("说明", max_length=500, blank=True)
    facts = models.JSONField("内容", default=dict)
    at = models.DateTimeField("时间")

    class Meta:
        verbose_name = "办理经过"
        verbose_name_plural = "办理经过"
        ordering = ["id"]
        indexes = [
            models.Index(fields=["suggestion", "id"], name="suggestion_step_order"),
            models.Index(fields=["verb", "at"], name="suggestion_step_verb"),
        ]
        constraints = [
            models.CheckConstraint(condition=~Q(verb="") & ~Q(after=""), name="suggestion_step_complete")
        ]

    def __str__(self) -> str:
        return f"{self.verb}：{self.before}→{self.after}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Written once."""
        if not self._state.adding:
            raise TypeError("a step that was taken does not change")
        super().save(*args, **kwargs)
