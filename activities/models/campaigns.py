"""What a campaign asks, who takes part in it, and what else bears its name (R014–R016, R044–R051)."""

from __future__ import annotations

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models

from activities.campaigns.enums import Audience
from activities.models.kinds import ActivityKind, Campaign
from congress.organs.enums import CongressLevel
from deputies.models import DutyKind, Person


class Measure(models.Model):
    """One thing a campaign asks for: of every group, of every deputy, or of the district as a whole.

    ``heading`` is the heading or strand it stands under. It is done by ``times`` activities of one of
    ``activity_kinds``, or ones linked to it by hand; of deputies by ``times`` counted duties of one of ``duty_kinds``.
    """

    campaign = models.ForeignKey(Campaign, models.CASCADE, related_name="measures", verbose_name="专项")
    audience = models.CharField("要求谁", max_length=10, choices=Audience.choices)
    heading = models.CharField("板块", max_length=40, blank=True)
    name = models.CharField("内容", max_length=60)
    times = models.PositiveSmallIntegerField(
        "次数", default=1, validators=[MinValueValidator(1), MaxValueValidator(99)]
    )
    order = models.PositiveSmallIntegerField("排序", default=0)
    activity_kinds = models.ManyToManyField(
        ActivityKind, blank=True, related_name="measures", verbose_name="哪些类别的活动算"
    )
    duty_kinds = models.ManyToManyField(
        DutyKind, blank=True, related_name="measures", verbose_name="哪些履职事项算"
    )
    activities = models.ManyToManyField(
        "activities.Activity", blank=True, related_name="measures", verbose_name="关联的活动"
    )
    version = models.PositiveIntegerField(default=1, editable=False)

    class Meta:
        verbose_name = "专项要求"
        verbose_name_plural = "专项要求"
        ordering = ["audience", "order", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["campaign", "audience", "name"],
                name="measure_once",
                violation_error_message="这个专项已有这一条",
            )
        ]

    def __str__(self) -> str:
        return self.name


class CampaignMember(models.Model):
    """Somebody who takes part in a campaign in a role (宣传者 …): a deputy of a level, or of the staff (R046, R049)."""

    campaign = models.ForeignKey(Campaign, models.CASCADE, related_name="members", verbose_name="专项")
    person = models.ForeignKey(Person, models.PROTECT, related_name="campaigns", verbose_name="人员")
    level = models.CharField("代表层级", max_length=20, choices=CongressLevel.choices, blank=True)
    role = models.CharField("角色", max_length=20, blank=True)

    class Meta:
        verbose_name = "专项参加人"
        verbose_name_plural = "专项参加人"
        ordering = ["person__pinyin", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["campaign", "person", "role"],
                name="campaign_member_once",
                violation_error_message="这个人已在名单上",
            )
        ]
        indexes = [models.Index(fields=["campaign", "level", "role"], name="campaign_member_level")]

    def __str__(self) -> str:
        return f"{self.person}：{self.role}" if self.role else str(self.person)


class CampaignTag(models.Model):
    """A record of another kind that belongs to a campaign, such as a station or a rule (R016).

    ``what`` is the key of the kind, ``record`` the key of the record.
    """

    campaign = models.ForeignKey(Campaign, models.CASCADE, related_name="tags", verbose_name="专项")
    what = models.SlugField(max_length=30)
    record = models.PositiveBigIntegerField()

    class Meta:
        verbose_name = "归入专项"
        verbose_name_plural = "归入专项"
        ordering = ["what", "id"]
        constraints = [
            models.UniqueConstraint(fields=["campaign", "what", "record"], name="campaign_tag_once")
        ]

    def __str__(self) -> str:
        return f"{self.campaign}：{self.what}"
