"""Training: plans, classes with their lecturers, and who is enrolled (R085–R096). A session of the deputies' lecture
hall (代表讲堂) is a class with a number.
"""

from __future__ import annotations

from calendar import monthrange
from datetime import date
from typing import Any
from uuid import uuid4

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Count, F, Q

from activities.learning import rules
from activities.learning.enums import (
    Channel,
    ClassState,
    Direction,
    Gathering,
    HallForm,
    Manner,
    Reach,
    TraineeState,
)
from congress.accounts.models import User
from congress.figures.parts import MONTHS, PartOfYear
from congress.organs.enums import CongressLevel
from congress.organs.models import numeral
from congress.search.text import normalise

_YEARS = [MinValueValidator(1990), MaxValueValidator(2099)]


class TrainingType(models.Model):
    """A type of class, the district's own list (R085). An ended class becomes an activity of ``activity_kind``.

    ``is_induction`` is what the newly elected have to have; ``is_platform`` teaches this portal (R037); ``is_hall``
    makes it a session of the lecture hall; only types that ``counts`` train a deputy for the term (R094).
    """

    name = models.CharField("名称", max_length=40, unique=True)
    activity_kind = models.ForeignKey(
        "activities.ActivityKind", models.PROTECT, related_name="+", verbose_name="活动类别"
    )
    is_induction = models.BooleanField("初任培训", default=False)
    is_platform = models.BooleanField("平台使用培训", default=False)
    is_hall = models.BooleanField("代表讲堂", default=False)
    counts = models.BooleanField("计入本届轮训", default=True)
    order = models.PositiveIntegerField("排序", default=100)
    active = models.BooleanField("可选", default=True)

    class Meta:
        verbose_name = "培训类型"
        verbose_name_plural = "培训类型"
        ordering = ["order", "id"]

    def __str__(self) -> str:
        return self.name


class TraineeKind(models.Model):
    """What somebody is in a class: 新任代表, 人大干部, 来宾; the list is the district's own (R093, R095)."""

    name = models.CharField("名称", max_length=40, unique=True)
    is_deputy = models.BooleanField("是代表", default=False)
    order = models.PositiveIntegerField("排序", default=100)
    active = models.BooleanField("可选", default=True)

    class Meta:
        verbose_name = "学员类别"
        verbose_name_plural = "学员类别"
        ordering = ["order", "id"]

    def __str__(self) -> str:
        return self.name


class TrainingPlan(models.Model):
    """What is to be taught in a year, or without a year in the whole term (总体培训计划, R089)."""

    term = models.ForeignKey("organs.Term", models.PROTECT, related_name="training_plans", verbose_name="届")
    year = models.PositiveSmallIntegerField("年度", null=True, blank=True, validators=_YEARS)
    text = models.TextField("目标和安排", max_length=4000, blank=True)
    version = models.PositiveIntegerField(default=1, editable=False)

    class Meta:
        verbose_name = "培训计划"
        verbose_name_plural = "培训计划"
        ordering = [F("year").desc(nulls_first=True), "-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["term", "year"],
                condition=Q(year__isnull=False),
                name="training_plan_once_a_year",
                violation_error_message="这个年度已有培训计划",
            ),
            models.UniqueConstraint(
                fields=["term"],
                condition=Q(year__isnull=True),
                name="training_plan_once_a_term",
                violation_error_message="这一届已有总体培训计划",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.year}年培训计划" if self.year else f"第{numeral(self.term.number)}届总体培训计划"


class TrainingClassQuerySet(models.QuerySet["TrainingClass"]):
    """Classes by scope and state."""

    def visible_to(self, user: User) -> TrainingClassQuerySet:
        """Classes this user sees at the desk."""
        return self.filter(rules.see_class.as_q(user))

    def kept_by(self, user: User) -> TrainingClassQuerySet:
        """Classes this user may change."""
        return self.filter(rules.keep_class.as_q(user))

    def standing(self) -> TrainingClassQuerySet:
        """Those that were not cancelled."""
        return self.exclude(state=ClassState.CANCELLED)

    def halls(self) -> TrainingClassQuerySet:
        """Sessions of the lecture hall."""
        return self.filter(number__isnull=False)

    def with_places(self) -> TrainingClassQuerySet:
        """Annotates how many are enrolled, how many of them are deputies, and how many wait."""
        enrolled = Q(trainees__state=TraineeState.ENROLLED)
        return self.annotate(
            enrolled=Count("trainees", filter=enrolled),
            deputies=Count("trainees", filter=enrolled & Q(trainees__deputyship__isnull=False)),
            waiting=Count("trainees", filter=Q(trainees__state=TraineeState.WAITING)),
        )


