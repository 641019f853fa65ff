"""What can happen to a suggestion, and to one unit's part in it, as two tables.

Steps marked automatic follow from another step in the same transaction; they have no button.
"""

from congress.access.workflow import Transition, Workflow
from congress.accounts.enums import Role
from suggestions.enums import HandlingState, State

#: Who puts suggestions.
PROPOSERS = frozenset({Role.DEPUTY, Role.GROUP_LEADER})
#: The congress office: it keeps the gate, hands over, checks and strikes off.
OFFICE = frozenset({Role.OFFICE, Role.DEPUTY_WORK})
#: Who does the same within a town's powers (R219); the rules say for which suggestions.
KEEPERS = OFFICE | {Role.TOWN}
UNITS = frozenset({Role.UNIT})

_AT_THE_GATE = frozenset({State.SUBMITTED})
_BEFORE_HAND_OVER = frozenset({State.SUBMITTED, State.REGISTERED})

SUGGESTION_WORKFLOW = Workflow(
    Transition(
        "submit",
        "提交",
        frozenset({State.DRAFT, State.RETURNED}),
        State.SUBMITTED,
        PROPOSERS | KEEPERS,
        required=("title", "situation", "proposal"),
        primary=True,
    ),
    Transition(
        "withdraw",
        "撤回",
        frozenset({State.DRAFT, State.SUBMITTED, State.RETURNED, State.REGISTERED, State.HANDLING}),
        State.WITHDRAWN,
        PROPOSERS | KEEPERS,
        required=("reason",),
        undo=True,
    ),
    Transition("register", "审核通过", _AT_THE_GATE, State.REGISTERED, KEEPERS, primary=True),
    Transition(
        "send_back", "退回修改", _AT_THE_GATE, State.RETURNED, KEEPERS, required=("reason",), undo=True
    ),
    Transition("report_up", "上报区人大", _AT_THE_GATE, State.SUBMITTED, frozenset({Role.TOWN})),
    Transition("send_down", "下交乡镇办理", _AT_THE_GATE, State.SUBMITTED, OFFICE, required=("reason",)),
    Transition("merge", "并案", _BEFORE_HAND_OVER, State.MERGED, KEEPERS, required=("into",)),
    Transition(
        "divert", "转其他渠道", _BEFORE_HAND_OVER, State.DIVERTED, KEEPERS, required=("channel", "reason")
    ),
    Transition(
        "assign",
        "交办",
        frozenset({State.REGISTERED}),
        State.HANDLING,
        KEEPERS,
        required=("units",),
        primary=True,
    ),
    Transition("complete_replies", "答复齐全", frozenset({State.HANDLING}), State.REPLIED, UNITS | KEEPERS),
    Transition(
        "evaluate", "评价", frozenset({State.REPLIED}), State.EVALUATED, PROPOSERS | KEEPERS, primary=True
    ),
    Transition("redo", "重新办理", frozenset({State.REPLIED}), State.HANDLING, PROPOSERS | KEEPERS),
    Transition("open_study", "联合研究", frozenset({State.REPLIED}), State.STUDY, PROPOSERS | KEEPERS),
    Transition(
        "waive",
        "逾期未评，转核查",
        frozenset({State.REPLIED}),
        State.EVALUATED,
        KEEPERS,
        required=("reason",),
    ),
    Transition(
        "redo_after_study",
        "交有关单位再办",
        frozenset({State.STUDY}),
        State.HANDLING,
        OFFICE,
        required=("conclusion",),
        primary=True,
    ),
    Transition(
        "conclude_study",
        "研究办结",
        frozenset({State.STUDY}),
        State.EVALUATED,
        OFFICE,
        required=("conclusion",),
    ),
    Transition(
        "strike_off",
        "销号",
        frozenset({State.EVALUATED}),
        State.CLOSED,
        KEEPERS,
        required=("checked",),
        primary=True,
    ),
    Transition(
        "reopen",
        "重新打开",
        frozenset({State.CLOSED}),
        State.HANDLING,
        KEEPERS,
        required=("reason",),
        undo=True,
    ),
)

#: Steps that follow from another one: the last reply, an evaluation with 不满意.
AUTOMATIC = frozenset({"complete_replies", "redo", "open_study"})

_UNDECIDED = frozenset({HandlingState.ASSIGNED, HandlingState.ACCEPTED, HandlingState.RETURN_ASKED})

HANDLING_WORKFLOW = Workflow(
    Transition(
        "accept",
        "签收",
        frozenset({HandlingState.ASSIGNED}),
        HandlingState.ACCEPTED,
        UNITS,
        primary=True,
    ),
    Transition(
        "ask_return",
        "申请退办",
        frozenset({HandlingState.ASSIGNED, HandlingState.ACCEPTED}),
        HandlingState.RETURN_ASKED,
        UNITS,
        required=("reason", "proposed_unit"),
        undo=True,
    ),
    Transition(
        "refuse_return",
        "不同意退办",
        frozenset({HandlingState.RETURN_ASKED}),
        HandlingState.ASSIGNED,
        KEEPERS,
        required=("reason",),
    ),
    Transition(
        "reassign",
        "改办",
        _UNDECIDED,
        HandlingState.REASSIGNED,
        KEEPERS,
        required=("unit", "reason"),
    ),
    Transition(
        "release", "免予办理", _UNDECIDED, HandlingState.ENDED, KEEPERS, required=("reason",), undo=True
    ),
    Transition(
        "record_contact",
        "记录联系",
        frozenset({HandlingState.ACCEPTED}),
        HandlingState.ACCEPTED,
        UNITS,
        required=("stage", "on", "way", "content"),
    ),
    Transition(
        "follow_up",
        "记录回访",
        frozenset({HandlingState.ANSWERED}),
        HandlingState.ANSWERED,
        UNITS,
        required=("on", "way", "content"),
    ),
    Transition(
        "reply",
        "答复",
        frozenset({HandlingState.ACCEPTED}),
        HandlingState.ANSWERED,
        UNITS,
        required=("category", "text", "signatory"),
        primary=True,
    ),
    Transition(
        "give_opinion",
        "报送协办意见",
        frozenset({HandlingState.ACCEPTED}),
        HandlingState.ANSWERED,
        UNITS,
        required=("text",),
        primary=True,
    ),
)
