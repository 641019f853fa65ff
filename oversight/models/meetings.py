"""Meetings with their agenda, who was asked, and their materials (R270, R098)."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.conf import settings
from django.core.validators import MaxLengthValidator, MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q

from congress.accounts.models import User
from congress.documents.kept import KeptDocument
from congress.organs.models import numeral
from congress.search.text import normalise
from oversight.meetings import rules
from oversight.meetings.enums import Manner, MeetingState, Members, Numbering, Presence

#: Meetings of one year or one term a number can reach.
MOST_NUMBER = 999
#: The longest minutes of a meeting.
LONGEST_MINUTES = 20_000


class MeetingKind(models.Model):
    """A kind of meeting: whose it is, how it is numbered, who attends by post. The list is the district's own.

    ``activity_kind`` is what it becomes in the log once it was held. A ``closed`` kind is seen by the office, the
    leaders and those invited only.
    """

    name = models.CharField("名称", max_length=20, unique=True)
    body = models.CharField("会议机构", max_length=40)
    noun = models.CharField("怎样称呼", max_length=20, default="会议")
    numbering = models.CharField("次数", max_length=8, choices=Numbering.choices, default=Numbering.YEAR)
    members = models.CharField("出席人员", max_length=12, choices=Members.choices)
    activity_kind = models.ForeignKey(
        "activities.ActivityKind",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="meeting_kinds",
        verbose_name="记入工作记录的类别",
    )
    law_before = models.BooleanField("会前学法", default=False)
    closed = models.BooleanField("只给办公室、领导和参会人员看", default=False)
    order = models.PositiveSmallIntegerField("排序", default=0)
    active = models.BooleanField("在用", default=True)

    class Meta:
        verbose_name = "会议种类"
        verbose_name_plural = "会议种类"
        ordering = ["order", "id"]

    def __str__(self) -> str:
        return self.name


class MeetingQuerySet(models.QuerySet["Meeting"]):
    """Meetings by scope and state."""

    def visible_to(self, user: User) -> MeetingQuerySet:
        """Those this user may see."""
        return self.filter(rules.see_meeting.as_q(user))

    def held(self) -> MeetingQuerySet:
        """Those that took place."""
        return self.filter(state=MeetingState.HELD)


class Meeting(models.Model):
    """One meeting. ``series`` is what its number is counted in: the year, or the term.

    ``activity`` is the same meeting in the log; it is written once, when the meeting was held.
    """

    kind = models.ForeignKey(MeetingKind, models.PROTECT, related_name="meetings", verbose_name="会议")
    number = models.PositiveSmallIntegerField(
        "第几次", validators=[MinValueValidator(1), MaxValueValidator(MOST_NUMBER)]
    )
    term = models.ForeignKey(
        "organs.Term", models.PROTECT, null=True, blank=True, related_name="meetings", verbose_name="届"
    )
    series = models.CharField(max_length=20, editable=False)
    title = models.CharField("名称", max_length=80, editable=False)
    on = models.DateField("日期")
    ends_on = models.DateField("至")
    begins_at = models.TimeField("时间")
    place = models.CharField("地点", max_length=80)
    chair = models.ForeignKey(
        "deputies.Person", models.PROTECT, null=True, blank=True, related_name="+", verbose_name="主持人"
    )
    law_studied = models.CharField("会前学法", max_length=200, blank=True)
    requirements = models.TextField("有关要求", blank=True, validators=[MaxLengthValidator(2000)])
    minutes = models.TextField("会议纪要", blank=True, validators=[MaxLengthValidator(LONGEST_MINUTES)])
    state = models.CharField(
        "状态", max_length=10, choices=MeetingState.choices, default=MeetingState.PLANNED
    )
    cancelled_reason = models.CharField("取消原因", max_length=200, blank=True)
    activity = models.OneToOneField(
        "activities.Activity",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="committee_meeting",
        verbose_name="工作记录",
    )
    recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name="登记人"
    )
    version = models.PositiveIntegerField(default=1, editable=False)
    search_text = models.TextField(editable=False, default="")

    objects = MeetingQuerySet.as_manager()

    class Meta:
        verbose_name = "会议"
        verbose_name_plural = "会议"
        ordering = ["-on", "-id"]
        indexes = [
            models.Index(fields=["-on", "-id"], name="meeting_newest"),
            models.Index(fields=["state", "on"], name="meeting_state_on"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["kind", "series", "number"],
                condition=~Q(state=MeetingState.CANCELLED),
                name="meeting_number_once",
                violation_error_message="这个次数已经用过",
            ),
            models.CheckConstraint(
                condition=Q(ends_on__gte=F("on")),
                name="meeting_ends_after_it_begins",
                violation_error_message="结束日期不能早于开始日期",
            ),
            models.CheckConstraint(
                condition=~Q(state=MeetingState.CANCELLED) | ~Q(cancelled_reason=""),
                name="meeting_cancelled_with_reason",
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Save with what is derived."""
        self.derive()
        super().save(*args, **kwargs)

    def derive(self) -> None:
        """What the number is counted in, the full name, the search column."""
        nth = f"第{numeral(self.number)}次{self.kind.noun}"
        if self.kind.numbering == Numbering.TERM and self.term is not None:
            self.series = f"term-{self.term_id}"
            self.title = f"{self.term.area.name}{numeral(self.term.number)}届{self.kind.body}{nth}"
        else:
            self.series = str(self.on.year)
            self.title = f"{self.kind.body}{self.on.year}年{nth}"
        self.search_text = normalise(
            f"{self.title} {self.kind.name} {self.place} {self.law_studied} {self.minutes}"
        )

    def lasts_on(self, day: date) -> bool:
        """Whether it meets on a day."""
        return self.on <= day <= self.ends_on


