"""What can be done with the log. Nothing is deleted: an activity is withdrawn with a reason."""

from activities.operations.kinds import add_kind, change_kind, move_kind
from activities.operations.recording import Facts, change_activity, record_activity, restore, withdraw

__all__ = [
    "Facts",
    "add_kind",
    "change_activity",
    "change_kind",
    "move_kind",
    "record_activity",
    "restore",
    "withdraw",
]
