"""Stories of deputies, the yearly publicity plan, collections and interviews, good practices (R080, R301–R307)."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Exists, F, OuterRef, Q

from bulletins.models.publicity import Medium
from bulletins.publicity import rules
from bulletins.publicity.enums import LOOKS, FeatureKind, StoryState
from congress.accounts.models import User
from congress.documents.kept import KeptPhoto
from congress.figures.numbers import About, Count
from congress.search.text import normalise

_YEARS = [MinValueValidator(1979), MaxValueValidator(2100)]


class PublicityPlanQuerySet(models.QuerySet["PlanItem"]):
    """Items of the plan by whether they are done."""

    def with_stories(self) -> models.QuerySet[Any]:
        """Annotates ``told``: whether a released story belongs to the item."""
        released = Story.objects.filter(plan_item=OuterRef("pk"), state=StoryState.RELEASED)
        return self.annotate(told=Exists(released))


class PlanItem(models.Model):
    """An item of the yearly publicity plan (R080). It is done by a released story, or when somebody says so."""

    year = models.PositiveSmallIntegerField("年度", validators=_YEARS)
    title = models.CharField("事项", max_length=120)
    owner = models.CharField("由谁负责", max_length=60, blank=True)
    due_on = models.DateField("完成期限", null=True, blank=True)
    done_on = models.DateField("完成日期", null=True, blank=True)
    done_note = models.CharField("怎样完成的", max_length=200, blank=True)
    dropped_reason = models.CharField("取消原因", max_length=200, blank=True)
    version = models.PositiveIntegerField(default=1, editable=False)

    objects = PublicityPlanQuerySet.as_manager()

    class Meta:
        verbose_name = "宣传计划事项"
        verbose_name_plural = "宣传计划事项"
        ordering = ["-year", F("due_on").asc(nulls_last=True), "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["year", "title"],
                name="plan_item_once_a_year",
                violation_error_message="这一年的计划里已有这一项",
            ),
            models.CheckConstraint(
                condition=Q(done_on__isnull=True) | ~Q(done_note=""), name="plan_item_done_how"
            ),
        ]

    def __str__(self) -> str:
        return self.title


class StoryQuerySet(models.QuerySet["Story"]):
    """Stories by scope and state."""

    def visible_to(self, user: User) -> StoryQuerySet:
        """All for the district's offices, a town's own for the town, released ones for others with a role."""
        return self.filter(rules.see_story.as_q(user))

    def released(self) -> StoryQuerySet:
        """What the public may read, the newest first (R303, R306)."""
        return self.filter(state=StoryState.RELEASED).order_by("-released_at", "-id")


class Story(models.Model):
    """A story of how a deputy does his duty (先进事迹). The public reads it once somebody else reviewed it (R306)."""

    title = models.CharField("标题", max_length=120)
    person = models.ForeignKey("deputies.Person", models.PROTECT, related_name="stories", verbose_name="代表")
    area = models.ForeignKey("organs.Area", models.PROTECT, related_name="stories", verbose_name="供稿区域")
    author = models.CharField("作者", max_length=60, blank=True)
    text = models.TextField("正文", max_length=20_000)
    plan_item = models.ForeignKey(
        PlanItem,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="stories",
        verbose_name="宣传计划",
    )
    state = models.CharField("状态", max_length=10, choices=StoryState.choices, default=StoryState.DRAFT)
    submitted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name="送审人"
    )
    submitted_at = models.DateTimeField("送审时间", null=True, blank=True)
    reviewed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name="审核人"
    )
    released_at = models.DateTimeField("发布时间", null=True, blank=True)
    reason = models.CharField("原因", max_length=200, blank=True)
    written_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name="登记人"
    )
    created_at = models.DateTimeField("登记时间", auto_now_add=True)
    version = models.PositiveIntegerField(default=1, editable=False)
    search_text = models.TextField(editable=False, default="")

    objects = StoryQuerySet.as_manager()

    class Meta:
        verbose_name = "代表事迹"
        verbose_name_plural = "代表事迹"
        ordering = ["-created_at", "-id"]
        indexes = [
            models.Index(fields=["-created_at", "-id"], name="story_newest"),
            models.Index(fields=["state", "-released_at"], name="story_state"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(state=StoryState.RELEASED, released_at__isnull=False)
                | ~Q(state=StoryState.RELEASED),
                name="story_released_has_time",
            ),
            models.CheckConstraint(
                condition=~Q(state=StoryState.WITHDRAWN) | ~Q(reason=""), name="story_withdrawn_why"
            ),
        ]

    def __str__(self) -> str:
        return f"《{self.title}》"

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Save with the derived search column."""
        self.search_text = normalise(f"{self.title} {self.person.name} {self.author} {self.text}")
        super().save(*args, **kwargs)

    @property
    def look(self) -> str:
        """The shape that stands for the state."""
        return LOOKS[StoryState(self.state)]


