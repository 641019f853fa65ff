"""What can happen to a reception day, a matter, an inspection and a problem, as tables."""

from congress.access.workflow import Transition, Workflow
from congress.accounts.enums import Role
from liaison_stations.enums import CheckState, DayState, InspectionState, MatterState, ProblemState

#: Who works at the table of a station.
STATION = frozenset({Role.STATION})
#: Who manages the stations of the own town (R183); the congress office everywhere.
OFFICE = frozenset({Role.OFFICE, Role.DEPUTY_WORK})
KEEPERS = OFFICE | {Role.TOWN}
STAFF = STATION | KEEPERS
UNITS = frozenset({Role.UNIT})
#: Who has turns at a station; members of the standing committee are deputies too (R136).
DEPUTIES = frozenset({Role.DEPUTY, Role.GROUP_LEADER, Role.LEADER})

DAY_WORKFLOW = Workflow(
    Transition("open_day", "开始接待", frozenset({DayState.PLANNED}), DayState.OPEN, STAFF, primary=True),
    Transition("close_day", "结束接待", frozenset({DayState.OPEN}), DayState.HELD, STAFF, primary=True),
    Transition("resume_day", "继续登记", frozenset({DayState.HELD}), DayState.OPEN, STAFF, undo=True),
    Transition(
        "cancel_day",
        "取消这次接待",
        frozenset({DayState.PLANNED}),
        DayState.CANCELLED,
        STAFF,
        required=("reason",),
        undo=True,
    ),
    Transition("restore_day", "恢复", frozenset({DayState.CANCELLED}), DayState.PLANNED, STAFF, undo=True),
)

_UNDECIDED = frozenset({MatterState.RECEIVED})
_DECIDABLE = _UNDECIDED | {MatterState.REPORTED}

MATTER_WORKFLOW = Workflow(
    Transition(
        "settle", "当场答复", _UNDECIDED, MatterState.ANSWERED, STAFF, required=("answer",), primary=True
    ),
    Transition("hand_over", "交办", _DECIDABLE, MatterState.HANDLING, KEEPERS | STATION, required=("organ",)),
    Transition("report_up", "上报区里", _UNDECIDED, MatterState.REPORTED, STATION | {Role.TOWN}),
    Transition(
        "send_down",
        "退回乡镇（街道）",
        frozenset({MatterState.REPORTED}),
        MatterState.RECEIVED,
        OFFICE,
        required=("reason",),
        undo=True,
    ),
    Transition("suggest", "转为代表建议", _DECIDABLE, MatterState.SUGGESTED, STAFF, required=("deputy",)),
    Transition("refuse", "不予受理", _DECIDABLE, MatterState.REFUSED, STAFF, required=("refusal",)),
    Transition(
        "take_back",
        "收回重办",
        frozenset({MatterState.HANDLING, MatterState.ANSWERED}),
        MatterState.RECEIVED,
        STAFF,
        required=("reason",),
        undo=True,
    ),
    Transition(
        "answer",
        "登记办理结果",
        frozenset({MatterState.HANDLING, MatterState.SUGGESTED}),
        MatterState.ANSWERED,
        STAFF | UNITS,
        required=("answer", "outcome"),
        primary=True,
    ),
    Transition(
        "tell",
        "登记告知群众",
        frozenset({MatterState.ANSWERED, MatterState.REFUSED}),
        MatterState.TOLD,
        STAFF,
        primary=True,
    ),
    Transition("close", "办结", frozenset({MatterState.TOLD}), MatterState.CLOSED, STAFF, primary=True),
    Transition(
        "reopen",
        "重新打开",
        frozenset({MatterState.CLOSED, MatterState.REFUSED, MatterState.TOLD}),
        MatterState.RECEIVED,
        STAFF,
        required=("reason",),
        undo=True,
    ),
)

_ADDABLE = frozenset({InspectionState.PLANNED, InspectionState.DONE})
INSPECTION_WORKFLOW = Workflow(
    Transition(
        "record_inspection",
        "登记检查结果",
        _ADDABLE,
        InspectionState.DONE,
        OFFICE,
        required=("inspected_on",),
        primary=True,
    ),
    Transition(
        "release_inspection",
        "发布给联络站",
        frozenset({InspectionState.DONE}),
        InspectionState.RELEASED,
        OFFICE,
        primary=True,
    ),
    Transition(
        "recall_inspection",
        "收回更正",
        frozenset({InspectionState.RELEASED}),
        InspectionState.DONE,
        OFFICE,
        required=("reason",),
        undo=True,
    ),
    Transition(
        "cancel_inspection",
        "取消检查",
        frozenset({InspectionState.PLANNED}),
        InspectionState.CANCELLED,
        OFFICE,
        required=("reason",),
        undo=True,
    ),
)

_STANDING = frozenset({ProblemState.OPEN, ProblemState.MENDED})
PROBLEM_WORKFLOW = Workflow(
    Transition(
        "mend_problem",
        "报告已整改",
        frozenset({ProblemState.OPEN}),
        ProblemState.MENDED,
        STAFF,
        required=("note",),
        primary=True,
    ),
    Transition(
        "send_back_problem",
        "退回继续整改",
        frozenset({ProblemState.MENDED}),
        ProblemState.OPEN,
        KEEPERS,
        required=("note",),
        undo=True,
    ),
    Transition("close_problem", "核实销号", _STANDING, ProblemState.CLOSED, KEEPERS, required=("closed_on",)),
    Transition(
        "reopen_problem",
        "重新整改",
        frozenset({ProblemState.CLOSED}),
        ProblemState.OPEN,
        KEEPERS,
        required=("note",),
        undo=True,
    ),
)

#: A check of a station against a standard, by either side (R148).
CHECK_WORKFLOW = Workflow(
    Transition("send_check", "提交", frozenset({CheckState.DRAFT}), CheckState.SENT, STAFF, primary=True),
    Transition(
        "take_back_check", "收回修改", frozenset({CheckState.SENT}), CheckState.DRAFT, STAFF, undo=True
    ),
)
