"""What can happen to a hearing, a request to meet an official, and a consultation."""

from activities.taking_part.enums import ConsultationState, HearingState, OfficialState
from congress.access.workflow import Transition, Workflow
from congress.accounts.enums import Role

OFFICE = frozenset({Role.OFFICE, Role.DEPUTY_WORK})
DEPUTIES = frozenset({Role.DEPUTY, Role.GROUP_LEADER})
ANSWERERS = OFFICE | {Role.UNIT}

HEARINGS = Workflow(
    Transition(
        "hold_hearing",
        "登记到场",
        frozenset({HearingState.OPEN}),
        HearingState.HELD,
        OFFICE,
        primary=True,
    ),
    Transition(
        "cancel_hearing",
        "取消旁听",
        frozenset({HearingState.OPEN}),
        HearingState.CANCELLED,
        OFFICE,
        required=("reason",),
        undo=True,
    ),
)

OFFICIALS = Workflow(
    Transition(
        "arrange",
        "安排约见",
        frozenset({OfficialState.ASKED, OfficialState.ARRANGED}),
        OfficialState.ARRANGED,
        OFFICE,
        primary=True,
    ),
    Transition(
        "decline",
        "不安排",
        frozenset({OfficialState.ASKED, OfficialState.ARRANGED}),
        OfficialState.DECLINED,
        OFFICE,
        required=("reason",),
        undo=True,
    ),
    Transition(
        "meet", "登记约见", frozenset({OfficialState.ARRANGED}), OfficialState.MET, OFFICE, primary=True
    ),
    Transition(
        "reply",
        "答复",
        frozenset({OfficialState.MET}),
        OfficialState.REPLIED,
        ANSWERERS,
        required=("text",),
        primary=True,
    ),
    Transition(
        "rate",
        "评价",
        frozenset({OfficialState.REPLIED}),
        OfficialState.RATED,
        DEPUTIES,
        required=("rating",),
        primary=True,
    ),
)

CONSULTATIONS = Workflow(
    Transition(
        "release_result",
        "反馈采纳情况",
        frozenset({ConsultationState.OPEN}),
        ConsultationState.RELEASED,
        ANSWERERS,
        required=("summary",),
        primary=True,
    ),
    Transition(
        "cancel_consultation",
        "撤回征求意见",
        frozenset({ConsultationState.OPEN}),
        ConsultationState.CANCELLED,
        OFFICE,
        required=("reason",),
        undo=True,
    ),
)
