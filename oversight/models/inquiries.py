"""Special inquiries: what was asked, who answered, what was promised and what became of it (R118)."""

from __future__ import annotations

from datetime import date

from django.core.validators import MaxLengthValidator
from django.db import models
from django.db.models import Q

from congress.accounts.models import User
from oversight.inquiries import rules
from oversight.models.meetings import Meeting


class InquiryQuerySet(models.QuerySet["Inquiry"]):
    """Inquiries by scope."""

    def visible_to(self, user: User) -> InquiryQuerySet:
        """Those this user may see: a unit those in which it was asked."""
        return self.filter(rules.see_inquiry.as_q(user))


class Inquiry(models.Model):
    """An inquiry on one subject at a meeting of the committee."""

    meeting = models.ForeignKey(Meeting, models.PROTECT, related_name="inquiries", verbose_name="会议")
    subject = models.CharField("询问的主题", max_length=200)
    report = models.CharField("听取的报告", max_length=200, blank=True)
    summary = models.TextField("询问情况", blank=True, validators=[MaxLengthValidator(10_000)])
    activity = models.OneToOneField(
        "activities.Activity",
        models.PROTECT,
        null=True,
        blank=True,
        editable=False,
        related_name="+",
        verbose_name="工作记录",
    )
    withdrawn_reason = models.CharField("撤回原因", max_length=200, blank=True)
    version = models.PositiveIntegerField(default=1, editable=False)

    objects = InquiryQuerySet.as_manager()

    class Meta:
        verbose_name = "专题询问"
        verbose_name_plural = "专题询问"
        ordering = ["-meeting__on", "-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["meeting", "subject"],
                condition=Q(withdrawn_reason=""),
                name="inquiry_once",
                violation_error_message="这次会议已登记过这个主题的询问",
            )
        ]

    def __str__(self) -> str:
        return self.subject


class InquiryQuestion(models.Model):
    """One question and its answer."""

    inquiry = models.ForeignKey(Inquiry, models.CASCADE, related_name="questions", verbose_name="专题询问")
    questioner = models.CharField("询问人", max_length=40)
    question = models.TextField("问题", validators=[MaxLengthValidator(2000)])
    organ = models.ForeignKey(
        "organs.Organ", models.PROTECT, related_name="inquiry_questions", verbose_name="应询单位"
    )
    official = models.CharField("应询人", max_length=60)
    answer = models.TextField("回答", blank=True, validators=[MaxLengthValidator(5000)])
    version = models.PositiveIntegerField(default=1, editable=False)

    class Meta:
        verbose_name = "询问和回答"
        verbose_name_plural = "询问和回答"
        ordering = ["inquiry_id", "id"]

    def __str__(self) -> str:
        return self.question


class InquiryPromiseQuerySet(models.QuerySet["InquiryPromise"]):
    """Promises by what became of them."""

    def overdue(self, today: date) -> InquiryPromiseQuerySet:
        """Not kept, and the day has passed."""
        return self.filter(done_on__isnull=True, due_on__lt=today, question__inquiry__withdrawn_reason="")


class InquiryPromise(models.Model):
    """What was promised in an answer, until when, and what became of it."""

    question = models.ForeignKey(
        InquiryQuestion, models.CASCADE, related_name="promises", verbose_name="回答"
    )
    text = models.CharField("承诺事项", max_length=300)
    due_on = models.DateField("承诺期限")
    done_on = models.DateField("办成日期", null=True, blank=True)
    done_note = models.CharField("落实情况", max_length=500, blank=True)
    version = models.PositiveIntegerField(default=1, editable=False)

    objects = InquiryPromiseQuerySet.as_manager()

    class Meta:
        verbose_name = "询问中的承诺"
        verbose_name_plural = "询问中的承诺"
        ordering = ["due_on", "id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(done_on__isnull=True) | ~Q(done_note=""), name="inquiry_promise_done_with_words"
            )
        ]

    def __str__(self) -> str:
        return self.text
