"""What can happen to a meeting."""

from congress.access.workflow import Transition, Workflow
from congress.accounts.enums import Role
from oversight.meetings.enums import AHEAD, MeetingState

OFFICE = frozenset({Role.OFFICE})

MEETING_WORKFLOW = Workflow(
    Transition(
        "call_meeting",
        "发出通知",
        frozenset(AHEAD),
        MeetingState.CALLED,
        OFFICE,
        primary=True,
    ),
    Transition(
        "hold_meeting",
        "登记已召开",
        frozenset(AHEAD),
        MeetingState.HELD,
        OFFICE,
        required=("present", "text"),
    ),
    Transition(
        "cancel_meeting",
        "取消会议",
        frozenset(AHEAD),
        MeetingState.CANCELLED,
        OFFICE,
        required=("reason",),
        undo=True,
    ),
)
