"""Reads across polls, electors and ballots. No single ballot is ever given out, only what is counted from all."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.functional import cached_property

from congress.ballots.counting import Outcome, PaperTotals, count
from congress.ballots.digest import digest
from congress.ballots.enums import BallotForm, PollState, TieRule
from congress.ballots.models import Elector, Item, PaperEntry, Poll


@dataclass(frozen=True)
class Turnout:
    """How many have voted by phone, of how many; how many paper ballots are ready."""

    voted: int
    phones: int
    paper: int


def turnout_of(poll: Poll) -> Turnout:
    """The turnout, in numbers only (one query)."""
    marks = list(Elector.objects.filter(poll=poll, on_paper=False).order_by().values_list("voted", flat=True))
    return Turnout(sum(marks), len(marks), poll.paper_count if poll.takes_paper else 0)


class Counting:
    """Everything a count needs, read once: items, ballots, entries of paper (three queries)."""

    def __init__(self, poll: Poll) -> None:
        self.poll = poll

    @cached_property
    def items(self) -> list[Item]:
        """What was voted on, in the order of the ballot."""
        return list(self.poll.items.order_by("number"))

    @cached_property
    def entries(self) -> list[PaperEntry]:
        """What was entered of the paper ballots, at most twice."""
        return list(self.poll.paper_entries.select_related("entered_by").order_by("place"))

    @property
    def keys(self) -> list[str]:
        """How ballots name the items."""
        return [item.key for item in self.items]

    @property
    def paper(self) -> PaperTotals | None:
        """The totals of the paper ballots, once two people have entered the same; none before, and without paper."""
        if not self.poll.takes_paper or len(self.entries) != 2:
            return None
        first, second = (entry.totals() for entry in self.entries)
        return first if first == second else None

    @property
    def waits_for_paper(self) -> bool:
        """Whether there is paper that two people have not yet counted alike."""
        return self.poll.takes_paper and self.paper is None

    @cached_property
    def outcome(self) -> Outcome:
        """The result as it stands."""
        return count(
            self.poll.rule_data(),
            self.keys,
            self._ballots,
            paper=self.paper,
            members=self.poll.members,
            drawn=self.poll.drawn,
        )

    @cached_property
    def digest(self) -> str:
        """The fingerprint of what is stored now."""
        return digest(
            title=self.poll.title,
            items=[(item.key, item.title) for item in self.items],
            rules=self.poll.rule_data(),
            members=self.poll.members,
            ballots=self._ballots,
            paper=self.paper,
            drawn=self.poll.drawn,
        )

    @cached_property
    def _ballots(self) -> list[dict[str, str]]:
        return list(self.poll.ballots.order_by().values_list("marks", flat=True))

    @property
    def unpublishable(self) -> str:
        """Why the result cannot be published yet; empty when it can."""
        if self.waits_for_paper:
            return "纸质票要两个人各录一次，数字一致才能公布"
        if self.outcome.open_seats and self.poll.tie == TieRule.LOT:
            return "票数相同的还没有抽签"
        return ""


def is_counted(poll: Poll) -> bool:
    """Whether there is a result that those who count may see."""
    return poll.state in {PollState.OPENED, PollState.PUBLISHED}


def not_ready(poll: Poll) -> list[str]:
    """What is missing before voting can begin (two queries)."""
    faults = []
    items = poll.items.count()
    if not items:
        faults.append("还没有表决项目")
    if poll.seats > items:
        faults.append(f"应选 {poll.seats} 项，表决项目只有 {items} 项")
    if poll.form == BallotForm.SCORES and not poll.scales:
        faults.append("还没有打分项目")
    turnout = turnout_of(poll)
    if poll.takes_phones and not turnout.phones:
        faults.append("还没有用手机投票的人")
    if poll.takes_paper and not turnout.paper:
        faults.append("还没有写准备几张纸质票")
    if poll.members < turnout.phones + turnout.paper:
        faults.append(f"全体组成人员 {poll.members} 人，少于投票人 {turnout.phones + turnout.paper} 人")
    return faults
