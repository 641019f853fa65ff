"""The committee votes on appointments: one secret ballot for all that a meeting is asked to decide (R263)."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.db import transaction

from congress.access.exceptions import Conflict
from congress.access.rules import require_rule
from congress.accounts.models import User
from congress.audit import operations as audit
from congress.ballots.counting import Outcome as Counted
from congress.ballots.enums import BallotForm, PollState
from congress.ballots.models import Poll, RuleSet
from congress.ballots.operations.deciding import check_outcome
from oversight.appointments import rules
from oversight.appointments.enums import Outcome
from oversight.models import Appointment, Meeting
from oversight.operations.meeting_polls import can_vote, poll_of_meeting

#: What polls of this room are held for, as they name it.
PROCEDURE = "appointments"


@transaction.atomic
def prepare_ballot(*, meeting: Meeting, actor: User, rule_set: RuleSet, mode: str) -> Poll:
    """Prepare the ballot on everything a meeting of the committee has to decide: an item for each person and post.

    ``Conflict`` where nothing waits or a ballot goes on; after one was declared void there can be another.
    """
    row = Meeting.objects.select_for_update(of=("self",)).select_related("kind").get(pk=meeting.pk)
    require_rule(actor, rules.keep, row)
    if not can_vote(row):
        raise Conflict("只有没有取消的常委会会议才能表决任免")
    if rule_set.form != BallotForm.APPROVAL or not rule_set.threshold:
        raise ValidationError({"rule_set": "任免要逐项表决，并且设通过比例，请换一套规则"})
    proposed = list(row.appointments.pending().select_for_update(of=("self",)).order_by("pk"))
    polls = Poll.objects.filter(pk__in=[one.poll_id for one in proposed if one.poll_id])
    if polls.exclude(state=PollState.VOIDED).exists():
        raise Conflict("这次会议的任免正在投票表决，结果公布以后自动登记")
    if not proposed:
        raise Conflict("这次会议没有等表决的任免，请先登记任免，表决结果选“等表决”")
    poll = poll_of_meeting(
        meeting=row,
        actor=actor,
        procedure=PROCEDURE,
        title=f"{row.title}任免表决",
        items=[(str(one), "") for one in proposed],
        rule_set=rule_set,
        mode=mode,
    )
    for one in proposed:
        one.poll = poll
        one.version += 1
        one.save()
        verb = "appointments:prepare_ballot"
        audit.record(actor=actor, verb=verb, obj=one, after={"note": poll.title})
    return poll


def take_result(poll: Poll, outcome: Counted) -> None:
    """Each person and post has its votes and its outcome.

    Called inside the transaction that publishes. ``Conflict`` keeps a result unpublished where nothing was decided, or
    the ballot was changed into something else.
    """
    rows = Appointment.objects.select_for_update(of=("self",)).filter(poll=poll)
    proposed = list(rows.pending().order_by("pk"))
    if not proposed:
        raise Conflict("这次投票不属于任何一项任免，请宣布作废")
    check_outcome(poll, outcome, form=BallotForm.APPROVAL, names=[str(one) for one in proposed])
    if not poll.threshold:
        raise Conflict("票上没有设通过比例，请宣布作废，重新准备")
    for one, result in zip(proposed, outcome.items, strict=True):
        one.votes_for, one.votes_against = result.counts["for"], result.counts["against"]
        one.abstained = result.counts["abstain"]
        one.outcome = Outcome.PASSED if result.passed else Outcome.FAILED
        one.version += 1
        one.save()
        note = f"{one.get_outcome_display()}：赞成 {one.votes_for}，反对 {one.votes_against}，弃权 {one.abstained}"
        audit.record(actor=None, verb="appointments:take_result", obj=one, after={"note": note})
