"""Who took part: people by way of taking part, units, groups."""

from __future__ import annotations

from django.db import models

from deputies.models import Person


class Participation(models.Model):
    """A person's part in an activity, with the title as printed that day.

    ``title_full`` is the title with an elided prefix restored; ``collective_title`` marks one title
    that several people share (“区人大常委会领导张玉鼎、吴怀旭”).
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
    """A collective that took part without names (部分区人大代表, 机关干部职工)."""

    activity = models.ForeignKey(
        "activities.Activity", models.CASCADE, related_name="groups", verbose_name="活动"
    )
    order = models.PositiveIntegerField("顺序")
    name = models.CharField("群体", max_length=80)
    manner = models.CharField("参加方式", max_length=40, default="参加")

    class Meta:
        verbose_name = "参加群体"
        verbose_name_plural = "参加群体"
        ordering = ["order"]
        constraints = [
            models.UniqueConstraint(fields=["activity", "order"], name="activity_group_order_once")
        ]

    def __str__(self) -> str:
        return self.name
