"""What can happen to a check: its lines are filled, it is finished, its notice goes out."""

from congress.access.workflow import Transition, Workflow
from congress.accounts.enums import Role
from deputies.checks.enums import CheckState

#: Who draws samples and inspects the groups.
OFFICE = frozenset({Role.OFFICE, Role.DEPUTY_WORK})
CHECKERS = OFFICE | {Role.TOWN}

CHECK_WORKFLOW = Workflow(
    Transition("write_findings", "登记检查情况", frozenset({CheckState.OPEN}), CheckState.OPEN, CHECKERS),
    Transition("finish_check", "查完", frozenset({CheckState.OPEN}), CheckState.DONE, CHECKERS, primary=True),
    Transition(
        "reopen_check", "退回再查", frozenset({CheckState.DONE}), CheckState.OPEN, CHECKERS, undo=True
    ),
    Transition(
        "issue_check", "发出通报", frozenset({CheckState.DONE}), CheckState.ISSUED, OFFICE, primary=True
    ),
)