class StoryPhoto(KeptPhoto):
    """A photo of a story."""

    story = models.ForeignKey(Story, models.CASCADE, related_name="photos", verbose_name="事迹")

    class Meta:
        verbose_name = "事迹照片"
        verbose_name_plural = "事迹照片"
        ordering = ["order"]
        constraints = [models.UniqueConstraint(fields=["story", "order"], name="story_photo_order_once")]


class FeatureSet(models.Model):
    """A collection of deputies' stories (《代表风采》), or a series of interviews, by year (R301, R302).

    ``stated`` with ``about`` is the number of persons as the source gives it (40多), where not all are named here.
    """

    kind = models.CharField("类型", max_length=12, choices=FeatureKind.choices)
    title = models.CharField("名称", max_length=80)
    year = models.PositiveSmallIntegerField("年度", validators=_YEARS)
    published_on = models.DateField("编印、刊发日期", null=True, blank=True)
    medium = models.ForeignKey(
        Medium, models.PROTECT, null=True, blank=True, related_name="features", verbose_name="媒体"
    )
    stated = models.PositiveSmallIntegerField("记载人数", null=True, blank=True)
    about = models.CharField(
        "约数",
        max_length=4,
        blank=True,
        choices=[(one.value, one.value) for one in About if one is not About.EXACTLY],
    )
    note = models.TextField("说明", max_length=1000, blank=True)
    version = models.PositiveIntegerField(default=1, editable=False)

    class Meta:
        verbose_name = "专集、专访"
        verbose_name_plural = "专集、专访"
        ordering = ["-year", "-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["kind", "title", "year"],
                name="feature_once_a_year",
                violation_error_message="这一年已有同名的一项",
            )
        ]

    def __str__(self) -> str:
        return f"{self.year}年《{self.title}》"

    def people_of(self, named: int) -> Count:
        """How many persons: as stated, or as many as are named."""
        if self.stated is not None:
            return Count(self.stated, "人", About(self.about))
        return Count(named, "人")


class FeaturedPerson(models.Model):
    """Somebody in a collection or series; name and post are as they stood on the day (R302)."""

    feature = models.ForeignKey(FeatureSet, models.CASCADE, related_name="people", verbose_name="专集、专访")
    person = models.ForeignKey(
        "deputies.Person",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="featured",
        verbose_name="代表",
    )
    name = models.CharField("姓名", max_length=40)
    post = models.CharField("职务", max_length=80, blank=True)
    medium = models.ForeignKey(
        Medium, models.PROTECT, null=True, blank=True, related_name="interviews", verbose_name="媒体"
    )
    published_on = models.DateField("刊发日期", null=True, blank=True)
    title = models.CharField("篇名", max_length=120, blank=True)

    class Meta:
        verbose_name = "专集、专访人物"
        verbose_name_plural = "专集、专访人物"
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(
                fields=["feature", "name", "post"],
                name="featured_once",
                violation_error_message="这个人已在里面",
            )
        ]

    def __str__(self) -> str:
        return self.name


class PracticeQuerySet(models.QuerySet["Practice"]):
    """Practices that stand; everybody who reads the library reads all of them."""

    def standing(self) -> PracticeQuerySet:
        """Those not withdrawn."""
        return self.filter(withdrawn_reason="")


class Practice(models.Model):
    """A good practice of a town or station, for others to learn from (好做法好经验, R307)."""

    title = models.CharField("题目", max_length=120)
    area = models.ForeignKey("organs.Area", models.PROTECT, related_name="practices", verbose_name="所属区域")
    station = models.ForeignKey(
        "liaison_stations.Station",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="practices",
        verbose_name="联络站",
    )
    topic = models.CharField("方面", max_length=30, blank=True)
    noted_on = models.DateField("总结日期")
    text = models.TextField("做法和成效", max_length=10_000)
    spread = models.CharField("推广情况", max_length=200, blank=True)
    withdrawn_reason = models.CharField("撤回原因", max_length=200, blank=True)
    recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name="登记人"
    )
    version = models.PositiveIntegerField(default=1, editable=False)
    search_text = models.TextField(editable=False, default="")

    objects = PracticeQuerySet.as_manager()

    class Meta:
        verbose_name = "好做法"
        verbose_name_plural = "好做法"
        ordering = ["-noted_on", "-id"]
        indexes = [
            models.Index(fields=["-noted_on", "-id"], name="practice_newest"),
            models.Index(fields=["area", "-noted_on"], name="practice_area"),
        ]

    def __str__(self) -> str:
        return self.title

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Save with the derived search column."""
        station = self.station.name if self.station else ""
        self.search_text = normalise(f"{self.title} {self.area.name} {station} {self.topic} {self.text}")
        super().save(*args, **kwargs)
