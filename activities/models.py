"""The log of what happened: who, when, where, with whom. Entered once; everything else follows from it."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Case, F, OuterRef, Q, Subquery, Value, When

from activities import rules
from activities.enums import ActivityState, HalfDay
from congress.accounts.models import User
from congress.search.text import normalise
from deputies.models import Person, Post


class ActivityKind(models.Model):
    """A kind of activity; the list is the district's own (R280–R285)."""

    code = models.SlugField("代码", max_length=40, unique=True)
    name = models.CharField("名称", max_length=40, unique=True)
    group = models.CharField("归类", max_length=40, blank=True)
    order = models.PositiveIntegerField("排序", default=0)
    active = models.BooleanField("可选", default=True)

    class Meta:
        verbose_name = "活动类别"
        verbose_name_plural = "活动类别"
        ordering = ["order", "id"]

    def __str__(self) -> str:
        return self.name


class ActivityQuerySet(models.QuerySet["Activity"]):
    """Activities in scope and in the order a bulletin prints them."""

    def visible_to(self, user: User) -> ActivityQuerySet:
        """Activities this user may see."""
        return self.filter(rules.see_activity.as_q(user))

    def recorded(self) -> ActivityQuerySet:
        """Those that have not been withdrawn."""
        return self.filter(state=ActivityState.RECORDED)

    def in_print_order(self) -> ActivityQuerySet:
        """By start date, then 上午 < not stated < 下午, then rank of the leading person (R276).

        The leading person is the one named first; the rank is the protocol order on the day itself.
        """
        day_part = Case(
            When(half_day=HalfDay.MORNING, then=Value(0)),
            When(half_day=HalfDay.AFTERNOON, then=Value(2)),
            default=1,
        )
        leader = (
            Participation.objects.filter(activity=OuterRef(OuterRef("pk"))).order_by("order").values("person")
        )
        post = (
            Post.objects.filter(
                Q(starts_on__isnull=True) | Q(starts_on__lte=OuterRef("start_on")),
                Q(ends_on__isnull=True) | Q(ends_on__gte=OuterRef("start_on")),
                person=Subquery(leader[:1]),
                order__isnull=False,
            )
            .order_by("order")
            .values("order")
        )
        return self.annotate(day_part=day_part, leader_rank=Subquery(post[:1])).order_by(
            "start_on", "day_part", F("leader_rank").asc(nulls_last=True), "id"
        )


class Activity(models.Model):
    """One thing that happened. ``text`` is the paragraph as it may be printed, ``headline`` its title.

    ``area`` is where it belongs in the tree: the district itself, or the town that logged it.
    """

    start_on = models.DateField("日期")
    end_on = models.DateField("至")
    half_day = models.CharField("时段", max_length=2, choices=HalfDay.choices, blank=True)
    kind = models.ForeignKey(ActivityKind, models.PROTECT, related_name="activities", verbose_name="类别")
    headline = models.CharField("标题", max_length=200)
    topic = models.CharField("主题", max_length=200, blank=True)
    organiser = models.CharField("组织单位", max_length=80, blank=True)
    place = models.CharField("地点", max_length=120, blank=True)
    text = models.TextField("正文", max_length=100_000)
    meeting_number = models.PositiveIntegerField("会议次数", null=True, blank=True)
    area = models.ForeignKey(
        "organs.Area", models.PROTECT, related_name="activities", verbose_name="所属区域"
    )
    state = models.CharField(
        "状态", max_length=12, choices=ActivityState.choices, default=ActivityState.RECORDED
    )
    withdrawn_reason = models.CharField("撤回原因", max_length=200, blank=True)
    recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name="登记人"
    )
    recorded_at = models.DateTimeField("登记时间", auto_now_add=True)
    changed_at = models.DateTimeField("修改时间", auto_now=True)
    version = models.PositiveIntegerField(default=1, editable=False)
    search_text = models.TextField(editable=False, default="")
    #: One submission of the form; the same one sent twice makes one activity.
    token = models.UUIDField(unique=True, null=True, editable=False)

    objects = ActivityQuerySet.as_manager()

    class Meta:
        verbose_name = "活动"
        verbose_name_plural = "活动"
        ordering = ["-start_on", "-id"]
        indexes = [
            models.Index(fields=["-start_on", "-id"]),
            models.Index(fields=["state", "-start_on"]),
            models.Index(fields=["kind", "-start_on"]),
            models.Index(fields=["area", "-start_on"]),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(end_on__gte=F("start_on")),
                name="activity_ends_after_start",
                violation_error_message="结束日期不能早于开始日期",
            ),
            models.CheckConstraint(
                condition=Q(state=ActivityState.RECORDED) | ~Q(withdrawn_reason=""),
                name="activity_withdrawn_with_reason",
            ),
        ]

    def __str__(self) -> str:
        return self.headline

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Save with the derived search column."""
        self.search_text = normalise(
            f"{self.headline} {self.topic} {self.place} {self.organiser} {self.text}"
        )
        super().save(*args, **kwargs)


class Participation(models.Model):
    """A person's part in an activity, with the title as printed that day.

    ``title_full`` is the title with an elided prefix restored; ``collective_title`` marks one title
    that several people share (“区人大常委会领导张玉鼎、吴怀旭”).
    """

    activity = models.ForeignKey(Activity, models.CASCADE, related_name="participations", verbose_name="活动")
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

    activity = models.ForeignKey(Activity, models.CASCADE, related_name="units", verbose_name="活动")
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

    activity = models.ForeignKey(Activity, models.CASCADE, related_name="groups", verbose_name="活动")
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


class ActivityPhotoQuerySet(models.QuerySet["ActivityPhoto"]):
    """Photos by whether they are shown."""

    def shown(self) -> ActivityPhotoQuerySet:
        """Those that were not taken out."""
        return self.filter(dropped=False)


class ActivityPhoto(models.Model):
    """A photo, made anew on arrival in two sizes. One taken out is only hidden, its file stays."""

    activity = models.ForeignKey(Activity, models.CASCADE, related_name="photos", verbose_name="活动")
    order = models.PositiveIntegerField("顺序")
    name = models.CharField("文件名", max_length=120)
    full = models.FileField("照片", max_length=200)
    small = models.FileField("小图", max_length=200)
    width = models.PositiveIntegerField("宽")
    height = models.PositiveIntegerField("高")
    dropped = models.BooleanField("已移除", default=False)
    added_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name="添加人"
    )
    added_at = models.DateTimeField("添加时间", auto_now_add=True)

    objects = ActivityPhotoQuerySet.as_manager()

    class Meta:
        verbose_name = "照片"
        verbose_name_plural = "照片"
        ordering = ["order"]
        constraints = [
            models.UniqueConstraint(fields=["activity", "order"], name="activity_photo_order_once")
        ]

    def __str__(self) -> str:
        return self.name
