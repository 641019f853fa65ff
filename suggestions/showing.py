"""How a suggestion is shown in one line: who put it, who handles it, where it stands."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from congress.organs.models import Session, numeral
from congress.web.clock import Clock, clock, finished
from suggestions.enums import HandlingState, Occasion, Part, Signing, State
from suggestions.models import Handling, Suggestion

#: The shape of each state, a key of ``congress.web.parts.STATE_ICONS``.
SHAPES: dict[str, str] = {
    State.DRAFT: "new",
    State.SUBMITTED: "new",
    State.RETURNED: "back",
    State.REGISTERED: "wait",
    State.HANDLING: "go",
    State.REPLIED: "wait",
    State.STUDY: "go",
    State.EVALUATED: "done",
    State.CLOSED: "done",
    State.MERGED: "stop",
    State.DIVERTED: "stop",
    State.WITHDRAWN: "stop",
}


#: The same for one unit's part.
PART_SHAPES: dict[str, str] = {
    HandlingState.ASSIGNED: "wait",
    HandlingState.ACCEPTED: "go",
    HandlingState.RETURN_ASKED: "back",
    HandlingState.ANSWERED: "done",
    HandlingState.REASSIGNED: "stop",
    HandlingState.ENDED: "stop",
}


def state_shown(row: Suggestion, parts: Iterable[Handling]) -> tuple[str, str]:
    """Shape and word. While units are at work the word is theirs: 申请退办, 待签收, 重新办理; else 办理中."""
    if row.state != State.HANDLING:
        return SHAPES[row.state], str(row.get_state_display())
    now = [part for part in parts if part.round == row.round and part.is_live]
    if any(part.state == HandlingState.RETURN_ASKED for part in now):
        return "back", str(HandlingState.RETURN_ASKED.label)
    replying = [part for part in now if part.replies]
    if replying and all(part.state == HandlingState.ASSIGNED for part in replying):
        return "wait", str(HandlingState.ASSIGNED.label)
    return "go", "重新办理" if row.round > 1 else str(row.get_state_display())


def units_shown(row: Suggestion, parts: Iterable[Handling]) -> tuple[str, str]:
    """The unit that replies and what it has beside it: 另 2 个协办, 分办 3 个单位; both empty before hand-over."""
    now = [part for part in parts if part.round == row.round and part.is_live]
    splits = [part for part in now if part.part == Part.SPLIT]
    if splits:
        return splits[0].organ_name, f"分办 {len(splits)} 个单位"
    lead = next((part for part in now if part.part == Part.LEAD), None)
    co = sum(part.part == Part.CO for part in now)
    return (lead.organ_name if lead else ""), (f"另 {co} 个协办" if co else "")


def put_by(row: Suggestion, name: str, signed: int) -> str:
    """何素琴, 何素琴等 5 人 with those who signed with it, or the delegation."""
    if row.signing == Signing.DELEGATION and row.delegation:
        return row.delegation
    return f"{name}等 {signed + 1} 人" if signed else name


def occasion_shown(row: Suggestion) -> str:
    """五届五次会议, or 闭会期间, 社情民意."""
    if row.occasion == Occasion.SESSION and row.session is not None:
        return session_shown(row.session)
    return str(row.get_occasion_display())


def session_shown(session: Session) -> str:
    """A session as one speaks of it: 五届五次会议."""
    return f"{numeral(session.term.number)}届{numeral(session.number)}次会议"


def clock_shown(row: Suggestion) -> Clock | None:
    """The nearest time limit; the day of the strike-off once it is over; nothing where neither is."""
    due: date | None = row.due_on
    if due is not None:
        return clock(due)
    return finished(row.closed_at, "已办结") if row.closed_at is not None else None
