"""A year's test of satisfaction: what was recommended and chosen, who sat in panels, what the ballots said
(R227–R231). Who voted what stands nowhere; the ballots themselves are kept by ``congress.ballots``.
"""

from __future__ import annotations

from datetime import date

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q

from congress.accounts.models import User
from congress.ballots.enums import Basis, PollState
from congress.ballots.models import is_bar
from congress.figures.numbers import Rate
from suggestions.models.suggestion import Suggestion
from suggestions.models.supervision import SupervisionItem
from suggestions.panels import rules
from suggestions.panels.enums import CandidateState, EventKind, MendState, RoundState


class PanelMemberKind(models.Model):
    """A kind of people panels are drawn from, and how many of them each panel needs; the district's list (R228)."""

    name = models.CharField("类别", max_length=40, unique=True, error_messages={"unique": "已有这一类"})
    least = models.PositiveSmallIntegerField(
        "每组至少几人", default=1, validators=[MaxValueValidator(50)], help_text="0 表示不要求"
    )
    order = models.PositiveSmallIntegerField("排序", default=0)
    active = models.BooleanField("可选", default=True)

    class Meta:
        verbose_name = "测评组成员类别"
        verbose_name_plural = "测评组成员类别"
        ordering = ["order", "id"]

    def __str__(self) -> str:
        return self.name


class PanelRoundQuerySet(models.QuerySet["PanelRound"]):
    """Rounds by scope."""

    def visible_to(self, user: User) -> PanelRoundQuerySet:
        """Those this user may see."""
        return self.filter(rules.see_round.as_q(user))


class PanelRound(models.Model):
    """One year's test with the rules it was held by. ``threshold`` is the mark (R231: the district's own)."""

    title = models.CharField("名称", max_length=80)
    year = models.PositiveSmallIntegerField(
        "年度", validators=[MinValueValidator(2000), MaxValueValidator(2100)]
    )
    state = models.CharField(
        "状态", max_length=12, choices=RoundState.choices, default=RoundState.RECOMMENDING
    )
    min_members = models.PositiveSmallIntegerField(
        "每组至少几人", default=15, validators=[MinValueValidator(3), MaxValueValidator(200)]
    )
    leaders_count = models.BooleanField("组长、副组长计入人数", default=True)
    threshold = models.CharField("达标线", max_length=12, default="4/5>=", validators=[is_bar])
    basis = models.CharField("满意率的基数", max_length=10, choices=Basis.choices, default=Basis.CAST)
    citation = models.CharField("依据", max_length=200, blank=True)
    meeting = models.CharField("主任会议", max_length=80, blank=True)
    meeting_on = models.DateField("会议日期", null=True, blank=True)
    fed_back_on = models.DateField("反馈日期", null=True, blank=True, editable=False)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name="登记人"
    )
    version = models.PositiveIntegerField(default=1, editable=False)

    objects = PanelRoundQuerySet.as_manager()

    class Meta:
        verbose_name = "满意度测评"
        verbose_name_plural = "满意度测评"
        ordering = ["-year", "-id"]
        indexes = [models.Index(fields=["-year", "-id"], name="panel_round_newest")]
        constraints = [
            models.UniqueConstraint(
                fields=["year", "title"],
                name="panel_round_title_once",
                violation_error_message="这一年已有同名的测评",
            ),
            models.CheckConstraint(
                condition=Q(state=RoundState.RECOMMENDING) | Q(meeting_on__isnull=False),
                name="panel_round_fixed_at_meeting",
            ),
        ]

    def __str__(self) -> str:
        return self.title


class PanelQuerySet(models.QuerySet["Panel"]):
    """Panels by scope."""

    def visible_to(self, user: User) -> PanelQuerySet:
        """Those this user may see: a deputy the own ones."""
        return self.filter(rules.see_panel.as_q(user))


