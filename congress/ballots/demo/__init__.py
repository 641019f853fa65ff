"""Polls of the demo district; invented. One is published, one is open, one is being prepared."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.db import transaction
from django.utils import timezone

from congress.accounts.models import User
from congress.ballots.enums import Custody
from congress.ballots.models import Poll, RuleSet
from congress.ballots.operations import counting, preparing, voting
from congress.ballots.procedures import GENERAL
from congress.web.demo import at, backdate, read_table

_DAY = timedelta(days=1)


@transaction.atomic
def load() -> None:
    """Enter everything, unless it is there already or the accounts are not."""
    users = {user.username: user for user in User.objects.all()}
    table: dict[str, Any] = read_table(__file__, "demo.json")
    # Rooms before this one hold polls of their own.
    if Poll.objects.filter(procedure=GENERAL).exists() or not set(table["needs"]) <= users.keys():
        return
    _published(table["published"], users)
    _begun(table["open"], users)
    _prepared(table["preparing"], users)


def _prepared(told: dict[str, Any], users: dict[str, User]) -> Poll:
    """A poll with its electors. The portal keeps the box, for nobody has kept an opening phrase of a demo."""
    clerk = users["office"]
    known = preparing.rules_of(RuleSet.objects.get(order=told["rules"]))
    poll = preparing.prepare_poll(
        actor=clerk,
        items=[(title, "") for title in told["items"]],
        rules={**known, "custody": Custody.SYSTEM, **told.get("changed", {})},
        **told["facts"],
    )
    return preparing.set_electors(
        poll=poll,
        actor=clerk,
        version=poll.version,
        audience={"people": [str(users[name].pk) for name in told["voters"]]},
        unnamed_paper=told.get("paper", 0),
        members=told.get("members"),
    )


def _begun(told: dict[str, Any], users: dict[str, User]) -> Poll:
    poll = _prepared(told, users)
    voting.start_voting(poll=poll, actor=users["office"])
    for name, marks in told["votes"].items():
        voting.vote(poll=poll, actor=users[name], marks=marks)
    return poll


def _published(told: dict[str, Any], users: dict[str, User]) -> None:
    """A poll of some days ago, phones and paper together."""
    clerk = users["office"]
    poll = _begun(told, users)
    voting.close_voting(poll=poll, actor=clerk)
    counting.open_box(poll=poll, actor=clerk)
    for name in ("office", "office2"):
        counting.enter_paper(poll=poll, actor=users[name], **told["counted"])
    counting.publish_poll(poll=poll, actor=clerk)
    day = timezone.localdate() - told["days_ago"] * _DAY
    moments = {"created_at": (day - _DAY, 16, 0), "started_at": (day, 10, 5), "closed_at": (day, 10, 25)}
    later = {"opened_at": (day, 10, 28), "published_at": (day, 10, 50)}
    backdate(poll, **{name: at(*moment) for name, moment in (moments | later).items()})
