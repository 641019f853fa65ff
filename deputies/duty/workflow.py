"""What can happen to a duty: declared or arrived, confirmed by the group, reviewed by the office, counted.

Nobody confirms or reviews their own; the rules see to that. What a record of the office's own log told needs no
review after the group's confirmation, unless the policy asks for it.
"""

from congress.access.workflow import Transition, Workflow
from congress.accounts.enums import Role
from deputies.duty.enums import DutyState

#: Whose duties these are.
DECLARERS = frozenset({Role.DEPUTY, Role.GROUP_LEADER})
#: Who keeps the registers for the district.
KEEPERS = frozenset({Role.DEPUTY_WORK, Role.OFFICE})
CONFIRMERS = KEEPERS | {Role.GROUP_LEADER}

DUTY_WORKFLOW = Workflow(
    Transition(
        "confirm", "确认", frozenset({DutyState.PENDING}), DutyState.CONFIRMED, CONFIRMERS, primary=True
    ),
    Transition(
        "review", "审核通过", frozenset({DutyState.CONFIRMED}), DutyState.COUNTED, KEEPERS, primary=True
    ),
    Transition(
        "send_back",
        "退回",
        frozenset({DutyState.PENDING, DutyState.CONFIRMED}),
        DutyState.RETURNED,
        CONFIRMERS,
        required=("reason",),
        undo=True,
    ),
    Transition(
        "declare_again",
        "改好再报",
        frozenset({DutyState.RETURNED}),
        DutyState.PENDING,
        DECLARERS,
        primary=True,
    ),
    Transition(
        "take_back",
        "撤回",
        frozenset({DutyState.PENDING, DutyState.RETURNED}),
        DutyState.WITHDRAWN,
        DECLARERS,
        undo=True,
    ),
    Transition(
        "strike_out",
        "撤销",
        frozenset({DutyState.PENDING, DutyState.CONFIRMED, DutyState.COUNTED, DutyState.RETURNED}),
        DutyState.WITHDRAWN,
        KEEPERS,
        required=("reason",),
        undo=True,
    ),
)