class AgendaItem(models.Model):
    """An item of the agenda with what was decided. ``subject`` names the record it is about, as key:number."""

    meeting = models.ForeignKey(Meeting, models.CASCADE, related_name="items", verbose_name="会议")
    order = models.PositiveSmallIntegerField("第几项")
    title = models.CharField("议题", max_length=200)
    reporter = models.CharField("汇报", max_length=80, blank=True)
    subject = models.CharField("所议事项", max_length=60, blank=True, db_index=True)
    decision = models.TextField("议定事项", blank=True, validators=[MaxLengthValidator(3000)])
    version = models.PositiveIntegerField(default=1, editable=False)

    class Meta:
        verbose_name = "议题"
        verbose_name_plural = "议程"
        ordering = ["meeting_id", "order", "id"]

    def __str__(self) -> str:
        return self.title


class Attendee(models.Model):
    """Somebody asked to a meeting: a person of the register, a unit, or a name. ``post`` is as it is printed."""

    meeting = models.ForeignKey(Meeting, models.CASCADE, related_name="attendees", verbose_name="会议")
    person = models.ForeignKey(
        "deputies.Person",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="meetings",
        verbose_name="人员",
    )
    organ = models.ForeignKey(
        "organs.Organ", models.PROTECT, null=True, blank=True, related_name="meetings", verbose_name="单位"
    )
    name = models.CharField("姓名", max_length=60)
    post = models.CharField("职务", max_length=80, blank=True)
    manner = models.CharField("参加方式", max_length=8, choices=Manner.choices)
    presence = models.CharField("到会", max_length=8, choices=Presence.choices, default=Presence.INVITED)
    reason = models.CharField("请假原因", max_length=200, blank=True)
    told_at = models.DateTimeField("通知时间", null=True, blank=True)
    signed_at = models.DateTimeField("报到时间", null=True, blank=True)
    order = models.PositiveSmallIntegerField("排序", default=0)

    class Meta:
        verbose_name = "参会人员"
        verbose_name_plural = "参会人员"
        ordering = ["meeting_id", "manner", "order", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["meeting", "person"],
                condition=Q(person__isnull=False),
                name="attendee_person_once",
            ),
            models.UniqueConstraint(
                fields=["meeting", "organ"], condition=Q(organ__isnull=False), name="attendee_organ_once"
            ),
            models.CheckConstraint(
                condition=Q(person__isnull=True) | Q(organ__isnull=True), name="attendee_person_or_organ"
            ),
            models.CheckConstraint(
                condition=~Q(presence=Presence.LEAVE) | ~Q(reason=""), name="attendee_leave_with_reason"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.name}（{self.get_manner_display()}）"


class MeetingFile(KeptDocument):
    """Material of a meeting, for those who were invited."""

    meeting = models.ForeignKey(Meeting, models.CASCADE, related_name="files", verbose_name="会议")

    class Meta:
        verbose_name = "会议材料"
        verbose_name_plural = "会议材料"
        ordering = ["order"]
        constraints = [models.UniqueConstraint(fields=["meeting", "order"], name="meeting_file_order_once")]
