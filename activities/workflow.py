"""What can happen to a logged activity."""

from activities.enums import ActivityState
from congress.access.workflow import Transition, Workflow
from congress.accounts.enums import Role

WRITERS = frozenset({Role.OFFICE, Role.DEPUTY_WORK, Role.TOWN})

WORKFLOW = Workflow(
    Transition(
        "withdraw",
        "撤回",
        frozenset({ActivityState.RECORDED}),
        ActivityState.WITHDRAWN,
        WRITERS,
        required=("reason",),
        undo=True,
    ),
    Transition("restore", "恢复", frozenset({ActivityState.WITHDRAWN}), ActivityState.RECORDED, WRITERS),
)
