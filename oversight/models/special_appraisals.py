"""Appraisals of departments: deputies' opinions, days on the spot, what was voted, and what followed (R119)."""

from __future__ import annotations

from datetime import date

from django.core.validators import MaxLengthValidator, MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Exists, F, OuterRef, Q

from congress.accounts.models import User
from congress.organs.enums import CongressLevel
from oversight.appraisals import rules
from oversight.appraisals.enums import UNDER_WAY, AppraisalState, Grade
from oversight.models.meetings import AgendaItem, Meeting


class SpecialAppraisalQuerySet(models.QuerySet["SpecialAppraisal"]):
    """Appraisals by scope and state."""

    def visible_to(self, user: User) -> SpecialAppraisalQuerySet:
        """Those this user may see."""
        return self.filter(rules.see_appraisal.as_q(user))

    def standing(self) -> SpecialAppraisalQuerySet:
        """Those that were not withdrawn."""
        return self.exclude(state=AppraisalState.WITHDRAWN)

    def taking_opinions(self, today: date) -> SpecialAppraisalQuerySet:
        """Those deputies can say something on today."""
        return self.filter(state=AppraisalState.ASKING, opinions_until__gte=today)

    def waiting_for(self, user: User, today: date) -> SpecialAppraisalQuerySet:
        """Those on which this deputy can say something and has not."""
        own = AppraisalOpinion.objects.filter(body__appraisal=OuterRef("pk"), person__user=user)
        return self.taking_opinions(today).filter(~Exists(own))


