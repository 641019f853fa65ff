"""Trials and hearings deputies may attend, with seats and a waiting list (R107)."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Count, F, Q
from django.utils import timezone

from activities.taking_part import rules
from activities.taking_part.enums import HearingKind, HearingState, SeatState
from congress.accounts.models import User
from congress.search.text import normalise

LONGEST_REMARKS = 1000


class HearingQuerySet(models.QuerySet["Hearing"]):
    """Hearings by scope and time."""

    def visible_to(self, user: User) -> HearingQuerySet:
        """Those this user may see at a desk."""
        return self.filter(rules.see.as_q(user))

    def ahead(self, today: date) -> HearingQuerySet:
        """Those still to come."""
        return self.filter(state=HearingState.OPEN, on__gte=today)

    def with_seats(self) -> HearingQuerySet:
        """Annotates how many have a seat and how many wait."""
        return self.annotate(
            seated=Count("places", filter=Q(places__state=SeatState.SEATED)),
            waiting=Count("places", filter=Q(places__state=SeatState.WAITING)),
        )


class Hearing(models.Model):
    """A trial, a hearing of the procuratorate or a public hearing, with a number of seats for deputies.

    When it was held it is an activity of the log, with those who came on the roll.
    """

    title = models.CharField("标题", max_length=120)
    kind = models.CharField("类别", max_length=16, choices=HearingKind.choices)
    organ = models.ForeignKey(
        "organs.Organ", models.PROTECT, related_name="hearings", verbose_name="组织单位"
    )
    on = models.DateField("日期")
    begins_at = models.TimeField("时间")
    place = models.CharField("地点", max_length=120)
    seats = models.PositiveSmallIntegerField(
        "席位", validators=[MinValueValidator(1), MaxValueValidator(500)]
    )
    #: The last day on which a deputy signs up.
    sign_up_by = models.DateField("报名截止")
    note = models.TextField("说明", max_length=1000, blank=True)
    state = models.CharField("状态", max_length=10, choices=HearingState.choices, default=HearingState.OPEN)
    cancelled_reason = models.CharField("取消原因", max_length=200, blank=True)
    activity = models.OneToOneField(
        "activities.Activity",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="hearing",
        verbose_name="活动",
    )
    published_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name="发布人"
    )
    published_at = models.DateTimeField("发布时间", default=timezone.now)
    version = models.PositiveIntegerField(default=1, editable=False)
    search_text = models.TextField(editable=False, default="")

    objects = HearingQuerySet.as_manager()

    class Meta:
        verbose_name = "旁听、听证"
        verbose_name_plural = "旁听、听证"
        ordering = ["-on", "-id"]
        indexes = [
            models.Index(fields=["-on", "-id"], name="hearing_newest"),
            models.Index(fields=["state", "on"], name="hearing_state"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(sign_up_by__lte=F("on")),
                name="hearing_sign_up_before",
                violation_error_message="报名截止不能晚于旁听当天",
            ),
            models.CheckConstraint(
                condition=~Q(state=HearingState.HELD) | Q(activity__isnull=False),
                name="hearing_held_is_activity",
            ),
            models.CheckConstraint(
                condition=~Q(state=HearingState.CANCELLED) | ~Q(cancelled_reason=""),
                name="hearing_cancelled_with_reason",
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Save with the derived search column."""
        self.search_text = normalise(f"{self.title} {self.place} {self.organ.name}")
        super().save(*args, **kwargs)

    @property
    def starts(self) -> datetime:
        """When it begins."""
        return timezone.make_aware(datetime.combine(self.on, self.begins_at))

    def takes_names(self, today: date) -> bool:
        """Whether a deputy may still sign up on a day."""
        return self.state == HearingState.OPEN and today <= self.sign_up_by


class HearingPlaceQuerySet(models.QuerySet["HearingPlace"]):
    """Places by state."""

    def live(self) -> HearingPlaceQuerySet:
        """Those who have a seat or wait for one."""
        return self.exclude(state=SeatState.LEFT)

    def in_turn(self) -> HearingPlaceQuerySet:
        """Seats before the waiting list, each in the order they asked."""
        return self.order_by("state", "asked_at", "pk")


class HearingPlace(models.Model):
    """A deputy's place at a hearing: a seat, or one on the waiting list; who signed off keeps the row."""

    hearing = models.ForeignKey(Hearing, models.CASCADE, related_name="places", verbose_name="旁听")
    deputyship = models.ForeignKey(
        "deputies.Deputyship", models.PROTECT, related_name="hearing_places", verbose_name="代表"
    )
    state = models.CharField("状态", max_length=10, choices=SeatState.choices)
    #: The order of the waiting list; who signs up again goes to its end.
    asked_at = models.DateTimeField("报名时间", default=timezone.now)
    came = models.BooleanField("到场", null=True)
    remarks = models.TextField("旁听意见", max_length=LONGEST_REMARKS, blank=True)

    objects = HearingPlaceQuerySet.as_manager()

    class Meta:
        verbose_name = "旁听席位"
        verbose_name_plural = "旁听席位"
        constraints = [models.UniqueConstraint(fields=["hearing", "deputyship"], name="hearing_place_once")]
        indexes = [models.Index(fields=["hearing", "state", "asked_at"], name="hearing_place_turn")]

    def __str__(self) -> str:
        return f"{self.deputyship.person}：{self.get_state_display()}"
