"""Who was appointed or removed at a meeting, what they were told they are overseen in, and what they report later."""

from __future__ import annotations

from django.core.validators import MaxLengthValidator
from django.db import models
from django.db.models import F, Q

from congress.ballots.enums import PollState
from oversight.appointments.enums import INTO_POST, Action, Outcome
from oversight.models.meetings import Meeting


class AppointmentQuerySet(models.QuerySet["Appointment"]):
    """Appointments by what is missing."""

    def standing(self) -> AppointmentQuerySet:
        """Those that were not withdrawn."""
        return self.filter(withdrawn_reason="")

    def decided(self) -> AppointmentQuerySet:
        """Those the committee has voted on."""
        return self.standing().exclude(outcome=Outcome.PENDING)

    def pending(self) -> AppointmentQuerySet:
        """Those that wait for the vote."""
        return self.standing().filter(outcome=Outcome.PENDING)

    def into_post(self) -> AppointmentQuerySet:
        """Those by which somebody came into a post."""
        return self.standing().filter(action__in=INTO_POST, outcome=Outcome.PASSED)

    def without_receipt(self) -> AppointmentQuerySet:
        """The gap list: newly in a post, and no signed 告知书 (R262)."""
        return self.into_post().filter(receipt_on__isnull=True)


class Appointment(models.Model):
    """One decision of the committee on one person and post, or the proposal of one (R263). ``poll`` is its ballot."""

    meeting = models.ForeignKey(Meeting, models.PROTECT, related_name="appointments", verbose_name="会议")
    name = models.CharField("姓名", max_length=40)
    post = models.CharField("职务", max_length=80)
    action = models.CharField("任免", max_length=8, choices=Action.choices, default=Action.APPOINT)
    outcome = models.CharField("表决结果", max_length=8, choices=Outcome.choices, default=Outcome.PASSED)
    votes_for = models.PositiveSmallIntegerField("赞成", null=True, blank=True)
    votes_against = models.PositiveSmallIntegerField("反对", null=True, blank=True)
    abstained = models.PositiveSmallIntegerField("弃权", null=True, blank=True)
    poll = models.ForeignKey(
        "ballots.Poll", models.PROTECT, null=True, blank=True, related_name="+", verbose_name="表决"
    )
    notice_number = models.CharField("告知书编号", max_length=40, blank=True)
    notice_on = models.DateField("发放日期", null=True, blank=True)
    receipt_on = models.DateField("签收日期", null=True, blank=True)
    withdrawn_reason = models.CharField("撤回原因", max_length=200, blank=True)
    version = models.PositiveIntegerField(default=1, editable=False)

    objects = AppointmentQuerySet.as_manager()

    class Meta:
        verbose_name = "人事任免"
        verbose_name_plural = "人事任免"
        ordering = ["-meeting__on", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["meeting", "name", "post", "action"],
                condition=Q(withdrawn_reason=""),
                name="appointment_once",
                violation_error_message="这次会议已登记过这个人的这项任免",
            ),
            models.CheckConstraint(
                condition=Q(receipt_on__isnull=True)
                | Q(notice_on__isnull=False, receipt_on__gte=F("notice_on")),
                name="appointment_receipt_after_notice",
                violation_error_message="签收日期不能早于发放日期",
            ),
            models.CheckConstraint(
                condition=~Q(outcome=Outcome.PENDING) | Q(votes_for__isnull=True),
                name="appointment_pending_without_votes",
                violation_error_message="还没有表决，不填票数",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_action_display()}{self.name}{self.post}"

    @property
    def is_voted_on(self) -> bool:
        """Whether a ballot on it goes on, from its preparation to its result."""
        return (
            self.outcome == Outcome.PENDING and self.poll is not None and self.poll.state != PollState.VOIDED
        )


class AppointeeReport(models.Model):
    """A duty report of somebody the committee appointed (任后述职)."""

    appointment = models.ForeignKey(Appointment, models.CASCADE, related_name="reports", verbose_name="任免")
    on = models.DateField("日期")
    title = models.CharField("报告", max_length=120)
    summary = models.TextField("主要内容", blank=True, validators=[MaxLengthValidator(5000)])

    class Meta:
        verbose_name = "任后述职"
        verbose_name_plural = "任后述职"
        ordering = ["-on", "-id"]

    def __str__(self) -> str:
        return self.title
