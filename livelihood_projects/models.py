"""A year's round, its projects from idea to evaluation, what each body decided, and the progress reported."""

from __future__ import annotations

import uuid
from datetime import date, timedelta
from decimal import Decimal

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import MaxLengthValidator, MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q

from congress.accounts.models import User
from congress.documents.kept import KeptPhoto
from congress.web.masking import pieces, public
from livelihood_projects import rules
from livelihood_projects.enums import CHOSEN, STEP_NAMES, CommentState, ProjectState, RoundState, Source

_LONG = [MaxLengthValidator(3000)]
_MONTHS = [MinValueValidator(1), MaxValueValidator(12)]


class LivelihoodRule(models.Model):
    """What the district decides for this room; there is one row (R250, R254)."""

    silent_days = models.PositiveSmallIntegerField(
        "多少天没有填报就列出", default=30, validators=[MinValueValidator(1), MaxValueValidator(365)]
    )
    shortest_call = models.PositiveSmallIntegerField(
        "征集至少几天", default=30, validators=[MinValueValidator(1), MaxValueValidator(365)]
    )
    call_month = models.PositiveSmallIntegerField("几月起提醒开始下一年征集", default=9, validators=_MONTHS)
    evaluation_month = models.PositiveSmallIntegerField(
        "几月起提醒审议、测评", default=12, validators=_MONTHS
    )
    version = models.PositiveIntegerField(default=1, editable=False)

    class Meta:
        verbose_name = "民生实事的规定"
        verbose_name_plural = "民生实事的规定"

    def __str__(self) -> str:
        return "民生实事的规定"

    @classmethod
    def in_force(cls) -> LivelihoodRule:
        """The district's rules; the usual ones until somebody changes them (1 query)."""
        return cls.objects.first() or cls()


class RoundQuerySet(models.QuerySet["Round"]):
    """Rounds by scope and by what is open."""

    def visible_to(self, user: User) -> RoundQuerySet:
        """Those this user may see."""
        return self.filter(rules.see_round.as_q(user))

    def open_on(self, day: date) -> RoundQuerySet:
        """Those that take ideas on this day."""
        return self.filter(state=RoundState.CALLING, opens_on__lte=day, closes_on__gte=day)

    def calling(self, user: User, day: date) -> RoundQuerySet:
        """Open calls that are this user's to answer: the district's, and those of the places of the own posts."""
        places = [one.area_id for one in user.assignments_today if one.area_id is not None]
        return self.open_on(day).filter(Q(area=None) | Q(area__in=places))


