"""A draft is sent to chosen deputies for their opinions until a day (征求意见, R117)."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Count, Q
from django.utils import timezone

from activities.taking_part import rules
from activities.taking_part.enums import ConsultationState, TakenUp
from congress.accounts.models import User
from congress.documents.kept import KeptDocument
from congress.search.text import normalise


class ConsultationQuerySet(models.QuerySet["Consultation"]):
    """Consultations by scope, and how they stand."""

    def visible_to(self, user: User) -> ConsultationQuerySet:
        """Those this user may see at a desk."""
        return self.filter(rules.see_consultation.as_q(user))

    def of(self, user: User) -> ConsultationQuerySet:
        """Those a deputy was asked in."""
        asked = Consulted.objects.filter(deputyship__person__user=user)
        rows = self.filter(pk__in=asked.order_by().values("consultation"))
        return rows.exclude(state=ConsultationState.CANCELLED)

    def with_numbers(self) -> ConsultationQuerySet:
        """Annotates how many were asked, how many opinions came, and how many are still to be decided on."""
        return self.annotate(
            n_asked=Count("asked", distinct=True),
            n_opinions=Count("asked__opinions", distinct=True),
            n_open=Count("asked__opinions", filter=Q(asked__opinions__taken_up=""), distinct=True),
        )


class Consultation(models.Model):
    """A draft on which deputies are asked. After ``due_on`` there is no new opinion."""

    title = models.CharField("征求意见的文稿", max_length=120)
    organ = models.ForeignKey(
        "organs.Organ", models.PROTECT, related_name="consultations", verbose_name="起草单位"
    )
    note = models.TextField("说明", max_length=3000, blank=True)
    opened_on = models.DateField("发出日期", default=timezone.localdate)
    due_on = models.DateField("截止日期")
    state = models.CharField(
        "状态", max_length=10, choices=ConsultationState.choices, default=ConsultationState.OPEN
    )
    summary = models.TextField("采纳情况", max_length=3000, blank=True)
    released_on = models.DateField("反馈日期", null=True, blank=True)
    cancelled_reason = models.CharField("撤回原因", max_length=200, blank=True)
    opened_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name="发出人"
    )
    version = models.PositiveIntegerField(default=1, editable=False)
    search_text = models.TextField(editable=False, default="")

    objects = ConsultationQuerySet.as_manager()

    class Meta:
        verbose_name = "征求意见"
        verbose_name_plural = "征求意见"
        ordering = ["-opened_on", "-id"]
        indexes = [
            models.Index(fields=["-opened_on", "-id"], name="consultation_newest"),
            models.Index(fields=["state", "due_on"], name="consultation_state"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(due_on__gte=models.F("opened_on")),
                name="consultation_due_after_open",
                violation_error_message="截止日期不能早于发出日期",
            ),
            models.CheckConstraint(
                condition=~Q(state=ConsultationState.RELEASED) | Q(released_on__isnull=False),
                name="consultation_released_has_day",
            ),
            models.CheckConstraint(
                condition=~Q(state=ConsultationState.CANCELLED) | ~Q(cancelled_reason=""),
                name="consultation_cancelled_with_reason",
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Save with the derived search column."""
        self.search_text = normalise(f"{self.title} {self.organ.name}")
        super().save(*args, **kwargs)

    def takes_opinions(self, today: date) -> bool:
        """Whether a deputy may still say something on a day."""
        return self.state == ConsultationState.OPEN and today <= self.due_on


class ConsultationFile(KeptDocument):
    """The draft itself and what belongs to it."""

    consultation = models.ForeignKey(
        Consultation, models.CASCADE, related_name="files", verbose_name="征求意见"
    )

    class Meta:
        verbose_name = "文稿"
        verbose_name_plural = "文稿"
        ordering = ["order"]
        constraints = [
            models.UniqueConstraint(fields=["consultation", "order"], name="consultation_file_order_once")
        ]


class Consulted(models.Model):
    """A deputy who is asked."""

    consultation = models.ForeignKey(
        Consultation, models.CASCADE, related_name="asked", verbose_name="征求意见"
    )
    deputyship = models.ForeignKey(
        "deputies.Deputyship", models.PROTECT, related_name="consulted", verbose_name="代表"
    )
    opened_at = models.DateTimeField("打开时间", null=True, blank=True)

    class Meta:
        verbose_name = "征求意见的代表"
        verbose_name_plural = "征求意见的代表"
        ordering = ["id"]
        constraints = [models.UniqueConstraint(fields=["consultation", "deputyship"], name="consulted_once")]

    def __str__(self) -> str:
        return str(self.deputyship.person)


class Opinion(models.Model):
    """One opinion of a deputy on the draft, and whether it was taken up."""

    consulted = models.ForeignKey(
        Consulted, models.PROTECT, related_name="opinions", verbose_name="提出的代表"
    )
    where = models.CharField("对哪一条", max_length=60, blank=True)
    text = models.TextField("意见", max_length=2000)
    said_at = models.DateTimeField("提出时间", default=timezone.now)
    taken_up = models.CharField("采纳情况", max_length=10, choices=TakenUp.choices, blank=True)
    taken_up_note = models.CharField("说明", max_length=300, blank=True)
    version = models.PositiveIntegerField(default=1, editable=False)

    class Meta:
        verbose_name = "意见"
        verbose_name_plural = "意见"
        ordering = ["said_at", "id"]

    def __str__(self) -> str:
        return self.text[:40]
