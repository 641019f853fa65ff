"""Terms of checks of the registers."""

from django.db import models


class CheckKind(models.TextChoices):
    """Who checks what, and how often."""

    QUARTER = "quarter", "每季度检查"
    SAMPLE = "sample", "半年抽查"
    GROUPS = "groups", "半年全面督查"


class CheckState(models.TextChoices):
    """How far a check has come."""

    OPEN = "open", "正在检查"
    DONE = "done", "已查完"
    ISSUED = "issued", "已通报"


#: How many checks of a kind a year has.
PERIODS = {CheckKind.QUARTER: 4, CheckKind.SAMPLE: 2, CheckKind.GROUPS: 2}
#: Kinds of which a notice of findings (通报) goes out.
CIRCULATED = frozenset({CheckKind.SAMPLE, CheckKind.GROUPS})
_QUARTERS = ("", "一季度", "二季度", "三季度", "四季度")
_HALVES = ("", "上半年", "下半年")


def period_label(kind: str, number: int) -> str:
    """一季度, 上半年."""
    return (_QUARTERS if kind == CheckKind.QUARTER else _HALVES)[number]
