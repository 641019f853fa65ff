"""Discussions of the party committee on the congress's work, and the reports due to it (R268, R269)."""

from __future__ import annotations

from django.conf import settings
from django.core.validators import MaxValueValidator
from django.db import models
from django.db.models import Q

from bulletins.party.enums import Every, ReportKind, ReportTopic
from congress.documents.kept import KeptDocument


class PartyDiscussion(models.Model):
    """The standing committee of the party committee discussed the work of the congress (R268)."""

    held_on = models.DateField("会议日期")
    meeting = models.CharField("会议名称", max_length=80)
    topic = models.CharField("研究事项", max_length=200)
    outcome = models.TextField("研究决定", max_length=3000, blank=True)
    withdrawn_reason = models.CharField("撤回原因", max_length=200, blank=True)
    version = models.PositiveIntegerField(default=1, editable=False)

    class Meta:
        verbose_name = "党委研究人大工作"
        verbose_name_plural = "党委研究人大工作"
        ordering = ["-held_on", "-id"]
        indexes = [models.Index(fields=["-held_on", "-id"], name="party_discussion_newest")]
        constraints = [
            models.UniqueConstraint(
                fields=["held_on", "topic"],
                condition=Q(withdrawn_reason=""),
                name="party_discussion_once",
                violation_error_message="这一天已登记过这件事项",
            )
        ]

    def __str__(self) -> str:
        return self.topic


class PartyReportRule(models.Model):
    """How often the party group reports, from which day on, and how many days ahead it is reminded (R269)."""

    name = models.CharField("名称", max_length=60, unique=True)
    addressee = models.CharField("报送", max_length=40, default="区委")
    every = models.CharField("多久一次", max_length=10, choices=Every.choices, default=Every.HALF)
    starts_on = models.DateField("从哪天起")
    remind_days = models.PositiveSmallIntegerField(
        "提前几天提醒", default=30, validators=[MaxValueValidator(90)]
    )
    order = models.PositiveSmallIntegerField("排序", default=0)
    active = models.BooleanField("在用", default=True)

    class Meta:
        verbose_name = "请示报告周期"
        verbose_name_plural = "请示报告周期"
        ordering = ["order", "id"]

    def __str__(self) -> str:
        return self.name


class PartyReportQuerySet(models.QuerySet["PartyReport"]):
    """Requests and reports by what is missing."""

    def unanswered(self) -> PartyReportQuerySet:
        """Requests that wait for their answer."""
        return self.filter(kind=ReportKind.REQUEST, reply_on__isnull=True, withdrawn_reason="")


class PartyReport(models.Model):
    """A request or a report to the party committee, and its reply (R267, R269).

    ``period_start`` names the period of the rule it is for; without a rule it is on a single matter. ``matter`` is the
    major matter it asks about or reports on.
    """

    kind = models.CharField("种类", max_length=10, choices=ReportKind.choices, default=ReportKind.REPORT)
    topic = models.CharField("事项类别", max_length=10, choices=ReportTopic.choices, default=ReportTopic.WORK)
    rule = models.ForeignKey(
        PartyReportRule, models.PROTECT, null=True, blank=True, related_name="reports", verbose_name="周期"
    )
    period_start = models.DateField("期间从", null=True, blank=True)
    title = models.CharField("标题", max_length=120)
    matter = models.ForeignKey(
        "oversight.MajorMatter",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="party_reports",
        verbose_name="有关的重大事项",
    )
    addressee = models.CharField("报送", max_length=40)
    reported_on = models.DateField("报送日期")
    summary = models.TextField("主要内容", max_length=3000, blank=True)
    reply_on = models.DateField("批复日期", null=True, blank=True)
    reply_by = models.CharField("谁批复", max_length=60, blank=True)
    reply = models.TextField("批复意见", max_length=2000, blank=True)
    withdrawn_reason = models.CharField("撤回原因", max_length=200, blank=True)
    recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name="登记人"
    )
    version = models.PositiveIntegerField(default=1, editable=False)

    objects = PartyReportQuerySet.as_manager()

    class Meta:
        verbose_name = "请示报告"
        verbose_name_plural = "请示报告"
        ordering = ["-reported_on", "-id"]
        indexes = [
            models.Index(fields=["-reported_on", "-id"], name="party_report_newest"),
            models.Index(
                fields=["reported_on"],
                condition=Q(kind=ReportKind.REQUEST, reply_on__isnull=True),
                name="party_report_unanswered",
            ),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(rule__isnull=True, period_start__isnull=True)
                | Q(rule__isnull=False, period_start__isnull=False),
                name="party_report_rule_and_period",
            ),
            models.CheckConstraint(
                condition=Q(rule__isnull=True) | Q(kind=ReportKind.REPORT),
                name="party_report_of_period_asks_nothing",
                violation_error_message="定期的是报告，不是请示",
            ),
            models.CheckConstraint(
                condition=Q(reply_on__isnull=True) | ~Q(reply=""), name="party_report_reply_has_words"
            ),
        ]

    def __str__(self) -> str:
        return self.title


class PartyReportFile(KeptDocument):
    """The report as it was sent, or the reply."""

    report = models.ForeignKey(PartyReport, models.CASCADE, related_name="files", verbose_name="请示报告")

    class Meta:
        verbose_name = "请示报告文件"
        verbose_name_plural = "请示报告文件"
        ordering = ["order"]
        constraints = [models.UniqueConstraint(fields=["report", "order"], name="party_file_order_once")]
