"""The way of a major matter: 提出 → 党组 → 区委同意 → 年度计划 → 事前请示 → 决定 → 事后报告 (R264)."""

from congress.access.workflow import Transition, Workflow
from oversight.matters.enums import MatterState
from oversight.matters.rules import WRITERS


def _step(step: str, label: str, source: MatterState, target: MatterState) -> Transition:
    return Transition(step, label, frozenset({source}), target, WRITERS, required=("on",), primary=True)


MATTER_WORKFLOW = Workflow(
    _step("study_matter", "登记党组研究", MatterState.PROPOSED, MatterState.STUDIED),
    _step("agree_matter", "登记区委同意", MatterState.STUDIED, MatterState.AGREED),
    _step("plan_matter", "列入年度计划", MatterState.AGREED, MatterState.PLANNED),
    _step("request_matter", "登记事前请示", MatterState.PLANNED, MatterState.REQUESTED),
    _step("decide_matter", "登记决定", MatterState.REQUESTED, MatterState.DECIDED),
    _step("report_matter", "登记事后报告", MatterState.DECIDED, MatterState.REPORTED),
    Transition(
        "drop_matter",
        "不再列入",
        frozenset({MatterState.PROPOSED, MatterState.STUDIED, MatterState.AGREED, MatterState.PLANNED}),
        MatterState.DROPPED,
        WRITERS,
        required=("reason",),
        undo=True,
    ),
)
#: The field in which the day of a step is kept, in the order of the steps.
DAY_OF = {
    "study_matter": "studied_on",
    "agree_matter": "agreed_on",
    "plan_matter": "planned_on",
    "request_matter": "requested_on",
    "decide_matter": "decided_on",
    "report_matter": "reported_on",
}
