"""Inspections of stations, supervision meetings, and the problems both find (R075, R137)."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from django.core.validators import MaxLengthValidator, MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from congress.accounts.models import User
from congress.documents.kept import KeptPhoto
from liaison_stations import rules
from liaison_stations.enums import InspectionKind, InspectionState, ProblemState
from liaison_stations.models.stations import Station

#: The longest account of an inspection or a meeting.
LONGEST_FINDING = 2_000


class InspectionPoint(models.Model):
    """What is looked at in an inspection, and the points it is worth: an editable list."""

    name = models.CharField("名称", max_length=30, unique=True)
    full = models.PositiveSmallIntegerField(
        "满分", default=10, validators=[MinValueValidator(1), MaxValueValidator(100)]
    )
    order = models.PositiveSmallIntegerField("排序", default=0)
    in_use = models.BooleanField("在用", default=True)

    class Meta:
        verbose_name = "检查要点"
        verbose_name_plural = "检查要点"
        ordering = ["order", "id"]

    def __str__(self) -> str:
        return self.name


class InspectionQuerySet(models.QuerySet["Inspection"]):
    """Inspections by scope and state."""

    def visible_to(self, user: User) -> InspectionQuerySet:
        """Those this user may know of: an unannounced one is unknown to the station and its town until released."""
        return self.filter(rules.see_inspection.as_q(user))

    def released(self) -> InspectionQuerySet:
        """Those whose result the station may read, and that count."""
        return self.filter(state=InspectionState.RELEASED)

    def where_sat(self, seat: Q) -> InspectionQuerySet:
        """Those of stations to which a deputy belonged that day; ``seat`` says which, by ``station__deputies``."""
        belonged = Q(station__deputies__starts_on__lte=F("day")) & (
            Q(station__deputies__ends_on__isnull=True) | Q(station__deputies__ends_on__gte=F("day"))
        )
        return self.filter(seat & belonged).distinct()

    def pending(self) -> InspectionQuerySet:
        """Unannounced ones that are planned or done and not released."""
        return self.filter(
            kind=InspectionKind.UNANNOUNCED, state__in=[InspectionState.PLANNED, InspectionState.DONE]
        )


class Inspection(models.Model):
    """One inspection of a station (明察暗访, R075).

    ``score`` is out of 100 and follows from the findings: their scores over what the points were worth that day.
    ``day`` is the day of the inspection, the planned one until then.
    """

    station = models.ForeignKey(Station, models.PROTECT, related_name="inspections", verbose_name="联络站")
    kind = models.CharField("方式", max_length=12, choices=InspectionKind.choices)
    day = models.DateField("检查日期")
    inspectors = models.CharField("检查人员", max_length=200, blank=True)
    aim = models.CharField("检查重点", max_length=200, blank=True)
    state = models.CharField(
        "状态", max_length=10, choices=InspectionState.choices, default=InspectionState.PLANNED
    )
    score = models.DecimalField(
        "得分", max_digits=4, decimal_places=1, null=True, blank=True, validators=[MaxValueValidator(100)]
    )
    summary = models.TextField("总体情况", blank=True, validators=[MaxLengthValidator(LONGEST_FINDING)])
    reason = models.CharField("取消、收回的原因", max_length=200, blank=True)
    released_at = models.DateTimeField("发布时间", null=True, blank=True)
    version = models.PositiveIntegerField(default=1, editable=False)

    objects = InspectionQuerySet.as_manager()

    class Meta:
        verbose_name = "联络站检查"
        verbose_name_plural = "联络站检查"
        ordering = ["-day", "-id"]
        indexes = [
            models.Index(fields=["-day", "-id"], name="inspection_newest"),
            models.Index(fields=["station", "state", "day"], name="inspection_station"),
            models.Index(fields=["state", "day"], name="inspection_state"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(state=InspectionState.RELEASED, released_at__isnull=False)
                | (~Q(state=InspectionState.RELEASED) & Q(released_at__isnull=True)),
                name="inspection_released_at",
            ),
            models.CheckConstraint(
                condition=Q(score__isnull=True) | Q(score__range=(0, 100)), name="inspection_score"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}：{self.station}"


class Finding(models.Model):
    """What was found at one point. ``full`` is what it was worth that day, whatever the list says later."""

    inspection = models.ForeignKey(Inspection, models.CASCADE, related_name="findings", verbose_name="检查")
    point = models.ForeignKey(
        InspectionPoint, models.PROTECT, related_name="findings", verbose_name="检查要点"
    )
    full = models.PositiveSmallIntegerField("满分")
    score = models.PositiveSmallIntegerField("得分", null=True, blank=True)
    words = models.CharField("情况", max_length=300, blank=True)

    class Meta:
        verbose_name = "要点情况"
        verbose_name_plural = "要点情况"
        ordering = ["point__order", "point_id"]
        constraints = [
            models.UniqueConstraint(fields=["inspection", "point"], name="finding_once"),
            models.CheckConstraint(
                condition=Q(score__isnull=True) | Q(score__lte=F("full")), name="finding_score"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.inspection} · {self.point}"


class InspectionPhoto(KeptPhoto):
    """A photo taken at an inspection."""

    inspection = models.ForeignKey(Inspection, models.CASCADE, related_name="photos", verbose_name="检查")

    class Meta:
        verbose_name = "照片"
        verbose_name_plural = "照片"
        ordering = ["order"]
        constraints = [
            models.UniqueConstraint(fields=["inspection", "order"], name="inspection_photo_order_once")
        ]


class SupervisionMeetingQuerySet(models.QuerySet["SupervisionMeeting"]):
    """Meetings by scope."""

    def visible_to(self, user: User) -> SupervisionMeetingQuerySet:
        """The district's, and those of the user's own area."""
        return self.filter(rules.see_meeting.as_q(user))


class SupervisionMeeting(models.Model):
    """A meeting that looks into the contact work of deputies (双联活动督导会议, R137); the log holds it too."""

    area = models.ForeignKey(
        "organs.Area", models.PROTECT, related_name="supervision_meetings", verbose_name="哪一级召开"
    )
    held_on = models.DateField("日期")
    title = models.CharField("会议名称", max_length=60)
    place = models.CharField("地点", max_length=60, blank=True)
    chaired_by = models.CharField("主持人", max_length=40, blank=True)
    attended_by = models.CharField("参加人员", max_length=300, blank=True)
    summary = models.TextField("会议情况", blank=True, validators=[MaxLengthValidator(LONGEST_FINDING)])
    activity = models.OneToOneField(
        "activities.Activity",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="supervision_meeting",
        verbose_name="工作记录",
    )
    version = models.PositiveIntegerField(default=1, editable=False)

    objects = SupervisionMeetingQuerySet.as_manager()

    class Meta:
        verbose_name = "督导会议"
        verbose_name_plural = "督导会议"
        ordering = ["-held_on", "-id"]
        indexes = [models.Index(fields=["-held_on", "-id"], name="supervision_meeting_newest")]

    def __str__(self) -> str:
        return self.title


class ProblemQuerySet(models.QuerySet["Problem"]):
    """Problems by scope and state."""

    def visible_to(self, user: User) -> ProblemQuerySet:
        """Those this user may see; of an inspection only once it was released, but for the district."""
        return self.filter(rules.see_problem.as_q(user))

    def mended_by(self, user: User) -> ProblemQuerySet:
        """Those this user may report as mended."""
        return self.filter(rules.mend_problem.as_q(user))

    def kept_by(self, user: User) -> ProblemQuerySet:
        """Those this user changes and strikes off."""
        return self.filter(rules.keep_problem.as_q(user))

    def standing(self) -> ProblemQuerySet:
        """Those not struck off."""
        return self.exclude(state=ProblemState.CLOSED)

    def overdue(self) -> ProblemQuerySet:
        """Those still to be mended whose day has passed."""
        return self.filter(state=ProblemState.OPEN, due_on__lt=timezone.localdate())


class Problem(models.Model):
    """A problem that an inspection or a supervision meeting found (R075, R137): who mends it, until when.

    ``station`` is that of the inspection; of a meeting it may be none, where the problem is nobody's in particular.
    ``mended_on`` is the day it was said to be mended, ``closed_on`` the day somebody saw that it was.
    """

    inspection = models.ForeignKey(
        Inspection, models.PROTECT, null=True, blank=True, related_name="problems", verbose_name="检查"
    )
    meeting = models.ForeignKey(
        SupervisionMeeting,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="problems",
        verbose_name="督导会议",
    )
    station = models.ForeignKey(
        Station, models.PROTECT, null=True, blank=True, related_name="problems", verbose_name="联络站"
    )
    text = models.CharField("问题", max_length=300)
    owner = models.CharField("谁来整改", max_length=60)
    due_on = models.DateField("整改期限")
    state = models.CharField("状态", max_length=8, choices=ProblemState.choices, default=ProblemState.OPEN)
    mended_on = models.DateField("报告整改日期", null=True, blank=True)
    mended_how = models.CharField("整改情况", max_length=300, blank=True)
    closed_on = models.DateField("销号日期", null=True, blank=True)
    version = models.PositiveIntegerField(default=1, editable=False)

    objects = ProblemQuerySet.as_manager()

    class Meta:
        verbose_name = "整改问题"
        verbose_name_plural = "整改问题"
        ordering = ["due_on", "id"]
        indexes = [
            models.Index(fields=["state", "due_on"], name="problem_state_due"),
            models.Index(fields=["station", "state"], name="problem_station"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(inspection__isnull=False, meeting__isnull=True, station__isnull=False)
                | Q(inspection__isnull=True, meeting__isnull=False),
                name="problem_one_source",
            ),
            models.CheckConstraint(
                condition=Q(state=ProblemState.CLOSED, closed_on__isnull=False)
                | (~Q(state=ProblemState.CLOSED) & Q(closed_on__isnull=True)),
                name="problem_closed_on",
            ),
        ]

    def __str__(self) -> str:
        return self.text[:40]

    @property
    def source(self) -> Inspection | SupervisionMeeting:
        """Where it was found."""
        found = self.inspection or self.meeting
        if found is None:
            raise ValueError("a problem comes from an inspection or a meeting")
        return found

    @property
    def found_on(self) -> date:
        """The day of the inspection or the meeting."""
        source = self.source
        return source.day if isinstance(source, Inspection) else source.held_on

    @property
    def is_overdue(self) -> bool:
        """Whether it is still to be mended and its day has passed."""
        return self.state == ProblemState.OPEN and self.due_on < timezone.localdate()


def score_of(findings: list[Finding]) -> Decimal | None:
    """The findings as a score out of 100, half up; none while nothing was scored."""
    scored = [one for one in findings if one.score is not None]
    full = sum(one.full for one in scored)
    if not full:
        return None
    tenths, rest = divmod(1000 * sum(one.score or 0 for one in scored), full)
    return Decimal(tenths + (2 * rest >= full)) / 10
