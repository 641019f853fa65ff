"""What can happen in an exit case, in this order and no other (R030): no 责令辞职 without 提醒 and 仍不改正."""

from congress.access.workflow import Transition, Workflow
from deputies.exits.enums import OPEN, ExitState
from deputies.rules import WRITERS

EXIT_WORKFLOW = Workflow(
    Transition(
        "remind",
        "登记提醒",
        frozenset({ExitState.FOUND, ExitState.REMINDED, ExitState.UNCORRECTED}),
        ExitState.REMINDED,
        WRITERS,
        required=("on", "note"),
        primary=True,
    ),
    Transition(
        "find_corrected",
        "认定已改正",
        frozenset({ExitState.REMINDED}),
        ExitState.CORRECTED,
        WRITERS,
        required=("on", "note"),
    ),
    Transition(
        "find_uncorrected",
        "认定仍不改正",
        frozenset({ExitState.REMINDED}),
        ExitState.UNCORRECTED,
        WRITERS,
        required=("on", "note"),
    ),
    Transition(
        "order_resignation",
        "责令辞职",
        frozenset({ExitState.UNCORRECTED}),
        ExitState.ORDERED,
        WRITERS,
        required=("on", "note"),
    ),
    Transition(
        "end_by_exit",
        "终止代表资格",
        frozenset({ExitState.ORDERED}),
        ExitState.ENDED,
        WRITERS,
        required=("on", "note"),
    ),
    Transition(
        "drop_case",
        "不再处理",
        frozenset(OPEN),
        ExitState.DROPPED,
        WRITERS,
        required=("on", "note"),
        undo=True,
    ),
)
#: How a step stands in the record of a case, as in 3月2日 提醒.
STEP_WORDS = {
    "open_case": "发现",
    "remind": "提醒",
    "find_corrected": "认定已改正",
    "find_uncorrected": "认定仍不改正",
    "order_resignation": "责令辞职",
    "end_by_exit": "终止代表资格",
    "drop_case": "不再处理",
}
