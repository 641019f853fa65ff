"""Exit cases and what was done in them (代表退出, R030)."""

from __future__ import annotations

from django.conf import settings
from django.core.validators import MaxLengthValidator
from django.db import models
from django.db.models import Q
from django.utils import timezone

from congress.accounts.models import User
from deputies.exits import rules
from deputies.exits.enums import MANNERS, OPEN, ExitState
from deputies.exits.workflow import STEP_WORDS
from deputies.models.deputyships import Deputyship

#: The longest account of what was found.
LONGEST_ACCOUNT = 2_000


class ExitGround(models.Model):
    """Conduct that does not go with being a deputy (情形), and the provision it rests on: an editable list."""

    name = models.CharField("情形", max_length=60, unique=True)
    basis = models.CharField("依据", max_length=200)
    order = models.PositiveSmallIntegerField("排序", default=0)
    in_use = models.BooleanField("在用", default=True)

    class Meta:
        verbose_name = "退出情形"
        verbose_name_plural = "退出情形"
        ordering = ["order", "id"]

    def __str__(self) -> str:
        return self.name


class ExitCaseQuerySet(models.QuerySet["ExitCase"]):
    """Cases by scope and state."""

    def visible_to(self, user: User) -> ExitCaseQuerySet:
        """Cases this user may know of."""
        return self.filter(rules.see_case.as_q(user))

    def standing(self) -> ExitCaseQuerySet:
        """Those not closed."""
        return self.filter(state__in=OPEN)

    def to_be_looked_at(self) -> ExitCaseQuerySet:
        """Those whose day to have mended their ways has passed."""
        return self.filter(state=ExitState.REMINDED, due_on__lt=timezone.localdate())


class ExitCase(models.Model):
    """The case of one deputyship, with its basis, situation, manner and procedure (依据、情形、方式、程序).

    ``last_on`` is the day of the newest step: steps follow each other in time. ``due_on`` is the day until which
    the deputy was asked to mend their ways. ``manner`` is how the deputyship ends if it comes to that.
    """

    deputyship = models.ForeignKey(Deputyship, models.PROTECT, related_name="exit_cases", verbose_name="代表")
    ground = models.ForeignKey(ExitGround, models.PROTECT, related_name="cases", verbose_name="情形")
    basis = models.CharField("依据", max_length=200)
    account = models.TextField("有关情况", validators=[MaxLengthValidator(LONGEST_ACCOUNT)])
    manner = models.CharField("方式", max_length=20, choices=MANNERS, default=MANNERS[0][0])
    procedure = models.CharField("程序", max_length=300)
    state = models.CharField("状态", max_length=12, choices=ExitState.choices, default=ExitState.FOUND)
    found_on = models.DateField("发现日期")
    last_on = models.DateField("最近一步日期", editable=False)
    due_on = models.DateField("改正期限", null=True, blank=True)
    version = models.PositiveIntegerField(default=1, editable=False)

    objects = ExitCaseQuerySet.as_manager()

    class Meta:
        verbose_name = "退出事项"
        verbose_name_plural = "退出事项"
        ordering = ["-found_on", "-id"]
        indexes = [
            models.Index(fields=["-found_on", "-id"], name="exit_case_newest"),
            models.Index(fields=["state", "due_on"], name="exit_case_state"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["deputyship"],
                condition=Q(state__in=OPEN),
                name="exit_case_one_open",
                violation_error_message="这位代表已有一件没有办结的退出事项",
            ),
            models.CheckConstraint(
                condition=Q(last_on__gte=models.F("found_on")), name="exit_case_steps_after_found"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.deputyship.person.name}：{self.ground}"

    @property
    def is_open(self) -> bool:
        """Whether it is still being dealt with."""
        return self.state in OPEN


class ExitStep(models.Model):
    """One step of a case, dated by the day it was taken."""

    case = models.ForeignKey(ExitCase, models.CASCADE, related_name="steps", verbose_name="退出事项")
    step = models.CharField("步骤", max_length=20, choices=list(STEP_WORDS.items()))
    on = models.DateField("日期")
    note = models.CharField("情况", max_length=500, blank=True)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name="登记人"
    )
    at = models.DateTimeField("登记时间", auto_now_add=True)

    class Meta:
        verbose_name = "退出事项的一步"
        verbose_name_plural = "退出事项的步骤"
        ordering = ["case_id", "id"]

    def __str__(self) -> str:
        return f"{self.get_step_display()} {self.on}"
