"""What hangs on the wall of a station: its rules, the sheets that were put up, the photos chosen for one of them."""

from __future__ import annotations

from django.conf import settings
from django.core.validators import MaxLengthValidator
from django.db import models
from django.utils import timezone

from liaison_stations.enums import WallKind
from liaison_stations.models.stations import Station, StationKind

#: The longest rule, in characters.
LONGEST_REGULATION = 4_000


class Regulation(models.Model):
    """A rule (制度) stations work by (R155): a title and the district's text, for some kinds of stations.

    Without a text every station writes its own. ``is_required`` marks those a station may not lack.
    """

    title = models.CharField("名称", max_length=60, unique=True)
    text = models.TextField("统一文本", blank=True, validators=[MaxLengthValidator(LONGEST_REGULATION)])
    kinds = models.ManyToManyField(StationKind, related_name="regulations", verbose_name="适用站点类型")
    is_required = models.BooleanField("必备", default=True)
    order = models.PositiveSmallIntegerField("排序", default=0)
    in_use = models.BooleanField("在用", default=True)
    version = models.PositiveIntegerField(default=1, editable=False)

    class Meta:
        verbose_name = "工作制度"
        verbose_name_plural = "工作制度"
        ordering = ["order", "id"]

    def __str__(self) -> str:
        return self.title


class StationRegulation(models.Model):
    """A station's own text of a rule, which stands in place of the district's; an empty one gives way to it again."""

    station = models.ForeignKey(Station, models.PROTECT, related_name="regulations", verbose_name="联络站")
    regulation = models.ForeignKey(Regulation, models.PROTECT, related_name="own_texts", verbose_name="制度")
    text = models.TextField("本站文本", blank=True, validators=[MaxLengthValidator(LONGEST_REGULATION)])
    written_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="填写人"
    )
    written_at = models.DateTimeField("填写时间", default=timezone.now)
    version = models.PositiveIntegerField(default=0, editable=False)

    class Meta:
        verbose_name = "本站制度"
        verbose_name_plural = "本站制度"
        ordering = ["regulation__order", "regulation_id"]
        constraints = [
            models.UniqueConstraint(fields=["station", "regulation"], name="station_regulation_once")
        ]

    def __str__(self) -> str:
        return f"{self.station}：{self.regulation}"


class WallSheet(models.Model):
    """A sheet that was printed and put up (R175); ``is_up`` is the one that hangs there now, the others are history.

    ``fingerprint`` is that of the data it was printed from. ``changed_on`` is the first morning on which the data
    were found to differ. One noted down by mistake is ``withdrawn_at`` the same day.
    """

    station = models.ForeignKey(Station, models.PROTECT, related_name="wall_sheets", verbose_name="联络站")
    kind = models.CharField("内容", max_length=12, choices=WallKind.choices)
    printed_on = models.DateField("更新日期", default=timezone.localdate)
    printed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="登记人"
    )
    fingerprint = models.CharField(max_length=64, editable=False)
    is_up = models.BooleanField("现在上墙的", default=True)
    changed_on = models.DateField("内容变动日期", null=True, blank=True)
    withdrawn_at = models.DateTimeField("撤回时间", null=True, blank=True)

    class Meta:
        verbose_name = "上墙材料"
        verbose_name_plural = "上墙材料"
        ordering = ["-printed_on", "-id"]
        indexes = [models.Index(fields=["station", "-printed_on", "-id"], name="wall_sheet_newest")]
        constraints = [
            models.UniqueConstraint(
                fields=["station", "kind"], condition=models.Q(is_up=True), name="wall_sheet_up_once"
            ),
            models.CheckConstraint(
                condition=models.Q(is_up=False) | models.Q(withdrawn_at__isnull=True),
                name="wall_sheet_withdrawn_is_down",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.station}：{self.get_kind_display()}"


class WallPhoto(models.Model):
    """A photo of an activity that a station chose for its wall (活动剪影, R175)."""

    station = models.ForeignKey(Station, models.PROTECT, related_name="wall_photos", verbose_name="联络站")
    photo = models.ForeignKey(
        "activities.ActivityPhoto", models.CASCADE, related_name="+", verbose_name="照片"
    )

    class Meta:
        verbose_name = "上墙照片"
        verbose_name_plural = "上墙照片"
        ordering = ["id"]
        constraints = [models.UniqueConstraint(fields=["station", "photo"], name="wall_photo_once")]

    def __str__(self) -> str:
        return f"{self.station}：{self.photo}"
