"""Terms of the register of duties."""

from django.db import models


class DutyState(models.TextChoices):
    """How far a duty has come; only what is counted scores."""

    PENDING = "pending", "待小组确认"
    CONFIRMED = "confirmed", "待办公室审核"
    COUNTED = "counted", "已计入"
    RETURNED = "returned", "已退回"
    WITHDRAWN = "withdrawn", "已撤回"


#: What stands in the register: all but what was taken back.
IN_THE_REGISTER = frozenset({DutyState.PENDING, DutyState.CONFIRMED, DutyState.COUNTED, DutyState.RETURNED})

#: What the group confirmed.
PASSED = frozenset({DutyState.CONFIRMED, DutyState.COUNTED})

#: The source of what a deputy declared; every other one is a kind of record that told it.
DECLARED = "declared"
