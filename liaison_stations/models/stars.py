"""The star scheme by year (R149, R191): candidates picked from all stations, stars given, published."""

from __future__ import annotations

from django.conf import settings
from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import Q

from liaison_stations.models.papers import FIRST_YEAR
from liaison_stations.models.standards import StandardEdition
from liaison_stations.models.stations import Station

#: The most stars a station can have.
MOST_STARS = 5


class StarRound(models.Model):
    """The rating of one year, under the edition in force then; public from ``published_at`` on."""

    year = models.PositiveSmallIntegerField("年度", unique=True, validators=[MinValueValidator(FIRST_YEAR)])
    edition = models.ForeignKey(StandardEdition, models.PROTECT, related_name="rounds", verbose_name="标准")
    published_at = models.DateTimeField("公布时间", null=True, blank=True)
    published_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name="公布人"
    )
    version = models.PositiveIntegerField(default=1, editable=False)

    class Meta:
        verbose_name = "星级评定"
        verbose_name_plural = "星级评定"
        ordering = ["-year"]

    def __str__(self) -> str:
        return f"{self.year}年度星级评定"


class StarCandidate(models.Model):
    """A station picked for the rating of a year; ``stars`` once it is decided, 0 for none."""

    round = models.ForeignKey(StarRound, models.PROTECT, related_name="candidates", verbose_name="评定")
    station = models.ForeignKey(Station, models.PROTECT, related_name="candidacies", verbose_name="联络站")
    stars = models.PositiveSmallIntegerField("星级", null=True, blank=True)
    note = models.CharField("评定意见", max_length=300, blank=True)
    awarded_on = models.DateField("评定日期", null=True, blank=True)
    awarded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name="评定人"
    )
    version = models.PositiveIntegerField(default=1, editable=False)

    class Meta:
        verbose_name = "星级候选站"
        verbose_name_plural = "星级候选站"
        ordering = ["station__area__order", "station_id"]
        constraints = [
            models.UniqueConstraint(fields=["round", "station"], name="star_candidate_once"),
            models.CheckConstraint(
                condition=Q(stars__isnull=True) | Q(stars__lte=MOST_STARS), name="star_candidate_stars"
            ),
            models.CheckConstraint(
                condition=Q(stars__isnull=True, awarded_on__isnull=True)
                | Q(stars__isnull=False, awarded_on__isnull=False),
                name="star_candidate_awarded",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.station}（{self.round.year}年度）"
