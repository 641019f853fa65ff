"""Polls. Who has voted (:class:`Elector`) and what was voted (:class:`SealedBallot`, :class:`Ballot`) share nothing but
the poll: no key, no time, no order.
"""

from __future__ import annotations

import uuid
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q

from congress.accounts.models import User
from congress.ballots import rules
from congress.ballots.counting import SIDES, Bar, Option, PaperTotals, Rules
from congress.ballots.enums import BallotForm, Basis, Custody, Mode, PollState, TieRule
from congress.ballots.procedures import GENERAL, Procedure, procedure_of

MOST_ITEMS, MOST_SCALES = 60, 10


def is_bar(code: str) -> None:
    """``ValidationError`` unless it is the code of a share."""
    try:
        Bar.of(code)
    except ValueError as error:
        raise ValidationError("请从列出的比例中选一个") from error


class RuleFields(models.Model):
    """How ballots are cast and counted, as data; each citing its document."""

    form = models.CharField("表决形式", max_length=10, choices=BallotForm.choices)
    seats = models.PositiveSmallIntegerField("应选数", default=0, validators=[MaxValueValidator(MOST_ITEMS)])
    min_ticks = models.PositiveSmallIntegerField(
        "最少选几项", default=0, validators=[MaxValueValidator(MOST_ITEMS)]
    )
    blank_is_void = models.BooleanField("空白票算无效票", default=False)
    threshold = models.CharField("通过比例", max_length=12, blank=True, validators=[is_bar])
    basis = models.CharField("比例的基数", max_length=10, choices=Basis.choices, default=Basis.CAST)
    quorum = models.CharField("投票有效的人数", max_length=12, blank=True, validators=[is_bar])
    tie = models.CharField("票数相同时", max_length=10, choices=TieRule.choices, default=TieRule.REVOTE)
    custody = models.CharField("票箱由谁保管", max_length=10, choices=Custody.choices, default=Custody.PHRASE)
    min_ballots = models.PositiveSmallIntegerField(
        "手机票少于几张时提醒", default=3, validators=[MinValueValidator(1), MaxValueValidator(100)]
    )
    citation = models.CharField("依据", max_length=200, blank=True)

    class Meta:
        abstract = True

    def clean(self) -> None:
        """Seats where ticks are counted, and not fewer than the fewest ticks. ``ValidationError`` at the field."""
        super().clean()
        if self.form == BallotForm.TICKS and not self.seats:
            raise ValidationError({"seats": "打勾选取要写应选几项"})
        if self.min_ticks > self.seats:
            raise ValidationError({"min_ticks": f"最多选 {self.seats} 项，最少不能超过它"})


#: The fields of the rules, which a poll copies when it is prepared: what is changed later does not reach it.
RULE_FIELDS = (
    "form",
    "seats",
    "min_ticks",
    "blank_is_void",
    "threshold",
    "basis",
    "quorum",
    "tie",
    "custody",
    "min_ballots",
    "citation",
)


class RuleSet(RuleFields):
    """Rules a new poll can begin with, kept by the district: 三分之二测评, 票决 12 选 10, 过半数表决."""

    title = models.CharField(
        "名称", max_length=40, unique=True, error_messages={"unique": "已有这个名称的规则"}
    )
    order = models.PositiveSmallIntegerField("顺序", default=50)
    active = models.BooleanField("新的投票可以选用", default=True)

    class Meta:
        verbose_name = "表决规则"
        verbose_name_plural = "表决规则"
        ordering = ["order", "pk"]

    def __str__(self) -> str:
        return self.title


class PollQuerySet(models.QuerySet["Poll"]):
    """Polls by scope."""

    def visible_to(self, user: User) -> PollQuerySet:
        """Those this user may see."""
        return self.filter(rules.visible(user))

    def kept_by(self, user: User) -> PollQuerySet:
        """Those this user may keep."""
        return self.filter(rules.kept(user))

    def with_turnout(self) -> PollQuerySet:
        """Annotates ``n_phone`` and ``n_voted``: who may vote by phone, and how many of them have."""
        return self.annotate(
            n_phone=models.Count("electors", Q(electors__on_paper=False)),
            n_voted=models.Count("electors", Q(electors__voted=True)),
        )


