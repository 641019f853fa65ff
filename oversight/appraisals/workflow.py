"""The way of an appraisal: 准备 → 征求意见 → 调研 → 测评 → 已公示 (R119)."""

from congress.access.workflow import Transition, Workflow
from oversight.appraisals.enums import UNDER_WAY, AppraisalState
from oversight.appraisals.rules import OFFICE, WRITERS

APPRAISAL_WORKFLOW = Workflow(
    Transition(
        "open_opinions",
        "开始征求意见",
        frozenset({AppraisalState.PLANNED}),
        AppraisalState.ASKING,
        WRITERS,
        required=("opinions_until",),
        primary=True,
    ),
    Transition(
        "close_opinions",
        "截止征求意见",
        frozenset({AppraisalState.ASKING}),
        AppraisalState.STUDYING,
        WRITERS,
        primary=True,
    ),
    Transition(
        "prepare_ballot",
        "准备测评",
        frozenset({AppraisalState.STUDYING, AppraisalState.VOTING}),
        AppraisalState.VOTING,
        OFFICE,
        required=("meeting", "rule_set", "mode"),
        primary=True,
    ),
    Transition(
        "publish_result",
        "公示结果",
        frozenset({AppraisalState.VOTING}),
        AppraisalState.PUBLISHED,
        WRITERS,
        required=("published_on",),
        primary=True,
    ),
    Transition(
        "withdraw_appraisal",
        "撤回",
        frozenset(UNDER_WAY),
        AppraisalState.WITHDRAWN,
        WRITERS,
        required=("reason",),
        undo=True,
    ),
)
