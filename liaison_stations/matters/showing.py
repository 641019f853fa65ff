"""How a matter is shown: the shape of its state, the words of its steps, who is waited for."""

from __future__ import annotations

from collections.abc import Iterable

from congress.web.parts import Happening
from liaison_stations.enums import MatterState
from liaison_stations.models import Matter, MatterStep
from liaison_stations.workflow import MATTER_WORKFLOW

#: The shape of each state, a key of ``congress.web.parts.STATE_ICONS``.
SHAPES: dict[str, str] = {
    MatterState.RECEIVED: "new",
    MatterState.REPORTED: "wait",
    MatterState.HANDLING: "go",
    MatterState.SUGGESTED: "go",
    MatterState.ANSWERED: "wait",
    MatterState.TOLD: "done",
    MatterState.CLOSED: "done",
    MatterState.REFUSED: "stop",
}
#: Steps that are not in the table of states.
OTHER_STEPS = {
    "receive": "收到",
    "rate": "群众评价",
    "rate_deed": "群众对落实的评价",
    "return_visit": "代表回访",
}


def step_label(verb: str) -> str:
    """What a step is called."""
    return OTHER_STEPS.get(verb) or MATTER_WORKFLOW[verb].label


def state_shown(row: Matter) -> tuple[str, str]:
    """Shape and word."""
    return SHAPES[row.state], str(row.get_state_display())


def waited_for(row: Matter) -> str:
    """Who has something to do now; empty when it is over."""
    organ = row.organ.short_name if row.organ else "承办单位"
    return {
        MatterState.RECEIVED: "等联络站、乡镇（街道）分办",
        MatterState.REPORTED: "等区人大常委会研究转办",
        MatterState.HANDLING: f"等{organ}办理",
        MatterState.SUGGESTED: "等代表建议答复",
        MatterState.ANSWERED: "等联络站告知群众",
        MatterState.REFUSED: "等联络站告知群众",
        MatterState.TOLD: "等联络站回访后办结",
    }.get(MatterState(row.state), "")


def happenings(row: Matter, steps: Iterable[MatterStep], *, names: bool = True) -> list[Happening]:
    """Who is waited for, then what happened, newest first; without ``names`` of officers for a deputy."""
    lines = [
        Happening(step_label(step.verb), step.actor_name if names else "", step.at, note=step.note)
        for step in steps
    ]
    lines.reverse()
    waiting = waited_for(row)
    return [Happening(waiting, state="now"), *lines] if waiting else lines