class Poll(RuleFields):
    """One vote over one or more items. ``area`` or ``organ`` is whose it is; neither means the district's.

    ``members`` is the number of all members (全体组成人员), ``paper_count`` how many paper ballots are made ready.
    ``scales`` pairs what is scored with its most points; of a poll by grades each grade of its own with what it counts
    as. ``locked_key`` opens the box; it is gone once the box was opened. ``drawn`` are the items a lot has chosen.
    """

    procedure = models.CharField("程序", max_length=40, default=GENERAL)
    title = models.CharField("名称", max_length=120)
    note = models.TextField("说明", max_length=1000, blank=True)
    mode = models.CharField("投票方式", max_length=10, choices=Mode.choices, default=Mode.PHONE)
    scales = models.JSONField("打分项目", default=list, blank=True)
    area = models.ForeignKey(
        "organs.Area", models.PROTECT, null=True, blank=True, related_name="+", verbose_name="哪里的投票"
    )
    organ = models.ForeignKey(
        "organs.Organ", models.PROTECT, null=True, blank=True, related_name="+", verbose_name="哪个单位的投票"
    )
    state = models.CharField("状态", max_length=10, choices=PollState.choices, default=PollState.PREPARING)
    electorate = models.JSONField("投票人范围", default=dict, blank=True)
    electorate_words = models.TextField("投票人", blank=True)
    members = models.PositiveIntegerField("全体组成人员", default=0)
    paper_count = models.PositiveIntegerField("纸质票", default=0, validators=[MaxValueValidator(5000)])
    chief_scrutineer = models.CharField("总监票人", max_length=40, blank=True)
    scrutineers = models.CharField("监票人", max_length=200, blank=True)
    tellers = models.CharField("计票人", max_length=200, blank=True)
    public_key = models.CharField(max_length=64, blank=True, editable=False)
    locked_key = models.CharField(max_length=400, blank=True, editable=False)
    ballot_length = models.PositiveIntegerField(default=0, editable=False)
    drawn = models.JSONField("抽签选中", default=list, blank=True)
    witnesses = models.CharField("抽签见证人", max_length=200, blank=True)
    follows = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="followed_by", verbose_name="再次投票自"
    )
    digest = models.CharField("校验码", max_length=64, blank=True, editable=False)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name="准备人"
    )
    created_at = models.DateTimeField("准备时间", auto_now_add=True)
    started_at = models.DateTimeField("开始投票", null=True, blank=True)
    closed_at = models.DateTimeField("截止投票", null=True, blank=True)
    opened_at = models.DateTimeField("开箱", null=True, blank=True)
    published_at = models.DateTimeField("公布", null=True, blank=True)
    void_reason = models.CharField("作废原因", max_length=200, blank=True)
    version = models.PositiveIntegerField(default=1, editable=False)

    objects = PollQuerySet.as_manager()

    class Meta:
        verbose_name = "投票表决"
        verbose_name_plural = "投票表决"
        ordering = ["-created_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(state=PollState.PUBLISHED) | ~Q(digest=""),
                name="poll_published_has_digest",
                violation_error_message="公布的结果须有校验码",
            ),
            models.CheckConstraint(
                condition=Q(state__in=[PollState.PREPARING, PollState.VOTING, PollState.CLOSED])
                | Q(locked_key=""),
                name="poll_key_gone_once_opened",
                violation_error_message="开箱以后不再保存钥匙",
            ),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def plug(self) -> Procedure:
        """The procedure it is held for."""
        return procedure_of(self.procedure)

    @property
    def takes_phones(self) -> bool:
        """Whether ballots are cast on phones."""
        return self.mode != Mode.PAPER

    @property
    def takes_paper(self) -> bool:
        """Whether ballots are cast on paper."""
        return self.mode != Mode.PHONE

    @property
    def options(self) -> tuple[Option, ...]:
        """What can be marked for an item."""
        return self.rule_data().options

    def rule_data(self) -> Rules:
        """Its rules, for counting."""
        graded = self.form == BallotForm.GRADES
        own = tuple((str(label), str(side)) for label, side in self.scales if graded and side in SIDES)
        return Rules(
            form=self.form,
            seats=self.seats,
            min_ticks=self.min_ticks,
            blank_is_void=self.blank_is_void,
            threshold=self.threshold,
            basis=self.basis,
            quorum=self.quorum,
            tie=self.tie,
            scales=() if own else tuple((str(label), int(most)) for label, most in self.scales),
            grades=own,
        )


