"""Deputies at meetings of the standing committee: the plan of who is asked, what was said there."""

from __future__ import annotations

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q

from activities.convocations.enums import ConvocationState
from activities.taking_part import rules
from activities.taking_part.enums import SittingState
from congress.accounts.models import User

MOST_SEATS = 100


class SittingQuerySet(models.QuerySet["Sitting"]):
    """Planned sittings by scope and state."""

    def visible_to(self, user: User) -> SittingQuerySet:
        """Those this user may see."""
        return self.filter(rules.see.as_q(user))

    def open(self) -> SittingQuerySet:
        """Those for which no convocation was written yet."""
        uncalled = Q(convocation__isnull=True) | Q(convocation__state=ConvocationState.CANCELLED)
        return self.filter(uncalled, dropped_reason="")


class Sitting(models.Model):
    """A meeting of the standing committee to which deputies are to be asked, as the year's plan has it (R105).

    ``grassroots_seats`` of the ``seats`` are for 基层代表 (R106). Once it is called, ``convocation`` is the notice.
    """

    on = models.DateField("日期")
    title = models.CharField("会议", max_length=120)
    seats = models.PositiveSmallIntegerField(
        "列席名额", validators=[MinValueValidator(1), MaxValueValidator(MOST_SEATS)]
    )
    grassroots_seats = models.PositiveSmallIntegerField("其中基层代表", default=0)
    invited = models.ManyToManyField(
        "deputies.Deputyship", related_name="sittings", verbose_name="拟请的代表", blank=True
    )
    convocation = models.OneToOneField(
        "activities.Convocation",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="sitting",
        verbose_name="召集通知",
    )
    dropped_reason = models.CharField("不再安排的原因", max_length=200, blank=True)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name="登记人"
    )
    version = models.PositiveIntegerField(default=1, editable=False)

    objects = SittingQuerySet.as_manager()

    class Meta:
        verbose_name = "列席安排"
        verbose_name_plural = "列席计划"
        ordering = ["on", "id"]
        indexes = [models.Index(fields=["on", "id"], name="sitting_on")]
        constraints = [
            models.CheckConstraint(
                condition=Q(grassroots_seats__lte=models.F("seats")),
                name="sitting_grassroots_within_seats",
                violation_error_message="其中基层代表不能多于列席名额",
            ),
            models.CheckConstraint(
                condition=Q(dropped_reason="") | Q(convocation__isnull=True),
                name="sitting_called_is_not_dropped",
            ),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def state(self) -> SittingState:
        """Planned, called, or given up; where the convocation was cancelled it is planned again."""
        if self.dropped_reason:
            return SittingState.DROPPED
        notice = self.convocation
        is_called = notice is not None and notice.state != ConvocationState.CANCELLED
        return SittingState.CALLED if is_called else SittingState.PLANNED


class Talk(models.Model):
    """The talk with the deputies who sat in at a meeting (R126)."""

    activity = models.OneToOneField(
        "activities.Activity", models.CASCADE, related_name="talk", verbose_name="列席的会议"
    )
    chaired_by = models.CharField("主持人", max_length=60)
    account = models.TextField("座谈情况", max_length=5000, blank=True)
    recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name="登记人"
    )
    version = models.PositiveIntegerField(default=1, editable=False)

    class Meta:
        verbose_name = "列席代表座谈"
        verbose_name_plural = "列席代表座谈"

    def __str__(self) -> str:
        return f"{self.activity}列席代表座谈"


class TalkPoint(models.Model):
    """What a deputy brought up in the talk; it may become a suggestion of that deputy's."""

    talk = models.ForeignKey(Talk, models.CASCADE, related_name="points", verbose_name="座谈")
    deputyship = models.ForeignKey(
        "deputies.Deputyship", models.PROTECT, related_name="talk_points", verbose_name="提出的代表"
    )
    title = models.CharField("一句话", max_length=60)
    text = models.TextField("说了什么", max_length=2000)
    version = models.PositiveIntegerField(default=1, editable=False)

    class Meta:
        verbose_name = "座谈中提出的意见"
        verbose_name_plural = "座谈中提出的意见"
        ordering = ["id"]

    def __str__(self) -> str:
        return self.title
