"""Makers of polls for the tests of ballots."""

from __future__ import annotations

from typing import Any

from congress.accounts.enums import Role
from congress.accounts.models import User
from congress.ballots.models import Poll
from congress.ballots.operations import preparing, voting
from tests.factories import make_user

GRADES = {"form": "grades", "threshold": "2/3>="}
TICKS = {"form": "ticks", "seats": 2, "threshold": "", "tie": "lot"}


def make_voters(number: int) -> list[User]:
    """So many deputies with accounts."""
    return [make_user(Role.DEPUTY) for _ in range(number)]


def make_poll(
    *voters: User,
    clerk: User,
    rules: dict[str, Any] | None = None,
    items: int = 2,
    mode: str = "phone",
    paper: int = 0,
    **values: Any,
) -> Poll:
    """A poll of the district, ready to begin, over 项目1, 项目2 …"""
    poll = preparing.prepare_poll(
        actor=clerk,
        title=values.pop("title", "民生实事项目票决"),
        items=[(f"项目{n}", "") for n in range(1, items + 1)],
        rules=rules or GRADES,
        mode=mode,
        **values,
    )
    return preparing.set_electors(
        poll=poll,
        actor=clerk,
        version=poll.version,
        audience={"people": [str(voter.pk) for voter in voters]} if voters else {},
        unnamed_paper=paper,
    )


def start(poll: Poll, clerk: User) -> str:
    """Begin voting; the opening phrase."""
    phrase = voting.start_voting(poll=poll, actor=clerk)
    poll.refresh_from_db()
    return phrase
