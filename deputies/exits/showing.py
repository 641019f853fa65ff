"""How an exit case is shown."""

from __future__ import annotations

from congress.web.dates import full_day
from congress.web.parts import Step
from deputies.exits.enums import ExitState
from deputies.models import ExitCase

_SHAPES = {
    ExitState.FOUND: "new",
    ExitState.REMINDED: "go",
    ExitState.CORRECTED: "done",
    ExitState.UNCORRECTED: "late",
    ExitState.ORDERED: "late",
    ExitState.ENDED: "stop",
    ExitState.DROPPED: "stop",
}
#: The steps of the procedure, as the page names them.
PATH = ("发现", "提醒", "认定", "责令辞职", "终止")
_REACHED = {
    ExitState.FOUND: 1,
    ExitState.REMINDED: 2,
    ExitState.UNCORRECTED: 3,
    ExitState.ORDERED: 4,
    ExitState.ENDED: 5,
}
#: What to write in the note of a step.
HINTS = {
    "remind": "谁提醒的、怎样提醒的、要求改正什么",
    "find_corrected": "怎样改正的、谁核实的",
    "find_uncorrected": "提醒之后的表现、谁核实的",
    "order_resignation": "哪次会议决定的、文号",
    "end_by_exit": "辞职被接受、罢免或者资格终止的会议和公告",
    "drop_case": "为什么不再处理",
}


def exit_state(row: ExitCase) -> tuple[str, str]:
    """Shape and word."""
    return _SHAPES[ExitState(row.state)], str(row.get_state_display())


def exit_facts(row: ExitCase) -> list[tuple[str, str]]:
    """Basis, situation, manner, procedure."""
    holder = row.deputyship
    return [
        ("代表资格", f"{holder.title}（{holder.term_label}）"),
        ("情形", str(row.ground)),
        ("依据", row.basis),
        ("方式", str(row.get_manner_display())),
        ("程序", row.procedure),
        ("改正期限", full_day(row.due_on) if row.due_on else ""),
        ("资格结束", full_day(holder.ends_on) if row.state == ExitState.ENDED and holder.ends_on else ""),
    ]


def path_of(row: ExitCase) -> list[Step]:
    """The five steps, up to where the case is; nothing for a case that left the path."""
    reached = _REACHED.get(ExitState(row.state))
    if reached is None:
        return []
    ended = row.state == ExitState.ENDED
    return [
        Step(word, state="done" if n < reached or ended else "now" if n == reached else "")
        for n, word in enumerate(PATH, start=1)
    ]
