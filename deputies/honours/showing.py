"""How honours and selections are shown."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import groupby

from congress.ballots.enums import PollState
from congress.ballots.models import Poll
from congress.web import dates
from congress.web.parts import Step
from deputies.honours.enums import SelectionState
from deputies.models import Candidate, Honour, Selection, SelectionQuota

_SHAPES = {
    SelectionState.NOMINATING: "new",
    SelectionState.REVIEWING: "go",
    SelectionState.VOTING: "go",
    SelectionState.DECIDED: "wait",
    SelectionState.PUBLISHED: "done",
    SelectionState.REVOKED: "stop",
}
_PATH = (
    SelectionState.NOMINATING,
    SelectionState.REVIEWING,
    SelectionState.VOTING,
    SelectionState.DECIDED,
    SelectionState.PUBLISHED,
)


def honour_state(row: Honour) -> tuple[str, str]:
    """Shape and word."""
    if row.withdrawn_at is not None:
        return "stop", "已撤销"
    return ("done", "已公开") if row.released_at is not None else ("wait", "没有公开")


def honour_facts(row: Honour) -> list[tuple[str, str]]:
    """An honour in lines."""
    return [
        ("授予机关", row.awarded_by),
        ("级别", str(row.get_level_display())),
        ("年度", f"{row.year} 年"),
        ("公开", dates.moment(row.released_at) if row.released_at else ""),
        ("撤销", dates.moment(row.withdrawn_at) if row.withdrawn_at else ""),
        ("撤销原因", row.reason),
    ]


def selection_state(row: Selection) -> tuple[str, str]:
    """Shape and word."""
    return _SHAPES[SelectionState(row.state)], str(row.get_state_display())


def selection_path(row: Selection, *, voted: bool) -> list[Step]:
    """The steps, that of voting where it is ``voted`` on; nothing for a selection that was revoked."""
    state = SelectionState(row.state)
    if state not in _PATH:
        return []
    path = [one for one in _PATH if voted or one != SelectionState.VOTING]
    here = path.index(state)
    published = state == SelectionState.PUBLISHED
    return [
        Step(str(one.label), state="done" if n < here or published else "now" if n == here else "")
        for n, one in enumerate(path)
    ]


def commendation(row: Selection) -> str:
    """2026年1月7日　安澜区第十八届第五次会议; empty before it."""
    return f"{dates.full_day(row.commended_on)}　{row.session}" if row.commended_on and row.session else ""


def selection_facts(row: Selection) -> list[tuple[str, str]]:
    """A selection in lines."""
    return [
        ("表彰机关", row.awarded_by),
        ("级别", str(row.get_level_display())),
        ("决定", f"{dates.full_day(row.decided_on)}　{row.decision}" if row.decided_on else ""),
        ("公布", dates.moment(row.published_at) if row.published_at else ""),
        ("表彰", commendation(row)),
        ("撤销原因", row.reason),
    ]


@dataclass(frozen=True)
class Field:
    """A category with its quota, its candidates and how many of them are chosen."""

    quota: SelectionQuota
    candidates: list[Candidate]

    @property
    def poll(self) -> Poll | None:
        """What it is voted on by; one declared void is none."""
        poll = self.quota.poll
        return None if poll is None or poll.state == PollState.VOIDED else poll

    @property
    def standing(self) -> tuple[str, str]:
        """Shape and word of its poll, where there is one; a published one without a result is voted on again."""
        poll = self.poll
        if poll is None:
            return "new", ""
        if poll.state == PollState.PUBLISHED:
            return ("done", "投票已有结果") if self.quota.settled else ("wait", "票数相同，要再次投票")
        return "go", f"投票在“{poll.get_state_display()}”这一步"

    @property
    def chosen(self) -> int:
        """How many are chosen."""
        return sum(one.chosen for one in self.candidates)


def fields_of(row: Selection, *, all_candidates: bool) -> list[Field]:
    """The categories of a selection (2 queries); without ``all_candidates`` only who was chosen."""
    rows = row.candidates.all() if all_candidates else row.candidates.filter(chosen=True)
    ordered = rows.order_by("category_id", "pk").select_related("category")
    found = {key: list(group) for key, group in groupby(ordered, key=lambda one: one.category_id)}
    quotas = row.quotas.select_related("category", "poll")
    return [Field(quota, found.get(quota.category_id, [])) for quota in quotas]
