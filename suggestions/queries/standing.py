"""Where a suggestion stands in a deputy's words: in whose hands it is now, and until when."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date
from typing import cast

from django.db.models import Prefetch

from activities.queries import standing_committee
from congress.organs.models import Area
from suggestions.enums import REPLY_CLOCKS, ClockKind, State
from suggestions.models import Clock, Handling, Suggestion, SuggestionQuerySet


@dataclass(frozen=True)
class Standing:
    """``who`` has it now and ``what`` is waited for; ``verb`` is what has to be done before ``due``.

    ``mine`` when it is the leading deputy's turn.
    """

    who: str
    what: str
    due: date | None = None
    verb: str = ""
    mine: bool = False


def with_standing(rows: SuggestionQuerySet) -> SuggestionQuerySet:
    """With the units of the present round and the clocks that run (2 queries more, however many rows)."""
    return rows.select_related("gate", "merged_into", "lead__person").prefetch_related(
        Prefetch("handlings", Handling.objects.live(), to_attr="live_parts"),
        Prefetch("clocks", Clock.objects.running(), to_attr="running_clocks"),
    )


def standing(row: Suggestion, committee: str | None = None) -> Standing:
    """Where a row of :func:`with_standing` stands; ``committee`` spares a query per row."""
    state = State(row.state)
    office = keeper_name(row.gate, committee)
    if state == State.DRAFT:
        return Standing("您", "还没有提交", mine=True)
    if state == State.RETURNED:
        return Standing("您", "修改后再提交", _due(row, {ClockKind.AMEND}), "再提交", mine=True)
    if state == State.REPLIED:
        return Standing("您", "评价答复", _due(row, {ClockKind.EVALUATE}), "评价", mine=True)
    if state == State.HANDLING:
        return Standing(_units(row), "等待答复", _due(row, REPLY_CLOCKS), "答复")
    waiting = {
        State.SUBMITTED: ("等待审核、交办", ClockKind.HAND_OVER, "交办"),
        State.REGISTERED: ("等待交办", ClockKind.HAND_OVER, "交办"),
        State.STUDY: ("会同政府联合研究", ClockKind.STUDY, "研究"),
        State.EVALUATED: ("核查后销号", ClockKind.STRIKE_OFF, "销号"),
    }
    if state in waiting:
        what, kind, verb = waiting[state]
        return Standing(office, what, _due(row, {kind}), verb)
    return Standing("", _ended(row))


def keeper_name(gate: Area, committee: str | None = None) -> str:
    """Who keeps a gate: 区人大常委会, 柳桥镇人大."""
    if gate.parent_id is None:
        return standing_committee() if committee is None else committee
    return f"{gate.name}人大"


def _units(row: Suggestion) -> str:
    parts = cast(Sequence[Handling], row.live_parts)  # type: ignore[attr-defined]  # of with_standing
    now = [part for part in parts if part.round == row.round and part.replies]
    busy = [part for part in now if part.answered_at is None] or now
    return "、".join(part.organ_name for part in busy) or "承办单位"


def _due(row: Suggestion, kinds: Collection[ClockKind]) -> date | None:
    clocks = cast(Sequence[Clock], row.running_clocks)  # type: ignore[attr-defined]  # of with_standing
    return min((clock.due_on for clock in clocks if clock.kind in kinds), default=None)


def _ended(row: Suggestion) -> str:
    if row.state == State.MERGED and row.merged_into is not None:
        return f"并入{row.merged_into.label or '另一件建议'}一起办理"
    if row.state == State.DIVERTED:
        return f"{row.get_channel_display()}"
    return str(row.get_state_display())
