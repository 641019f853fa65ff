"""How ratings of the handling of suggestions are shown."""

from __future__ import annotations

from django.urls import reverse

from congress.ballots.enums import PollState
from congress.web import dates
from congress.web.sections import Line
from oversight.grades import votes_in_words
from oversight.models import HandlingRating

#: How the item of an agenda names a rating.
SUBJECT = "handling_rating"


def period_of(row: HandlingRating) -> str:
    """2025年1月1日—2025年12月31日."""
    return f"{dates.full_day(row.since)}—{dates.full_day(row.until)}"


def rating_state(row: HandlingRating) -> tuple[str, str]:
    """Shape and word."""
    if row.rated_on is not None:
        return "done", "已测评"
    voided = row.poll.state == PollState.VOIDED
    return ("stop", "投票作废，重新准备") if voided else ("go", f"投票：{row.poll.get_state_display()}")


def rating_line(row: HandlingRating) -> Line:
    """One rating on the page of a meeting or of figures, with its votes in words."""
    votes = "；".join(f"{one.name}：{votes_in_words(one)}" for one in row.results.all() if one.whole)
    note = f"办理期间 {period_of(row)}"
    url = reverse("handling_ratings:detail", args=[row.pk])
    return Line(row.title, f"{note}　{votes}" if votes else note, url, row.rated_on, rating_state(row))
