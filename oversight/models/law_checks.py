"""Inspections of how a law is enforced: team, places, findings and their rectification (R125)."""

from __future__ import annotations

from django.core.validators import MaxLengthValidator
from django.db import models
from django.db.models import F, Q

from congress.accounts.models import User
from oversight.law_checks import rules


class LawCheckQuerySet(models.QuerySet["LawCheck"]):
    """Inspections by scope."""

    def visible_to(self, user: User) -> LawCheckQuerySet:
        """Those this user may see: a unit those with findings for it, a deputy those of an own team."""
        return self.filter(rules.see_check.as_q(user))


class LawCheck(models.Model):
    """One inspection: the law and its articles, who leads, the team, the report."""

    title = models.CharField("名称", max_length=120)
    law = models.CharField("法律、法规", max_length=120)
    articles = models.CharField("检查哪些条款", max_length=300, blank=True)
    committee = models.ForeignKey(
        "organs.Organ", models.PROTECT, related_name="law_checks", verbose_name="牵头的工委"
    )
    starts_on = models.DateField("开始日期")
    ends_on = models.DateField("结束日期")
    members = models.ManyToManyField(
        "deputies.Person", related_name="law_checks", verbose_name="常委会组成人员", blank=True
    )
    deputies = models.ManyToManyField(
        "deputies.Deputyship", related_name="law_checks", verbose_name="代表", blank=True
    )
    report = models.TextField("执法检查报告", blank=True, validators=[MaxLengthValidator(20_000)])
    withdrawn_reason = models.CharField("撤回原因", max_length=200, blank=True)
    version = models.PositiveIntegerField(default=1, editable=False)

    objects = LawCheckQuerySet.as_manager()

    class Meta:
        verbose_name = "执法检查"
        verbose_name_plural = "执法检查"
        ordering = ["-starts_on", "-id"]
        indexes = [models.Index(fields=["-starts_on", "-id"], name="law_check_newest")]
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_on__gte=F("starts_on")),
                name="law_check_ends_after_start",
                violation_error_message="结束日期不能早于开始日期",
            )
        ]

    def __str__(self) -> str:
        return self.title


class LawCheckVisit(models.Model):
    """A day of the inspection on the spot; the log holds it too, and the team's registers follow from there."""

    check_of = models.ForeignKey(LawCheck, models.CASCADE, related_name="visits", verbose_name="执法检查")
    on = models.DateField("日期")
    place = models.CharField("检查地点", max_length=120)
    account = models.TextField("检查情况", validators=[MaxLengthValidator(5000)])
    activity = models.OneToOneField(
        "activities.Activity",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="law_check_visit",
        verbose_name="工作记录",
    )

    class Meta:
        verbose_name = "实地检查"
        verbose_name_plural = "实地检查"
        ordering = ["on", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["check_of", "on", "place"],
                name="law_check_visit_once",
                violation_error_message="这一天在这个地点的检查已登记",
            )
        ]

    def __str__(self) -> str:
        return f"{self.on} {self.place}"


class LawCheckFinding(models.Model):
    """What was found. One without a day of rectification is open."""

    check_of = models.ForeignKey(LawCheck, models.CASCADE, related_name="findings", verbose_name="执法检查")
    text = models.CharField("发现的问题", max_length=500)
    article = models.CharField("对应条款", max_length=60, blank=True)
    unit = models.ForeignKey(
        "organs.Organ", models.PROTECT, related_name="law_findings", verbose_name="整改单位"
    )
    due_on = models.DateField("整改期限", null=True, blank=True)
    mended_on = models.DateField("整改完成日期", null=True, blank=True)
    mended_how = models.CharField("整改情况", max_length=500, blank=True)
    version = models.PositiveIntegerField(default=1, editable=False)

    class Meta:
        verbose_name = "检查发现的问题"
        verbose_name_plural = "检查发现的问题"
        ordering = ["id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(mended_on__isnull=True) | ~Q(mended_how=""), name="law_finding_mended_with_words"
            )
        ]

    def __str__(self) -> str:
        return self.text
