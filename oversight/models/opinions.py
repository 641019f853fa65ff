"""Opinions of the committee with who spoke, what was found and advised, and the rounds of reporting and rating."""

from __future__ import annotations

from datetime import date

from django.conf import settings
from django.core.validators import MaxLengthValidator
from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from congress.accounts.models import User
from congress.ballots.enums import PollState
from congress.documents.kept import KeptDocument
from oversight.models.meetings import AgendaItem
from oversight.opinions import rules
from oversight.opinions.enums import WITH_UNIT, OpinionState, SpeakerRole

_LONG = [MaxLengthValidator(10_000)]


class Speaker(models.Model):
    """Who was fixed to speak on an item, and what was said (“1+2+X”, R259).

    ``slot`` numbers the places that are few: one central, two key speakers; the others have none.
    """

    item = models.ForeignKey(AgendaItem, models.CASCADE, related_name="speakers", verbose_name="议题")
    role = models.CharField("怎样发言", max_length=8, choices=SpeakerRole.choices)
    slot = models.PositiveSmallIntegerField(null=True, editable=False)
    name = models.CharField("发言人", max_length=40)
    speech = models.TextField("发言记录", blank=True, validators=_LONG)
    version = models.PositiveIntegerField(default=1, editable=False)

    class Meta:
        verbose_name = "审议发言"
        verbose_name_plural = "审议发言"
        ordering = ["item_id", F("slot").asc(nulls_last=True), "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["item", "role", "slot"], condition=Q(slot__isnull=False), name="speaker_slot_once"
            ),
            models.UniqueConstraint(
                fields=["item", "name"],
                name="speaker_name_once",
                violation_error_message="这个人已在这一项的发言名单里",
            ),
            models.CheckConstraint(
                condition=Q(role=SpeakerRole.CENTRAL, slot=1)
                | Q(role=SpeakerRole.KEY, slot__in=(1, 2))
                | Q(role=SpeakerRole.MORE, slot__isnull=True),
                name="speaker_slot_of_role",
            ),
        ]

    def __str__(self) -> str:
        return self.name


class Point(models.Model):
    """A problem that was brought up, with what was advised (“问题+建议”, R260)."""

    item = models.ForeignKey(AgendaItem, models.CASCADE, related_name="points", verbose_name="议题")
    speaker = models.ForeignKey(
        Speaker, models.SET_NULL, null=True, blank=True, related_name="points", verbose_name="谁提出"
    )
    problem = models.CharField("问题", max_length=500)
    advice = models.CharField("建议", max_length=500, blank=True)
    version = models.PositiveIntegerField(default=1, editable=False)

    class Meta:
        verbose_name = "问题和建议"
        verbose_name_plural = "问题和建议"
        ordering = ["item_id", "id"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(problem=""),
                name="point_has_a_problem",
                violation_error_message="先写问题，再写建议",
            )
        ]

    def __str__(self) -> str:
        return self.problem


class ReviewOpinionQuerySet(models.QuerySet["ReviewOpinion"]):
    """Opinions by scope and state."""

    def visible_to(self, user: User) -> ReviewOpinionQuerySet:
        """Those this user may see: a unit its own, once they were handed over."""
        return self.filter(rules.see_opinion.as_q(user))

    def overdue(self, today: date) -> ReviewOpinionQuerySet:
        """Those with the unit whose day has passed."""
        return self.filter(state__in=WITH_UNIT, due_on__lt=today)

    def to_rate(self) -> ReviewOpinionQuerySet:
        """Those whose report was accepted and that no ballot goes on about."""
        done = (PollState.PUBLISHED, PollState.VOIDED)
        voting = OpinionRound.objects.filter(poll__isnull=False).exclude(poll__state__in=done)
        return self.filter(state=OpinionState.ACCEPTED).exclude(pk__in=voting.order_by().values("opinion"))

    def unrated(self) -> ReviewOpinionQuerySet:
        """Those never rated by the committee."""
        return self.exclude(rounds__rated_on__isnull=False)


