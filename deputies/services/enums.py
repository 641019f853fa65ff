"""Terms of services for deputies."""

from django.db import models


class Share(models.TextChoices):
    """What somebody gets who was a deputy for a part of the quarter only (R033)."""

    FULL = "full", "发全额"
    BY_DAY = "by_day", "按在任天数发"
    NONE = "none", "不发"


class StipendState(models.TextChoices):
    """How far a stipend list is (R033)."""

    DRAWN = "drawn", "编制"
    REVIEWED = "reviewed", "已审核"
    PAID = "paid", "已发放"


class Quarter(models.IntegerChoices):
    """The quarters of a year."""

    FIRST = 1, "第一季度"
    SECOND = 2, "第二季度"
    THIRD = 3, "第三季度"
    FOURTH = 4, "第四季度"