class Round(models.Model):
    """One year's projects of the district (no ``area``) or of a town (R249, R251).

    ``shortest_call`` is how many days the call has to be open at least; the district sets it.
    """

    year = models.PositiveSmallIntegerField(
        "年度", validators=[MinValueValidator(2000), MaxValueValidator(2100)]
    )
    area = models.ForeignKey(
        "organs.Area", models.PROTECT, null=True, blank=True, related_name="+", verbose_name="乡镇街道"
    )
    title = models.CharField("名称", max_length=80)
    call = models.TextField("征集公告", validators=_LONG)
    opens_on = models.DateField("开始征集")
    closes_on = models.DateField("截止征集")
    shortest_call = models.PositiveSmallIntegerField(
        "至少征集几天", default=30, validators=[MinValueValidator(1)]
    )
    state = models.CharField("进展", max_length=14, choices=RoundState.choices, default=RoundState.CALLING)
    election = models.OneToOneField(
        "ballots.Poll", models.PROTECT, null=True, blank=True, related_name="+", verbose_name="票决"
    )
    evaluation = models.OneToOneField(
        "ballots.Poll", models.PROTECT, null=True, blank=True, related_name="+", verbose_name="测评"
    )
    version = models.PositiveIntegerField(default=1, editable=False)

    objects = RoundQuerySet.as_manager()

    class Meta:
        verbose_name = "民生实事年度"
        verbose_name_plural = "民生实事年度"
        ordering = ["-year", "-id"]
        indexes = [models.Index(fields=["-year", "-id"], name="round_newest")]
        constraints = [
            models.UniqueConstraint(
                fields=["year", "area"],
                name="round_once_a_year",
                violation_error_message="这一年的征集已经有了",
            ),
            models.UniqueConstraint(
                fields=["year"],
                condition=Q(area=None),
                name="round_of_the_district_once",
                violation_error_message="这一年的征集已经有了",
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def clean(self) -> None:
        """The call is open long enough. ``ValidationError`` at its last day."""
        # What could not be read is said at its own field.
        if None not in (self.opens_on, self.closes_on) and self.shortest_call:
            days = (self.closes_on - self.opens_on).days + 1
            if days < self.shortest_call:
                last = self.opens_on + timedelta(days=self.shortest_call - 1)
                raise ValidationError(
                    {
                        "closes_on": f"征集至少 {self.shortest_call} 天，现在是 {days} 天，"
                        f"最早到{last.year}年{last.month}月{last.day}日截止"
                    }
                )

    @property
    def body(self) -> str:
        """Which body has to decide now: 区政府常务会议, 镇党委会议."""
        return self.body_of(self.state)

    def body_of(self, state: str) -> str:
        """What a step is called here."""
        names = STEP_NAMES.get(RoundState(state))
        return names[self.area_id is not None] if names else str(RoundState(state).label)


class ProjectQuerySet(models.QuerySet["Project"]):
    """Projects by scope and by what is to be done."""

    def visible_to(self, user: User) -> ProjectQuerySet:
        """Those this user may see."""
        return self.filter(rules.see_project.as_q(user))

    def reported_by(self, user: User) -> ProjectQuerySet:
        """Those this user may report on."""
        return self.filter(rules.report_on.as_q(user))

    def chosen(self) -> ProjectQuerySet:
        """Those the ballot chose."""
        return self.filter(state__in=CHOSEN)

    def silent(self, today: date) -> ProjectQuerySet:
        """Those being built on which nobody reported for as long as the district's rule says (R254)."""
        days = timedelta(days=LivelihoodRule.in_force().silent_days)
        return self.filter(state=ProjectState.ELECTED, reported_on__lt=today - days)

    def proposed_by(self, user: User) -> ProjectQuerySet:
        """Ideas this user brought with the own account."""
        return self.filter(proposed_by=user)


class Project(models.Model):
    """An idea that becomes a candidate, is chosen, built, accepted and evaluated. Money in 万元 (R252).

    ``reported_on`` is the day of the last word about it, to begin with the day it was chosen. ``verdict`` holds the
    numbers of the December ballot by mark; without them it cannot be closed (R248). ``proposed_by`` is the account it
    was proposed with, so that its holder sees what became of it; the public has none.
    """

    round = models.ForeignKey(Round, models.PROTECT, related_name="projects", verbose_name="年度")
    title = models.CharField("项目名称", max_length=80)
    content = models.TextField("内容和理由", validators=_LONG)
    place = models.CharField("地点", max_length=80, blank=True)
    source = models.CharField("来源", max_length=8, choices=Source.choices)
    proposer = models.CharField("提出人", max_length=40, blank=True)
    phone = models.CharField("联系电话", max_length=20, blank=True)
    proposed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        editable=False,
        related_name="+",
        verbose_name="提出的帐号",
    )
    token = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    state = models.CharField("进展", max_length=12, choices=ProjectState.choices, default=ProjectState.IDEA)
    dropped_at = models.CharField("在哪一步未列入", max_length=14, choices=RoundState.choices, blank=True)
    reason = models.CharField("未列入的原因", max_length=300, blank=True)
    investment = models.DecimalField(
        "投资（万元）",
        max_digits=12,
        decimal_places=2,
        null=True,
        blank=True,
        validators=[MinValueValidator(Decimal(0))],
    )
    quantity = models.DecimalField("数量", max_digits=12, decimal_places=2, null=True, blank=True)
    measure = models.CharField("计量单位", max_length=10, blank=True)
    households = models.PositiveIntegerField("受益户数", null=True, blank=True)
    people = models.PositiveIntegerField("受益人数", null=True, blank=True)
    unit = models.ForeignKey(
        "organs.Organ", models.PROTECT, null=True, blank=True, related_name="+", verbose_name="责任单位"
    )
    committee = models.ForeignKey(
        "organs.Organ",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="监督的专委、工委",
    )
    supervisors = models.ManyToManyField(
        "deputies.Person", blank=True, related_name="+", verbose_name="监督代表"
    )
    due_on = models.DateField("计划完成", null=True, blank=True)
    percent = models.PositiveSmallIntegerField("进度（%）", default=0, validators=[MaxValueValidator(100)])
    reported_on = models.DateField("最近填报", null=True, blank=True)
    completed_on = models.DateField("竣工日期", null=True, blank=True)
    accepted_on = models.DateField("验收日期", null=True, blank=True)
    acceptance = models.CharField("验收结论", max_length=300, blank=True)
    verdict = models.JSONField("测评结果", default=dict, blank=True)
    version = models.PositiveIntegerField(default=1, editable=False)

    objects = ProjectQuerySet.as_manager()

    class Meta:
        verbose_name = "民生实事项目"
        verbose_name_plural = "民生实事项目"
        ordering = ["-id"]
        indexes = [
            models.Index(fields=["state", "reported_on"], name="project_state_reported"),
            models.Index(fields=["round", "state"], name="project_round_state"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=~Q(state=ProjectState.DROPPED) | ~Q(reason=""), name="project_dropped_with_reason"
            ),
            models.CheckConstraint(
                condition=~Q(state=ProjectState.CLOSED) | ~Q(verdict={}), name="project_closed_when_evaluated"
            ),
        ]

    def __str__(self) -> str:
        return self.title


class StepDecision(models.Model):
    """What one body decided on the list: when, by which document, how many were taken forward."""

    round = models.ForeignKey(Round, models.CASCADE, related_name="decisions", verbose_name="年度")
    step = models.CharField("步骤", max_length=14, choices=RoundState.choices)
    on = models.DateField("日期")
    document = models.CharField("文件或者会议", max_length=120, blank=True)
    note = models.TextField("意见", blank=True, validators=_LONG)
    taken = models.PositiveSmallIntegerField("列入项目数")
    dropped = models.PositiveSmallIntegerField("未列入项目数")

    class Meta:
        verbose_name = "审议"
        verbose_name_plural = "审议"
        ordering = ["round", "on", "id"]
        constraints = [models.UniqueConstraint(fields=["round", "step"], name="decision_once_a_step")]

    def __str__(self) -> str:
        return f"{self.round.body_of(self.step)}审议"


class Progress(models.Model):
    """What the unit reported in a month: percent, what was done, a milestone when one was reached (R254)."""

    project = models.ForeignKey(Project, models.CASCADE, related_name="progress", verbose_name="项目")
    on = models.DateField("日期")
    percent = models.PositiveSmallIntegerField("进度（%）", validators=[MaxValueValidator(100)])
    milestone = models.CharField("节点", max_length=40, blank=True)
    text = models.TextField("进展情况", validators=_LONG)
    reported_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name="填报人"
    )

    class Meta:
        verbose_name = "进度"
        verbose_name_plural = "进度"
        ordering = ["-on", "-id"]
        indexes = [models.Index(fields=["project", "-on"], name="progress_newest")]

    def __str__(self) -> str:
        return f"{self.percent}%"


