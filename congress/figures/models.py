"""Figures of the years before the portal, as reports of those years gave them (R309)."""

from __future__ import annotations

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q

from congress.figures.numbers import About, Count
from congress.figures.period import Period

#: No district counts more of anything.
LARGEST = 100_000_000


class HistoricFigureQuerySet(models.QuerySet["HistoricFigure"]):
    """Figures of earlier years."""

    def standing(self) -> HistoricFigureQuerySet:
        """Those not withdrawn."""
        return self.filter(reason="")

    def touching(self, period: Period) -> HistoricFigureQuerySet:
        """Those whose own period has a day in common with this one."""
        return self.filter(since__lte=period.end, until__gte=period.start)


class HistoricFigure(models.Model):
    """A number counted before the portal: of what, from when to when, how many, how exactly, and where it is written.

    ``name`` is the name of a figure of the portal (联络站.接待群众) or any other words. ``reason`` says why it was
    withdrawn.
    """

    name = models.CharField("指标", max_length=60)
    unit = models.CharField("单位", max_length=10)
    since = models.DateField("从")
    until = models.DateField("到")
    value = models.PositiveIntegerField("数", validators=[MinValueValidator(0), MaxValueValidator(LARGEST)])
    about = models.CharField(
        "约数", max_length=2, blank=True, choices=[(a.value, a.value) for a in About if a], default=""
    )
    source = models.CharField("出处", max_length=200)
    entered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", editable=False, verbose_name="录入人"
    )
    entered_at = models.DateTimeField("录入时间", auto_now_add=True)
    reason = models.CharField("撤回原因", max_length=200, blank=True, editable=False)
    version = models.PositiveIntegerField(default=1, editable=False)

    objects = HistoricFigureQuerySet.as_manager()

    class Meta:
        verbose_name = "历史数据"
        verbose_name_plural = "历史数据"
        ordering = ["name", "since", "id"]
        indexes = [
            models.Index(fields=["name", "since"], name="historic_figure_name"),
            models.Index(fields=["since", "until"], name="historic_figure_span"),
        ]
        constraints = [
            models.CheckConstraint(condition=Q(until__gte=F("since")), name="historic_figure_in_order"),
            models.CheckConstraint(condition=Q(value__lte=LARGEST), name="historic_figure_not_too_large"),
        ]

    def __str__(self) -> str:
        return f"{self.name} {self.count}"

    @property
    def count(self) -> Count:
        """The number with its unit and its 余."""
        return Count(self.value, self.unit, About(self.about))

    @property
    def period(self) -> Period:
        """From when to when it was counted."""
        return Period.between(self.since, self.until)
