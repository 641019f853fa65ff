"""A round in which deputies rate bodies is decided by secret ballot: an item for each body (R082)."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from congress.access.exceptions import Conflict
from congress.accounts.models import User
from congress.audit import operations as audit
from congress.ballots.counting import ABSTAIN, AGAINST, FOR, Outcome
from congress.ballots.enums import BallotForm
from congress.ballots.models import Poll, RuleSet
from congress.ballots.operations.deciding import check_decided, check_electors, check_same, poll_of_people
from congress.web.dates import full_day
from deputies.models import Person, RatedBody, RatingRater, RatingRound, RatingTally
from deputies.operations.ratings import move, step
from deputies.ratings.enums import Opinion, RoundState

#: What polls of this room are held for, as they name it.
PROCEDURE = "rating_round"
VERBS = {"deputies:take_round_result": "登记代表评议结果"}
_SIDES = {
    Opinion.SATISFIED: FOR,
    Opinion.FAIR: FOR,
    Opinion.DISSATISFIED: AGAINST,
    Opinion.UNKNOWN: ABSTAIN,
}
#: The grades of the ballot; 不了解 is what counts as abstaining, and what is left unmarked.
GRADES = [[str(opinion.label), side] for opinion, side in _SIDES.items()]


@transaction.atomic
def open_round(*, round: RatingRound, actor: User, rule_set: RuleSet, mode: str) -> Poll:
    """Prepare the ballot of the deputies asked: by phone where they have an account, else on paper.

    After a ballot was declared void there can be another. ``Conflict`` when the closing day has passed or a ballot goes
    on; ``ValidationError`` at the field.
    """
    row, transition = step(round, "open_round", actor)
    if row.state == RoundState.DRAFT and row.closes_on < timezone.localdate():
        raise Conflict(f"截止日期{full_day(row.closes_on)}已过，先改截止日期")
    if row.state == RoundState.OPEN and (row.poll is None or row.is_voted_on):
        raise Conflict("这次评议已经开始")
    if rule_set.form != BallotForm.GRADES:
        raise ValidationError({"rule_set": "评议一个单位画一档，请换一套分档测评的规则"})
    people = Person.objects.filter(deputyships__in=row.raters.values("deputyship")).distinct()
    accounts = list(people.filter(user__is_active=True).order_by("pk").values_list("user", flat=True))
    asked = people.count()
    row.poll = poll_of_people(
        actor=actor,
        users=accounts,
        without=asked - len(accounts),
        who="参加评议的代表",
        members=asked,
        items=[(name, "") for name in _names(row)],
        rule_set=rule_set,
        mode=mode,
        scales=GRADES,
        procedure=PROCEDURE,
        title=row.title,
        note="　".join(filter(None, (row.note, f"{full_day(row.closes_on)}截止"))),
    )
    row.opened_on = timezone.localdate()
    move(row, transition, actor)
    return row.poll


def _names(row: RatingRound) -> list[str]:
    return [str(body) for body in row.bodies.select_related("organ")]


def _of(poll: Poll) -> RatingRound:
    row = RatingRound.objects.select_for_update(of=("self",)).filter(poll=poll).first()
    if row is None:
        raise Conflict("这次投票不属于任何一次代表评议，请宣布作废")
    return row


def check_start(poll: Poll) -> None:
    """Voting begins over the bodies of the round, by the deputies asked and nobody else.

    Called inside the transaction that begins the voting; ``Conflict`` says what is wrong.
    """
    row = _of(poll)
    check_same(poll, form=BallotForm.GRADES, names=_names(row), scales=GRADES)
    asked = list(Person.objects.filter(deputyships__in=row.raters.values("deputyship")).distinct())
    check_electors(
        poll,
        users={one.user_id for one in asked if one.user_id},
        names={one.name for one in asked if not one.user_id},
        most=len(asked),
        who="参加评议的代表",
    )


def take_result(poll: Poll, outcome: Outcome) -> None:
    """The published counts are the totals of each body; who has voted has taken part.

    Called inside the transaction that publishes. ``Conflict`` keeps a result unpublished where nothing was decided.
    """
    row = _of(poll)
    check_decided(outcome)
    keys = {option.label: option.key for option in poll.options}
    tallies: list[RatingTally] = []
    for body, result in zip(row.bodies.order_by("order", "id"), outcome.items, strict=True):
        tallies += _told(body, {one: result.counts[keys[str(one.label)]] for one in Opinion})
    RatingTally.objects.bulk_update(tallies, ["count"])
    _mark(row, poll, outcome)
    before, row.state = row.state, RoundState.CLOSED
    row.returned, row.version = outcome.cast, row.version + 1
    row.save()
    after = {"state": row.state, "votes": outcome.cast}
    audit.record(
        actor=None, verb="deputies:take_round_result", obj=row, before={"state": before}, after=after
    )


def _told(body: RatedBody, counts: dict[Opinion, int]) -> list[RatingTally]:
    rows = list(body.tallies.all())
    for tally in rows:
        tally.count = counts[Opinion(tally.opinion)]
    return rows


def _mark(row: RatingRound, poll: Poll, outcome: Outcome) -> None:
    """Who took part (book 5): whoever voted by phone; those on paper where every paper ballot came back.

    Which of those on paper gave one back is known to nobody else.
    """
    by_phone = poll.electors.filter(on_paper=False)
    RatingRater.objects.filter(
        round=row, deputyship__person__user__in=by_phone.filter(voted=True).values("user")
    ).update(has_rated=True)
    if poll.paper_count and outcome.cast - outcome.phone == poll.paper_count:
        on_paper = RatingRater.objects.filter(round=row)
        phones = RatingRater.objects.filter(round=row, deputyship__person__user__in=by_phone.values("user"))
        on_paper.exclude(pk__in=list(phones.values_list("pk", flat=True))).update(has_rated=True)
