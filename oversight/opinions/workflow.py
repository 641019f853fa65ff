"""What can happen to an opinion: 起草 → 交办 → 报告 → 审查 → 测评 → 通过, or 再审 and once more."""

from congress.access.workflow import Transition, Workflow
from congress.accounts.enums import Role
from oversight.opinions.enums import WITH_UNIT, OpinionState
from oversight.opinions.rules import ANSWERING, OFFICE

_CHECKING = frozenset({Role.OFFICE, Role.COMMITTEE})

OPINION_WORKFLOW = Workflow(
    Transition(
        "assign_opinion",
        "交办",
        frozenset({OpinionState.DRAFT}),
        OpinionState.ASSIGNED,
        OFFICE,
        required=("assigned_on", "span"),
        primary=True,
    ),
    Transition(
        "report_opinion",
        "报告办理情况",
        frozenset(WITH_UNIT),
        OpinionState.REPORTED,
        OFFICE | ANSWERING,
        required=("reported_on", "report"),
        primary=True,
    ),
    Transition(
        "accept_report",
        "审查通过，提请测评",
        frozenset({OpinionState.REPORTED}),
        OpinionState.ACCEPTED,
        _CHECKING,
        primary=True,
    ),
    Transition(
        "return_report",
        "退回补充",
        frozenset({OpinionState.REPORTED}),
        OpinionState.ASSIGNED,
        _CHECKING,
        required=("reason",),
        undo=True,
    ),
    Transition(
        "pass_rating",
        "登记测评结果",
        frozenset({OpinionState.ACCEPTED}),
        OpinionState.PASSED,
        OFFICE,
        required=("rated_on", "satisfied", "basically", "total"),
        primary=True,
    ),
    Transition(
        "fail_rating",
        "列入再审",
        frozenset({OpinionState.ACCEPTED}),
        OpinionState.AGAIN,
        OFFICE,
        required=("rated_on", "satisfied", "basically", "total", "next_due_on"),
    ),
)
