"""Terms of exit cases."""

from django.db import models

from deputies.enums import Ending


class ExitState(models.TextChoices):
    """How far a case is (R030)."""

    FOUND = "found", "已发现"
    REMINDED = "reminded", "已提醒"
    CORRECTED = "corrected", "已改正"
    UNCORRECTED = "uncorrected", "仍不改正"
    ORDERED = "ordered", "已责令辞职"
    ENDED = "ended", "已终止"
    DROPPED = "dropped", "不再处理"


#: Cases that are still open; a deputyship has one at most.
OPEN = (ExitState.FOUND, ExitState.REMINDED, ExitState.UNCORRECTED, ExitState.ORDERED)
#: In which manner a case can end the deputyship: a part of all endings.
MANNERS = [(one.value, one.label) for one in (Ending.RESIGNED, Ending.RECALLED, Ending.DISQUALIFIED)]
