"""A pasted month on its way into the log: a private draft of one clerk, paragraph by paragraph."""

from __future__ import annotations

from typing import Any
from uuid import uuid4

from django.conf import settings
from django.db import models
from django.db.models import Q

from congress.accounts.models import User


class PastedState(models.TextChoices):
    """What became of a pasted paragraph."""

    OPEN = "open", "待登记"
    SKIPPED = "skipped", "跳过"
    RECORDED = "recorded", "已登记"


class PasteDraftQuerySet(models.QuerySet["PasteDraft"]):
    """Drafts by whose they are."""

    def visible_to(self, user: User) -> PasteDraftQuerySet:
        """A draft is its author's alone."""
        return self.filter(author=user)

    def unfinished(self) -> PasteDraftQuerySet:
        """Those with a paragraph that is still to be logged."""
        return self.filter(cards__state=PastedState.OPEN).distinct()


class PasteDraft(models.Model):
    """One pasted text, read and cut. ``left_out`` lists the lines that are no text of an activity (R313).

    A line left out is ``[text, why]``. ``token`` names one submission of the page: sent twice, one draft.
    """

    author = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="+", verbose_name="粘贴人"
    )
    year = models.PositiveSmallIntegerField("年份")
    month = models.PositiveSmallIntegerField("月份")
    left_out: models.JSONField[list[list[str]], list[list[str]]] = models.JSONField("略过的行", default=list)
    token = models.UUIDField(unique=True, default=uuid4, editable=False)
    created_at = models.DateTimeField("粘贴时间", auto_now_add=True)
    changed_at = models.DateTimeField("修改时间", auto_now=True)

    objects = PasteDraftQuerySet.as_manager()

    class Meta:
        verbose_name = "粘贴的整月"
        verbose_name_plural = "粘贴的整月"
        ordering = ["-changed_at", "-id"]
        indexes = [models.Index(fields=["author", "-changed_at"])]
        constraints = [
            models.CheckConstraint(condition=Q(month__gte=1, month__lte=12), name="paste_month_exists")
        ]

    def __str__(self) -> str:
        return f"{self.year}年{self.month}月"


class PastedCard(models.Model):
    """A paragraph with what was read in it and what the clerk changed; ``data`` is a ``pasting.cards.Card``.

    ``token`` is that of the activity it becomes, so that logging it twice makes one activity.
    """

    draft = models.ForeignKey(PasteDraft, models.CASCADE, related_name="cards", verbose_name="粘贴的整月")
    order = models.PositiveIntegerField("顺序")
    data: models.JSONField[dict[str, Any], dict[str, Any]] = models.JSONField("内容", default=dict)
    state = models.CharField("状态", max_length=12, choices=PastedState.choices, default=PastedState.OPEN)
    activity = models.ForeignKey(
        "activities.Activity", models.SET_NULL, null=True, blank=True, related_name="+", verbose_name="活动"
    )
    token = models.UUIDField(unique=True, default=uuid4, editable=False)

    class Meta:
        verbose_name = "粘贴的段落"
        verbose_name_plural = "粘贴的段落"
        ordering = ["order"]
        constraints = [models.UniqueConstraint(fields=["draft", "order"], name="pasted_card_order_once")]

    def __str__(self) -> str:
        return f"{self.draft}第 {self.order} 段"