class Panel(models.Model):
    """A 测评组: led by a deputy chairperson of the committee, assisted by the head of one of its committees."""

    round = models.ForeignKey(PanelRound, models.PROTECT, related_name="panels", verbose_name="满意度测评")
    name = models.CharField("名称", max_length=40)
    leader = models.ForeignKey("deputies.Person", models.PROTECT, related_name="+", verbose_name="组长")
    deputy_leader = models.ForeignKey(
        "deputies.Person", models.PROTECT, related_name="+", verbose_name="副组长"
    )
    version = models.PositiveIntegerField(default=1, editable=False)

    objects = PanelQuerySet.as_manager()

    class Meta:
        verbose_name = "测评组"
        verbose_name_plural = "测评组"
        ordering = ["round_id", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["round", "name"], name="panel_name_once", violation_error_message="已有这个名称的组"
            ),
            models.CheckConstraint(
                condition=~Q(leader=F("deputy_leader")),
                name="panel_two_leaders",
                violation_error_message="组长、副组长不能是同一人",
            ),
        ]

    def __str__(self) -> str:
        return self.name


class PanelMember(models.Model):
    """Who sits in a panel beside its leaders, and as what (R228). ``person`` is known where the register has one."""

    panel = models.ForeignKey(Panel, models.CASCADE, related_name="members", verbose_name="测评组")
    kind = models.ForeignKey(PanelMemberKind, models.PROTECT, related_name="+", verbose_name="类别")
    person = models.ForeignKey(
        "deputies.Person", models.PROTECT, null=True, blank=True, related_name="+", verbose_name="人员"
    )
    name = models.CharField("姓名", max_length=40)

    class Meta:
        verbose_name = "测评组成员"
        verbose_name_plural = "测评组成员"
        ordering = ["panel_id", "kind__order", "id"]
        constraints = [models.UniqueConstraint(fields=["panel", "person"], name="panel_member_once")]

    def __str__(self) -> str:
        return self.name


class PanelEvent(models.Model):
    """动员培训, 听取报告 and 实地调研 with day and note (R229); told once to the log of activities."""

    round = models.ForeignKey(PanelRound, models.PROTECT, related_name="events", verbose_name="满意度测评")
    panel = models.ForeignKey(
        Panel, models.PROTECT, null=True, blank=True, related_name="events", verbose_name="测评组"
    )
    kind = models.CharField("环节", max_length=10, choices=EventKind.choices)
    on = models.DateField("日期")
    place = models.CharField("地点", max_length=80, blank=True)
    note = models.CharField("情况", max_length=1000)
    activity = models.ForeignKey(
        "activities.Activity", models.PROTECT, null=True, blank=True, related_name="+", verbose_name="活动"
    )

    class Meta:
        verbose_name = "测评环节"
        verbose_name_plural = "测评环节"
        ordering = ["on", "id"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(kind=EventKind.RESEARCH) | Q(panel__isnull=False),
                name="panel_event_research_by_panel",
            )
        ]

    def __str__(self) -> str:
        return str(self.get_kind_display())


class PanelCandidateQuerySet(models.QuerySet["PanelCandidate"]):
    """Recommended suggestions by scope."""

    def visible_to(self, user: User) -> PanelCandidateQuerySet:
        """Those this user may see."""
        return self.filter(rules.see_candidate.as_q(user))

    def chosen(self) -> PanelCandidateQuerySet:
        """Those the 主任会议 took."""
        return self.filter(state=CandidateState.CHOSEN)

    def asked_of(self, user: User) -> PanelCandidateQuerySet:
        """Those whose rectification this user reports on."""
        return self.filter(rules.report_mending.as_q(user), mend_state=MendState.MENDING)

    def overdue(self, on: date) -> PanelCandidateQuerySet:
        """Rectifications whose day is past (R231)."""
        return self.filter(mend_state=MendState.MENDING, due_on__lt=on)


