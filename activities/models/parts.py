"""Who took part and what was dealt with: people by way of taking part, units, groups, numbers, agenda."""

from __future__ import annotations

from django.db import models

from congress.figures.numbers import About, Count
from deputies.models import Person


class Participation(models.Model):
    """A person's part in an activity, with the title as printed that day.

    ``title_full`` is the title with an elided prefix restored; ``collective_title`` marks one title
    that several people share (“区人大常委会领导赵永东、吴明远”).
    """

    activity = models.ForeignKey(
        "activities.Activity", models.CASCADE, related_name="participations", verbose_name="活动"
    )
    order = models.PositiveIntegerField("顺序")
    person = models.ForeignKey(Person, models.PROTECT, related_name="participations", verbose_name="人员")
    title_as_written = models.CharField("当时职务", max_length=80, blank=True)
    title_full = models.CharField("职务全称", max_length=80, blank=True)
    collective_title = models.BooleanField("共用职务", default=False)
    manner = models.CharField("参加方式", max_length=40)
    party = models.CharField("随行", max_length=40, blank=True)

    class Meta:
        verbose_name = "参加人"
        verbose_name_plural = "参加人"
        ordering = ["order"]
        constraints = [
            models.UniqueConstraint(fields=["activity", "order"], name="participation_order_once"),
            models.UniqueConstraint(
                fields=["activity", "person"],
                name="participation_person_once",
                violation_error_message="同一个人只列一次",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.title_as_written}{self.person}{self.manner}"


class ActivityUnit(models.Model):
    """A unit that took part. Vague ones (区相关部门) have no organ behind them."""

    activity = models.ForeignKey(
        "activities.Activity", models.CASCADE, related_name="units", verbose_name="活动"
    )
    order = models.PositiveIntegerField("顺序")
    organ = models.ForeignKey(
        "organs.Organ",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="activity_units",
        verbose_name="单位",
    )
    name_as_written = models.CharField("单位名称", max_length=80)
    represented_by = models.CharField("由谁代表", max_length=40, blank=True)
    manner = models.CharField("参加方式", max_length=40, default="参加")

    class Meta:
        verbose_name = "参加单位"
        verbose_name_plural = "参加单位"
        ordering = ["order"]
        constraints = [models.UniqueConstraint(fields=["activity", "order"], name="activity_unit_order_once")]

    def __str__(self) -> str:
        return self.name_as_written


class ActivityGroup(models.Model):
    """A collective that took part without names (部分区人大代表, 机关干部职工).

    ``expected`` and ``present`` count persons (应到, 实到) where the office knows them (R084).
    """

    activity = models.ForeignKey(
        "activities.Activity", models.CASCADE, related_name="groups", verbose_name="活动"
    )
    order = models.PositiveIntegerField("顺序")
    name = models.CharField("群体", max_length=80)
    manner = models.CharField("参加方式", max_length=40, default="参加")
    expected = models.PositiveIntegerField("应到", null=True, blank=True)
    present = models.PositiveIntegerField("实到", null=True, blank=True)

    class Meta:
        verbose_name = "参加群体"
        verbose_name_plural = "参加群体"
        ordering = ["order"]
        constraints = [
            models.UniqueConstraint(fields=["activity", "order"], name="activity_group_order_once")
        ]

    def __str__(self) -> str:
        return self.name


class CountedThing(models.Model):
    """A number that an activity came to: 走访 35 户, 收集意见约 120 条. Approximate stays approximate (R309)."""

    activity = models.ForeignKey(
        "activities.Activity", models.CASCADE, related_name="counted", verbose_name="活动"
    )
    order = models.PositiveIntegerField("顺序")
    what = models.CharField("事项", max_length=40)
    number = models.PositiveIntegerField("数量")
    unit = models.CharField("单位", max_length=10)
    about = models.CharField(
        "约数", max_length=4, choices=[(word.value, word.value) for word in About if word], blank=True
    )

    class Meta:
        verbose_name = "数字"
        verbose_name_plural = "数字"
        ordering = ["order"]
        constraints = [models.UniqueConstraint(fields=["activity", "order"], name="counted_thing_order_once")]

    def __str__(self) -> str:
        return f"{self.what} {self.count}"

    @property
    def count(self) -> Count:
        """The number with its unit and whether it is approximate."""
        return Count(self.number, self.unit, About(self.about))


class AgendaItem(models.Model):
    """One item of the agenda of a meeting, with what was decided (R270)."""

    activity = models.ForeignKey(
        "activities.Activity", models.CASCADE, related_name="agenda", verbose_name="活动"
    )
    order = models.PositiveIntegerField("顺序")
    title = models.CharField("议题", max_length=200)
    decision = models.CharField("决定事项", max_length=400, blank=True)

    class Meta:
        verbose_name = "议题"
        verbose_name_plural = "议程"
        ordering = ["order"]
        constraints = [models.UniqueConstraint(fields=["activity", "order"], name="agenda_item_order_once")]

    def __str__(self) -> str:
        return self.title
