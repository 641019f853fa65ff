"""Duty reports: the year's plan by group, each report with its result, questions and answers (R066–R071)."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.conf import settings
from django.core.validators import MaxLengthValidator
from django.db import models
from django.db.models import Exists, OuterRef, Q

from congress.accounts.models import User
from congress.ballots.enums import PollState
from congress.ballots.models import Poll
from congress.documents.kept import KeptDocument
from congress.organs.enums import DIRECT_LEVELS
from congress.organs.models import Constituency
from deputies.duty_reports import rules
from deputies.duty_reports.enums import Audience, ReportForm, ReportState
from deputies.models.deputyships import Deputyship, DeputyshipQuerySet
from deputies.models.groups import DeputyGroup
from deputies.models.people import Person

#: The longest text of a report.
LONGEST_REPORT = 8_000


class ReportOpinion(models.Model):
    """What a ballot can say: 优秀, 称职 …, from the best down; the list is the district's own (R068)."""

    name = models.CharField("评议等次", max_length=20, unique=True)
    order = models.PositiveSmallIntegerField("排序", default=0)
    in_use = models.BooleanField("在用", default=True)
    passes = models.BooleanField("算达到要求", default=True)

    class Meta:
        verbose_name = "评议等次"
        verbose_name_plural = "评议等次"
        ordering = ["order", "id"]

    def __str__(self) -> str:
        return self.name


class PlannedReport(models.Model):
    """A deputy whom the group's plan of a year has report (R071). Done is whoever held a report that year."""

    deputyship = models.ForeignKey(
        Deputyship, models.PROTECT, related_name="planned_reports", verbose_name="代表"
    )
    group = models.ForeignKey(
        DeputyGroup, models.PROTECT, related_name="planned_reports", verbose_name="代表小组"
    )
    year = models.PositiveSmallIntegerField("年度")

    class Meta:
        verbose_name = "述职计划"
        verbose_name_plural = "述职计划"
        ordering = ["-year", "group_id", "id"]
        indexes = [models.Index(fields=["year", "group"], name="planned_report_year_group")]
        constraints = [
            models.UniqueConstraint(fields=["deputyship", "year"], name="planned_report_once_a_year")
        ]

    def __str__(self) -> str:
        return f"{self.year}年述职计划：{self.deputyship.person}"


class DutyReportQuerySet(models.QuerySet["DutyReport"]):
    """Reports by scope and state."""

    def visible_to(self, user: User) -> DutyReportQuerySet:
        """Those this user may read."""
        return self.filter(rules.see_report.as_q(user))

    def kept_by(self, user: User) -> DutyReportQuerySet:
        """Those this user writes down."""
        return self.filter(rules.keep_report.as_q(user))

    def standing(self) -> DutyReportQuerySet:
        """All but the withdrawn ones."""
        return self.exclude(state=ReportState.WITHDRAWN)

    def waiting(self) -> DutyReportQuerySet:
        """Those no ballot decides, nor is about to."""
        return self.filter(Q(poll=None) | Q(poll__state=PollState.VOIDED))

    def held(self) -> DutyReportQuerySet:
        """Those that took place."""
        return self.filter(state=ReportState.HELD)


