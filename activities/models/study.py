"""Study in groups and exchanges of views (R087, R101), reading before an inspection (R099), and who uses the portal
(R037, R038).
"""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Q

from activities.enums import ActivityState
from activities.learning import rules
from activities.learning.enums import StudyKind
from congress.accounts.models import User
from congress.search.text import normalise


class GroupStudyQuerySet(models.QuerySet["GroupStudy"]):
    """Study by scope."""

    def visible_to(self, user: User) -> GroupStudyQuerySet:
        """Study this user sees."""
        return self.filter(rules.see_study.as_q(user))

    def kept_by(self, user: User) -> GroupStudyQuerySet:
        """Study this user may change."""
        return self.filter(rules.keep_study.as_q(user))

    def standing(self) -> GroupStudyQuerySet:
        """What was not withdrawn from the log."""
        return self.filter(activity__state=ActivityState.RECORDED)


class GroupStudy(models.Model):
    """A group studied together, or deputies exchanged views; day, place and who came stand in the activity."""

    kind = models.CharField("形式", max_length=10, choices=StudyKind.choices, default=StudyKind.GROUP)
    group = models.ForeignKey(
        "deputies.DeputyGroup",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="studies",
        verbose_name="代表小组",
    )
    topic = models.CharField("主题", max_length=120)
    material = models.CharField("学习材料", max_length=200, blank=True)
    #: Who leads the study (领学人): a deputy, or somebody else by name.
    leader = models.CharField("领学人", max_length=40, blank=True)
    activity = models.OneToOneField(
        "activities.Activity", models.PROTECT, related_name="study", verbose_name="活动"
    )
    recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name="登记人"
    )
    version = models.PositiveIntegerField(default=1, editable=False)
    search_text = models.TextField(editable=False, default="")

    objects = GroupStudyQuerySet.as_manager()

    class Meta:
        verbose_name = "小组学习"
        verbose_name_plural = "小组学习"
        ordering = ["-activity__start_on", "-id"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(kind=StudyKind.GROUP) | Q(group__isnull=False),
                name="study_of_a_group_has_one",
                violation_error_message="小组学习要选代表小组",
            )
        ]

    def __str__(self) -> str:
        return self.topic

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Save with the derived search column."""
        self.search_text = normalise(f"{self.topic} {self.material} {self.leader}")
        super().save(*args, **kwargs)


class StudySpeech(models.Model):
    """What a deputy said (R087)."""

    study = models.ForeignKey(GroupStudy, models.CASCADE, related_name="speeches", verbose_name="学习")
    deputyship = models.ForeignKey(
        "deputies.Deputyship", models.PROTECT, related_name="speeches", verbose_name="代表"
    )
    points = models.TextField("发言要点", max_length=2000)
    version = models.PositiveIntegerField(default=1, editable=False)

    class Meta:
        verbose_name = "发言"
        verbose_name_plural = "发言"
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(
                fields=["study", "deputyship"],
                name="study_speech_once",
                violation_error_message="这位代表的发言已记下，请在原来的一条上修改",
            )
        ]

    def __str__(self) -> str:
        return f"{self.deputyship.person}：{self.points[:20]}"


class Reading(models.Model):
    """What those who are called read beforehand: a law in words, or a document (会前学习材料, R099)."""

    convocation = models.ForeignKey(
        "activities.Convocation", models.CASCADE, related_name="readings", verbose_name="召集通知"
    )
    title = models.CharField("材料名称", max_length=120)
    text = models.TextField("内容", max_length=50_000, blank=True)
    file = models.FileField("文件", max_length=200, blank=True)
    file_name = models.CharField("文件名", max_length=120, blank=True)
    media_type = models.CharField("类型", max_length=100, blank=True)
    dropped = models.BooleanField("已移除", default=False)
    added_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name="添加人"
    )
    added_at = models.DateTimeField("添加时间", auto_now_add=True)

    class Meta:
        verbose_name = "会前学习材料"
        verbose_name_plural = "会前学习材料"
        ordering = ["id"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(text="") | ~Q(file=""),
                name="reading_says_something",
                violation_error_message="内容和文件至少有一样",
            )
        ]

    def __str__(self) -> str:
        return self.title


class ReadingMark(models.Model):
    """A deputy who is called opened the material; only the first time counts."""

    reading = models.ForeignKey(Reading, models.CASCADE, related_name="marks", verbose_name="材料")
    callee = models.ForeignKey(
        "activities.Callee", models.CASCADE, related_name="reading_marks", verbose_name="代表"
    )
    opened_at = models.DateTimeField("打开时间")

    class Meta:
        verbose_name = "阅读记录"
        verbose_name_plural = "阅读记录"
        constraints = [models.UniqueConstraint(fields=["reading", "callee"], name="reading_mark_once")]

    def __str__(self) -> str:
        return f"{self.callee}：{self.reading}"


class SignInDay(models.Model):
    """How often an account signed in on a day; nothing else is kept (R038)."""

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="sign_in_days", verbose_name="帐号"
    )
    on = models.DateField("日期")
    times = models.PositiveIntegerField("次数", default=1)

    class Meta:
        verbose_name = "登录天数"
        verbose_name_plural = "登录天数"
        constraints = [models.UniqueConstraint(fields=["user", "on"], name="sign_in_day_once")]
        indexes = [models.Index(fields=["on"], name="sign_in_day")]

    def __str__(self) -> str:
        return f"{self.user} {self.on}"
