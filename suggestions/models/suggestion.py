"""The suggestion itself, who signed it, and what was submitted."""

from __future__ import annotations

from datetime import date
from typing import Any
from uuid import uuid4

from django.conf import settings
from django.core.validators import MaxLengthValidator
from django.db import models
from django.db.models import F, Q

from congress.accounts.models import User
from congress.organs.enums import CongressLevel
from congress.search.text import normalise
from suggestions import rules
from suggestions.enums import (
    ACCEPTED_STATES,
    FINISHED_STATES,
    OPEN_STATES,
    Channel,
    Kind,
    Occasion,
    Rating,
    Signing,
    Source,
    State,
    Weight,
)

#: The longest text of one part; a suggestion is about one matter (一事一议).
LONGEST_PART = 20_000


class SuggestionQuerySet(models.QuerySet["Suggestion"]):
    """Suggestions by scope and state."""

    def visible_to(self, user: User) -> SuggestionQuerySet:
        """Suggestions this user may see."""
        return self.filter(rules.see_suggestion.as_q(user))

    def kept_by(self, user: User) -> SuggestionQuerySet:
        """Suggestions at this user's gate: to check, hand over, strike off."""
        return self.filter(rules.keep_suggestion.as_q(user)).exclude(state=State.DRAFT)

    def led_by(self, user: User) -> SuggestionQuerySet:
        """Suggestions this user put as the leading deputy."""
        return self.filter(rules.own_suggestion.as_q(user))

    def open(self) -> SuggestionQuerySet:
        """Those in which somebody has something to do."""
        return self.filter(state__in=OPEN_STATES)

    def accepted(self) -> SuggestionQuerySet:
        """Those that passed the gate; what rates are counted from."""
        return self.filter(state__in=ACCEPTED_STATES)

    def overdue(self, on: date) -> SuggestionQuerySet:
        """Those whose nearest time limit is past on a day."""
        return self.open().filter(due_on__lt=on)


