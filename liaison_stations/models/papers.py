"""What a station writes itself: its plan for a year and its summary of it."""

from __future__ import annotations

from django.conf import settings
from django.core.validators import MaxLengthValidator, MaxValueValidator, MinValueValidator
from django.db import models
from django.utils import timezone

from liaison_stations.enums import PaperKind
from liaison_stations.models.stations import Station

#: The longest plan or summary.
LONGEST_PAPER = 10_000
FIRST_YEAR, LAST_YEAR = 2000, 2100


class StationPaper(models.Model):
    """A station's work plan or summary of one year (年度工作计划、工作总结, R156), a book of its ledger each."""

    station = models.ForeignKey(Station, models.PROTECT, related_name="papers", verbose_name="联络站")
    year = models.PositiveSmallIntegerField(
        "年度", validators=[MinValueValidator(FIRST_YEAR), MaxValueValidator(LAST_YEAR)]
    )
    kind = models.CharField("种类", max_length=8, choices=PaperKind.choices)
    text = models.TextField("正文", validators=[MaxLengthValidator(LONGEST_PAPER)])
    written_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="填写人"
    )
    written_at = models.DateTimeField("填写时间", default=timezone.now)
    version = models.PositiveIntegerField(default=0, editable=False)

    class Meta:
        verbose_name = "年度计划、总结"
        verbose_name_plural = "年度计划、总结"
        ordering = ["-year", "kind"]
        constraints = [
            models.UniqueConstraint(fields=["station", "year", "kind"], name="station_paper_once"),
        ]

    def __str__(self) -> str:
        return f"{self.station}{self.year}{self.get_kind_display()}"
