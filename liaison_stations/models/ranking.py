"""The yearly selection of stations (联络站评先, R187): weights of a year, and the ranking as it was frozen."""

from __future__ import annotations

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q

from liaison_stations.models.papers import FIRST_YEAR, LAST_YEAR
from liaison_stations.models.stations import Station

_YEAR = (MinValueValidator(FIRST_YEAR), MaxValueValidator(LAST_YEAR))


class RankingWeights(models.Model):
    """What each part counts from a year on: whole numbers by the key of the part, 100 in all."""

    year = models.PositiveSmallIntegerField("从哪一年起", unique=True, validators=_YEAR)
    weights = models.JSONField("权重", default=dict)
    version = models.PositiveIntegerField(default=0, editable=False)

    class Meta:
        verbose_name = "评先权重"
        verbose_name_plural = "评先权重"
        ordering = ["-year"]

    def __str__(self) -> str:
        return f"{self.year}年评先权重"


class Ranking(models.Model):
    """A ranking as it stood when it was frozen; what is recorded later does not change it.

    One withdrawn stays on record, and the year can be frozen anew.
    """

    year = models.PositiveSmallIntegerField("年度", validators=_YEAR)
    frozen_on = models.DateField("统计截至")
    frozen_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="定榜人"
    )
    withdrawn_at = models.DateTimeField("收回时间", null=True, blank=True)
    reason = models.CharField("收回原因", max_length=200, blank=True)

    class Meta:
        verbose_name = "联络站评先"
        verbose_name_plural = "联络站评先"
        ordering = ["-year", "-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["year"],
                condition=Q(withdrawn_at__isnull=True),
                name="ranking_once",
                violation_error_message="这一年已经定榜",
            )
        ]

    def __str__(self) -> str:
        return f"{self.year}年联络站评先"


class RankingLine(models.Model):
    """One station of a frozen ranking. ``parts`` holds for each part label, weight, value in words and points."""

    ranking = models.ForeignKey(Ranking, models.PROTECT, related_name="lines", verbose_name="评先")
    station = models.ForeignKey(Station, models.PROTECT, related_name="rankings", verbose_name="联络站")
    place = models.PositiveSmallIntegerField("名次")
    score = models.DecimalField("得分", max_digits=5, decimal_places=2)
    parts = models.JSONField("各项", default=list)
    is_chosen = models.BooleanField("先进站", default=False)

    class Meta:
        verbose_name = "评先名次"
        verbose_name_plural = "评先名次"
        ordering = ["place", "id"]
        constraints = [models.UniqueConstraint(fields=["ranking", "station"], name="ranking_line_once")]

    def __str__(self) -> str:
        return f"{self.ranking} 第{self.place}名 {self.station}"
