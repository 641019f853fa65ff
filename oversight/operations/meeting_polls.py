"""Ballots of a meeting of the standing committee, whatever is voted on: by everybody who attends, by phone where they
have an account, else on paper.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.core.exceptions import ValidationError

from congress.access.exceptions import Conflict
from congress.accounts.models import User
from congress.ballots.counting import Outcome
from congress.ballots.enums import Mode, PollState
from congress.ballots.models import Poll, RuleSet
from congress.ballots.operations import preparing
from oversight.meetings.enums import Manner, MeetingState, Members
from oversight.meetings.queries import members_of
from oversight.models import Meeting


def can_vote(meeting: Meeting) -> bool:
    """Whether it is a meeting of the whole committee that was not called off."""
    return meeting.kind.members == Members.COMMITTEE and meeting.state != MeetingState.CANCELLED


def goes_on(poll: Poll | None) -> bool:
    """Whether there is a ballot that was not declared void: another one must wait."""
    return poll is not None and poll.state != PollState.VOIDED


def check_outcome(poll: Poll, outcome: Outcome, *, form: str, names: Sequence[str]) -> None:
    """``Conflict``, which keeps a result unpublished, where nothing was decided or the ballot became another one.

    ``names`` are what the room has to decide on, in the order of the ballot.
    """
    if not outcome.cast:
        raise Conflict("没有收回一张票，表决没有做成，请宣布作废，重新准备")
    if not outcome.quorate:
        raise Conflict("投票的人数不够，表决没有做成，请宣布作废，重新准备")
    titles = list(poll.items.order_by("number").values_list("title", flat=True))
    if poll.form != form or titles != list(names):
        raise Conflict("票上的项目、形式改过，和登记的对不上，请宣布作废，重新准备")


def poll_of_meeting(
    *,
    meeting: Meeting,
    actor: User,
    procedure: str,
    title: str,
    items: Sequence[preparing.ItemFacts],
    rule_set: RuleSet,
    mode: str,
) -> Poll:
    """Prepare it. All members (全体组成人员) are those in their posts on the day of the meeting.

    ``ValidationError`` at ``mode`` where those who attend cannot vote in this way. Without anybody on the list of the
    meeting, who votes is chosen on the page of the poll.
    """
    seats = list(meeting.attendees.filter(manner=Manner.ATTEND).select_related("person"))
    users = [one.person.user_id for one in seats if one.person is not None and one.person.user_id]
    without = len(seats) - len(users)
    if seats and mode == Mode.PHONE and without:
        raise ValidationError({"mode": f"出席的有 {without} 人没有帐号，请选纸质票或者手机和纸质票"})
    if seats and mode == Mode.MIXED and not (users and without):
        only = "出席的都有帐号，请选手机投票" if users else "出席的都没有帐号，请选纸质票"
        raise ValidationError({"mode": only})
    poll = preparing.prepare_poll(
        actor=actor,
        items=items,
        rules=preparing.rules_of(rule_set),
        procedure=procedure,
        title=title,
        note=meeting.title,
        mode=mode,
    )
    if not seats:
        return poll
    on_phones: list[Any] = [] if mode == Mode.PAPER else users
    return preparing.set_electors(
        poll=poll,
        actor=actor,
        version=poll.version,
        audience={"people": [str(pk) for pk in on_phones]} if on_phones else {},
        unnamed_paper=len(seats) - len(on_phones),
        members=max(len(seats), members_of(meeting.kind, meeting.on).count()),
    )
