"""Ballots of a meeting by grades (满意, 基本满意, 不满意, 弃权), and their published counts taken over.

What is rated is the room's: the handling of suggestions, or departments (R223, R119).
"""

from __future__ import annotations

from collections.abc import Sequence

from django.core.exceptions import ValidationError

from congress.accounts.models import User
from congress.ballots.counting import Outcome
from congress.ballots.enums import BallotForm
from congress.ballots.models import Poll, RuleSet
from congress.ballots.operations.deciding import check_outcome
from oversight.grades import Graded, votes_in_words
from oversight.models import AgendaItem, Meeting
from oversight.operations.meeting_polls import poll_of_meeting


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

    ``rated`` stands in the order of the ballot. ``Conflict`` where nothing was rated, or the ballot became another one.
    """
    check_outcome(poll, outcome, form=BallotForm.GRADES, names=[one.name for one in rated])
    known = {str(one.number): one for one in rated}
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