class ProgressPhoto(KeptPhoto):
    """A photo of what was done; once the project is chosen, everybody sees it (R253)."""

    progress = models.ForeignKey(Progress, models.CASCADE, related_name="photos", verbose_name="进度")

    class Meta:
        verbose_name = "进度照片"
        verbose_name_plural = "进度照片"
        ordering = ["order", "id"]
        constraints = [
            models.UniqueConstraint(fields=["progress", "order"], name="progress_photo_order_once")
        ]


class Inspection(models.Model):
    """A day on which deputies looked at a project; the log holds it too, and their registers follow (R250)."""

    project = models.ForeignKey(Project, models.CASCADE, related_name="inspections", verbose_name="项目")
    on = models.DateField("日期")
    place = models.CharField("地点", max_length=120)
    account = models.TextField("督查情况", validators=_LONG)
    activity = models.OneToOneField(
        "activities.Activity",
        models.PROTECT,
        null=True,
        related_name="livelihood_inspection",
        verbose_name="工作记录",
    )

    class Meta:
        verbose_name = "督查"
        verbose_name_plural = "督查"
        ordering = ["-on", "-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["project", "on", "place"],
                name="inspection_of_project_once",
                violation_error_message="这一天在这个地点的督查已登记",
            )
        ]

    def __str__(self) -> str:
        return f"{self.on} {self.place}"


class Comment(models.Model):
    """What somebody of the public says of a chosen project; read by everybody once it is released (R253).

    ``name`` stands beside it only where it was given; ``phone`` is for the keepers.
    """

    project = models.ForeignKey(Project, models.CASCADE, related_name="comments", verbose_name="项目")
    text = models.TextField("留言", validators=[MaxLengthValidator(500)])
    name = models.CharField("怎样署名", max_length=40, blank=True)
    phone = models.CharField("联系电话", max_length=20, blank=True)
    token = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    state = models.CharField("状态", max_length=8, choices=CommentState.choices, default=CommentState.WAITING)
    reason = models.CharField("不公开的原因", max_length=200, blank=True)
    sent_at = models.DateTimeField("留言时间", auto_now_add=True)

    class Meta:
        verbose_name = "群众留言"
        verbose_name_plural = "群众留言"
        ordering = ["-sent_at", "-id"]
        indexes = [
            models.Index(fields=["project", "state", "-sent_at"], name="comment_of_project"),
            models.Index(fields=["state"], name="comment_state"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=~Q(state=CommentState.REFUSED) | ~Q(reason=""), name="comment_refused_with_reason"
            )
        ]

    def __str__(self) -> str:
        return self.text[:30]

    @property
    def public_text(self) -> str:
        """What everybody reads: telephone and identity numbers are left out."""
        return public(pieces(self.text))

    @property
    def signed(self) -> str:
        """The name that was given, or none."""
        return self.name or "群众"
