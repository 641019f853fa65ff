"""What can happen to a convocation."""

from activities.convocations.enums import ConvocationState
from congress.access.workflow import Transition, Workflow
from congress.accounts.enums import Role

CALLERS = frozenset({Role.OFFICE, Role.DEPUTY_WORK, Role.COMMITTEE, Role.TOWN})
_OPEN = frozenset({ConvocationState.DRAFT, ConvocationState.SENT})

WORKFLOW = Workflow(
    Transition(
        "send", "发出", frozenset({ConvocationState.DRAFT}), ConvocationState.SENT, CALLERS, primary=True
    ),
    Transition(
        "hold", "开始签到", frozenset({ConvocationState.SENT}), ConvocationState.HELD, CALLERS, primary=True
    ),
    Transition("cancel", "取消", _OPEN, ConvocationState.CANCELLED, CALLERS, required=("reason",), undo=True),
)
