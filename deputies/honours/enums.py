"""Terms of honours and selections."""

from django.db import models


class HonourLevel(models.TextChoices):
    """Of which level an honour is."""

    NATIONAL = "national", "国家级"
    PROVINCE = "province", "省级"
    CITY = "city", "市级"
    DISTRICT = "district", "区县级"
    TOWN = "town", "乡镇级"


class SelectionState(models.TextChoices):
    """How far a selection is (R078)."""

    NOMINATING = "nominating", "提名"
    REVIEWING = "reviewing", "评审"
    VOTING = "voting", "投票"
    DECIDED = "decided", "已决定"
    PUBLISHED = "published", "已公布"
    REVOKED = "revoked", "已撤销"


class Subject(models.TextChoices):
    """Who or what is chosen in a category."""

    DEPUTY = "deputy", "代表"
    GROUP = "group", "代表小组"
    WORK = "work", "议案、建议"
    UNIT = "unit", "单位"
