"""Reads of opinions: the rule in force, those that were not rated in time, the ballot that goes on."""

from __future__ import annotations

from datetime import date

from congress.ballots.enums import PollState
from congress.ballots.models import Poll
from oversight.models import OpinionRound, OversightRule, ReviewOpinion
from oversight.models.opinions import ReviewOpinionQuerySet
from oversight.opinions.enums import OpinionState, RatingBasis

#: How the item of an agenda names an opinion it is about.
SUBJECT = "opinion"


def rule() -> OversightRule:
    """The district's rules; the usual ones until somebody changes them."""
    return OversightRule.objects.first() or OversightRule()


def unrated_in_time(today: date) -> ReviewOpinionQuerySet:
    """Opinions of past years that were not reported and rated by the day the rules set in the year after (R257)."""
    last = today.year - 1 if today > rule().rate_by(today.year) else today.year - 2
    rows = ReviewOpinion.objects.filter(year__lte=last).exclude(state=OpinionState.DRAFT)
    return rows.unrated()


def is_unrated_in_time(row: ReviewOpinion, today: date) -> bool:
    """The same of one opinion."""
    return unrated_in_time(today).filter(pk=row.pk).exists()


def basis_words() -> str:
    """What 总票数 means here."""
    return str(RatingBasis(rule().basis).label)


def open_poll(turn: OpinionRound) -> Poll | None:
    """The ballot of a round that was prepared and neither published nor declared void."""
    poll = turn.poll
    return poll if poll is not None and poll.state not in {PollState.PUBLISHED, PollState.VOIDED} else None
