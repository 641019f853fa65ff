"""What can happen to a training class."""

from activities.learning.enums import ClassState
from congress.access.workflow import Transition, Workflow
from congress.accounts.enums import Role

KEEPERS = frozenset({Role.OFFICE, Role.DEPUTY_WORK, Role.TOWN})
_AHEAD = frozenset({ClassState.PLANNED, ClassState.ENROLLING})

WORKFLOW = Workflow(
    Transition(
        "open_enrolment",
        "开始报名",
        frozenset({ClassState.PLANNED}),
        ClassState.ENROLLING,
        KEEPERS,
        primary=True,
    ),
    Transition("start_class", "开班", _AHEAD, ClassState.RUNNING, KEEPERS, primary=True),
    Transition(
        "finish_class", "结束", frozenset({ClassState.RUNNING}), ClassState.ENDED, KEEPERS, primary=True
    ),
    Transition(
        "cancel_class", "取消", _AHEAD, ClassState.CANCELLED, KEEPERS, required=("reason",), undo=True
    ),
)
