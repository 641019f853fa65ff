"""What can happen to a selection: nomination → review → vote or decision → publication → commendation (R078, R234)."""

from congress.access.workflow import Transition, Workflow
from deputies.honours.enums import SelectionState
from deputies.rules import WRITERS

_S = SelectionState
SELECTION_WORKFLOW = Workflow(
    Transition("nominate", "提名", frozenset({_S.NOMINATING}), _S.NOMINATING, WRITERS),
    Transition("begin_review", "开始评审", frozenset({_S.NOMINATING}), _S.REVIEWING, WRITERS, primary=True),
    Transition("review_candidate", "写评审意见", frozenset({_S.REVIEWING}), _S.REVIEWING, WRITERS),
    Transition(
        "prepare_ballots",
        "准备投票",
        frozenset({_S.REVIEWING, _S.VOTING}),
        _S.VOTING,
        WRITERS,
        primary=True,
    ),
    Transition("end_voting", "投票决定", frozenset({_S.VOTING}), _S.DECIDED, WRITERS),
    Transition(
        "decide",
        "登记决定",
        frozenset({_S.REVIEWING, _S.DECIDED}),
        _S.DECIDED,
        WRITERS,
        required=("decided_on", "decision"),
    ),
    Transition("publish", "公布", frozenset({_S.DECIDED}), _S.PUBLISHED, WRITERS, primary=True),
    Transition(
        "commend",
        "登记表彰",
        frozenset({_S.PUBLISHED}),
        _S.PUBLISHED,
        WRITERS,
        required=("session", "commended_on"),
    ),
    Transition(
        "revoke",
        "撤销",
        frozenset({_S.NOMINATING, _S.REVIEWING, _S.VOTING, _S.DECIDED, _S.PUBLISHED}),
        _S.REVOKED,
        WRITERS,
        required=("reason",),
        undo=True,
    ),
)
