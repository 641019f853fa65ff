"""Who handles a suggestion, by when, and how the unit kept in touch with the deputy."""

from __future__ import annotations

from datetime import date

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from congress.accounts.models import User
from suggestions import rules
from suggestions.enums import (
    BUSY_STATES,
    LIVE_STATES,
    REPLY_CLOCKS,
    REPLYING_PARTS,
    ClockKind,
    Confirmation,
    ContactStage,
    ContactWay,
    ExtensionState,
    HandlingState,
    Part,
)
from suggestions.models.suggestion import Suggestion

_LIVE = Q(state__in=LIVE_STATES)


class HandlingQuerySet(models.QuerySet["Handling"]):
    """Parts of units by scope and state."""

    def of_unit(self, user: User) -> HandlingQuerySet:
        """Parts this user acts for."""
        return self.filter(rules.act_for_unit.as_q(user))

    def live(self) -> HandlingQuerySet:
        """Those not taken from the unit again."""
        return self.filter(state__in=LIVE_STATES)

    def busy(self) -> HandlingQuerySet:
        """Those whose unit still owes something."""
        return self.filter(state__in=BUSY_STATES)

    def replying(self) -> HandlingQuerySet:
        """Those whose unit replies to the deputy."""
        return self.filter(part__in=REPLYING_PARTS)


class Handling(models.Model):
    """One unit's part in one round of handling a suggestion (主办, 协办, 分办).

    ``organ_name`` is the name the unit bore when the matter was handed over (R312). ``replaces`` is the part that
    was taken from another unit (改办), so that the history stays.
    """

    suggestion = models.ForeignKey(Suggestion, models.PROTECT, related_name="handlings", verbose_name="建议")
    round = models.PositiveSmallIntegerField("办理轮次", default=1)
    organ = models.ForeignKey(
        "organs.Organ", models.PROTECT, related_name="handlings", verbose_name="承办单位"
    )
    organ_name = models.CharField("单位名称", max_length=80)
    part = models.CharField("分工", max_length=8, choices=Part.choices)
    task = models.CharField("承办什么", max_length=200, blank=True)
    leader = models.ForeignKey(
        "deputies.Person",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="led_handlings",
        verbose_name="领办领导",
    )
    state = models.CharField(
        "状态", max_length=14, choices=HandlingState.choices, default=HandlingState.ASSIGNED
    )
    replaces = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="replaced_by", verbose_name="改办自"
    )
    assigned_at = models.DateTimeField("交办时间")
    accepted_at = models.DateTimeField("签收时间", null=True, blank=True)
    answered_at = models.DateTimeField("答复时间", null=True, blank=True)
    over_at = models.DateTimeField("不再承办的时间", null=True, blank=True)
    reason = models.CharField("原因", max_length=500, blank=True)
    proposed_unit = models.ForeignKey(
        "organs.Organ", models.PROTECT, null=True, blank=True, related_name="+", verbose_name="建议改由"
    )
    version = models.PositiveIntegerField(default=1, editable=False)

    objects = HandlingQuerySet.as_manager()

    class Meta:
        verbose_name = "承办"
        verbose_name_plural = "承办"
        ordering = ["round", "id"]
        indexes = [
            # What a unit has, as its lists and their counts find it.
            models.Index(fields=["organ", "state"], include=["suggestion"], name="handling_organ_state"),
            models.Index(fields=["suggestion", "round"], name="handling_suggestion_round"),
            # Whoever replies to the deputy, as figures by unit and by step count them.
            models.Index(
                fields=["suggestion"],
                include=["organ", "round", "over_at", "assigned_at", "accepted_at", "answered_at"],
                condition=Q(part__in=(Part.LEAD, Part.SPLIT)),
                name="handling_replying",
            ),
            # Parts nobody has accepted yet: of all there are a few.
            models.Index(
                fields=["suggestion"],
                condition=Q(accepted_at__isnull=True, answered_at__isnull=True),
                name="handling_unsigned",
            ),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["suggestion", "round"],
                condition=Q(part=Part.LEAD) & _LIVE,
                name="handling_one_lead",
                violation_error_message="主办单位只能有一个",
            ),
            models.UniqueConstraint(
                fields=["suggestion", "round", "organ"],
                condition=_LIVE,
                name="handling_unit_once",
                violation_error_message="这个单位已经在承办",
            ),
            models.CheckConstraint(
                condition=Q(state=HandlingState.ANSWERED, answered_at__isnull=False)
                | ~Q(state=HandlingState.ANSWERED) & Q(answered_at__isnull=True),
                name="handling_answered_has_time",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=[HandlingState.ACCEPTED, HandlingState.ANSWERED])
                | Q(accepted_at__isnull=False),
                name="handling_accepted_first",
            ),
            models.CheckConstraint(
                condition=_LIVE & Q(over_at__isnull=True) | ~_LIVE & Q(over_at__isnull=False),
                name="handling_over_has_time",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.organ_name}（{self.get_part_display()}）"

    @property
    def is_live(self) -> bool:
        """Whether the unit has, or had to the end, its part."""
        return self.state in LIVE_STATES

    @property
    def replies(self) -> bool:
        """Whether the unit replies to the deputy."""
        return self.part in REPLYING_PARTS


class ClockQuerySet(models.QuerySet["Clock"]):
    """Time limits by state."""

    def running(self) -> ClockQuerySet:
        """Those not met yet."""
        return self.filter(stopped_on__isnull=True)

    def overdue(self, on: date) -> ClockQuerySet:
        """Those that run and whose last day is past."""
        return self.running().filter(due_on__lt=on)


