"""Reads of opinions: the rule in force, those that were not rated in time, who may still speak."""

from __future__ import annotations

from datetime import date

from oversight.models import OversightRule, ReviewOpinion
from oversight.models.opinions import ReviewOpinionQuerySet
from oversight.opinions.enums import OpinionState, RatingBasis


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
