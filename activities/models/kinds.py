"""The list of kinds of activity."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from activities.campaigns.enums import CampaignSort
from activities.enums import AttendanceAsked, DutyPart, LawAsked, LedgerBook, PartnerAsked, Side


class ActivityKind(models.Model):
    """A kind of activity; the list is the district's own (R280–R285).

    What the form asks beyond the common facts is data of the kind: ``meeting_body`` names whose meetings
    are numbered through the year (R270), ``law`` asks for a law studied (R097, R098), ``partner`` for
    the congress it is done with (R271), ``attendance`` for the deputies who came (R084). ``book`` says in which book
    of the ledgers of a liaison station such an activity stands. ``part`` is what deputies do there (R103); ``side`` is
    who organises it where the unit an activity names is not in the register (R104); ``duty`` is what stands in the
    registers of the deputies who came.
    """

    code = models.SlugField("代码", max_length=40, unique=True)
    name = models.CharField("名称", max_length=40, unique=True)
    group = models.CharField("归类", max_length=40, blank=True)
    order = models.PositiveIntegerField("排序", default=0)
    meeting_body = models.CharField("会议机构", max_length=40, blank=True)
    law = models.CharField("学法", max_length=10, choices=LawAsked.choices, blank=True)
    partner = models.CharField("配合与交流", max_length=10, choices=PartnerAsked.choices, blank=True)
    attendance = models.CharField("代表点名", max_length=10, choices=AttendanceAsked.choices, blank=True)
    book = models.CharField("联络站台账", max_length=12, choices=LedgerBook.choices, blank=True)
    part = models.CharField("代表参与方式", max_length=16, choices=DutyPart.choices, blank=True)
    side = models.CharField("通常由谁组织", max_length=10, choices=Side.choices, default=Side.CONGRESS)
    duty = models.ForeignKey(
        "deputies.DutyKind",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="activity_kinds",
        verbose_name="记入代表履职",
    )
    active = models.BooleanField("可选", default=True)

    class Meta:
        verbose_name = "活动类别"
        verbose_name_plural = "活动类别"
        ordering = ["order", "id"]

    def __str__(self) -> str:
        return self.name

    @property
    def asks(self) -> list[str]:
        """The parts of the form that only some kinds show."""
        asked = {
            "meeting": self.meeting_body,
            "law": self.law,
            "partner": self.partner,
            "attendance": self.attendance,
        }
        return [name for name, value in asked.items() if value]


class Campaign(models.Model):
    """A campaign that activities of any kind belong to (文明城市创建, 双联); the list is the district's own.

    ``roles`` are the parts people can take in it (宣传者, 践行者, 监督者; R046).
    """

    name = models.CharField("名称", max_length=40, unique=True)
    sort = models.CharField(
        "性质", max_length=10, choices=CampaignSort.choices, default=CampaignSort.CAMPAIGN
    )
    slogan = models.CharField("主题", max_length=60, blank=True)
    starts_on = models.DateField("开始日期", null=True, blank=True)
    ends_on = models.DateField("结束日期", null=True, blank=True)
    roles = models.JSONField("角色", default=list, blank=True)
    order = models.PositiveIntegerField("排序", default=0)
    active = models.BooleanField("可选", default=True)

    class Meta:
        verbose_name = "专项"
        verbose_name_plural = "专项"
        ordering = ["order", "id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(starts_on__isnull=True)
                | Q(ends_on__isnull=True)
                | Q(ends_on__gte=F("starts_on")),
                name="campaign_ends_after_start",
                violation_error_message="结束日期不能早于开始日期",
            )
        ]

    def __str__(self) -> str:
        return self.name
