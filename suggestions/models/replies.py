"""Replies, what the deputy said to them, and what was promised."""

from __future__ import annotations

from datetime import date

from django.conf import settings
from django.db import models
from django.db.models import Q

from congress.documents.kept import KeptDocument
from suggestions.enums import CommitmentState, Rating
from suggestions.models.handling import Handling
from suggestions.models.lists import ReplyCategory
from suggestions.models.suggestion import Suggestion


class Reply(models.Model):
    """A unit's written reply to the deputy in one round, or, of a co-handler, its opinion for the lead unit.

    ``category`` is empty for an opinion. A reply is never changed; one that did not satisfy is kept, and the next
    round has its own.
    """

    handling = models.OneToOneField(Handling, models.PROTECT, related_name="reply_given", verbose_name="承办")
    category = models.ForeignKey(
        ReplyCategory,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="replies",
        verbose_name="答复类别",
    )
    number = models.CharField("文号", max_length=40, blank=True)
    text = models.TextField("答复内容")
    signatory = models.CharField("签发人", max_length=40, blank=True)
    contact = models.CharField("联系人", max_length=40, blank=True)
    contact_phone = models.CharField("联系电话", max_length=20, blank=True)
    replied_on = models.DateField("答复日期")
    replied_at = models.DateTimeField("提交时间")
    replied_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name="提交人"
    )
    public = models.BooleanField("可以公开", default=True)
    public_note = models.CharField("不公开的原因", max_length=200, blank=True)

    class Meta:
        verbose_name = "答复"
        verbose_name_plural = "答复"
        ordering = ["replied_at", "id"]
        indexes = [models.Index(fields=["replied_on"], name="reply_on")]

    def __str__(self) -> str:
        return f"{self.handling}的答复"


class ReplyFile(KeptDocument):
    """A document that goes with a reply."""

    reply = models.ForeignKey(Reply, models.CASCADE, related_name="files", verbose_name="答复")

    class Meta:
        verbose_name = "答复附件"
        verbose_name_plural = "答复附件"
        ordering = ["order"]
        constraints = [models.UniqueConstraint(fields=["reply", "order"], name="reply_file_order_once")]


class Evaluation(models.Model):
    """The deputy's verdict on one reply: 办理态度 and 办理结果 apart, with words.

    ``entered_by`` is the clerk when the form came back on paper; ``scan`` is its picture then.
    """

    reply = models.OneToOneField(Reply, models.PROTECT, related_name="evaluation", verbose_name="答复")
    attitude = models.CharField("办理态度", max_length=12, choices=Rating.choices)
    result = models.CharField("办理结果", max_length=12, choices=Rating.choices)
    words = models.CharField("意见", max_length=500, blank=True)
    evaluated_on = models.DateField("评价日期")
    evaluated_at = models.DateTimeField("登记时间")
    entered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="代录人",
    )
    scan = models.FileField("表格扫描件", max_length=200, blank=True)

    class Meta:
        verbose_name = "代表评价"
        verbose_name_plural = "代表评价"
        ordering = ["evaluated_at", "id"]
        indexes = [models.Index(fields=["result"], name="evaluation_result")]
        constraints = [
            models.CheckConstraint(
                condition=~Q(attitude=Rating.UNSATISFIED) & ~Q(result=Rating.UNSATISFIED) | ~Q(words=""),
                name="evaluation_unsatisfied_says_why",
                violation_error_message="不满意须写明哪里不满意",
            )
        ]

    def __str__(self) -> str:
        return f"{self.reply}：{self.get_result_display()}"

    @property
    def is_unsatisfied(self) -> bool:
        """Whether it has to be done again: 不满意 on either count."""
        return Rating.UNSATISFIED in {self.attitude, self.result}


class CommitmentQuerySet(models.QuerySet["Commitment"]):
    """Promises by state."""

    def waiting(self) -> CommitmentQuerySet:
        """Those not kept and not given up."""
        return self.filter(state__in=[CommitmentState.OPEN, CommitmentState.REPORTED])

    def overdue(self, on: date) -> CommitmentQuerySet:
        """Those whose promised day is past."""
        return self.waiting().filter(promised_on__lt=on)


class Commitment(models.Model):
    """What a unit promised for a later day (承诺事项台账), followed until it is kept, then rated by the deputy.

    The unit reports it kept; the office checks it on the spot. ``rating`` is the deputy's, after that.
    """

    suggestion = models.ForeignKey(
        Suggestion, models.PROTECT, related_name="commitments", verbose_name="建议"
    )
    reply = models.OneToOneField(Reply, models.PROTECT, related_name="commitment", verbose_name="答复")
    what = models.CharField("承诺事项", max_length=300)
    promised_on = models.DateField("承诺期限")
    state = models.CharField(
        "状态", max_length=10, choices=CommitmentState.choices, default=CommitmentState.OPEN
    )
    report = models.CharField("兑现情况", max_length=500, blank=True)
    reported_at = models.DateTimeField("报告时间", null=True, blank=True)
    checked_at = models.DateTimeField("核实时间", null=True, blank=True)
    checked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name="核实人"
    )
    check_note = models.CharField("核实说明", max_length=300, blank=True)
    rating = models.CharField("代表评价", max_length=12, choices=Rating.choices, blank=True)
    rated_at = models.DateTimeField("评价时间", null=True, blank=True)

    objects = CommitmentQuerySet.as_manager()

    class Meta:
        verbose_name = "承诺事项"
        verbose_name_plural = "承诺事项"
        ordering = ["promised_on", "id"]
        indexes = [models.Index(fields=["state", "promised_on"], name="commitment_state_due")]
        constraints = [
            models.CheckConstraint(
                condition=Q(
                    state__in=[CommitmentState.KEPT, CommitmentState.BROKEN], checked_at__isnull=False
                )
                | Q(state__in=[CommitmentState.OPEN, CommitmentState.REPORTED]),
                name="commitment_end_is_checked",
            ),
            models.CheckConstraint(
                condition=Q(rating="") | Q(state=CommitmentState.KEPT, rated_at__isnull=False),
                name="commitment_rated_when_kept",
            ),
        ]

    def __str__(self) -> str:
        return self.what
