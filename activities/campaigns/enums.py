"""Terms of campaigns."""

from django.db import models


class CampaignSort(models.TextChoices):
    """What the district calls it; all of them are tagged to activities in the same way."""

    CAMPAIGN = "campaign", "主题活动"
    PROGRAMME = "programme", "工程"
    MONTH = "month", "代表活动月"
    SUBJECT = "subject", "主题词"


class Audience(models.TextChoices):
    """Of whom a measure is asked."""

    DISTRICT = "district", "全区"
    GROUP = "group", "每个代表小组"
    DEPUTY = "deputy", "每位代表"
