"""One thing that happened."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Case, F, OuterRef, Q, Subquery, Value, When

from activities import rules
from activities.enums import ActivityState, HalfDay, PartnerRole
from activities.models.kinds import ActivityKind, Campaign
from activities.models.parts import Participation
from congress.accounts.models import User
from congress.organs.enums import CongressLevel
from congress.search.text import normalise
from deputies.models import DeputyGroup, Post


class ActivityQuerySet(models.QuerySet["Activity"]):
    """Activities in scope and in the order a bulletin prints them."""

    def visible_to(self, user: User) -> ActivityQuerySet:
        """Activities this user may see."""
        return self.filter(rules.see_activity.as_q(user))

    def recorded(self) -> ActivityQuerySet:
        """Those that have not been withdrawn."""
        return self.filter(state=ActivityState.RECORDED)

    def in_print_order(self) -> ActivityQuerySet:
        """By start date, then 上午 < not stated < 下午 < 晚上, then rank of the leading person (R276).

        The leading person is the one named first; the rank is the protocol order on the day itself.
        """
        day_part = Case(
            When(half_day=HalfDay.MORNING, then=Value(0)),
            When(half_day=HalfDay.AFTERNOON, then=Value(2)),
            When(half_day=HalfDay.EVENING, then=Value(3)),
            default=1,
        )
        leader = (
            Participation.objects.filter(activity=OuterRef(OuterRef("pk"))).order_by("order").values("person")
        )
        post = (
            Post.objects.filter(
                Q(starts_on__isnull=True) | Q(starts_on__lte=OuterRef("start_on")),
                Q(ends_on__isnull=True) | Q(ends_on__gte=OuterRef("start_on")),
                person=Subquery(leader[:1]),
                order__isnull=False,
            )
            .order_by("order")
            .values("order")
        )
        return self.annotate(day_part=day_part, leader_rank=Subquery(post[:1])).order_by(
            "start_on", "day_part", F("leader_rank").asc(nulls_last=True), "id"
        )


class Activity(models.Model):
    """One thing that happened. ``text`` is the paragraph as it may be printed, ``headline`` its title.

    ``area`` is where it belongs in the tree: the district itself, or the town that logged it.
    """

    start_on = models.DateField("日期")
    end_on = models.DateField("至")
    half_day = models.CharField("时段", max_length=8, choices=HalfDay.choices, blank=True)
    kind = models.ForeignKey(ActivityKind, models.PROTECT, related_name="activities", verbose_name="类别")
    headline = models.CharField("标题", max_length=200)
    topic = models.CharField("主题", max_length=200, blank=True)
    organiser = models.CharField("组织单位", max_length=80, blank=True)
    place = models.CharField("地点", max_length=120, blank=True)
    text = models.TextField("正文", max_length=100_000)
    campaigns = models.ManyToManyField(Campaign, related_name="activities", verbose_name="专项", blank=True)
    #: Those that carried it out, jointly where there are several: counted once, and once for each of them (R009).
    deputy_groups = models.ManyToManyField(
        DeputyGroup, related_name="activities", verbose_name="开展小组", blank=True
    )
    meeting_number = models.PositiveIntegerField("会议次数", null=True, blank=True)
    law_studied = models.CharField("学习的法律", max_length=200, blank=True)
    partner_role = models.CharField("往来", max_length=10, choices=PartnerRole.choices, blank=True)
    partner_name = models.CharField("对方单位", max_length=80, blank=True)
    partner_level = models.CharField("对方层级", max_length=20, choices=CongressLevel.choices, blank=True)
    #: Whose numbered meeting it is and of which year, from the kind and the day.
    meeting_body = models.CharField(max_length=40, editable=False, default="", blank=True)
    meeting_year = models.PositiveSmallIntegerField(null=True, editable=False)
    area = models.ForeignKey(
        "organs.Area", models.PROTECT, related_name="activities", verbose_name="所属区域"
    )
    state = models.CharField(
        "状态", max_length=12, choices=ActivityState.choices, default=ActivityState.RECORDED
    )
    withdrawn_reason = models.CharField("撤回原因", max_length=200, blank=True)
    recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name="登记人"
    )
    recorded_at = models.DateTimeField("登记时间", auto_now_add=True)
    changed_at = models.DateTimeField("修改时间", auto_now=True)
    version = models.PositiveIntegerField(default=1, editable=False)
    search_text = models.TextField(editable=False, default="")
    #: One submission of the form; the same one sent twice makes one activity.
    token = models.UUIDField(unique=True, null=True, editable=False)

    objects = ActivityQuerySet.as_manager()

    class Meta:
        verbose_name = "活动"
        verbose_name_plural = "活动"
        ordering = ["-start_on", "-id"]
        indexes = [
            models.Index(fields=["-start_on", "-id"]),
            models.Index(fields=["state", "-start_on"]),
            models.Index(fields=["kind", "-start_on"]),
            models.Index(fields=["area", "-start_on"]),
            models.Index(fields=["-end_on"]),
            models.Index(
                fields=["partner_level", "-start_on"],
                condition=~Q(partner_level=""),
                name="activity_partner_level",
            ),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(end_on__gte=F("start_on")),
                name="activity_ends_after_start",
                violation_error_message="结束日期不能早于开始日期",
            ),
            models.CheckConstraint(
                condition=Q(state=ActivityState.RECORDED) | ~Q(withdrawn_reason=""),
                name="activity_withdrawn_with_reason",
            ),
            models.UniqueConstraint(
                fields=["area", "meeting_body", "meeting_year", "meeting_number"],
                condition=Q(state=ActivityState.RECORDED, meeting_number__isnull=False) & ~Q(meeting_body=""),
                name="activity_meeting_number_once_a_year",
                violation_error_message="这一年的这次会议已登记过",
            ),
        ]

    def __str__(self) -> str:
        return self.headline

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Save with what is derived."""
        self.derive()
        super().save(*args, **kwargs)

    def derive(self) -> None:
        """The search column, and whose numbered meeting of which year it is (R270)."""
        self.meeting_body = self.kind.meeting_body
        self.meeting_year = self.start_on.year
        self.search_text = normalise(
            f"{self.headline} {self.topic} {self.place} {self.organiser} {self.text}"
        )
