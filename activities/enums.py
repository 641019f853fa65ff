"""Terms of the activity log."""

from django.db import models


class HalfDay(models.TextChoices):
    """The half of the day; empty means not stated, which is not the same as all day."""

    MORNING = "am", "上午"
    AFTERNOON = "pm", "下午"


class ActivityState(models.TextChoices):
    """A record is never deleted; it is withdrawn with a reason."""

    RECORDED = "recorded", "已登记"
    WITHDRAWN = "withdrawn", "已撤回"


#: Ways of taking part that the form offers; any other wording can be typed as it was printed.
MANNERS = (
    "主持",
    "率队",
    "带领",
    "出席",
    "出席并讲话",
    "参加",
    "列席",
    "陪同",
    "作报告",
    "会见",
    "走访慰问",
    "调研",
    "以普通党员身份参加",
)
