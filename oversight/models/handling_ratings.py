"""Ratings of the handling of suggestions by a meeting of the standing committee, with what was voted (R223)."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from congress.accounts.models import User
from congress.figures.period import Period
from oversight.handling_ratings import rules
from oversight.models.meetings import AgendaItem, Meeting


class HandlingRatingQuerySet(models.QuerySet["HandlingRating"]):
    """Ratings by scope and period."""

    def visible_to(self, user: User) -> HandlingRatingQuerySet:
        """Those this user may see."""
        return self.filter(rules.see_rating.as_q(user))

    def rated(self) -> HandlingRatingQuerySet:
        """Those whose ballot has its result."""
        return self.filter(rated_on__isnull=False)

    def over(self, period: Period) -> HandlingRatingQuerySet:
        """Those that look at some of these days."""
        return self.filter(since__lte=period.end, until__gte=period.start)


class HandlingRating(models.Model):
    """One 满意度民主测评 at a meeting: of the handling between two days, by the ballot ``poll``.

    ``item`` is its place on the agenda; one taken off the agenda leaves the rating with its meeting. ``rated_on`` is
    the day the result was published.
    """

    meeting = models.ForeignKey(Meeting, models.PROTECT, related_name="handling_ratings", verbose_name="会议")
    item = models.OneToOneField(
        AgendaItem,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="handling_rating",
        verbose_name="议题",
    )
    title = models.CharField("名称", max_length=80)
    since = models.DateField("办理期间从")
    until = models.DateField("办理期间到")
    poll = models.OneToOneField("ballots.Poll", models.PROTECT, related_name="+", verbose_name="投票")
    rated_on = models.DateField("测评日期", null=True, blank=True)
    version = models.PositiveIntegerField(default=1, editable=False)

    objects = HandlingRatingQuerySet.as_manager()

    class Meta:
        verbose_name = "建议办理测评"
        verbose_name_plural = "建议办理测评"
        ordering = ["-until", "-id"]
        indexes = [
            models.Index(fields=["-until", "-id"], name="handling_rating_newest"),
            models.Index(fields=["rated_on"], name="handling_rating_rated"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(until__gte=F("since")),
                name="handling_rating_period",
                violation_error_message="结束日期不能早于开始日期",
            )
        ]

    def __str__(self) -> str:
        return self.title


class HandlingResult(models.Model):
    """One thing rated: the handling as a whole, or of one unit. ``whole`` is what its share is of; none before."""

    rating = models.ForeignKey(
        HandlingRating, models.CASCADE, related_name="results", verbose_name="建议办理测评"
    )
    number = models.PositiveSmallIntegerField("序号")
    organ = models.ForeignKey(
        "organs.Organ",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="handling_results",
        verbose_name="承办单位",
    )
    name = models.CharField("测评对象", max_length=120)
    good = models.PositiveIntegerField("满意", default=0)
    fair = models.PositiveIntegerField("基本满意", default=0)
    bad = models.PositiveIntegerField("不满意", default=0)
    abstain = models.PositiveIntegerField("弃权", default=0)
    whole = models.PositiveIntegerField("总票数", default=0)
    passed = models.BooleanField("通过", null=True, blank=True)

    class Meta:
        verbose_name = "测评结果"
        verbose_name_plural = "测评结果"
        ordering = ["rating_id", "number"]
        constraints = [
            models.UniqueConstraint(fields=["rating", "number"], name="handling_result_number_once"),
            models.CheckConstraint(
                condition=Q(good__lte=F("whole") - F("fair")), name="handling_result_fits"
            ),
        ]

    def __str__(self) -> str:
        return self.name
