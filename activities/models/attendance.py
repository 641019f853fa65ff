"""Which deputies of the roster were expected, and who came."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Count, Q

from activities.enums import AttendanceSource, AttendanceState
from deputies.models import Deputyship


class AttendanceQuerySet(models.QuerySet["Attendance"]):
    """Attendance by state, and its totals."""

    def came(self) -> AttendanceQuerySet:
        """Those who were there."""
        return self.filter(state=AttendanceState.PRESENT)

    def totals(self) -> dict[str, int]:
        """How many were expected (应到) and how many stand in each state, in one query."""
        counted: dict[str, Any] = {
            state.value: Count("pk", filter=Q(state=state))
            for state in AttendanceState
            if state != AttendanceState.EXPECTED
        }
        return self.aggregate(expected=Count("pk"), **counted)


class Attendance(models.Model):
    """A deputy of the roster at an activity. All rows together are 应到.

    ``day`` is set where the kind calls the roll on every day (R084), and empty where one row stands for the
    whole activity. ``source`` says how it came to be known. A state other than 请假 needs no reason.
    """

    activity = models.ForeignKey(
        "activities.Activity", models.CASCADE, related_name="attendances", verbose_name="活动"
    )
    deputyship = models.ForeignKey(
        Deputyship, models.PROTECT, related_name="attendances", verbose_name="代表"
    )
    day = models.DateField("日期", null=True, blank=True)
    state = models.CharField(
        "出席情况", max_length=10, choices=AttendanceState.choices, default=AttendanceState.EXPECTED
    )
    reason = models.CharField("原因", max_length=200, blank=True)
    source = models.CharField(
        "登记方式", max_length=10, choices=AttendanceSource.choices, default=AttendanceSource.OFFICE
    )
    recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name="登记人"
    )
    recorded_at = models.DateTimeField("登记时间", auto_now=True)

    objects = AttendanceQuerySet.as_manager()

    class Meta:
        verbose_name = "代表出席"
        verbose_name_plural = "代表出席"
        ordering = ["day", "deputyship_id"]
        indexes = [models.Index(fields=["deputyship", "state"], name="attendance_deputyship_state")]
        constraints = [
            models.UniqueConstraint(
                fields=["activity", "deputyship", "day"],
                condition=Q(day__isnull=False),
                name="attendance_once_a_day",
            ),
            models.UniqueConstraint(
                fields=["activity", "deputyship"],
                condition=Q(day__isnull=True),
                name="attendance_once",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.deputyship.person}：{self.get_state_display()}"