class Suggestion(models.Model):
    """A 议案, 建议, 批评 or 意见 of a deputy, or a 社情民意, from draft to strike-off.

    ``gate`` is the area whose congress office keeps it: the district, or a town for what lies within its powers
    (R219). ``round`` counts the handling: 1, and one more each time it is done again. ``due_on`` is the nearest
    time limit that runs, kept by the operations. So are the results figures count: ``answered_at`` and
    ``reply_category`` of the last round in which every unit replied (the weakest of its replies), ``attitude`` and
    ``result`` of the last verdict (the worst), ``finished_at``; unlike ``replied_at`` the results of a round stand
    until the next one has its own. ``token`` names one submission of the form: sent twice, it gives
    one suggestion.
    """

    kind = models.CharField("种类", max_length=12, choices=Kind.choices, default=Kind.SUGGESTION)
    occasion = models.CharField("时间", max_length=12, choices=Occasion.choices, default=Occasion.BETWEEN)
    signing = models.CharField("提出方式", max_length=12, choices=Signing.choices, default=Signing.INDIVIDUAL)
    title = models.CharField("案由", max_length=120)
    situation = models.TextField("情况", blank=True, validators=[MaxLengthValidator(LONGEST_PART)])
    proposal = models.TextField("建议", blank=True, validators=[MaxLengthValidator(LONGEST_PART)])
    lead = models.ForeignKey(
        "deputies.Deputyship", models.PROTECT, related_name="suggestions", verbose_name="领衔代表"
    )
    delegation = models.CharField("代表团", max_length=40, blank=True)
    level = models.CharField("代表层级", max_length=20, choices=CongressLevel.choices)
    session = models.ForeignKey(
        "organs.Session",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="suggestions",
        verbose_name="会议",
    )
    area = models.ForeignKey(
        "organs.Area", models.PROTECT, related_name="suggestions", verbose_name="涉及区域"
    )
    gate = models.ForeignKey("organs.Area", models.PROTECT, related_name="+", verbose_name="审核单位所在区域")
    category = models.ForeignKey(
        "suggestions.Category",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="suggestions",
        verbose_name="类别",
    )
    committee = models.ForeignKey(
        "organs.Organ",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="supervised_suggestions",
        verbose_name="督办委室",
    )
    source = models.CharField("来源", max_length=14, choices=Source.choices, default=Source.DEPUTY)
    source_note = models.CharField("来源说明", max_length=120, blank=True)
    weight = models.CharField("大事小事", max_length=8, choices=Weight.choices, blank=True)
    priorities = models.ManyToManyField(
        "suggestions.PriorityKind", blank=True, related_name="suggestions", verbose_name="四类事"
    )
    campaigns = models.ManyToManyField(
        "activities.Campaign", blank=True, related_name="suggestions", verbose_name="专项"
    )
    hard = models.BooleanField("涉及面广、难度大", default=False)
    is_key = models.BooleanField("重点督办", default=False)
    shared_with_office = models.BooleanField("请办公室看草稿", default=False)

    state = models.CharField("状态", max_length=12, choices=State.choices, default=State.DRAFT)
    round = models.PositiveSmallIntegerField("办理轮次", default=1)
    number = models.PositiveIntegerField("编号", null=True, blank=True)
    number_key = models.CharField(max_length=80, blank=True, editable=False)
    number_text = models.CharField("编号", max_length=40, blank=True)
    receipt = models.CharField("回执号", max_length=24, blank=True)
    merged_into = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="merged", verbose_name="并入"
    )
    channel = models.CharField("转往", max_length=12, choices=Channel.choices, blank=True)
    reason = models.CharField("原因", max_length=500, blank=True)
    strike_number = models.CharField("销号编号", max_length=40, blank=True)

    submitted_at = models.DateTimeField("提交时间", null=True, blank=True)
    registered_at = models.DateTimeField("立案时间", null=True, blank=True)
    assigned_at = models.DateTimeField("交办时间", null=True, blank=True)
    replied_at = models.DateTimeField("答复时间", null=True, blank=True)
    evaluated_at = models.DateTimeField("评价时间", null=True, blank=True)
    closed_at = models.DateTimeField("销号时间", null=True, blank=True)
    answered_at = models.DateTimeField("最近答复时间", null=True, blank=True, editable=False)
    reply_category = models.ForeignKey(
        "suggestions.ReplyCategory",
        models.PROTECT,
        null=True,
        blank=True,
        editable=False,
        related_name="suggestions",
        verbose_name="答复类别",
    )
    attitude = models.CharField("办理态度", max_length=12, choices=Rating.choices, blank=True, editable=False)
    result = models.CharField("办理结果", max_length=12, choices=Rating.choices, blank=True, editable=False)
    finished_at = models.DateTimeField("办结时间", null=True, blank=True, editable=False)
    due_on = models.DateField("期限", null=True, blank=True)

    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name="录入人"
    )
    created_at = models.DateTimeField("录入时间", auto_now_add=True)
    changed_at = models.DateTimeField("修改时间", auto_now=True)
    version = models.PositiveIntegerField(default=1, editable=False)
    search_text = models.TextField(editable=False, default="")
    token = models.UUIDField(unique=True, default=uuid4, editable=False)

    objects = SuggestionQuerySet.as_manager()

    class Meta:
        verbose_name = "代表建议"
        verbose_name_plural = "代表建议"
        ordering = [F("due_on").asc(nulls_last=True), "-id"]
        indexes = [
            models.Index(fields=["state", "due_on", "-id"], name="suggestion_state_due"),
            # What was found by keys, put in order and counted without looking at the rows.
            models.Index(
                fields=["id"],
                include=["due_on", "state", "occasion", "shared_with_office"],
                name="suggestion_keys",
            ),
            # A list in its usual order, and how long it is, without looking at the rows.
            models.Index(
                fields=["due_on", "-id"],
                include=["state", "occasion", "shared_with_office"],
                name="suggestion_due",
            ),
            models.Index(
                fields=["occasion", "state", "shared_with_office"], name="suggestion_occasion_state"
            ),
            models.Index(
                fields=["due_on", "-id"],
                include=["state", "occasion", "shared_with_office"],
                condition=Q(is_key=True),
                name="suggestion_key",
            ),
            # What waits, as the home page counts it, and what was open on a day that is past.
            models.Index(
                fields=["state", "occasion", "due_on"],
                include=["gate", "shared_with_office", "submitted_at", "id"],
                condition=Q(state__in=OPEN_STATES),
                name="suggestion_open",
            ),
            models.Index(fields=["committee", "occasion", "state"], name="suggestion_committee"),
            models.Index(fields=["area", "occasion", "state"], name="suggestion_area"),
            models.Index(fields=["number_text", "id"], name="suggestion_number_text"),
            models.Index(fields=["-submitted_at", "-id"], name="suggestion_submitted"),
            models.Index(fields=["-assigned_at"], name="suggestion_assigned"),
            # With what was open on a day that is past.
            models.Index(fields=["closed_at"], include=["submitted_at", "id"], name="suggestion_closed"),
            models.Index(fields=["number_key", "number"], name="suggestion_number"),
            # What figures count, without the texts beside it.
            models.Index(
                fields=["registered_at"],
                include=[
                    "id",
                    "state",
                    "occasion",
                    "assigned_at",
                    "answered_at",
                    "reply_category",
                    "evaluated_at",
                    "attitude",
                    "result",
                    "finished_at",
                    "closed_at",
                    "submitted_at",
                    "round",
                    "category",
                    "session",
                    "level",
                    "area",
                    "shared_with_office",
                ],
                name="suggestion_figures",
            ),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["number_key", "number"],
                condition=Q(number__isnull=False),
                name="suggestion_number_once",
            ),
            models.UniqueConstraint(
                fields=["strike_number"], condition=~Q(strike_number=""), name="suggestion_strike_once"
            ),
            models.CheckConstraint(
                condition=Q(state=State.CLOSED, closed_at__isnull=False) & ~Q(strike_number="")
                | ~Q(state=State.CLOSED) & Q(closed_at__isnull=True, strike_number=""),
                name="suggestion_closed_has_number",
            ),
            models.CheckConstraint(
                condition=Q(state__in=FINISHED_STATES, finished_at__isnull=False)
                | ~Q(state__in=FINISHED_STATES) & Q(finished_at__isnull=True),
                name="suggestion_finished_has_time",
            ),
            models.CheckConstraint(
                condition=Q(answered_at__isnull=True, reply_category__isnull=True)
                | Q(answered_at__isnull=False, reply_category__isnull=False),
                name="suggestion_answer_has_category",
            ),
            models.CheckConstraint(
                condition=Q(evaluated_at__isnull=True, attitude="", result="")
                | Q(evaluated_at__isnull=False) & ~Q(attitude="") & ~Q(result=""),
                name="suggestion_verdict_has_time",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=ACCEPTED_STATES)
                | Q(number__isnull=False, registered_at__isnull=False),
                name="suggestion_accepted_has_number",
            ),
            models.CheckConstraint(
                condition=Q(state=State.DRAFT) | Q(state=State.WITHDRAWN) | Q(submitted_at__isnull=False),
                name="suggestion_submitted_has_time",
            ),
            models.CheckConstraint(
                condition=Q(state=State.MERGED, merged_into__isnull=False)
                | ~Q(state=State.MERGED) & Q(merged_into__isnull=True),
                name="suggestion_merged_into",
            ),
            models.CheckConstraint(
                condition=~Q(state=State.DIVERTED) | ~Q(channel=""), name="suggestion_diverted_has_channel"
            ),
            models.CheckConstraint(
                condition=~Q(occasion=Occasion.SESSION) | Q(session__isnull=False),
                name="suggestion_session",
                violation_error_message="大会期间的建议须选是哪次会议",
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Save with the derived search column."""
        self.derive()
        super().save(*args, **kwargs)

    def derive(self) -> None:
        """Work out what is found; to be called before rows are written in bulk. Names are the lead deputy's."""
        self.search_text = normalise(f"{self.number_text} {self.title} {self.lead.person.name}")

    @property
    def label(self) -> str:
        """第 2026-057 号, or the receipt before it has a number."""
        return f"第 {self.number_text} 号" if self.number_text else self.receipt and f"回执 {self.receipt}"

    @property
    def is_open(self) -> bool:
        """Whether somebody has something to do."""
        return self.state in OPEN_STATES
