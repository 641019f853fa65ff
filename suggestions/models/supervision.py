"""Key supervision with its plan, and what supervisors wrote down."""

from __future__ import annotations

from datetime import date

from django.conf import settings
from django.db import models
from django.db.models import Q

from congress.accounts.models import User
from suggestions.models.suggestion import Suggestion
from suggestions.supervision import rules
from suggestions.supervision.enums import (
    KEY_STATES,
    UNDER_WAY,
    ItemKind,
    KeyState,
    LoopStage,
    StepKind,
    Supervisor,
)


class SupervisionItem(models.Model):
    """An item of the district's own lists: what makes a suggestion a key one; the 三督办 and the 三见面 (R120)."""

    kind = models.CharField("用于", max_length=12, choices=ItemKind.choices)
    name = models.CharField("名称", max_length=40)
    order = models.PositiveIntegerField("排序", default=0)
    active = models.BooleanField("可选", default=True)

    class Meta:
        verbose_name = "督办事项"
        verbose_name_plural = "督办事项"
        ordering = ["kind", "order", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["kind", "name"],
                name="supervision_item_once",
                violation_error_message="已有这一项",
            )
        ]

    def __str__(self) -> str:
        return self.name


class KeySupervisionQuerySet(models.QuerySet["KeySupervision"]):
    """Key supervisions by scope and state."""

    def visible_to(self, user: User) -> KeySupervisionQuerySet:
        """Those this user may see."""
        return self.filter(rules.see_key.as_q(user))

    def planned_by(self, user: User) -> KeySupervisionQuerySet:
        """Those whose plan this user keeps."""
        return self.filter(rules.plan_key.as_q(user))

    def led_by(self, user: User) -> KeySupervisionQuerySet:
        """Those this user leads as a member of the 主任会议 (R225)."""
        return self.filter(leader__user=user)


class KeySupervision(models.Model):
    """A suggestion recommended for, chosen as and supervised as a key one (重点督办, R205–R207).

    The 主任会议 chooses; its day stays. Before the plan is approved all four roles are known: ``leader`` (牵头督办),
    ``government_leader`` (牵头领办), ``unit`` (承办), ``committee`` (对口督办).
    """

    suggestion = models.ForeignKey(
        Suggestion, models.PROTECT, related_name="key_supervisions", verbose_name="建议"
    )
    year = models.PositiveSmallIntegerField("年度")
    state = models.CharField("状态", max_length=12, choices=KeyState.choices, default=KeyState.CANDIDATE)
    criteria = models.ManyToManyField(
        SupervisionItem, blank=True, related_name="recommended", verbose_name="符合的条件"
    )
    reason = models.CharField("推荐理由", max_length=500)
    recommended_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name="推荐人"
    )
    recommender = models.CharField("推荐单位", max_length=80)
    recommended_at = models.DateTimeField("推荐时间")
    meeting = models.CharField("主任会议", max_length=80, blank=True)
    meeting_on = models.DateField("会议日期", null=True, blank=True)
    decision = models.CharField("会议意见", max_length=500, blank=True)
    leader = models.ForeignKey(
        "deputies.Person",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="led_supervisions",
        verbose_name="牵头督办领导",
    )
    government_leader = models.ForeignKey(
        "deputies.Person",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="牵头领办领导",
    )
    unit = models.ForeignKey(
        "organs.Organ", models.PROTECT, null=True, blank=True, related_name="+", verbose_name="承办部门"
    )
    committee = models.ForeignKey(
        "organs.Organ", models.PROTECT, null=True, blank=True, related_name="+", verbose_name="对口督办委室"
    )
    plan = models.TextField("督办要求", max_length=5000, blank=True)
    approved_on = models.DateField("方案批准日期", null=True, blank=True)
    approved_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name="批准人"
    )
    closed_on = models.DateField("结束日期", null=True, blank=True)
    conclusion = models.CharField("督办结果", max_length=500, blank=True)
    version = models.PositiveIntegerField(default=1, editable=False)

    objects = KeySupervisionQuerySet.as_manager()

    class Meta:
        verbose_name = "重点督办"
        verbose_name_plural = "重点督办"
        ordering = ["-year", "-id"]
        indexes = [
            models.Index(fields=["state", "year"], name="key_supervision_state_year"),
            models.Index(fields=["leader", "state"], name="key_supervision_leader"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["suggestion"],
                condition=Q(state__in=UNDER_WAY),
                name="key_supervision_one_under_way",
                violation_error_message="这件建议已经推荐过，还没有结果",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=KEY_STATES | {KeyState.NOT_CHOSEN}) | Q(meeting_on__isnull=False),
                name="key_supervision_decided_at_meeting",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=[KeyState.RUNNING, KeyState.DONE])
                | Q(
                    leader__isnull=False,
                    government_leader__isnull=False,
                    unit__isnull=False,
                    committee__isnull=False,
                    approved_on__isnull=False,
                ),
                name="key_supervision_four_roles",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=[KeyState.NOT_CHOSEN, KeyState.DROPPED]) | ~Q(decision=""),
                name="key_supervision_left_out_says_why",
            ),
            models.CheckConstraint(
                condition=~Q(state=KeyState.DONE) | Q(closed_on__isnull=False) & ~Q(conclusion=""),
                name="key_supervision_done_has_result",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.suggestion}（{self.get_state_display()}）"

    @property
    def roles(self) -> list[tuple[str, str]]:
        """The four roles with who holds them, empty where nobody does yet (R205)."""
        return [
            ("牵头督办", self.leader.name if self.leader else ""),
            ("牵头领办", self.government_leader.name if self.government_leader else ""),
            ("承办部门", self.unit.short_name if self.unit else ""),
            ("对口督办", self.committee.short_name if self.committee else ""),
        ]

    @property
    def missing_roles(self) -> list[str]:
        """Which of the four are not known yet."""
        return [label for label, who in self.roles if not who]


