"""A ballot by everybody who attends a meeting: by phone where they have an account, else on paper."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.core.exceptions import ValidationError

from congress.accounts.models import User
from congress.ballots.enums import Mode
from congress.ballots.models import Poll, RuleSet
from congress.ballots.operations import preparing
from oversight.meetings.enums import Manner
from oversight.meetings.queries import members_of
from oversight.models import Meeting


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
