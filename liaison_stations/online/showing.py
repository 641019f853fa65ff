"""A matter in the words of whoever brought it: who has it now, what happened, without names and notes of officers."""

from __future__ import annotations

from congress.web import dates
from congress.web.parts import Happening
from liaison_stations.enums import MatterState
from liaison_stations.models import Matter

#: Steps as the citizen reads them.
_STEPS = {
    "receive": "联络站收到",
    "settle": "当场答复",
    "hand_over": "交有关单位办理",
    "report_up": "上报区人大常委会研究",
    "send_down": "交回联络站研究",
    "suggest": "转为代表建议",
    "refuse": "决定不予受理",
    "take_back": "重新研究由谁办",
    "answer": "有了办理结果",
    "tell": "告诉您结果",
    "close": "办结",
    "reopen": "重新办理",
    "rate": "收到您的评价",
    "rate_deed": "收到您对落实的评价",
}
#: What a released matter is at, for everybody.
PUBLIC_STATES: dict[str, str] = {
    MatterState.RECEIVED: "联络站正在研究由谁办",
    MatterState.REPORTED: "已上报区里研究",
    MatterState.HANDLING: "正在办理",
    MatterState.SUGGESTED: "已转为代表建议办理",
    MatterState.ANSWERED: "已有办理结果",
    MatterState.TOLD: "已有办理结果",
    MatterState.CLOSED: "已办结",
    MatterState.REFUSED: "不属于受理范围",
}


def now_at(row: Matter) -> tuple[str, str]:
    """Who has the matter now, and what the citizen can expect."""
    organ = row.organ.name if row.organ else "有关单位"
    due = f"预计 {dates.day(row.due_on)}前有结果" if row.due_on else "有了结果会写在这里"
    said: dict[str, tuple[str, str]] = {
        MatterState.RECEIVED: (row.station.name, "正在研究由谁办"),
        MatterState.REPORTED: ("区人大常委会", "正在研究由谁办"),
        MatterState.HANDLING: (organ, due),
        MatterState.SUGGESTED: ("人大代表", "已转为代表建议，等有关单位答复"),
        MatterState.ANSWERED: ("已有办理结果", "写在下面，联络站还会告诉您"),
        MatterState.TOLD: ("已有办理结果", "写在下面"),
        MatterState.CLOSED: ("已办结", ""),
        MatterState.REFUSED: ("不予受理", "原因写在下面"),
    }
    return said[row.state]


def steps_of(row: Matter) -> list[Happening]:
    """What happened, newest first."""
    lines = [Happening(_STEPS.get(step.verb, "办理"), "", step.at) for step in row.steps.all()]
    return lines[::-1]


def code_shown(code: str) -> str:
    """In two halves, as on the receipt."""
    return f"{code[:5]} {code[5:]}"
