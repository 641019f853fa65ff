"""Votes by grades (满意, 基本满意, 不满意, 弃权) on one thing that a meeting rated, in words."""

from __future__ import annotations

from typing import Any, Protocol

from congress.web.sections import Line
from oversight.opinions.counting import share


class Graded(Protocol):
    """What was voted on one thing; ``whole`` is what its share is of, none before the vote."""

    number: int
    name: str
    good: int
    fair: int
    bad: int
    abstain: int
    whole: int
    passed: bool | None

    def save(self) -> Any:
        """Keep it."""


def share_of(one: Graded) -> str:
    """满意 and 基本满意 together: 93.3%（28／30）; empty before the vote."""
    return share(one.good, one.fair, one.whole)


def votes_in_words(one: Graded) -> str:
    """满意 24 票，基本满意 4 票，不满意 1 票，弃权 1 票，满意率 93.3%（28／30）; empty before the vote."""
    if not one.whole:
        return ""
    counts = f"满意 {one.good} 票，基本满意 {one.fair} 票，不满意 {one.bad} 票，弃权 {one.abstain} 票"
    return f"{counts}，满意率 {share_of(one)}"


def passed_state(one: Graded) -> tuple[str, str] | None:
    """Shape and word of what the rules of the ballot say; none where they ask for no share."""
    if one.passed is None:
        return None
    return ("done", "通过") if one.passed else ("stop", "没有通过")


def grade_line(one: Graded) -> Line:
    """The thing rated with its votes."""
    return Line(one.name, votes_in_words(one) or "还没有结果", state=passed_state(one))