class DutyReport(models.Model):
    """A deputy reports to those who elected them (述职), and how it was rated (R068).

    ``audience`` follows from the level (R069): voters rate the directly elected, members of the standing committee
    those of higher levels. ``present`` counts voters, or members, who were there; ballots cannot be more. ``source``
    names the record of another room that told it, as a reception day with 述职 does (R127); such a report has no
    ballots of its own until somebody adds them.

    ``poll`` is the secret ballot that decides, ``number`` its place on it; published, its counts stand here, and nobody
    types others. Totals without one were entered by hand: old reports, imports.
    """

    deputyship = models.ForeignKey(
        Deputyship, models.PROTECT, related_name="duty_reports", verbose_name="代表"
    )
    audience = models.CharField("向谁述职", max_length=12, choices=Audience.choices, editable=False)
    constituency = models.ForeignKey(
        Constituency,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="duty_reports",
        verbose_name="选区",
        editable=False,
    )
    form = models.CharField("述职方式", max_length=8, choices=ReportForm.choices, default=ReportForm.ORAL)
    day = models.DateField("述职日期")
    place = models.CharField("地点", max_length=120, blank=True)
    state = models.CharField("状态", max_length=10, choices=ReportState.choices, default=ReportState.ARRANGED)
    text = models.TextField("述职报告", blank=True, validators=[MaxLengthValidator(LONGEST_REPORT)])
    present = models.PositiveIntegerField("到会人数", null=True, blank=True)
    result = models.ForeignKey(
        ReportOpinion, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="评议结果"
    )
    remarks = models.CharField("评议意见", max_length=500, blank=True)
    raters = models.ManyToManyField(Person, related_name="rated_reports", blank=True, verbose_name="评议人")
    poll = models.ForeignKey(
        Poll, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="投票", editable=False
    )
    number = models.PositiveSmallIntegerField("票上第几项", null=True, blank=True, editable=False)
    returned = models.PositiveIntegerField("收回的票", null=True, blank=True, editable=False)
    valid = models.PositiveIntegerField("有效票", null=True, blank=True, editable=False)
    passed = models.BooleanField("达到比例", null=True, blank=True, editable=False)
    reason = models.CharField("撤回原因", max_length=200, blank=True)
    source = models.SlugField(max_length=30, blank=True, default="", editable=False)
    source_pk = models.PositiveBigIntegerField(null=True, editable=False)
    entered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name="登记人"
    )
    entered_at = models.DateTimeField("登记时间", auto_now_add=True)
    version = models.PositiveIntegerField(default=1, editable=False)

    objects = DutyReportQuerySet.as_manager()

    class Meta:
        verbose_name = "述职"
        verbose_name_plural = "述职"
        ordering = ["-day", "-id"]
        indexes = [
            models.Index(fields=["-day", "-id"], name="duty_report_newest"),
            models.Index(fields=["deputyship", "state"], name="duty_report_deputyship"),
            models.Index(fields=["state", "-day"], name="duty_report_state"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["source", "source_pk", "deputyship"],
                condition=Q(source_pk__isnull=False),
                name="duty_report_once_a_source",
            ),
            models.CheckConstraint(
                condition=~Q(state=ReportState.WITHDRAWN) | ~Q(reason=""),
                name="duty_report_withdrawn_with_reason",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.deputyship.person}述职"

    @property
    def is_open(self) -> bool:
        """Whether something can still be written in it."""
        return self.state != ReportState.WITHDRAWN

    @property
    def is_voted_on(self) -> bool:
        """Whether there is a ballot that was not declared void, published or not."""
        return self.poll is not None and self.poll.state != PollState.VOIDED

    @property
    def is_by_ballot(self) -> bool:
        """Whether a published ballot decided."""
        return self.poll is not None and self.poll.state == PollState.PUBLISHED


class ReportBallot(models.Model):
    """How many ballots said this of a report; who cast them is not kept."""

    report = models.ForeignKey(DutyReport, models.CASCADE, related_name="ballots", verbose_name="述职")
    opinion = models.ForeignKey(
        ReportOpinion, models.PROTECT, related_name="ballots", verbose_name="评议等次"
    )
    count = models.PositiveIntegerField("票数")

    class Meta:
        verbose_name = "评议票"
        verbose_name_plural = "评议票"
        ordering = ["opinion__order", "opinion_id"]
        constraints = [models.UniqueConstraint(fields=["report", "opinion"], name="report_ballot_once")]

    def __str__(self) -> str:
        return f"{self.opinion} {self.count} 票"


class ReportQuestion(models.Model):
    """What was asked at a report and what the deputy answered; who asked is not kept."""

    report = models.ForeignKey(DutyReport, models.CASCADE, related_name="questions", verbose_name="述职")
    question = models.CharField("提问", max_length=300)
    answer = models.CharField("答复", max_length=500, blank=True)
    order = models.PositiveSmallIntegerField(editable=False)

    class Meta:
        verbose_name = "述职提问"
        verbose_name_plural = "述职提问"
        ordering = ["report_id", "order", "id"]

    def __str__(self) -> str:
        return self.question[:40]


class ReportFile(KeptDocument):
    """The report as a document."""

    report = models.ForeignKey(DutyReport, models.CASCADE, related_name="files", verbose_name="述职")

    class Meta:
        verbose_name = "述职附件"
        verbose_name_plural = "述职附件"
        ordering = ["order"]


def owing(rows: DeputyshipQuerySet, on: date) -> DeputyshipQuerySet:
    """Of these deputyships the directly elected in office who held no report in their term yet (R066).

    A deputyship is of one term, so its reports are those of the term. Those whom congresses elected owe none.
    """
    held: Any = DutyReport.objects.held().filter(deputyship=OuterRef("pk"))
    return rows.in_force(on).filter(~Exists(held), level__in=DIRECT_LEVELS)
