"""How ratings of the handling of suggestions are shown."""

from __future__ import annotations

from collections.abc import Iterable

from django.urls import reverse

from congress.ballots.enums import PollState
from congress.web import dates
from congress.web.sections import Line
from oversight.models import HandlingRating, HandlingResult
from oversight.opinions.counting import share

#: How the item of an agenda names a rating.
SUBJECT = "handling_rating"


def share_of(one: HandlingResult) -> str:
    """满意 and 基本满意 together: 93.3%（28／30）; empty before the vote."""
    return share(one.good, one.fair, one.whole)


def votes_in_words(one: HandlingResult) -> str:
    """满意 24 票，基本满意 4 票，不满意 1 票，弃权 1 票，满意率 93.3%（28／30）; empty before the vote."""
    if not one.whole:
        return ""
    counts = f"满意 {one.good} 票，基本满意 {one.fair} 票，不满意 {one.bad} 票，弃权 {one.abstain} 票"
    return f"{counts}，满意率 {share_of(one)}"


def period_of(row: HandlingRating) -> str:
    """2025年1月1日—2025年12月31日."""
    return f"{dates.full_day(row.since)}—{dates.full_day(row.until)}"


def rating_state(row: HandlingRating) -> tuple[str, str]:
    """Shape and word."""
    if row.rated_on is not None:
        return "done", "已测评"
    voided = row.poll.state == PollState.VOIDED
    return ("stop", "投票作废，重新准备") if voided else ("go", f"投票：{row.poll.get_state_display()}")


def result_lines(results: Iterable[HandlingResult]) -> list[Line]:
    """Each thing rated with its votes."""
    return [_line(one) for one in results]


def _line(one: HandlingResult) -> Line:
    state = None
    if one.passed is not None:
        state = ("done", "通过") if one.passed else ("stop", "没有通过")
    return Line(one.name, votes_in_words(one) or "还没有结果", state=state)


def rating_line(row: HandlingRating) -> Line:
    """One rating on the page of a meeting or of figures, with its votes in words."""
    votes = "；".join(f"{one.name}：{votes_in_words(one)}" for one in row.results.all() if one.whole)
    note = f"办理期间 {period_of(row)}"
    url = reverse("handling_ratings:detail", args=[row.pk])
    return Line(row.title, f"{note}　{votes}" if votes else note, url, row.rated_on, rating_state(row))
