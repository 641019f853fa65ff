"""What is published of scores, what deputies object to, and the grades of a year (R061, R064, R065, R074)."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.conf import settings
from django.core.validators import MaxLengthValidator, MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Count, F, Q
from django.utils import timezone

from congress.accounts.models import User
from congress.organs.models import Area
from deputies.duty.rules import seen_by
from deputies.models.duties import DutyRecord
from deputies.models.groups import DeputyGroup
from deputies.models.points import GradeTier, PointsAccount, points_field
from deputies.points import rules
from deputies.points.enums import ObjectionState, Quarter

#: The longest objection, and the longest answer.
LONGEST_WORDS = 600
#: So many grades that recommend, in one term, make a deputy a candidate for another one (R065).
RECOMMENDED_FROM = 2


class PublicationQuerySet(models.QuerySet["PointsPublication"]):
    """Publications by date."""

    def taking_objections(self, area: Area, year: int, on: date) -> PublicationQuerySet:
        """Those to which deputies may object on a day."""
        return self.filter(area=area, year=year, objections_until__gte=on)


class PointsPublication(models.Model):
    """Scores as they stood on a day, shown to each deputy (季度亮分); objections are taken until a day."""

    area = models.ForeignKey(Area, models.PROTECT, related_name="+", verbose_name="区域")
    year = models.PositiveSmallIntegerField(
        "年度", validators=[MinValueValidator(2000), MaxValueValidator(2100)]
    )
    quarter = models.PositiveSmallIntegerField("季度", choices=Quarter.choices)
    published_on = models.DateField("亮分日期")
    published_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name="亮分人"
    )
    objections_until = models.DateField("异议截止", help_text="这一天仍可以提")

    objects = PublicationQuerySet.as_manager()

    class Meta:
        verbose_name = "亮分"
        verbose_name_plural = "亮分"
        ordering = ["-year", "-quarter", "area_id"]
        constraints = [
            models.UniqueConstraint(
                fields=["area", "year", "quarter"],
                name="publication_once",
                violation_error_message="这个季度已经亮分",
            ),
            models.CheckConstraint(
                condition=Q(objections_until__gte=F("published_on")),
                name="publication_until",
                violation_error_message="异议截止不能早于亮分日期",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.year}年{self.get_quarter_display()}亮分"


class PublishedScore(models.Model):
    """The score of a deputy as it was published."""

    publication = models.ForeignKey(PointsPublication, models.CASCADE, related_name="scores")
    account = models.ForeignKey(PointsAccount, models.PROTECT, related_name="published")
    points = points_field("积分")
    place = models.PositiveIntegerField("名次")

    class Meta:
        verbose_name = "亮分成绩"
        verbose_name_plural = "亮分成绩"
        ordering = ["place", "id"]
        constraints = [
            models.UniqueConstraint(fields=["publication", "account"], name="published_score_once")
        ]

    def __str__(self) -> str:
        return f"{self.account_id}: {self.points}"


class ObjectionQuerySet(models.QuerySet["Objection"]):
    """Objections by scope and state."""

    def visible_to(self, user: User) -> ObjectionQuerySet:
        """Those this user may read; a deputy the own ones."""
        return self.filter(rules.see_objection.as_q(user))

    def open(self) -> ObjectionQuerySet:
        """Those that wait for an answer."""
        return self.filter(state=ObjectionState.OPEN)

    def to_answer(self, user: User) -> ObjectionQuerySet:
        """Those that wait for this user's answer; one's own are not among them."""
        return self.open().filter(rules.answer_objection.as_q(user))


class Objection(models.Model):
    """What a deputy says is wrong with the points, or with one duty among them, and the answer (R074)."""

    account = models.ForeignKey(PointsAccount, models.PROTECT, related_name="objections", verbose_name="积分")
    record = models.ForeignKey(
        DutyRecord, models.PROTECT, null=True, related_name="objections", verbose_name="哪一条"
    )
    text = models.TextField("异议", validators=[MaxLengthValidator(LONGEST_WORDS)])
    state = models.CharField(
        "状态", max_length=10, choices=ObjectionState.choices, default=ObjectionState.OPEN
    )
    made_at = models.DateTimeField("提出时间", auto_now_add=True)
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    answer = models.TextField("答复", blank=True, validators=[MaxLengthValidator(LONGEST_WORDS)])
    answered_at = models.DateTimeField("答复时间", null=True)
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name="答复人"
    )
    #: One submission of the form; the same one sent twice makes one objection.
    token = models.UUIDField(unique=True, null=True, editable=False)

    objects = ObjectionQuerySet.as_manager()

    class Meta:
        verbose_name = "积分异议"
        verbose_name_plural = "积分异议"
        ordering = ["-made_at", "-id"]
        indexes = [
            models.Index(fields=["state", "-made_at"], name="objection_state"),
            models.Index(fields=["-made_at", "-id"], name="objection_newest"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(state__in=[ObjectionState.OPEN, ObjectionState.WITHDRAWN])
                | (~Q(answer="") & Q(answered_at__isnull=False)),
                name="objection_answered",
            )
        ]

    def __str__(self) -> str:
        return f"{self.account.deputyship.person}：{self.text[:20]}"


class AppraisalQuerySet(models.QuerySet["Appraisal"]):
    """Appraisals by scope and grade."""

    def visible_to(self, user: User) -> AppraisalQuerySet:
        """Those this user may read."""
        return self.filter(seen_by("account__deputyship").as_q(user))

    def graded(self) -> AppraisalQuerySet:
        """Those of frozen years."""
        return self.filter(frozen_at__isnull=False)

    def recommending(self) -> models.QuerySet[Appraisal, Any]:
        """Deputyships with grades enough in their one term to be recommended for another one (R065).

        A deputyship is one term: grades of other terms are those of another deputyship.
        """
        rows = self.graded().filter(tier__recommends=True).order_by()
        counted = rows.values("account__deputyship", "account__area").annotate(n=Count("pk"))
        return counted.filter(n__gte=RECOMMENDED_FROM)


class Appraisal(models.Model):
    """The appraisal of a deputy for a year: the appraiser's words, and once the year is frozen the grade for good.

    ``tier`` is none below the lowest one and for who was in office too short. ``evidence`` is what
    :func:`deputies.points.evidence.evidence_of` said on the day of the freeze.
    """

    account = models.OneToOneField(
        PointsAccount, models.PROTECT, related_name="appraisal", verbose_name="积分"
    )
    comment = models.CharField("考核意见", max_length=300, blank=True)
    appraised_on = models.DateField("考核日期", null=True)
    appraiser = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name="考核人"
    )
    points = points_field("积分", null=True, editable=False)
    tier = models.ForeignKey(GradeTier, models.PROTECT, null=True, related_name="appraisals", editable=False)
    grade = models.CharField("等次", max_length=20, blank=True, editable=False)
    evidence = models.JSONField("佐证", default=list, editable=False)
    frozen_at = models.DateTimeField("冻结时间", null=True, editable=False)
    version = models.PositiveIntegerField(default=1, editable=False)

    objects = AppraisalQuerySet.as_manager()

    class Meta:
        verbose_name = "代表年度考核"
        verbose_name_plural = "代表年度考核"
        indexes = [models.Index(fields=["grade", "account"], name="appraisal_grade")]
        constraints = [
            models.CheckConstraint(
                condition=Q(frozen_at__isnull=True, points__isnull=True, grade="")
                | (Q(frozen_at__isnull=False, points__isnull=False) & ~Q(grade="")),
                name="appraisal_grade_when_frozen",
            )
        ]

    def __str__(self) -> str:
        return f"{self.account.deputyship.person}{self.account.year}年度考核"


class GroupAppraisal(models.Model):
    """The appraisal of a group for a year, beside those of its members (R061)."""

    group = models.ForeignKey(DeputyGroup, models.PROTECT, related_name="appraisals", verbose_name="代表小组")
    year = models.PositiveSmallIntegerField("年度")
    grade = models.CharField("等次", max_length=20)
    comment = models.CharField("考核意见", max_length=300, blank=True)
    appraised_on = models.DateField("考核日期")
    appraiser = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="考核人"
    )
    version = models.PositiveIntegerField(default=1, editable=False)

    class Meta:
        verbose_name = "代表小组年度考核"
        verbose_name_plural = "代表小组年度考核"
        ordering = ["-year", "group_id"]
        constraints = [models.UniqueConstraint(fields=["group", "year"], name="group_appraisal_once")]

    def __str__(self) -> str:
        return f"{self.group}{self.year}年度考核"


class AppraisalNotice(models.Model):
    """The 通报 of a frozen year (R061); its figures are those of the freeze."""

    year = models.PositiveSmallIntegerField("年度", unique=True)
    title = models.CharField("标题", max_length=80)
    number = models.CharField("文号", max_length=40, blank=True)
    text = models.TextField("正文", max_length=3_000)
    issued_on = models.DateField("印发日期", default=timezone.localdate)
    issued_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name="印发人"
    )

    class Meta:
        verbose_name = "考核通报"
        verbose_name_plural = "考核通报"
        ordering = ["-year"]

    def __str__(self) -> str:
        return self.title
