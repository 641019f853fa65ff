"""The district's own lists: categories, priority kinds, categories of replies, time limits, numbers."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from suggestions.enums import ClockKind, Outcome


class Category(models.Model):
    """A category of suggestions, in a tree of two levels (R212).

    ``committee`` is who supervises what falls into it (归口督办); a child without one takes its parent's.
    ``livelihood`` marks what counts for the monthly quota of 民生 suggestions (R195).
    """

    parent = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="children", verbose_name="上级类别"
    )
    name = models.CharField("名称", max_length=40)
    order = models.PositiveIntegerField("排序", default=0)
    active = models.BooleanField("可选", default=True)
    livelihood = models.BooleanField("民生类", default=False)
    committee = models.ForeignKey(
        "organs.Organ",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="suggestion_categories",
        verbose_name="归口督办委室",
    )

    class Meta:
        verbose_name = "建议类别"
        verbose_name_plural = "建议类别"
        ordering = [F("parent__order").asc(nulls_first=True), "order", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["parent", "name"],
                name="suggestion_category_once",
                violation_error_message="同一上级下已有这个类别",
            ),
            models.UniqueConstraint(
                fields=["name"],
                condition=Q(parent__isnull=True),
                name="suggestion_category_top_once",
                violation_error_message="已有这个类别",
            ),
        ]

    def __str__(self) -> str:
        return self.name


class PriorityKind(models.Model):
    """A kind of matter that goes before others: 历史遗留, 家门口的事 … (R242)."""

    name = models.CharField("名称", max_length=40, unique=True)
    order = models.PositiveIntegerField("排序", default=0)
    active = models.BooleanField("可选", default=True)

    class Meta:
        verbose_name = "四类事"
        verbose_name_plural = "四类事"
        ordering = ["order", "id"]

    def __str__(self) -> str:
        return self.name


class ReplyCategory(models.Model):
    """A category of replies, A–D; ``outcome`` says what it means for 解决率 and for commitments (R200)."""

    letter = models.CharField("代号", max_length=4, unique=True)
    name = models.CharField("含义", max_length=60)
    outcome = models.CharField("计为", max_length=12, choices=Outcome.choices)
    order = models.PositiveIntegerField("排序", default=0)
    active = models.BooleanField("可选", default=True)

    class Meta:
        verbose_name = "答复类别"
        verbose_name_plural = "答复类别"
        ordering = ["order", "id"]

    def __str__(self) -> str:
        return f"{self.letter} {self.name}"


class TimeLimit(models.Model):
    """How long a step may take, and where that is written.

    ``span`` is read by :class:`congress.workdays.deadlines.Span`. A running clock keeps the limit it began with.
    """

    clock = models.CharField("事项", max_length=20, choices=ClockKind.choices, unique=True)
    span = models.CharField("期限", max_length=20)
    source = models.CharField("依据", max_length=80)
    words = models.CharField("条文", max_length=300, blank=True)

    class Meta:
        verbose_name = "办理期限"
        verbose_name_plural = "办理期限"
        ordering = ["id"]

    def __str__(self) -> str:
        return f"{self.get_clock_display()}：{self.span}"


class NumberSeries(models.Model):
    """The last number given out in a series; ``key`` names it, as “between:2026:suggestion”."""

    key = models.CharField(max_length=80, unique=True)
    last = models.PositiveIntegerField(default=0)

    class Meta:
        verbose_name = "编号"
        verbose_name_plural = "编号"
        constraints = [models.CheckConstraint(condition=Q(last__gte=0), name="suggestion_number_positive")]

    def __str__(self) -> str:
        return f"{self.key}：{self.last}"