class TrainingClass(models.Model):
    """A training class, or with a ``number`` a session of the lecture hall.

    While only a plan it may have no days, but the part of the year it is meant for. ``levels`` are those whose
    deputies may enrol, all when empty; ``seats`` are for people of all kinds, without a number there is no limit.
    ``begins_on`` and ``due_on`` are the days, or the first and the last day of the planned part of the year.
    """

    title = models.CharField("名称", max_length=120)
    type = models.ForeignKey(TrainingType, models.PROTECT, related_name="classes", verbose_name="类型")
    reach = models.CharField("范围", max_length=10, choices=Reach.choices, blank=True)
    plan = models.ForeignKey(
        TrainingPlan, models.PROTECT, null=True, blank=True, related_name="classes", verbose_name="列入计划"
    )
    year = models.PositiveSmallIntegerField("年度", validators=_YEARS)
    span = models.CharField("计划时段", max_length=4, choices=PartOfYear.choices, default=PartOfYear.YEAR)
    start_on = models.DateField("开始日期", null=True, blank=True)
    end_on = models.DateField("结束日期", null=True, blank=True)
    begins_on = models.DateField(editable=False)
    due_on = models.DateField(editable=False)
    gathering = models.CharField("集中、分散", max_length=10, choices=Gathering.choices, blank=True)
    channel = models.CharField("线上、线下", max_length=10, choices=Channel.choices, blank=True)
    direction = models.CharField("请进来、走出去", max_length=10, choices=Direction.choices, blank=True)
    manner = models.CharField("培训方式", max_length=10, choices=Manner.choices, blank=True)
    place = models.CharField("地点", max_length=120, blank=True)
    host = models.CharField("承训单位", max_length=80, blank=True)
    organiser = models.CharField("主办单位", max_length=80)
    audience = models.CharField("培训对象", max_length=200, blank=True)
    levels = models.JSONField("可报名的代表层级", default=list, blank=True)
    enrol_by = models.DateField("报名截止", null=True, blank=True)
    seats = models.PositiveIntegerField("名额", null=True, blank=True, validators=[MinValueValidator(1)])
    note = models.TextField("安排和要求", max_length=4000, blank=True)
    number = models.PositiveIntegerField("期次", null=True, blank=True, validators=[MinValueValidator(1)])
    hall_form = models.CharField("形式", max_length=12, choices=HallForm.choices, blank=True)
    #: The town whose turn it is to carry a session out.
    town = models.ForeignKey(
        "organs.Area", models.PROTECT, null=True, blank=True, related_name="halls", verbose_name="承办"
    )
    area = models.ForeignKey(
        "organs.Area", models.PROTECT, related_name="training_classes", verbose_name="所属区域"
    )
    state = models.CharField("状态", max_length=10, choices=ClassState.choices, default=ClassState.PLANNED)
    cancelled_reason = models.CharField("取消原因", max_length=200, blank=True)
    activity = models.OneToOneField(
        "activities.Activity",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="training",
        verbose_name="活动",
    )
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name="登记人"
    )
    created_at = models.DateTimeField("登记时间", auto_now_add=True)
    version = models.PositiveIntegerField(default=1, editable=False)
    search_text = models.TextField(editable=False, default="")
    #: One submission of the form; the same one sent twice makes one class.
    token = models.UUIDField(unique=True, default=uuid4, editable=False)

    objects = TrainingClassQuerySet.as_manager()

    class Meta:
        verbose_name = "培训班"
        verbose_name_plural = "培训班"
        ordering = ["-begins_on", "-id"]
        indexes = [
            models.Index(fields=["-begins_on", "-id"], name="training_begins"),
            models.Index(fields=["state", "due_on"], name="training_state"),
            models.Index(fields=["year", "type"], name="training_year"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(start_on__isnull=True, end_on__isnull=True) | Q(end_on__gte=F("start_on")),
                name="training_ends_after_start",
                violation_error_message="结束日期不能早于开始日期",
            ),
            models.CheckConstraint(
                condition=Q(state__in=[ClassState.PLANNED, ClassState.CANCELLED]) | Q(start_on__isnull=False),
                name="training_has_days",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=[ClassState.RUNNING, ClassState.ENDED]) | Q(activity__isnull=False),
                name="training_held_is_activity",
            ),
            models.CheckConstraint(
                condition=~Q(state=ClassState.CANCELLED) | ~Q(cancelled_reason=""),
                name="training_cancelled_with_reason",
            ),
            models.UniqueConstraint(
                fields=["number"],
                condition=Q(number__isnull=False) & ~Q(state=ClassState.CANCELLED),
                name="hall_number_once",
                violation_error_message="这个期次已经用过，请改成没有用过的期次",
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Save with what is derived."""
        self.derive()
        super().save(*args, **kwargs)

    def derive(self) -> None:
        """The year and the days it stands for, and the search column."""
        if self.start_on:
            self.end_on = self.end_on or self.start_on
            self.year = self.start_on.year
            self.begins_on, self.due_on = self.start_on, self.end_on
        else:
            self.end_on = None
            self.begins_on, self.due_on = span_days(self.year, self.span)
        lines = [self.title, self.host, self.organiser, self.place, self.audience]
        self.search_text = normalise(" ".join(lines))

    @property
    def level_labels(self) -> list[str]:
        """区县级, 乡镇级: whose deputies may enrol."""
        return [str(level.label) for level in CongressLevel if level in self.levels]

    @property
    def forms(self) -> list[str]:
        """集中, 线下, 请进来, 集中办班."""
        said = (
            self.get_gathering_display(),
            self.get_channel_display(),
            self.get_direction_display(),
            self.get_manner_display(),
        )
        return [word for word in said if word]

    def takes_from(self, on: date) -> bool:
        """Whether deputies can enrol themselves on a day."""
        return self.state == ClassState.ENROLLING and (self.enrol_by is None or on <= self.enrol_by)


def span_days(year: int, span: str) -> tuple[date, date]:
    """The first and the last day of a part of a year."""
    first, last = MONTHS[PartOfYear(span)]
    return date(year, first, 1), date(year, last, monthrange(year, last)[1])


class Lecture(models.Model):
    """Who spoke about what in a class; a deputy of the roster is named by the deputyship (R088, R091)."""

    training = models.ForeignKey(
        TrainingClass, models.CASCADE, related_name="lectures", verbose_name="培训班"
    )
    speaker = models.CharField("授课人", max_length=40)
    organ = models.CharField("单位、职务", max_length=80, blank=True)
    subject = models.CharField("题目", max_length=120)
    deputyship = models.ForeignKey(
        "deputies.Deputyship",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="lectures",
        verbose_name="代表",
    )

    class Meta:
        verbose_name = "授课"
        verbose_name_plural = "授课"
        ordering = ["id"]

    def __str__(self) -> str:
        return f"{self.speaker}：{self.subject}"


class TraineeQuerySet(models.QuerySet["Trainee"]):
    """People in classes."""

    def enrolled(self) -> TraineeQuerySet:
        """Those with a place."""
        return self.filter(state=TraineeState.ENROLLED)

    def in_line(self) -> TraineeQuerySet:
        """Those who wait, the first one first."""
        return self.filter(state=TraineeState.WAITING).order_by("since", "pk")

    def of(self, user: User) -> TraineeQuerySet:
        """The user's own."""
        return self.filter(deputyship__person__user=user).exclude(state=TraineeState.LEFT)


class Trainee(models.Model):
    """Somebody in a class: a deputy by the deputyship, somebody else by name (R093, R095).

    Whether a deputy came is said by the roll of the activity; ``came`` says it of the others. ``since`` is when they
    asked for a place: the waiting list goes by it.
    """

    training = models.ForeignKey(
        TrainingClass, models.CASCADE, related_name="trainees", verbose_name="培训班"
    )
    kind = models.ForeignKey(TraineeKind, models.PROTECT, related_name="trainees", verbose_name="学员类别")
    deputyship = models.ForeignKey(
        "deputies.Deputyship",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="trainings",
        verbose_name="代表",
    )
    name = models.CharField("姓名", max_length=40)
    organisation = models.CharField("单位、职务", max_length=80, blank=True)
    state = models.CharField(
        "报名情况", max_length=10, choices=TraineeState.choices, default=TraineeState.ENROLLED
    )
    came = models.BooleanField("到课", null=True)
    since = models.DateTimeField("报名时间")

    objects = TraineeQuerySet.as_manager()

    class Meta:
        verbose_name = "学员"
        verbose_name_plural = "学员"
        ordering = ["since", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["training", "deputyship"],
                condition=Q(deputyship__isnull=False),
                name="trainee_deputy_once",
            )
        ]
        indexes = [models.Index(fields=["training", "state"], name="trainee_state")]

    def __str__(self) -> str:
        return f"{self.name}：{self.training}"
