"""What a suggestion is linked with: meetings, lasting measures, the procuratorate, its typical case."""

from __future__ import annotations

from decimal import Decimal

from django.conf import settings
from django.db import models
from django.db.models import Q

from congress.accounts.models import User
from congress.documents.kept import KeptPhoto
from congress.figures.numbers import About, Count, Rate
from suggestions.models.suggestion import Suggestion
from suggestions.supervision import rules
from suggestions.supervision.enums import (
    LIVE_CLUES,
    AdviceState,
    AmountKind,
    ClueState,
    MeasureKind,
    PhotoMoment,
)

#: Yuan in one unit of money.
MONEY_UNITS = {"元": 1, "万元": 10_000, "亿元": 100_000_000}


class MeetingItem(models.Model):
    """A suggestion dealt with at a 调度会 or 座谈会; the meeting is an activity of the log (R213)."""

    activity = models.ForeignKey(
        "activities.Activity", models.PROTECT, related_name="suggestion_items", verbose_name="会议"
    )
    suggestion = models.ForeignKey(
        Suggestion, models.PROTECT, related_name="meeting_items", verbose_name="建议"
    )
    conclusion = models.CharField("议定事项", max_length=500, blank=True)
    recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name="登记人"
    )
    recorded_at = models.DateTimeField("登记时间")

    class Meta:
        verbose_name = "会议议题"
        verbose_name_plural = "会议议题"
        ordering = ["id"]
        constraints = [models.UniqueConstraint(fields=["activity", "suggestion"], name="meeting_item_once")]

    def __str__(self) -> str:
        return f"{self.activity}：{self.suggestion}"


class LastingMeasure(models.Model):
    """A rule or a measure that keeps a solved matter solved (长效关, R224)."""

    suggestion = models.ForeignKey(
        Suggestion, models.PROTECT, related_name="lasting_measures", verbose_name="建议"
    )
    kind = models.CharField("类型", max_length=8, choices=MeasureKind.choices)
    title = models.CharField("名称", max_length=120)
    number = models.CharField("文号", max_length=40, blank=True)
    organ = models.ForeignKey("organs.Organ", models.PROTECT, related_name="+", verbose_name="制定单位")
    on = models.DateField("日期")
    content = models.CharField("主要内容", max_length=500, blank=True)
    recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name="登记人"
    )
    recorded_at = models.DateTimeField("登记时间")

    class Meta:
        verbose_name = "长效机制"
        verbose_name_plural = "长效机制"
        ordering = ["on", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["suggestion", "title"],
                name="lasting_measure_once",
                violation_error_message="这件建议已记过这一项",
            )
        ]

    def __str__(self) -> str:
        return self.title


class ClueQuerySet(models.QuerySet["Clue"]):
    """Clues by scope."""

    def visible_to(self, user: User) -> ClueQuerySet:
        """Clues this user may see."""
        return self.filter(rules.see_clue.as_q(user))