class PlanStepQuerySet(models.QuerySet["PlanStep"]):
    """Steps of plans by how they stand."""

    def waiting(self) -> PlanStepQuerySet:
        """Those of approved plans that are not done."""
        return self.filter(done_on__isnull=True, supervision__state=KeyState.RUNNING)

    def overdue(self, on: date) -> PlanStepQuerySet:
        """Those whose day is past."""
        return self.waiting().filter(on__lt=on)


class PlanStep(models.Model):
    """A dated step of a supervision plan, with the deputies who take part (R207).

    Done by an activity of the log where there is one: it is entered once.
    """

    supervision = models.ForeignKey(
        KeySupervision, models.CASCADE, related_name="plan_steps", verbose_name="重点督办"
    )
    kind = models.CharField("方式", max_length=12, choices=StepKind.choices)
    on = models.DateField("日期")
    content = models.CharField("内容", max_length=300)
    deputies = models.ManyToManyField(
        "deputies.Deputyship", blank=True, related_name="supervision_steps", verbose_name="参加代表"
    )
    done_on = models.DateField("完成日期", null=True, blank=True)
    result = models.CharField("完成情况", max_length=500, blank=True)
    activity = models.ForeignKey(
        "activities.Activity",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="supervision_steps",
        verbose_name="活动",
    )

    objects = PlanStepQuerySet.as_manager()

    class Meta:
        verbose_name = "督办步骤"
        verbose_name_plural = "督办步骤"
        ordering = ["on", "id"]
        indexes = [models.Index(fields=["on"], condition=Q(done_on__isnull=True), name="plan_step_waiting")]
        constraints = [
            models.CheckConstraint(
                condition=Q(done_on__isnull=True) | ~Q(result=""), name="plan_step_done_has_result"
            )
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}：{self.content}"


class SupervisionLogQuerySet(models.QuerySet["SupervisionLog"]):
    """Records by whether they still stand."""

    def standing(self) -> SupervisionLogQuerySet:
        """Those that were not withdrawn."""
        return self.filter(withdrawn_at__isnull=True)


class SupervisionLog(models.Model):
    """What one supervisor did about a suggestion, in the own name (R203); it is withdrawn, never changed.

    ``item`` ticks one of the 三督办 or 三见面 (R120); ``stage`` places it in the loop of an inspection (R109).
    """

    suggestion = models.ForeignKey(
        Suggestion, models.PROTECT, related_name="supervision_logs", verbose_name="建议"
    )
    kind = models.CharField("督办类型", max_length=12, choices=Supervisor.choices)
    who = models.CharField("督办人", max_length=80)
    on = models.DateField("日期")
    content = models.CharField("内容", max_length=1000)
    stage = models.CharField("环节", max_length=8, choices=LoopStage.choices, blank=True)
    item = models.ForeignKey(
        SupervisionItem,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="logs",
        verbose_name="三督办三见面",
    )
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name="记录人"
    )
    author_name = models.CharField("记录人", max_length=80)
    recorded_at = models.DateTimeField("记录时间")
    withdrawn_at = models.DateTimeField("撤回时间", null=True, blank=True)
    withdrawn_reason = models.CharField("撤回原因", max_length=200, blank=True)
    token = models.UUIDField(unique=True, editable=False)

    objects = SupervisionLogQuerySet.as_manager()

    class Meta:
        verbose_name = "督办记录"
        verbose_name_plural = "督办记录"
        ordering = ["on", "id"]
        indexes = [models.Index(fields=["suggestion", "on"], name="supervision_log_order")]
        constraints = [
            models.UniqueConstraint(
                fields=["suggestion", "item"],
                condition=Q(withdrawn_at__isnull=True, item__isnull=False),
                name="supervision_log_item_once",
                violation_error_message="这一项已经记过",
            ),
            models.CheckConstraint(
                condition=Q(withdrawn_at__isnull=True) | ~Q(withdrawn_reason=""),
                name="supervision_log_withdrawn_says_why",
            ),
            models.CheckConstraint(
                condition=~Q(kind=Supervisor.UNIT) | Q(stage=LoopStage.RECTIFY),
                name="supervision_log_unit_rectifies",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}：{self.content}"
