"""Rounds of ratings of the demo district. All invented: one published, one whose ballot is open."""

from __future__ import annotations

from datetime import timedelta

from django.db import transaction
from django.utils import timezone

from congress.accounts.models import Assignment, User
from congress.ballots.enums import BallotForm, Mode
from congress.ballots.models import RuleSet
from congress.ballots.operations import voting
from congress.organs.enums import CongressLevel, OrganKind
from congress.organs.models import Organ
from deputies.models import Deputyship, RatingRound, RatingTally
from deputies.operations import rating_ballots
from deputies.operations import ratings as operations
from deputies.ratings.enums import Opinion, RoundState

_BODIES, _RATERS = 6, 20
#: 满意, 基本满意, 不满意, 不了解 of the bodies of the round that is published, in turn.
_TOLD = (
    (14, 5, 0, 1),
    (11, 7, 1, 1),
    (9, 8, 2, 1),
    (16, 3, 0, 1),
    (8, 9, 2, 1),
    (12, 6, 1, 1),
    (15, 4, 0, 1),
)


@transaction.atomic
def load() -> None:
    """Enter the rounds, unless there are some already."""
    clerk, today = User.objects.filter(username="deputywork").first(), timezone.localdate()
    if clerk is None or RatingRound.objects.exists():
        return
    own = Organ.objects.filter(kind=OrganKind.STANDING_COMMITTEE)
    answering = Assignment.objects.filter(user__username="unit").values("organ")
    departments = Organ.objects.filter(kind=OrganKind.DEPARTMENT)
    others = departments.exclude(pk__in=answering).order_by("order", "pk")
    organs = [*departments.filter(pk__in=answering), *others[: _BODIES - 1], *own[:1]]
    held = Deputyship.objects.in_force(today).filter(level=CongressLevel.DISTRICT)
    raters = [*held.filter(person__user=None).order_by("pk")[:_RATERS]]
    if not organs or not raters:
        return
    last = operations.prepare_round(
        actor=clerk,
        title=f"{today.year - 1}年度代表评议政府和人大工作",
        closes_on=today - timedelta(days=330),
        organs=organs,
        deputyships=raters,
    )
    for body, told in zip(last.bodies.all(), _TOLD, strict=False):
        for opinion, count in zip(Opinion, told, strict=True):
            RatingTally.objects.filter(body=body, opinion=opinion).update(count=count)
    last.raters.update(has_rated=True)
    last.state, last.opened_on = RoundState.PUBLISHED, last.closes_on - timedelta(days=20)
    last.save()
    present = operations.prepare_round(
        actor=clerk,
        title=f"{today.year}年度代表评议政府和人大工作",
        closes_on=today + timedelta(days=12),
        organs=organs,
        deputyships=[*raters, *held.filter(person__user__username="deputy")],
        note="按一年来的了解评议，不记名。",
    )
    rules = RuleSet.objects.filter(form=BallotForm.GRADES, threshold="").last()
    if rules is None:
        raise LookupError("no rules for grades")
    poll = rating_ballots.open_round(round=present, actor=clerk, rule_set=rules, mode=Mode.MIXED)
    voting.start_voting(poll=poll, actor=clerk)