class ReviewOpinion(models.Model):
    """What the committee asks of a unit after it deliberated an item. ``due_on`` is that of the round that runs.

    ``span`` and ``source`` are those the time limit began with.
    """

    item = models.OneToOneField(AgendaItem, models.PROTECT, related_name="opinion", verbose_name="审议的议题")
    year = models.PositiveSmallIntegerField("年度", editable=False)
    title = models.CharField("标题", max_length=200)
    text = models.TextField("审议意见", validators=_LONG)
    unit = models.ForeignKey(
        "organs.Organ", models.PROTECT, related_name="review_opinions", verbose_name="承办单位"
    )
    committee = models.ForeignKey(
        "organs.Organ", models.PROTECT, related_name="followed_opinions", verbose_name="跟踪的工委"
    )
    is_key = models.BooleanField("重点议题", default=False)
    team = models.CharField("专门班子", max_length=200, blank=True)
    state = models.CharField("状态", max_length=10, choices=OpinionState.choices, default=OpinionState.DRAFT)
    assigned_on = models.DateField("交办日期", null=True, blank=True)
    span = models.CharField("期限", max_length=20, blank=True)
    source = models.CharField("依据", max_length=80, blank=True)
    due_on = models.DateField("报告期限", null=True, blank=True)
    version = models.PositiveIntegerField(default=1, editable=False)

    objects = ReviewOpinionQuerySet.as_manager()

    class Meta:
        verbose_name = "审议意见"
        verbose_name_plural = "审议意见"
        ordering = ["-year", "-id"]
        indexes = [
            models.Index(fields=["-year", "-id"], name="review_opinion_newest"),
            models.Index(fields=["state", "due_on"], name="review_opinion_state_due"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(is_key=False) | ~Q(team=""),
                name="review_opinion_key_has_team",
                violation_error_message="重点议题要写专门班子",
            ),
            models.CheckConstraint(
                condition=Q(state=OpinionState.DRAFT) | Q(assigned_on__isnull=False, due_on__isnull=False),
                name="review_opinion_assigned_with_days",
            ),
        ]

    def __str__(self) -> str:
        return self.title


class OpinionRound(models.Model):
    """One round: the unit's report, and how the committee rated it.

    ``poll`` is where the committee votes, on this opinion or on several; ``again_by`` is set before the vote, for the
    report that follows should fewer than two thirds be satisfied (R258).
    """

    opinion = models.ForeignKey(ReviewOpinion, models.CASCADE, related_name="rounds", verbose_name="审议意见")
    number = models.PositiveSmallIntegerField("第几次")
    due_on = models.DateField("报告期限")
    report = models.TextField("办理情况报告", blank=True, validators=_LONG)
    reported_on = models.DateField("报告日期", null=True, blank=True)
    poll = models.ForeignKey(
        "ballots.Poll", models.PROTECT, null=True, blank=True, related_name="+", verbose_name="测评投票"
    )
    again_by = models.DateField("再次报告的期限", null=True, blank=True)
    rated_on = models.DateField("测评日期", null=True, blank=True)
    satisfied = models.PositiveSmallIntegerField("满意", default=0)
    basically = models.PositiveSmallIntegerField("基本满意", default=0)
    total = models.PositiveSmallIntegerField("总票数", default=0)

    class Meta:
        verbose_name = "办理和测评"
        verbose_name_plural = "办理和测评"
        ordering = ["opinion_id", "number"]
        constraints = [
            models.UniqueConstraint(fields=["opinion", "number"], name="opinion_round_once"),
            models.CheckConstraint(
                condition=Q(total__gte=F("satisfied") + F("basically")), name="opinion_round_votes_fit"
            ),
            models.CheckConstraint(
                condition=Q(reported_on__isnull=True) | ~Q(report=""), name="opinion_round_report_has_words"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.opinion} · 第{self.number}次"

    @property
    def days_late(self) -> int:
        """Calendar days after the time limit on which it was reported, or that have passed without."""
        return max(0, ((self.reported_on or timezone.localdate()) - self.due_on).days)


class OpinionFile(KeptDocument):
    """A report as it came."""

    round = models.ForeignKey(OpinionRound, models.CASCADE, related_name="files", verbose_name="办理和测评")

    class Meta:
        verbose_name = "审议意见附件"
        verbose_name_plural = "审议意见附件"
        ordering = ["order"]
        constraints = [models.UniqueConstraint(fields=["round", "order"], name="opinion_file_order_once")]


class OpinionFollowUp(models.Model):
    """What the committee, or the special team, saw to while the unit dealt with it (R261)."""

    opinion = models.ForeignKey(
        ReviewOpinion, models.CASCADE, related_name="follow_ups", verbose_name="审议意见"
    )
    on = models.DateField("日期")
    note = models.CharField("跟踪情况", max_length=500)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name="登记人"
    )

    class Meta:
        verbose_name = "跟踪督办"
        verbose_name_plural = "跟踪督办"
        ordering = ["-on", "-id"]

    def __str__(self) -> str:
        return self.note
