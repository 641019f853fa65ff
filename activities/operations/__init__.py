"""What can be done with the log. Nothing is deleted: an activity is withdrawn with a reason."""

from activities.operations.attendance import Mark, days_called, mark_attendance
from activities.operations.kinds import (
    add_campaign,
    add_kind,
    change_campaign,
    change_kind,
    move_campaign,
    move_kind,
)
from activities.operations.recording import (
    Dropped,
    Facts,
    add_deputy_group,
    change_activity,
    record_activity,
    restore,
    withdraw,
)

__all__ = [
    "Dropped",
    "Facts",
    "Mark",
    "add_campaign",
    "add_deputy_group",
    "add_kind",
    "change_activity",
    "change_campaign",
    "change_kind",
    "days_called",
    "mark_attendance",
    "move_campaign",
    "move_kind",
    "record_activity",
    "restore",
    "withdraw",
]
