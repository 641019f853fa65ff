"""Pieces that town organs submit and the office adopts, edits or returns (R291, R295)."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q

from bulletins import rules
from bulletins.enums import LOOKS, ContributionState
from congress.accounts.models import User


class ContributionQuerySet(models.QuerySet["Contribution"]):
    """Contributions in scope."""

    def visible_to(self, user: User) -> ContributionQuerySet:
        """All for the office, their own for the towns."""
        return self.filter(rules.see_contribution.as_q(user))

    def waiting(self) -> ContributionQuerySet:
        """Those the office has not dealt with."""
        return self.filter(state=ContributionState.SUBMITTED)


class Contribution(models.Model):
    """A piece for the bulletin. ``text`` stays as submitted; the office edits the entry made from it."""

    area = models.ForeignKey(
        "organs.Area", models.PROTECT, related_name="contributions", verbose_name="报送区域"
    )
    activity = models.ForeignKey(
        "activities.Activity",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="contributions",
        verbose_name="活动",
    )
    happened_on = models.DateField("发生日期")
    title = models.CharField("标题", max_length=200)
    text = models.TextField("正文", max_length=100_000)
    state = models.CharField(
        "状态", max_length=10, choices=ContributionState.choices, default=ContributionState.SUBMITTED
    )
    reason = models.CharField("退回原因", max_length=400, blank=True)
    submitted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="报送人"
    )
    submitted_at = models.DateTimeField("报送时间")
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="处理人",
    )
    decided_at = models.DateTimeField("处理时间", null=True, blank=True)
    version = models.PositiveIntegerField(default=1, editable=False)

    objects = ContributionQuerySet.as_manager()

    class Meta:
        verbose_name = "来稿"
        verbose_name_plural = "来稿"
        ordering = ["-submitted_at", "-id"]
        indexes = [
            models.Index(fields=["state", "-submitted_at"]),
            models.Index(fields=["area", "-submitted_at"]),
        ]
        constraints = [
            models.CheckConstraint(
                condition=~Q(state=ContributionState.RETURNED) | ~Q(reason=""),
                name="contribution_returned_with_reason",
            ),
            models.CheckConstraint(
                condition=Q(state__in=[ContributionState.SUBMITTED, ContributionState.WITHDRAWN])
                | Q(decided_at__isnull=False),
                name="contribution_decided_has_time",
            ),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def look(self) -> str:
        """The shape that stands for the state."""
        return LOOKS[ContributionState(self.state)]
