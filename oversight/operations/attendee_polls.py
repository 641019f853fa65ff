"""Ballots by grades at a meeting of the standing committee, by those who attend; published counts are taken over.

What is rated is the room's: the handling of suggestions, or departments (R223, R119).
"""

from __future__ import annotations

from collections.abc import Sequence

from django.core.exceptions import ValidationError

from congress.access.exceptions import Conflict
from congress.accounts.models import User
from congress.ballots.counting import Outcome
from congress.ballots.enums import BallotForm, PollState
from congress.ballots.models import Poll, RuleSet
from oversight.grades import Graded, votes_in_words
from oversight.meetings.enums import MeetingState, Members
from oversight.models import AgendaItem, Meeting
from oversight.operations.meeting_polls import poll_of_meeting


def can_rate(meeting: Meeting) -> bool:
    """Whether it is a meeting of the whole committee that was not called off."""
    return meeting.kind.members == Members.COMMITTEE and meeting.state != MeetingState.CANCELLED


def goes_on(poll: Poll | None) -> bool:
    """Whether there is a ballot that was not declared void: another one must wait."""
    return poll is not None and poll.state != PollState.VOIDED


def prepare(
    meeting: Meeting,
    actor: User,
    *,
    procedure: str,
    title: str,
    names: Sequence[str],
    rule_set: RuleSet,
    mode: str,
) -> Poll:
    """A ballot by grades by everybody who attends. ``ValidationError`` where the rules or the mode do not fit."""
    if rule_set.form != BallotForm.GRADES:
        raise ValidationError({"rule_set": "测评要用满意、基本满意、不满意、弃权，请换一套规则"})
    return poll_of_meeting(
        meeting=meeting,
        actor=actor,
        procedure=procedure,
        title=title,
        items=[(name, "") for name in names],
        rule_set=rule_set,
        mode=mode,
    )


def take_counts(poll: Poll, outcome: Outcome, rated: Sequence[Graded], item_id: int | None) -> str:
    """Write the published counts on what was rated and on the agenda of the meeting; gives them in words.

    ``Conflict`` keeps a result unpublished where nothing was rated, or the ballot was changed into something else.
    """
    if not outcome.cast or not outcome.quorate:
        raise Conflict("投票的人数不够，测评没有做成，请宣布作废，重新准备")
    known = {str(one.number): one for one in rated}
    titles = {item.key: item.title for item in poll.items.all()}
    if poll.form != BallotForm.GRADES or titles != {key: one.name for key, one in known.items()}:
        raise Conflict("票上的测评对象、形式改过，和测评对不上，请宣布作废，重新准备")
    for result in outcome.items:
        one = known[result.item]
        one.good, one.fair = result.counts["good"], result.counts["fair"]
        one.bad, one.abstain = result.counts["bad"], result.counts["abstain"]
        one.whole, one.passed = outcome.basis, result.passed
        one.save()
    note = "；".join(f"{one.name}：{votes_in_words(one)}" for one in rated)
    item = AgendaItem.objects.select_for_update().filter(pk=item_id or 0, decision="").first()
    if item is not None:
        item.decision = f"测评结果：{note}"[:3000]
        item.version += 1
        item.save()
    return note
