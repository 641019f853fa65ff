"""What rounds came to, as far as somebody may know it."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import Prefetch

from congress.accounts.models import User
from congress.figures.numbers import Rate
from deputies.models import RatedBody, RatingRound, RatingTally
from deputies.ratings.enums import COUNTED, FEWEST_RATERS, Opinion
from deputies.ratings.rules import keep_round, see_body


@dataclass(frozen=True)
class Result:
    """What deputies said of one body, in totals."""

    body: RatedBody
    counts: list[tuple[str, int]]
    total: int
    satisfied: int

    @property
    def rate(self) -> str:
        """满意率: 满意 and 基本满意 of those who know the body."""
        unknown = dict(self.counts)[str(Opinion.UNKNOWN.label)]
        return str(Rate(self.satisfied, self.total - unknown, "票"))


@dataclass(frozen=True)
class Participation:
    """How many were asked and how many took part."""

    asked: int
    rated: int


def participation(round: RatingRound) -> Participation:
    """Counted over the deputies asked; of a ballot what came back, before that whoever voted by phone (2 queries)."""
    asked = round.raters.count()
    if round.returned is not None:
        return Participation(asked, round.returned)
    if round.poll is not None:
        return Participation(asked, round.poll.electors.filter(voted=True).count())
    return Participation(asked, round.raters.filter(has_rated=True).count())


def results(round: RatingRound, user: User) -> list[Result]:
    """A line for each body whose totals this user may read: none while deputies still vote (2 queries).

    The rated get none when so few took part that totals would tell of single ones.
    """
    if round.state not in COUNTED:
        return []
    bodies = RatedBody.objects.visible_to(user).filter(round=round).select_related("organ")
    tallies = Prefetch("tallies", RatingTally.objects.all(), to_attr="sums")
    found = [_result(body) for body in bodies.prefetch_related(tallies)]
    sees_all = user.has_role(*keep_round.roles) or user.has_role(*(see_body.roles - {"unit"}))
    return found if sees_all else [one for one in found if one.total >= FEWEST_RATERS]


def _result(body: RatedBody) -> Result:
    counts = {tally.opinion: tally.count for tally in body.sums}  # type: ignore[attr-defined] # prefetched
    return Result(
        body,
        [(str(one.label), counts.get(one.value, 0)) for one in Opinion],
        sum(counts.values()),
        counts.get(Opinion.SATISFIED, 0) + counts.get(Opinion.FAIR, 0),
    )
