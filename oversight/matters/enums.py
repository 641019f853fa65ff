"""Terms of major matters."""

from django.db import models


class MatterSource(models.TextChoices):
    """Where a matter comes from (R264)."""

    PARTY = "party", "区委部署"
    GOVERNMENT = "government", "区政府建议"
    DEPUTIES = "deputies", "代表意见"


class MatterState(models.TextChoices):
    """How far a matter is on its way."""

    PROPOSED = "proposed", "已提出"
    STUDIED = "studied", "党组已研究"
    AGREED = "agreed", "区委已同意"
    PLANNED = "planned", "已列入年度计划"
    REQUESTED = "requested", "已事前请示"
    DECIDED = "decided", "已作决定"
    REPORTED = "reported", "已事后报告"
    DROPPED = "dropped", "不再列入"


class Part(models.TextChoices):
    """The six parts each decision on a major matter has (六项制度, R265)."""

    RESEARCH = "research", "调研论证"
    PUBLIC = "public", "群众参与"
    FOLLOW_UP = "follow_up", "追踪督办"
    APPRAISAL = "appraisal", "评价"
    LIABILITY = "liability", "责任追究"
    OPENNESS = "openness", "信息公开"
