"""A group's plan for a year (小组年度活动计划, R013): its items, each done when an activity is linked to it."""

from __future__ import annotations

from calendar import monthrange
from datetime import date
from typing import Any

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q

from activities.enums import ActivityState
from activities.plans import rules
from activities.plans.enums import ItemState
from congress.accounts.models import User


class GroupPlanQuerySet(models.QuerySet["GroupPlan"]):
    """Plans in scope."""

    def visible_to(self, user: User) -> GroupPlanQuerySet:
        """Plans this user may see."""
        return self.filter(rules.see_plan.as_q(user))


class GroupPlan(models.Model):
    """What a group plans for a year; there is one plan for each group and year."""

    group = models.ForeignKey(
        "deputies.DeputyGroup", models.PROTECT, related_name="plans", verbose_name="代表小组"
    )
    year = models.PositiveIntegerField("年度", validators=[MinValueValidator(2000), MaxValueValidator(2100)])
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name="登记人"
    )
    created_at = models.DateTimeField("登记时间", auto_now_add=True)

    objects = GroupPlanQuerySet.as_manager()

    class Meta:
        verbose_name = "年度计划"
        verbose_name_plural = "年度计划"
        ordering = ["-year", "group"]
        constraints = [
            models.UniqueConstraint(
                fields=["group", "year"],
                name="group_plan_once",
                violation_error_message="这个小组这一年的计划已经有了",
            )
        ]
        indexes = [models.Index(fields=["-year"])]

    def __str__(self) -> str:
        return f"{self.group}{self.year}年活动计划"


class PlanItemQuerySet(models.QuerySet["PlanItem"]):
    """Items by how they stand."""

    def kept(self) -> PlanItemQuerySet:
        """Those not struck out."""
        return self.filter(dropped_reason="")

    def done(self) -> PlanItemQuerySet:
        """Those with an activity that was not withdrawn."""
        return self.kept().filter(activity__state=ActivityState.RECORDED)

    def undone(self) -> PlanItemQuerySet:
        """Those still to be done."""
        return self.kept().exclude(activity__state=ActivityState.RECORDED)

    def overdue(self, today: date) -> PlanItemQuerySet:
        """Those still to be done whose last day is past."""
        return self.undone().filter(due_on__lt=today)


class PlanItem(models.Model):
    """One thing a group wants to do in a month, or on a day when that is known.

    ``due_on`` is the last day for it: the day, the end of the month, or what it was postponed to.
    """

    plan = models.ForeignKey(GroupPlan, models.CASCADE, related_name="items", verbose_name="计划")
    theme = models.CharField("主题", max_length=120)
    month = models.PositiveSmallIntegerField("月份", validators=[MinValueValidator(1), MaxValueValidator(12)])
    on = models.DateField("日期", null=True, blank=True)
    place = models.CharField("地点", max_length=120, blank=True)
    organiser = models.CharField("组织者", max_length=80, blank=True)
    expected = models.PositiveIntegerField("预计参加代表", null=True, blank=True)
    activity = models.ForeignKey(
        "activities.Activity",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="plan_items",
        verbose_name="活动",
    )
    postponed_to = models.DateField("延期到", null=True, blank=True)
    postponed_reason = models.CharField("延期原因", max_length=200, blank=True)
    dropped_reason = models.CharField("不再开展的原因", max_length=200, blank=True)
    due_on = models.DateField(editable=False)
    version = models.PositiveIntegerField(default=1, editable=False)

    objects = PlanItemQuerySet.as_manager()

    class Meta:
        verbose_name = "计划项目"
        verbose_name_plural = "计划项目"
        ordering = ["month", "on", "id"]
        indexes = [models.Index(fields=["plan", "month"]), models.Index(fields=["due_on"])]
        constraints = [
            models.CheckConstraint(
                condition=Q(month__gte=1, month__lte=12),
                name="plan_item_month",
                violation_error_message="月份是 1 到 12",
            ),
            models.CheckConstraint(
                condition=Q(postponed_to__isnull=True, postponed_reason="")
                | (Q(postponed_to__isnull=False) & ~Q(postponed_reason="")),
                name="plan_item_postponed_with_reason",
                violation_error_message="延期须写明延到哪一天和原因",
            ),
        ]

    def __str__(self) -> str:
        return self.theme

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Save with the last day for it."""
        last = date(self.plan.year, self.month, monthrange(self.plan.year, self.month)[1])
        self.due_on = self.postponed_to or self.on or last
        super().save(*args, **kwargs)

    @property
    def state(self) -> ItemState:
        """完成 with an activity in force, else 延期 or 未开始 (the activity is read)."""
        if self.activity is not None and self.activity.state == ActivityState.RECORDED:
            return ItemState.DONE
        return ItemState.POSTPONED if self.postponed_to else ItemState.OPEN
