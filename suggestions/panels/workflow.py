"""What can happen to a year's test, and to the rectification of a suggestion below the mark, as tables."""

from congress.access.workflow import Transition, Workflow
from congress.accounts.enums import Role
from suggestions.panels.enums import MendState, RoundState
from suggestions.workflow import OFFICE, UNITS

#: The 主任会议 decides; a leader, or the office for it, enters what was decided.
DECIDERS = OFFICE | {Role.LEADER}
RECOMMENDERS = OFFICE | {Role.COMMITTEE}

_RECOMMENDING = frozenset({RoundState.RECOMMENDING})
_FIXED = frozenset({RoundState.FIXED})
_RUNNING = frozenset({RoundState.RUNNING})

ROUND_WORKFLOW = Workflow(
    Transition("recommend", "推荐建议", _RECOMMENDING, RoundState.RECOMMENDING, RECOMMENDERS, primary=True),
    Transition(
        "fix_list",
        "主任会议确定对象",
        _RECOMMENDING,
        RoundState.FIXED,
        DECIDERS,
        required=("meeting", "meeting_on"),
        primary=True,
    ),
    Transition("add_panel", "组建测评组", _FIXED, RoundState.FIXED, OFFICE),
    Transition("start_round", "开始测评", _FIXED, RoundState.RUNNING, OFFICE, primary=True),
    Transition(
        "record_event",
        "记动员培训、报告、调研",
        _RUNNING,
        RoundState.RUNNING,
        OFFICE,
        required=("kind", "on"),
    ),
    Transition("prepare_ballot", "准备测评票", _RUNNING, RoundState.RUNNING, OFFICE),
    Transition("give_feedback", "反馈结果", _RUNNING, RoundState.FED_BACK, OFFICE, primary=True),
    Transition("close_round", "结束测评", frozenset({RoundState.FED_BACK}), RoundState.CLOSED, OFFICE),
)

MEND_WORKFLOW = Workflow(
    Transition(
        "talk",
        "记约谈",
        frozenset({MendState.TALK, MendState.FAILED}),
        MendState.MENDING,
        DECIDERS,
        required=("talked_on", "talk", "due_on"),
        primary=True,
    ),
    Transition(
        "report_mending",
        "报告整改情况",
        frozenset({MendState.MENDING}),
        MendState.REPORTED,
        UNITS,
        required=("report",),
        primary=True,
    ),
    Transition(
        "prepare_retest",
        "准备复测",
        frozenset({MendState.REPORTED}),
        MendState.REPORTED,
        OFFICE,
        primary=True,
    ),
)
