"""Deputies meet the head of a state organ on a subject (约见, R112), and what was promised there."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.db import models
from django.db.models import Q
from django.utils import timezone

from activities.taking_part import rules
from activities.taking_part.enums import OfficialRating, OfficialState
from congress.accounts.models import User
from congress.search.text import normalise

_MET = (OfficialState.MET, OfficialState.REPLIED, OfficialState.RATED)


class OfficialMeetingQuerySet(models.QuerySet["OfficialMeeting"]):
    """Requests by scope."""

    def visible_to(self, user: User) -> OfficialMeetingQuerySet:
        """Those this user may see at a desk: the office all, a unit its own once they were passed on."""
        return self.filter(rules.see_official.as_q(user)).distinct()

    def of(self, user: User) -> OfficialMeetingQuerySet:
        """Those a deputy asked for or goes along to."""
        own = Q(asked_by__person__user=user) | Q(companions__person__user=user)
        return self.filter(own).distinct()


class OfficialMeeting(models.Model):
    """A request to meet the head of an organ, and what became of it: 申请 → 安排 → 约见 → 答复 → 评价."""

    subject = models.CharField("约见事由", max_length=60)
    reason = models.TextField("想了解和反映什么", max_length=2000)
    organ = models.ForeignKey(
        "organs.Organ", models.PROTECT, related_name="official_meetings", verbose_name="约见单位"
    )
    official = models.CharField("约见谁", max_length=60, blank=True)
    asked_by = models.ForeignKey(
        "deputies.Deputyship", models.PROTECT, related_name="official_meetings", verbose_name="提出的代表"
    )
    companions = models.ManyToManyField(
        "deputies.Deputyship", related_name="+", verbose_name="一同约见的代表", blank=True
    )
    asked_at = models.DateTimeField("提出时间", default=timezone.now)
    state = models.CharField(
        "状态", max_length=10, choices=OfficialState.choices, default=OfficialState.ASKED
    )
    on = models.DateField("约见日期", null=True, blank=True)
    begins_at = models.TimeField("时间", null=True, blank=True)
    place = models.CharField("地点", max_length=120, blank=True)
    declined_reason = models.CharField("不安排的原因", max_length=300, blank=True)
    answers = models.TextField("当面答复", max_length=5000, blank=True)
    activity = models.OneToOneField(
        "activities.Activity",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="official_meeting",
        verbose_name="活动",
    )
    reply = models.TextField("书面答复", max_length=5000, blank=True)
    replied_on = models.DateField("答复日期", null=True, blank=True)
    rating = models.CharField("评价", max_length=14, choices=OfficialRating.choices, blank=True)
    rating_words = models.CharField("评价意见", max_length=500, blank=True)
    version = models.PositiveIntegerField(default=1, editable=False)
    search_text = models.TextField(editable=False, default="")

    objects = OfficialMeetingQuerySet.as_manager()

    class Meta:
        verbose_name = "约见"
        verbose_name_plural = "约见国家机关负责人"
        ordering = ["-asked_at", "-id"]
        indexes = [
            models.Index(fields=["-asked_at", "-id"], name="official_newest"),
            models.Index(fields=["state"], name="official_state"),
            models.Index(fields=["-on"], name="official_on"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(state__in=(OfficialState.ASKED, OfficialState.DECLINED))
                | Q(on__isnull=False, begins_at__isnull=False),
                name="official_arranged_has_time",
            ),
            models.CheckConstraint(
                condition=~Q(state=OfficialState.DECLINED) | ~Q(declined_reason=""),
                name="official_declined_with_reason",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=_MET) | Q(activity__isnull=False), name="official_met_is_activity"
            ),
            models.CheckConstraint(
                condition=Q(rating="") | Q(state=OfficialState.RATED), name="official_rated_has_rating"
            ),
        ]

    def __str__(self) -> str:
        return self.subject

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Save with the derived search column."""
        self.search_text = normalise(f"{self.subject} {self.reason} {self.organ.name} {self.official}")
        super().save(*args, **kwargs)


class PromisedActionQuerySet(models.QuerySet["PromisedAction"]):
    """Promises by how they stand."""

    def overdue(self, today: date) -> PromisedActionQuerySet:
        """Not done although the day is past."""
        return self.filter(done_on__isnull=True, due_on__lt=today)


class PromisedAction(models.Model):
    """Something the organ promised at the meeting, to be done by a day."""

    meeting = models.ForeignKey(OfficialMeeting, models.CASCADE, related_name="promises", verbose_name="约见")
    text = models.CharField("承诺办什么", max_length=300)
    due_on = models.DateField("期限")
    done_on = models.DateField("办成日期", null=True, blank=True)
    done_note = models.CharField("办理情况", max_length=300, blank=True)

    objects = PromisedActionQuerySet.as_manager()

    class Meta:
        verbose_name = "承诺事项"
        verbose_name_plural = "承诺事项"
        ordering = ["due_on", "id"]
        indexes = [models.Index(fields=["due_on"], condition=Q(done_on__isnull=True), name="promise_open")]
        constraints = [
            models.CheckConstraint(
                condition=Q(done_on__isnull=True) | ~Q(done_note=""), name="promise_done_with_note"
            )
        ]

    def __str__(self) -> str:
        return self.text

    def is_overdue(self, today: date) -> bool:
        """Whether it should have been done by now."""
        return self.done_on is None and self.due_on < today