class Clue(models.Model):
    """A suggestion passed to the procuratorate as a clue for a public-interest case, and what came of it (R218)."""

    suggestion = models.ForeignKey(Suggestion, models.PROTECT, related_name="clues", verbose_name="建议")
    organ = models.ForeignKey("organs.Organ", models.PROTECT, related_name="+", verbose_name="检察院")
    reason = models.CharField("移送理由", max_length=500)
    state = models.CharField("状态", max_length=12, choices=ClueState.choices, default=ClueState.SENT)
    sent_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name="移送人"
    )
    sent_at = models.DateTimeField("移送时间")
    answered_at = models.DateTimeField("受理决定时间", null=True, blank=True)
    refusal = models.CharField("不受理的理由", max_length=500, blank=True)
    advice_number = models.CharField("检察建议书文号", max_length=60, blank=True)
    advised_on = models.DateField("发出日期", null=True, blank=True)
    advice_text = models.CharField("检察建议内容", max_length=1000, blank=True)
    result = models.CharField("办理结果", max_length=1000, blank=True)
    concluded_on = models.DateField("办结日期", null=True, blank=True)
    version = models.PositiveIntegerField(default=1, editable=False)

    objects = ClueQuerySet.as_manager()

    class Meta:
        verbose_name = "公益诉讼线索"
        verbose_name_plural = "公益诉讼线索"
        ordering = ["-sent_at", "-id"]
        indexes = [models.Index(fields=["organ", "state"], name="clue_organ_state")]
        constraints = [
            models.UniqueConstraint(
                fields=["suggestion"],
                condition=Q(state__in=LIVE_CLUES),
                name="clue_one_live",
                violation_error_message="这件建议已经移送，还没有结果",
            ),
            models.CheckConstraint(
                condition=~Q(state=ClueState.REFUSED) | ~Q(refusal=""), name="clue_refused_says_why"
            ),
            models.CheckConstraint(
                condition=~Q(state=ClueState.ADVISED) | ~Q(advice_number="") & Q(advised_on__isnull=False),
                name="clue_advised_has_number",
            ),
            models.CheckConstraint(
                condition=~Q(state=ClueState.CONCLUDED) | ~Q(result="") & Q(concluded_on__isnull=False),
                name="clue_concluded_has_result",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.suggestion}：{self.get_state_display()}"


class AdviceQuerySet(models.QuerySet["Advice"]):
    """检察建议 by scope."""

    def visible_to(self, user: User) -> AdviceQuerySet:
        """Those this user may see."""
        return self.filter(rules.see_advice.as_q(user))


class Advice(models.Model):
    """A 检察建议 the procuratorate offers, that a deputy may make a suggestion of (R218); the link is kept."""

    organ = models.ForeignKey("organs.Organ", models.PROTECT, related_name="+", verbose_name="检察院")
    number = models.CharField("检察建议书文号", max_length=60)
    issued_on = models.DateField("发出日期")
    title = models.CharField("事由", max_length=120)
    content = models.TextField("内容", max_length=5000)
    addressee = models.CharField("发给哪个单位", max_length=80)
    reason = models.CharField("建议转化的理由", max_length=500)
    state = models.CharField("状态", max_length=12, choices=AdviceState.choices, default=AdviceState.OFFERED)
    suggestion = models.OneToOneField(
        Suggestion, models.PROTECT, null=True, blank=True, related_name="from_advice", verbose_name="代表建议"
    )
    answer = models.CharField("不转化的理由", max_length=500, blank=True)
    offered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name="提供人"
    )
    offered_at = models.DateTimeField("提供时间")
    version = models.PositiveIntegerField(default=1, editable=False)

    objects = AdviceQuerySet.as_manager()

    class Meta:
        verbose_name = "检察建议"
        verbose_name_plural = "检察建议"
        ordering = ["-issued_on", "-id"]
        indexes = [models.Index(fields=["organ", "state"], name="advice_organ_state")]
        constraints = [
            models.UniqueConstraint(
                fields=["organ", "number"],
                name="advice_number_once",
                violation_error_message="这个文号已经登记过",
            ),
            models.CheckConstraint(
                condition=Q(state=AdviceState.CONVERTED, suggestion__isnull=False)
                | ~Q(state=AdviceState.CONVERTED) & Q(suggestion__isnull=True),
                name="advice_converted_has_suggestion",
            ),
            models.CheckConstraint(
                condition=~Q(state=AdviceState.DECLINED) | ~Q(answer=""), name="advice_declined_says_why"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.number}　{self.title}"


class TypicalCase(models.Model):
    """A suggestion that was struck off, told as an example for others (R236–R239)."""

    suggestion = models.OneToOneField(
        Suggestion, models.PROTECT, related_name="typical_case", verbose_name="建议"
    )
    title = models.CharField("标题", max_length=80)
    handed_by = models.CharField("交办单位", max_length=80)
    story = models.TextField("做法", max_length=5000)
    result = models.CharField("成效", max_length=500)
    written_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name="整理人"
    )
    written_at = models.DateTimeField("整理时间")
    version = models.PositiveIntegerField(default=1, editable=False)

    class Meta:
        verbose_name = "典型案例"
        verbose_name_plural = "典型案例"
        ordering = ["-written_at", "-id"]

    def __str__(self) -> str:
        return self.title


class CaseAmount(models.Model):
    """One number of a case as it is told: 10余天, 100余万元, 2250米; for a progress also the goal (130多座 of 200)."""

    case = models.ForeignKey(TypicalCase, models.CASCADE, related_name="amounts", verbose_name="典型案例")
    kind = models.CharField("类型", max_length=10, choices=AmountKind.choices)
    value = models.PositiveIntegerField("数量")
    about = models.CharField("约数", max_length=4, blank=True)
    unit = models.CharField("单位", max_length=10)
    what = models.CharField("说明", max_length=40, blank=True)
    goal = models.PositiveIntegerField("目标", null=True, blank=True)

    class Meta:
        verbose_name = "案例数字"
        verbose_name_plural = "案例数字"
        ordering = ["id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(kind=AmountKind.PROGRESS, goal__gt=0)
                | ~Q(kind=AmountKind.PROGRESS) & Q(goal__isnull=True),
                name="case_amount_goal_of_progress",
            )
        ]

    def __str__(self) -> str:
        return str(self.count)

    @property
    def count(self) -> Count:
        """The number with its unit and its 余."""
        return Count(self.value, self.unit, About(self.about))

    @property
    def progress(self) -> Rate | None:
        """How far toward the goal; more than the goal is all of it."""
        return Rate(min(self.value, self.goal), self.goal, self.unit) if self.goal else None

    @property
    def yuan(self) -> Decimal | None:
        """An amount of money in yuan; none when it is not money."""
        factor = MONEY_UNITS.get(self.unit)
        return Decimal(self.value) * factor if self.kind == AmountKind.MONEY and factor else None


class CasePhoto(KeptPhoto):
    """A photo of a case, before or after, made anew on arrival in two sizes."""

    case = models.ForeignKey(TypicalCase, models.CASCADE, related_name="photos", verbose_name="典型案例")
    moment = models.CharField("时间", max_length=8, choices=PhotoMoment.choices)

    class Meta:
        verbose_name = "案例照片"
        verbose_name_plural = "案例照片"
        ordering = ["moment", "order"]
        constraints = [
            models.UniqueConstraint(fields=["case", "moment", "order"], name="case_photo_order_once")
        ]
