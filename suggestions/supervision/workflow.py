"""What can happen to a key supervision, to a clue and to a 检察建议, as tables."""

from congress.access.workflow import Transition, Workflow
from congress.accounts.enums import Role
from suggestions.supervision.enums import AdviceState, ClueState, KeyState
from suggestions.workflow import OFFICE, UNITS

#: The 主任会议 decides; a leader, or the office for it, enters what was decided.
DECIDERS = OFFICE | {Role.LEADER}
#: Who recommends, keeps plans and links meetings.
KEEPERS = OFFICE | {Role.COMMITTEE}

_CANDIDATE = frozenset({KeyState.CANDIDATE})
_CHOSEN = frozenset({KeyState.CHOSEN})
_RUNNING = frozenset({KeyState.RUNNING})

KEY_WORKFLOW = Workflow(
    Transition(
        "choose",
        "列为重点督办",
        _CANDIDATE,
        KeyState.CHOSEN,
        DECIDERS,
        required=("meeting", "meeting_on"),
        primary=True,
    ),
    Transition(
        "leave_out",
        "不列入",
        _CANDIDATE,
        KeyState.NOT_CHOSEN,
        DECIDERS,
        required=("meeting", "meeting_on", "decision"),
    ),
    Transition("save_plan", "写督办方案", _CHOSEN, KeyState.CHOSEN, KEEPERS),
    Transition(
        "approve_plan",
        "批准方案",
        _CHOSEN,
        KeyState.RUNNING,
        DECIDERS,
        required=("leader", "government_leader", "unit", "committee"),
        primary=True,
    ),
    Transition("add_step", "增加步骤", _CHOSEN | _RUNNING, KeyState.CHOSEN, KEEPERS),
    Transition("finish_step", "记录完成", _RUNNING, KeyState.RUNNING, DECIDERS | KEEPERS),
    Transition(
        "conclude",
        "结束督办",
        _RUNNING,
        KeyState.DONE,
        DECIDERS | KEEPERS,
        required=("conclusion",),
        primary=True,
    ),
    Transition(
        "drop",
        "撤下重点督办",
        _CHOSEN | _RUNNING,
        KeyState.DROPPED,
        DECIDERS,
        required=("reason",),
        undo=True,
    ),
)
#: Steps of the table that leave the state as it is, whatever their target.
STAYING = frozenset({"save_plan", "add_step", "finish_step"})

CLUE_WORKFLOW = Workflow(
    Transition("accept_clue", "受理", frozenset({ClueState.SENT}), ClueState.ACCEPTED, UNITS, primary=True),
    Transition(
        "refuse_clue",
        "不受理",
        frozenset({ClueState.SENT}),
        ClueState.REFUSED,
        UNITS,
        required=("reason",),
        undo=True,
    ),
    Transition(
        "advise_clue",
        "登记检察建议",
        frozenset({ClueState.ACCEPTED}),
        ClueState.ADVISED,
        UNITS,
        required=("number", "on", "text"),
        primary=True,
    ),
    Transition(
        "conclude_clue",
        "登记办理结果",
        frozenset({ClueState.ACCEPTED, ClueState.ADVISED}),
        ClueState.CONCLUDED,
        UNITS,
        required=("result", "on"),
    ),
)

ADVICE_WORKFLOW = Workflow(
    Transition(
        "convert_advice",
        "转为代表建议",
        frozenset({AdviceState.OFFERED}),
        AdviceState.CONVERTED,
        OFFICE,
        required=("lead",),
        primary=True,
    ),
    Transition(
        "decline_advice",
        "不转化",
        frozenset({AdviceState.OFFERED}),
        AdviceState.DECLINED,
        OFFICE,
        required=("reason",),
        undo=True,
    ),
)
