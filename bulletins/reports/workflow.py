"""What can happen to a report: written, made final, taken back, dropped."""

from bulletins.reports.enums import ReportState
from bulletins.reports.rules import WRITERS
from congress.access.workflow import Transition, Workflow

_S = ReportState
REPORT_WORKFLOW = Workflow(
    Transition("finish", "定稿", frozenset({_S.DRAFT}), _S.FINAL, WRITERS, primary=True),
    Transition(
        "reopen", "退回修改", frozenset({_S.FINAL}), _S.DRAFT, WRITERS, required=("reason",), undo=True
    ),
    Transition("drop", "作废", frozenset({_S.DRAFT}), _S.DROPPED, WRITERS, required=("reason",), undo=True),
)
