"""Topics groups may study, the reports that come of it, and what became of their recommendations (R017, R110, R111)."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Count, Q
from django.utils import timezone

from activities.studies import rules
from congress.accounts.models import User
from congress.documents.kept import KeptDocument
from congress.search.text import normalise


class StudyTopic(models.Model):
    """A topic of a year's list (年度重点调研参考课题)."""

    year = models.PositiveSmallIntegerField(
        "年度", validators=[MinValueValidator(2000), MaxValueValidator(2100)]
    )
    title = models.CharField("课题", max_length=120)
    note = models.TextField("要求", max_length=1000, blank=True)
    dropped_reason = models.CharField("撤下的原因", max_length=200, blank=True)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name="发布人"
    )
    version = models.PositiveIntegerField(default=1, editable=False)

    class Meta:
        verbose_name = "调研课题"
        verbose_name_plural = "调研课题"
        ordering = ["-year", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["year", "title"],
                name="study_topic_once_a_year",
                violation_error_message="这一年已有这个课题",
            )
        ]

    def __str__(self) -> str:
        return self.title


class TopicClaim(models.Model):
    """A group that took a topic on; it is finished with a report of the group on it."""

    topic = models.ForeignKey(StudyTopic, models.CASCADE, related_name="claims", verbose_name="课题")
    group = models.ForeignKey(
        "deputies.DeputyGroup", models.PROTECT, related_name="topic_claims", verbose_name="代表小组"
    )
    claimed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name="认领人"
    )
    claimed_on = models.DateField("认领日期", default=timezone.localdate)

    class Meta:
        verbose_name = "课题认领"
        verbose_name_plural = "课题认领"
        ordering = ["claimed_on", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["topic", "group"],
                name="topic_claimed_once",
                violation_error_message="这个小组已认领这个课题",
            )
        ]

    def __str__(self) -> str:
        return f"{self.group}：{self.topic}"


class StudyReportQuerySet(models.QuerySet["StudyReport"]):
    """Reports by scope and state."""

    def visible_to(self, user: User) -> StudyReportQuerySet:
        """Those this user may see."""
        return self.filter(rules.see_report.as_q(user)).distinct()

    def standing(self) -> StudyReportQuerySet:
        """Those not withdrawn."""
        return self.filter(withdrawn_reason="")

    def with_recommendations(self) -> StudyReportQuerySet:
        """Annotates how many recommendations it makes and how many are still open."""
        return self.annotate(
            n_recommendations=Count("recommendations", distinct=True),
            n_open=Count("recommendations", filter=Q(recommendations__closed_on__isnull=True), distinct=True),
        )


class StudyReport(models.Model):
    """A study report (调研报告) of a group or of single deputies (R110)."""

    title = models.CharField("标题", max_length=120)
    field = models.CharField("领域", max_length=40)
    topic = models.ForeignKey(
        StudyTopic, models.PROTECT, null=True, blank=True, related_name="reports", verbose_name="参考课题"
    )
    group = models.ForeignKey(
        "deputies.DeputyGroup",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="study_reports",
        verbose_name="代表小组",
    )
    authors = models.ManyToManyField(
        "deputies.Deputyship", related_name="study_reports", verbose_name="执笔代表", blank=True
    )
    finished_on = models.DateField("完成日期")
    summary = models.TextField("主要内容", max_length=3000, blank=True)
    adopted_by = models.CharField("由谁采用", max_length=80, blank=True)
    adopted_on = models.DateField("采用日期", null=True, blank=True)
    withdrawn_reason = models.CharField("撤回原因", max_length=200, blank=True)
    recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name="登记人"
    )
    version = models.PositiveIntegerField(default=1, editable=False)
    search_text = models.TextField(editable=False, default="")

    objects = StudyReportQuerySet.as_manager()

    class Meta:
        verbose_name = "调研报告"
        verbose_name_plural = "调研报告"
        ordering = ["-finished_on", "-id"]
        indexes = [
            models.Index(fields=["-finished_on", "-id"], name="study_report_newest"),
            models.Index(fields=["field"], name="study_report_field"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(adopted_on__isnull=True) | ~Q(adopted_by=""), name="study_adopted_by_somebody"
            )
        ]

    def __str__(self) -> str:
        return self.title

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Save with the derived search column."""
        self.search_text = normalise(f"{self.title} {self.field} {self.summary} {self.adopted_by}")
        super().save(*args, **kwargs)


class StudyFile(KeptDocument):
    """The report itself."""

    report = models.ForeignKey(StudyReport, models.CASCADE, related_name="files", verbose_name="调研报告")

    class Meta:
        verbose_name = "报告文件"
        verbose_name_plural = "报告文件"
        ordering = ["order"]
        constraints = [models.UniqueConstraint(fields=["report", "order"], name="study_file_order_once")]


class RecommendationQuerySet(models.QuerySet["Recommendation"]):
    """Recommendations by how they stand."""

    def open(self) -> RecommendationQuerySet:
        """Those still followed."""
        return self.filter(closed_on__isnull=True, report__withdrawn_reason="")

    def overdue(self, today: date) -> RecommendationQuerySet:
        """Open although their day is past."""
        return self.open().filter(due_on__lt=today)


class Recommendation(models.Model):
    """What a report recommends, followed until it is solved (R111)."""

    report = models.ForeignKey(
        StudyReport, models.CASCADE, related_name="recommendations", verbose_name="调研报告"
    )
    text = models.CharField("建议", max_length=300)
    owner = models.CharField("由谁研究", max_length=80)
    due_on = models.DateField("期限", null=True, blank=True)
    closed_on = models.DateField("办结日期", null=True, blank=True)
    version = models.PositiveIntegerField(default=1, editable=False)

    objects = RecommendationQuerySet.as_manager()

    class Meta:
        verbose_name = "报告的建议"
        verbose_name_plural = "报告的建议"
        ordering = ["id"]
        indexes = [
            models.Index(fields=["due_on"], condition=Q(closed_on__isnull=True), name="recommendation_open")
        ]

    def __str__(self) -> str:
        return self.text


class RecommendationStep(models.Model):
    """What was heard of a recommendation on a day."""

    recommendation = models.ForeignKey(
        Recommendation, models.CASCADE, related_name="steps", verbose_name="建议"
    )
    on = models.DateField("日期")
    text = models.CharField("进展", max_length=500)

    class Meta:
        verbose_name = "进展"
        verbose_name_plural = "进展"
        ordering = ["on", "id"]

    def __str__(self) -> str:
        return self.text
