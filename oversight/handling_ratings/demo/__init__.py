"""This year's handling of suggestions as the demo district's committee rated it; all invented."""

from __future__ import annotations

from datetime import date

from django.db import transaction

from congress.accounts.models import User
from congress.ballots.enums import BallotForm, Mode
from congress.ballots.models import RuleSet
from congress.ballots.operations import counting, voting
from congress.organs.models import Organ
from oversight.meetings.enums import Manner, Members
from oversight.models import HandlingRating, Meeting
from oversight.operations import handling_ratings as operations

#: 满意, 基本满意, 不满意 as parts of those who voted; the rest abstained.
_VOTED = ((0.7, 0.2, 0.05), (0.6, 0.25, 0.1))


@transaction.atomic
def load() -> None:
    """Rate it at the newest meeting that was held, unless there is a rating already."""
    clerk, other = (User.objects.filter(username=name).first() for name in ("office", "office2"))
    rules = RuleSet.objects.filter(form=BallotForm.GRADES).first()
    held = Meeting.objects.held().filter(kind__members=Members.COMMITTEE).order_by("-on").first()
    unit = Organ.objects.filter(short_name="区水利局").first()
    if clerk is None or other is None or rules is None or held is None or unit is None:
        return
    voters = held.attendees.filter(manner=Manner.ATTEND).count()
    if not voters or HandlingRating.objects.exists():
        return
    year = held.on.year
    row = operations.prepare_rating(
        meeting=held,
        actor=clerk,
        since=date(year, 1, 1),
        until=held.on,
        overall=True,
        units=[unit],
        rule_set=rules,
        mode=Mode.PAPER,
    )
    voting.start_voting(poll=row.poll, actor=clerk)
    voting.close_voting(poll=row.poll, actor=clerk)
    counting.open_box(poll=row.poll, actor=clerk)
    counts = {str(n): _counts(voters, parts) for n, parts in enumerate(_VOTED, 1)}
    for actor in (clerk, other):
        counting.enter_paper(
            poll=row.poll,
            actor=actor,
            issued=voters,
            returned=voters,
            valid=voters,
            void=0,
            counts=counts,
        )
    counting.publish_poll(poll=row.poll, actor=clerk)


def _counts(voters: int, parts: tuple[float, float, float]) -> dict[str, int]:
    good, fair, bad = (int(voters * part) for part in parts)
    return {"good": good, "fair": fair, "bad": bad, "abstain": voters - good - fair - bad}