class Clock(models.Model):
    """A time limit that runs for a suggestion, or for one unit's part of it.

    It keeps the span and the source it began with, so that it can always show how ``due_on`` was counted. The
    day it began on is not counted. ``met`` is false when it was stopped without what it was for (改办, 撤回).
    """

    suggestion = models.ForeignKey(Suggestion, models.CASCADE, related_name="clocks", verbose_name="建议")
    handling = models.ForeignKey(
        Handling, models.CASCADE, null=True, blank=True, related_name="clocks", verbose_name="承办"
    )
    kind = models.CharField("事项", max_length=20, choices=ClockKind.choices)
    started_on = models.DateField("起算")
    span = models.CharField("期限", max_length=20)
    source = models.CharField("依据", max_length=80)
    words = models.CharField("条文", max_length=300, blank=True)
    due_on = models.DateField("到期")
    #: The last day before it was extended.
    first_due_on = models.DateField("原定到期")
    stopped_on = models.DateField("完成", null=True, blank=True)
    met = models.BooleanField("按要求完成", default=False)

    objects = ClockQuerySet.as_manager()

    class Meta:
        verbose_name = "期限"
        verbose_name_plural = "期限"
        ordering = ["due_on", "id"]
        indexes = [
            models.Index(fields=["due_on"], condition=Q(stopped_on__isnull=True), name="clock_running"),
            models.Index(fields=["kind", "stopped_on"], name="clock_kind_stopped"),
            # Limits for replies, and the few that are late or still run, as figures count them.
            models.Index(
                fields=["suggestion"],
                include=["kind", "due_on", "stopped_on", "met"],
                condition=Q(kind__in=REPLY_CLOCKS),
                name="clock_reply",
            ),
            models.Index(
                fields=["suggestion"],
                include=["kind", "due_on", "stopped_on", "met"],
                condition=Q(stopped_on__gt=F("due_on")) | Q(stopped_on__isnull=True),
                name="clock_late",
            ),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["handling", "kind"], condition=Q(stopped_on__isnull=True), name="clock_runs_once"
            ),
            models.UniqueConstraint(
                fields=["suggestion", "kind"],
                condition=Q(stopped_on__isnull=True, handling__isnull=True),
                name="clock_of_suggestion_runs_once",
            ),
            models.CheckConstraint(condition=Q(due_on__gte=F("started_on")), name="clock_due_after_start"),
            models.CheckConstraint(
                condition=Q(met=False) | Q(stopped_on__isnull=False), name="clock_met_is_stopped"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}：{self.due_on}"

    @property
    def in_time(self) -> bool:
        """Whether it was met on or before its last day."""
        return self.met and self.stopped_on is not None and self.stopped_on <= self.due_on


class Contact(models.Model):
    """A contact of the unit with the deputy; it counts until the deputy denies it (R214, R215)."""

    handling = models.ForeignKey(Handling, models.PROTECT, related_name="contacts", verbose_name="承办")
    stage = models.CharField("阶段", max_length=8, choices=ContactStage.choices)
    on = models.DateField("日期")
    way = models.CharField("方式", max_length=8, choices=ContactWay.choices)
    who = models.CharField("联系人", max_length=40)
    content = models.CharField("内容", max_length=500)
    answer = models.CharField("代表确认", max_length=10, choices=Confirmation.choices, blank=True)
    answer_note = models.CharField("代表的说明", max_length=300, blank=True)
    answered_at = models.DateTimeField("确认时间", null=True, blank=True)
    recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name="记录人"
    )
    recorded_at = models.DateTimeField("记录时间")
    token = models.UUIDField(unique=True, editable=False)

    class Meta:
        verbose_name = "联系代表"
        verbose_name_plural = "联系代表"
        ordering = ["on", "id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(answer="", answered_at__isnull=True)
                | ~Q(answer="") & Q(answered_at__isnull=False),
                name="contact_answer_has_time",
            )
        ]

    def __str__(self) -> str:
        return f"{self.get_stage_display()}：{self.content}"

    @property
    def counts(self) -> bool:
        """Whether the deputy did not deny it."""
        return self.answer != Confirmation.DENIED


class Extension(models.Model):
    """A unit asks for more time; the office decides."""

    handling = models.ForeignKey(Handling, models.PROTECT, related_name="extensions", verbose_name="承办")
    clock = models.ForeignKey(Clock, models.PROTECT, related_name="extensions", verbose_name="期限")
    until = models.DateField("申请延到")
    reason = models.CharField("理由", max_length=500)
    state = models.CharField(
        "状态", max_length=8, choices=ExtensionState.choices, default=ExtensionState.ASKED
    )
    answer_note = models.CharField("答复说明", max_length=300, blank=True)
    asked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name="申请人"
    )
    asked_at = models.DateTimeField("申请时间")
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name="决定人"
    )
    decided_at = models.DateTimeField("决定时间", null=True, blank=True)

    class Meta:
        verbose_name = "延期申请"
        verbose_name_plural = "延期申请"
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(
                fields=["handling"],
                condition=Q(state=ExtensionState.ASKED),
                name="extension_one_open",
                violation_error_message="已有一份延期申请在等决定",
            ),
            models.CheckConstraint(
                condition=Q(state=ExtensionState.ASKED, decided_at__isnull=True)
                | ~Q(state=ExtensionState.ASKED) & Q(decided_at__isnull=False),
                name="extension_decided_has_time",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.handling}：{self.until}"