class SpecialAppraisal(models.Model):
    """One 专项评议 of a year: its plan, until when deputies say what they think, the ballot, the public result.

    ``item`` is its place on the agenda of the meeting that voted. ``rated_on`` is the day the ballot's result was
    taken over; nothing is public before, nor without the day of 公示.
    """

    title = models.CharField("名称", max_length=80)
    year = models.PositiveSmallIntegerField(
        "年度", validators=[MinValueValidator(2000), MaxValueValidator(2100)]
    )
    committee = models.ForeignKey(
        "organs.Organ", models.PROTECT, related_name="special_appraisals", verbose_name="牵头的工委"
    )
    basis = models.CharField("依据", max_length=200, blank=True)
    plan = models.TextField("评议方案", validators=[MaxLengthValidator(20_000)])
    opinions_until = models.DateField("征求意见截止日期")
    state = models.CharField(
        "状态", max_length=10, choices=AppraisalState.choices, default=AppraisalState.PLANNED
    )
    meeting = models.ForeignKey(
        Meeting,
        models.PROTECT,
        null=True,
        editable=False,
        related_name="special_appraisals",
        verbose_name="测评的会议",
    )
    item = models.OneToOneField(
        AgendaItem,
        models.SET_NULL,
        null=True,
        editable=False,
        related_name="special_appraisal",
        verbose_name="议题",
    )
    poll = models.OneToOneField(
        "ballots.Poll", models.PROTECT, null=True, editable=False, related_name="+", verbose_name="投票"
    )
    rated_on = models.DateField("测评日期", null=True, editable=False)
    published_on = models.DateField("公示日期", null=True, editable=False)
    withdrawn_reason = models.CharField("撤回原因", max_length=200, blank=True)
    version = models.PositiveIntegerField(default=1, editable=False)

    objects = SpecialAppraisalQuerySet.as_manager()

    class Meta:
        verbose_name = "专项评议"
        verbose_name_plural = "专项评议"
        ordering = ["-year", "-id"]
        indexes = [
            models.Index(fields=["-year", "-id"], name="special_appraisal_newest"),
            models.Index(fields=["state", "opinions_until"], name="special_appraisal_state"),
            models.Index(fields=["published_on"], name="special_appraisal_public"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["year", "title"],
                condition=~Q(state=AppraisalState.WITHDRAWN),
                name="special_appraisal_once",
                violation_error_message="这一年已有同名的专项评议",
            ),
            models.CheckConstraint(
                condition=Q(state=AppraisalState.PUBLISHED, published_on__isnull=False)
                | ~Q(state=AppraisalState.PUBLISHED) & Q(published_on__isnull=True),
                name="special_appraisal_public_has_day",
                violation_error_message="公示要有公示日期",
            ),
            models.CheckConstraint(
                condition=Q(published_on__isnull=True)
                | Q(rated_on__isnull=False, published_on__gte=F("rated_on")),
                name="special_appraisal_public_after_vote",
                violation_error_message="公示日期不能早于测评",
            ),
            models.CheckConstraint(
                condition=~Q(state=AppraisalState.WITHDRAWN) | ~Q(withdrawn_reason=""),
                name="special_appraisal_withdrawn_with_reason",
            ),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def under_way(self) -> bool:
        """Whether it can still be changed or withdrawn."""
        return self.state in UNDER_WAY

    def takes_opinions(self, today: date) -> bool:
        """Whether deputies can say something today, the last day included."""
        return self.state == AppraisalState.ASKING and today <= self.opinions_until


class AppraisedBodyQuerySet(models.QuerySet["AppraisedBody"]):
    """Departments appraised, by scope and by what became of them."""

    def visible_to(self, user: User) -> AppraisedBodyQuerySet:
        """Those this user may see."""
        return self.filter(rules.see_body.as_q(user))

    def unmended(self) -> AppraisedBodyQuerySet:
        """Those that have to mend something in public and have not said how."""
        return self.filter(
            appraisal__state=AppraisalState.PUBLISHED, mend_by__isnull=False, answered_on__isnull=True
        )

    def overdue(self, today: date) -> AppraisedBodyQuerySet:
        """Those of them whose day has passed."""
        return self.unmended().filter(mend_by__lt=today)


class AppraisedBody(models.Model):
    """One department appraised: its votes, what follows from them, until when it mends and what it answers.

    ``whole`` is what its share is of; none before the vote. ``name`` is what stands on the ballot.
    """

    appraisal = models.ForeignKey(
        SpecialAppraisal, models.CASCADE, related_name="bodies", verbose_name="专项评议"
    )
    number = models.PositiveSmallIntegerField("序号")
    organ = models.ForeignKey(
        "organs.Organ", models.PROTECT, related_name="appraised_as", verbose_name="被评议部门"
    )
    name = models.CharField("被评议部门", max_length=100)
    good = models.PositiveIntegerField("满意", default=0)
    fair = models.PositiveIntegerField("基本满意", default=0)
    bad = models.PositiveIntegerField("不满意", default=0)
    abstain = models.PositiveIntegerField("弃权", default=0)
    whole = models.PositiveIntegerField("总票数", default=0)
    passed = models.BooleanField("通过", null=True, blank=True)
    consequence = models.TextField("结果运用", blank=True, validators=[MaxLengthValidator(2000)])
    mend_by = models.DateField("整改期限", null=True, blank=True)
    answer = models.TextField("整改情况", blank=True, validators=[MaxLengthValidator(10_000)])
    answered_on = models.DateField("报告日期", null=True, blank=True)
    version = models.PositiveIntegerField(default=1, editable=False)

    objects = AppraisedBodyQuerySet.as_manager()

    class Meta:
        verbose_name = "被评议部门"
        verbose_name_plural = "被评议部门"
        ordering = ["-appraisal_id", "number"]
        indexes = [models.Index(fields=["answered_on", "mend_by"], name="appraised_body_mending")]
        constraints = [
            models.UniqueConstraint(fields=["appraisal", "number"], name="appraised_body_number_once"),
            models.UniqueConstraint(
                fields=["appraisal", "organ"],
                name="appraised_body_once",
                violation_error_message="这个部门已在这次评议里",
            ),
            models.CheckConstraint(condition=Q(good__lte=F("whole") - F("fair")), name="appraised_body_fits"),
            models.CheckConstraint(
                condition=Q(answered_on__isnull=True) | ~Q(answer=""),
                name="appraised_body_answered_with_words",
                violation_error_message="请写整改情况",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def is_late(self, today: date) -> bool:
        """Whether the day of rectification has passed without an answer."""
        return self.answered_on is None and self.mend_by is not None and self.mend_by < today


class AppraisalOpinion(models.Model):
    """What a deputy of one of the five levels says of one department; ``person`` said it here, by an own account."""

    body = models.ForeignKey(
        AppraisedBody, models.CASCADE, related_name="opinions", verbose_name="被评议部门"
    )
    level = models.CharField("哪一级代表", max_length=10, choices=CongressLevel.choices)
    person = models.ForeignKey(
        "deputies.Person", models.PROTECT, null=True, blank=True, related_name="+", verbose_name="代表"
    )
    name = models.CharField("代表姓名", max_length=40, blank=True)
    grade = models.CharField("总体评价", max_length=8, choices=Grade.choices, blank=True)
    text = models.TextField("意见", validators=[MaxLengthValidator(2000)])
    said_on = models.DateField("提出日期")
    version = models.PositiveIntegerField(default=1, editable=False)

    class Meta:
        verbose_name = "代表意见"
        verbose_name_plural = "代表意见"
        ordering = ["-said_on", "-id"]
        indexes = [
            models.Index(fields=["-said_on", "-id"], name="appraisal_opinion_newest"),
            models.Index(fields=["body", "level"], name="appraisal_opinion_levels"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["body", "person"],
                condition=Q(person__isnull=False),
                name="appraisal_opinion_once",
                violation_error_message="您对这个部门已提过意见",
            )
        ]

    def __str__(self) -> str:
        return self.text[:40]


class AppraisalVisit(models.Model):
    """A day on the spot; the log holds it too, with who was there, and deputies' registers follow from there."""

    appraisal = models.ForeignKey(
        SpecialAppraisal, models.CASCADE, related_name="visits", verbose_name="专项评议"
    )
    on = models.DateField("日期")
    place = models.CharField("调研地点", max_length=120)
    account = models.TextField("调研情况", validators=[MaxLengthValidator(5000)])
    activity = models.OneToOneField(
        "activities.Activity",
        models.PROTECT,
        null=True,
        editable=False,
        related_name="appraisal_visit",
        verbose_name="工作记录",
    )

    class Meta:
        verbose_name = "评议调研"
        verbose_name_plural = "评议调研"
        ordering = ["on", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["appraisal", "on", "place"],
                name="appraisal_visit_once",
                violation_error_message="这一天在这个地点的调研已登记",
            )
        ]

    def __str__(self) -> str:
        return f"{self.on} {self.place}"
