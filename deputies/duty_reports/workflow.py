"""What can happen to a duty report: arranged, held with its result, withdrawn."""

from congress.access.workflow import Transition, Workflow
from congress.accounts.enums import Role
from deputies.duty_reports.enums import ReportState

#: Who arranges reports and writes down how they went; towns those of their own area.
OFFICE = frozenset({Role.OFFICE, Role.DEPUTY_WORK})
KEEPERS = OFFICE | {Role.TOWN}

REPORT_WORKFLOW = Workflow(
    Transition(
        "hold_report",
        "登记述职情况",
        frozenset({ReportState.ARRANGED, ReportState.HELD}),
        ReportState.HELD,
        KEEPERS,
        primary=True,
    ),
    Transition(
        "withdraw_report",
        "撤回",
        frozenset({ReportState.ARRANGED, ReportState.HELD}),
        ReportState.WITHDRAWN,
        KEEPERS,
        required=("reason",),
        undo=True,
    ),
)
