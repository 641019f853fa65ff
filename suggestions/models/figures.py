"""How figures are shown, how units are scored, and the 通报 of units that lag, with its figures frozen."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q

from suggestions.enums import ScorePartKind


class FigureSetting(models.Model):
    """The office's own choices for figures; there is one row.

    ``places`` are those of every rate (R311). A unit with fewer than ``minimum`` matters is not ranked; one below
    ``threshold`` per cent is proposed for 调度 (R198).
    """

    places = models.PositiveSmallIntegerField(
        "百分率保留小数", default=1, choices=[(1, "1 位，如 93.5%"), (2, "2 位，如 94.26%")]
    )
    minimum = models.PositiveSmallIntegerField(
        "参加排名的最少件数", default=5, validators=[MinValueValidator(1), MaxValueValidator(1000)]
    )
    threshold = models.PositiveSmallIntegerField(
        "调度线（办结率，%）", default=80, validators=[MinValueValidator(1), MaxValueValidator(100)]
    )
    version = models.PositiveIntegerField(default=1, editable=False)

    class Meta:
        verbose_name = "统计设置"
        verbose_name_plural = "统计设置"
        constraints = [
            models.CheckConstraint(condition=Q(pk=1), name="figure_setting_one"),
            models.CheckConstraint(condition=Q(places__in=[1, 2]), name="figure_setting_places"),
            models.CheckConstraint(condition=Q(threshold__lte=100), name="figure_setting_threshold"),
        ]

    def __str__(self) -> str:
        return "统计设置"

    @classmethod
    def load(cls) -> FigureSetting:
        """The settings, or what holds before anybody changed them."""
        return cls.objects.first() or cls(pk=1)


class ScorePart(models.Model):
    """A part of a unit's performance score (R226); the weights of all parts add up to 100."""

    kind = models.CharField("项目", max_length=12, choices=ScorePartKind.choices, unique=True)
    weight = models.PositiveSmallIntegerField("分值", validators=[MaxValueValidator(100)])

    class Meta:
        verbose_name = "绩效评估项目"
        verbose_name_plural = "绩效评估项目"
        ordering = ["id"]
        constraints = [models.CheckConstraint(condition=Q(weight__lte=100), name="score_part_weight")]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.weight} 分"


class UnitNotice(models.Model):
    """A 通报 of how units handle suggestions, its figures as they were when it was issued (R198). Written once.

    ``lines`` are the units with ``organ`` (key), ``unit`` (name), ``received``, ``finished``, ``rate`` as printed.
    """

    title = models.CharField("标题", max_length=120)
    text = models.TextField("正文", max_length=4000)
    series = models.CharField("统计范围", max_length=12)
    start_on = models.DateField("统计起")
    cut_off = models.DateField("统计止")
    minimum = models.PositiveSmallIntegerField("参加排名的最少件数")
    threshold = models.PositiveSmallIntegerField("调度线")
    lines = models.JSONField("单位和数字", default=list)
    issued_on = models.DateField("日期")
    issued_at = models.DateTimeField("发出时间", auto_now_add=True)
    issued_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="发出人"
    )
    token = models.UUIDField(unique=True, editable=False)

    class Meta:
        verbose_name = "办理情况通报"
        verbose_name_plural = "办理情况通报"
        ordering = ["-issued_on", "-id"]
        constraints = [
            models.CheckConstraint(condition=Q(cut_off__gte=F("start_on")), name="unit_notice_period")
        ]

    def __str__(self) -> str:
        return self.title

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Written once."""
        if not self._state.adding:
            raise TypeError("a notice that was issued does not change")
        super().save(*args, **kwargs)