class Item(models.Model):
    """One thing voted on; its number is its place on the ballot."""

    poll = models.ForeignKey(Poll, models.CASCADE, related_name="items", verbose_name="投票表决")
    number = models.PositiveSmallIntegerField("序号")
    title = models.CharField("表决项目", max_length=120)
    note = models.CharField("说明", max_length=300, blank=True)

    class Meta:
        verbose_name = "表决项目"
        verbose_name_plural = "表决项目"
        ordering = ["poll", "number"]
        constraints = [models.UniqueConstraint(fields=["poll", "number"], name="item_number_once")]

    def __str__(self) -> str:
        return self.title

    @property
    def key(self) -> str:
        """How ballots name it."""
        return str(self.number)


class Elector(models.Model):
    """Who may vote, by phone or on paper, and whether a phone has. When and what is written nowhere."""

    poll = models.ForeignKey(Poll, models.CASCADE, related_name="electors", verbose_name="投票表决")
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="帐号"
    )
    name = models.CharField("姓名", max_length=40)
    on_paper = models.BooleanField("投纸质票", default=False)
    voted = models.BooleanField("已投票", default=False)

    class Meta:
        verbose_name = "投票人"
        verbose_name_plural = "投票人"
        ordering = ["poll", "name", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["poll", "user"], name="elector_once"),
            models.CheckConstraint(
                condition=Q(on_paper=True) | Q(user__isnull=False),
                name="elector_phone_has_account",
                violation_error_message="手机投票要有帐号",
            ),
            models.CheckConstraint(
                condition=Q(on_paper=False) | Q(voted=False),
                name="elector_paper_not_by_phone",
                violation_error_message="投纸质票的不能再用手机投",
            ),
        ]

    def __str__(self) -> str:
        return self.name


class SealedBallot(models.Model):
    """A ballot in the closed box. No voter, no time; the key is random, the content has one length."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    poll = models.ForeignKey(Poll, models.CASCADE, related_name="sealed", verbose_name="投票表决")
    box = models.BinaryField("封存的票")

    class Meta:
        verbose_name = "封存的票"
        verbose_name_plural = "封存的票"

    def __str__(self) -> str:
        return "封存的票"


class Ballot(models.Model):
    """A ballot after the box was opened: written in random order, all in one transaction, under a new random key."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    poll = models.ForeignKey(Poll, models.CASCADE, related_name="ballots", verbose_name="投票表决")
    marks = models.JSONField("票面")

    class Meta:
        verbose_name = "票"
        verbose_name_plural = "票"

    def __str__(self) -> str:
        return "票"


class PaperEntry(models.Model):
    """What one person counted of the paper ballots. Two people enter without seeing each other's numbers."""

    poll = models.ForeignKey(Poll, models.CASCADE, related_name="paper_entries", verbose_name="投票表决")
    entered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="录入人"
    )
    place = models.PositiveSmallIntegerField(
        "第几次录入", validators=[MinValueValidator(1), MaxValueValidator(2)]
    )
    issued = models.PositiveIntegerField("发出")
    returned = models.PositiveIntegerField("收回")
    valid = models.PositiveIntegerField("有效")
    void = models.PositiveIntegerField("无效")
    counts = models.JSONField("各项票数", default=dict)
    entered_at = models.DateTimeField("录入时间", auto_now=True)

    class Meta:
        verbose_name = "纸质票录入"
        verbose_name_plural = "纸质票录入"
        ordering = ["poll", "place"]
        constraints = [
            models.UniqueConstraint(fields=["poll", "place"], name="paper_entry_place_once"),
            models.UniqueConstraint(fields=["poll", "entered_by"], name="paper_entry_person_once"),
        ]

    def __str__(self) -> str:
        return f"{self.entered_by.name}的录入"

    def totals(self) -> PaperTotals:
        """Its numbers, for counting; a place nobody wrote about has none."""
        given: dict[str, dict[str, Any]] = self.counts
        counts = {place: {mark: int(n) for mark, n in given[place].items()} for place in sorted(given)}
        return PaperTotals(self.issued, self.returned, self.valid, self.void, counts)