class PanelCandidate(models.Model):
    """A suggestion recommended for the test, what was decided about it, and its rectification if it needs one.

    ``unit`` is who answers for it, as it stood when it was recommended.
    """

    round = models.ForeignKey(
        PanelRound, models.PROTECT, related_name="candidates", verbose_name="满意度测评"
    )
    suggestion = models.ForeignKey(
        Suggestion, models.PROTECT, related_name="panel_candidates", verbose_name="建议"
    )
    unit = models.ForeignKey("organs.Organ", models.PROTECT, related_name="+", verbose_name="承办单位")
    state = models.CharField(
        "状态", max_length=12, choices=CandidateState.choices, default=CandidateState.RECOMMENDED
    )
    criteria = models.ManyToManyField(
        SupervisionItem, blank=True, related_name="+", verbose_name="符合的条件"
    )
    reason = models.CharField("推荐理由", max_length=500)
    recommender = models.CharField("推荐单位", max_length=80)
    decision = models.CharField("会议意见", max_length=500, blank=True)
    panel = models.ForeignKey(
        Panel, models.SET_NULL, null=True, blank=True, related_name="candidates", verbose_name="测评组"
    )
    mend_state = models.CharField("整改", max_length=10, choices=MendState.choices, blank=True)
    talked_on = models.DateField("约谈日期", null=True, blank=True)
    talk = models.CharField("约谈情况", max_length=1000, blank=True)
    due_on = models.DateField("整改期限", null=True, blank=True)
    report = models.CharField("整改情况", max_length=2000, blank=True)
    reported_on = models.DateField("报告日期", null=True, blank=True)
    version = models.PositiveIntegerField(default=1, editable=False)

    objects = PanelCandidateQuerySet.as_manager()

    class Meta:
        verbose_name = "测评对象"
        verbose_name_plural = "测评对象"
        ordering = ["round_id", "id"]
        indexes = [
            models.Index(fields=["unit", "mend_state"], name="panel_candidate_unit"),
            models.Index(
                fields=["due_on"], condition=Q(mend_state=MendState.MENDING), name="panel_candidate_mending"
            ),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["round", "suggestion"],
                name="panel_candidate_once",
                violation_error_message="这件建议已经推荐过",
            ),
            models.CheckConstraint(
                condition=~Q(state=CandidateState.LEFT_OUT) | ~Q(decision=""),
                name="panel_candidate_left_out_says_why",
            ),
            models.CheckConstraint(
                condition=~Q(mend_state=MendState.MENDING) | Q(talked_on__isnull=False, due_on__isnull=False),
                name="panel_candidate_mending_has_day",
            ),
        ]

    def __str__(self) -> str:
        return str(self.suggestion)


class PanelResultQuerySet(models.QuerySet["PanelResult"]):
    """Results by how far their ballot has come."""

    def published(self) -> PanelResultQuerySet:
        """Those of published ballots; nobody reads others."""
        return self.filter(poll__state=PollState.PUBLISHED)

    def pending(self) -> PanelResultQuerySet:
        """Those whose ballot is neither published nor void."""
        return self.exclude(poll__state__in=[PollState.PUBLISHED, PollState.VOIDED])


class PanelResult(models.Model):
    """What one ballot came to for one suggestion: numbers only. ``turn`` 1 is the test, 2 and on a re-test."""

    candidate = models.ForeignKey(
        PanelCandidate, models.PROTECT, related_name="results", verbose_name="测评对象"
    )
    poll = models.ForeignKey("ballots.Poll", models.PROTECT, related_name="+", verbose_name="测评票")
    number = models.PositiveSmallIntegerField("序号")
    turn = models.PositiveSmallIntegerField("第几次", default=1)
    good = models.PositiveIntegerField("满意", default=0)
    fair = models.PositiveIntegerField("基本满意", default=0)
    bad = models.PositiveIntegerField("不满意", default=0)
    abstain = models.PositiveIntegerField("弃权", default=0)
    whole = models.PositiveIntegerField("基数", default=0)
    passed = models.BooleanField("达标", null=True)

    objects = PanelResultQuerySet.as_manager()

    class Meta:
        verbose_name = "测评结果"
        verbose_name_plural = "测评结果"
        ordering = ["candidate_id", "turn", "id"]
        constraints = [models.UniqueConstraint(fields=["poll", "candidate"], name="panel_result_once")]

    def __str__(self) -> str:
        return f"{self.candidate} {self.rate}"

    @property
    def rate(self) -> Rate:
        """满意率: 满意 and 基本满意 of the basis (R232: 13 of 16 is 81.25%)."""
        return Rate(self.good + self.fair, self.whole, "票", places=2)
