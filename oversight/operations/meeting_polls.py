"""Ballots of a meeting of the standing committee, whatever is voted on: by everybody who attends, by phone where they
have an account, else on paper.
"""

from __future__ import annotations

from collections.abc import Sequence

from congress.accounts.models import User
from congress.ballots.models import Poll, RuleSet
from congress.ballots.operations import preparing
from congress.ballots.operations.deciding import poll_of_people
from oversight.meetings.enums import Manner, MeetingState, Members
from oversight.meetings.queries import members_of
from oversight.models import Meeting


def can_vote(meeting: Meeting) -> bool:
    """Whether it is a meeting of the whole committee that was not called off."""
    return meeting.kind.members == Members.COMMITTEE and meeting.state != MeetingState.CANCELLED


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
    if not seats:
        return preparing.prepare_poll(
            actor=actor,
            items=items,
            rules=preparing.rules_of(rule_set),
            procedure=procedure,
            title=title,
            note=meeting.title,
            mode=mode,
        )
    return poll_of_people(
        actor=actor,
        users=users,
        without=len(seats) - len(users),
        who="出席的",
        members=max(len(seats), members_of(meeting.kind, meeting.on).count()),
        items=items,
        rule_set=rule_set,
        procedure=procedure,
        title=title,
        note=meeting.title,
        mode=mode,
    )
