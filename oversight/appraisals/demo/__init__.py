"""Two appraisals of the demo district: one public with its results, one that asks deputies. All invented."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from django.db import transaction
from django.utils import timezone

from activities.taking_part.members import serving
from congress.accounts.models import User
from congress.ballots.enums import BallotForm, Mode
from congress.ballots.models import RuleSet
from congress.ballots.operations import counting, voting
from congress.organs.models import Organ
from congress.web.demo import read_table
from oversight.meetings.enums import Manner, Members
from oversight.meetings.queries import members_of
from oversight.models import Meeting, SpecialAppraisal
from oversight.operations import appraisal_opinions, appraisal_results
from oversight.operations import special_appraisals as operations

_DAY = timedelta(days=1)


@transaction.atomic
def load() -> None:
    """Enter them, unless there are some already or no meeting was held."""
    clerk, other = (User.objects.filter(username=name).first() for name in ("office", "office2"))
    rules = RuleSet.objects.filter(form=BallotForm.GRADES).first()
    # The last meeting but one: some of what it asked for is due by now.
    met = list(Meeting.objects.held().filter(kind__members=Members.COMMITTEE).order_by("-on")[:2])
    if clerk is None or other is None or rules is None or not met or SpecialAppraisal.objects.exists():
        return
    table = read_table(__file__, "appraisals.json")
    _published(table["published"], clerk, other, rules, met[-1])
    _asking(table["asking"], clerk, met[-1])


def _planned(told: dict[str, Any], clerk: User, until: date, said: date) -> SpecialAppraisal:
    """The plan, opened, with the opinions that the office entered."""
    organs = {organ.short_name: organ for organ in Organ.objects.all()}
    row = operations.plan_appraisal(
        actor=clerk,
        title=f"{said.year}年{told['title']}",
        year=said.year,
        committee=organs[told["committee"]],
        basis=told["basis"],
        plan=told["plan"],
        opinions_until=until,
        organs=[organs[one["organ"]] for one in told["bodies"]],
    )
    row = operations.open_opinions(appraisal=row, actor=clerk, opinions_until=until)
    bodies = list(row.bodies.order_by("number"))
    for n, level, name, grade, text in told["opinions"]:
        facts = {"level": level, "name": name, "grade": grade, "text": text, "said_on": said}
        appraisal_opinions.enter_opinion(appraisal=row, actor=clerk, body=bodies[n], **facts)
    return row


def _visited(told: dict[str, Any], row: SpecialAppraisal, clerk: User, meeting: Meeting, on: date) -> None:
    own = serving(on).filter(person__user__username="deputy").select_related("person")
    operations.record_visit(
        appraisal=row,
        actor=clerk,
        on=on,
        place=told["place"],
        account=told["account"],
        members=list(members_of(meeting.kind, on)[2:4]),
        deputies=[*own, *serving(on).filter(person__user__isnull=True).order_by("-pk")[:2]],
    )


def _published(told: dict[str, Any], clerk: User, other: User, rules: RuleSet, held: Meeting) -> None:
    today, voted = timezone.localdate(), held.on
    row = _planned(told, clerk, today, voted - 10 * _DAY)
    _visited(told["visit"], row, clerk, held, voted - told["visit"]["before"] * _DAY)
    operations.close_opinions(appraisal=row, actor=clerk)
    row = appraisal_results.prepare_ballot(
        appraisal=row, actor=clerk, meeting=held, rule_set=rules, mode=Mode.PAPER
    )
    _vote(row, [one["votes"] for one in told["bodies"]], clerk, other, held)
    # Operations write the present; this one is told as it was at the meeting, a while ago.
    SpecialAppraisal.objects.filter(pk=row.pk).update(rated_on=voted, opinions_until=voted - 8 * _DAY)
    public = min(voted + 7 * _DAY, today)
    row = appraisal_results.publish_result(appraisal=row, actor=clerk, published_on=public)
    for body, one in zip(row.bodies.order_by("number"), told["bodies"], strict=True):
        body = appraisal_results.write_consequence(
            body=body,
            actor=clerk,
            version=body.version,
            consequence=one["use"],
            mend_by=public + one["mend"] * _DAY if "mend" in one else None,
        )
        if "answer" in one:
            day = min(public + 20 * _DAY, today)
            appraisal_results.answer_body(
                body=body, actor=clerk, version=body.version, answer=one["answer"], answered_on=day
            )


def _vote(
    row: SpecialAppraisal, parts: list[list[float]], clerk: User, other: User, meeting: Meeting
) -> None:
    """Ballots on paper by everybody who attended, counted twice and published."""
    poll = SpecialAppraisal.objects.select_related("poll").get(pk=row.pk).poll
    voters = meeting.attendees.filter(manner=Manner.ATTEND).count()
    if poll is None:
        return
    voting.start_voting(poll=poll, actor=clerk)
    voting.close_voting(poll=poll, actor=clerk)
    counting.open_box(poll=poll, actor=clerk)
    counts = {str(n): _counts(voters, part) for n, part in enumerate(parts, 1)}
    for actor in (clerk, other):
        counting.enter_paper(
            poll=poll,
            actor=actor,
            issued=voters,
            returned=voters,
            valid=voters,
            void=0,
            counts=counts,
        )
    counting.publish_poll(poll=poll, actor=clerk)


def _counts(voters: int, parts: list[float]) -> dict[str, int]:
    good, fair, bad = (int(voters * part) for part in parts)
    return {"good": good, "fair": fair, "bad": bad, "abstain": voters - good - fair - bad}


def _asking(told: dict[str, Any], clerk: User, held: Meeting) -> None:
    today = timezone.localdate()
    row = _planned(told, clerk, today + told["days"] * _DAY, today - 2 * _DAY)
    _visited(told["visit"], row, clerk, held, today - told["visit"]["before"] * _DAY)
