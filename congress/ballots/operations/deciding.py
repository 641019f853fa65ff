"""What every room that decides by ballot has to do: a ballot of people who may lack an account, and whether the ballot
that was held is the one the room asked for.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import Any

from django.core.exceptions import ValidationError

from congress.access.exceptions import Conflict
from congress.accounts.models import User
from congress.ballots.counting import Outcome
from congress.ballots.enums import Mode, PollState
from congress.ballots.models import Poll, RuleSet
from congress.ballots.operations import preparing

_ANEW = "请宣布作废，重新准备"


def goes_on(poll: Poll | None) -> bool:
    """Whether there is a ballot that was not declared void: another one must wait."""
    return poll is not None and poll.state != PollState.VOIDED


def check_same(poll: Poll, *, form: str, names: Sequence[str], scales: Sequence[Sequence[str]] = ()) -> None:
    """``Conflict`` where the ballot became another one than the room prepared.

    ``names`` are what the room has to decide on, in the order of the ballot; ``scales`` the grades of its own.
    """
    titles = list(poll.items.order_by("number").values_list("title", flat=True))
    if (poll.form, titles, poll.scales) != (form, list(names), [list(one) for one in scales]):
        raise Conflict(f"票上的项目、形式改过，和登记的对不上，{_ANEW}")


def check_decided(outcome: Outcome) -> None:
    """``Conflict``, which keeps a result unpublished, where nothing came back or too little."""
    if not outcome.cast:
        raise Conflict(f"没有收回一张票，表决没有做成，{_ANEW}")
    if not outcome.quorate:
        raise Conflict(f"投票的人数不够，表决没有做成，{_ANEW}")


def check_outcome(poll: Poll, outcome: Outcome, *, form: str, names: Sequence[str]) -> None:
    """Both: something was decided, and by the ballot the room prepared."""
    check_decided(outcome)
    check_same(poll, form=form, names=names)


def check_electors(
    poll: Poll, *, users: Collection[int], names: Collection[str], most: int, who: str
) -> None:
    """``Conflict`` where others than these vote, or more than there are of them.

    ``users`` are their accounts, ``names`` of those without one; ``who`` they are, in words.
    """
    wrong = [
        elector.name
        for elector in poll.electors.all()
        if (elector.user_id not in users if elector.user_id else elector.name not in names)
    ]
    if wrong:
        raise Conflict(f"{'、'.join(wrong[:5])}不是{who}，不能投票，请修改投票人")
    listed_on_paper = poll.electors.filter(on_paper=True).count()
    together = poll.electors.count() - listed_on_paper + poll.paper_count
    if together > most:
        raise Conflict(f"{who}有 {most} 人，投票人有 {together} 人，请修改投票人")


def poll_of_people(
    *,
    actor: User,
    users: Sequence[int],
    without: int,
    who: str,
    members: int,
    items: Sequence[preparing.ItemFacts],
    rule_set: RuleSet,
    mode: str,
    **values: Any,
) -> Poll:
    """Prepare a ballot by these people: by phone where they have an account, else on paper. ``without`` have none.

    ``who`` they are in words, as “出席的”. ``ValidationError`` at ``mode`` where they cannot vote in this way.
    """
    if mode == Mode.PHONE and without:
        raise ValidationError({"mode": f"{who}有 {without} 人没有帐号，请选纸质票或者手机和纸质票"})
    if mode == Mode.MIXED and not (users and without):
        only = "都有帐号，请选手机投票" if users else "都没有帐号，请选纸质票"
        raise ValidationError({"mode": f"{who}{only}"})
    poll = preparing.prepare_poll(
        actor=actor, items=items, rules=preparing.rules_of(rule_set), mode=mode, **values
    )
    on_phones = [] if mode == Mode.PAPER else [str(pk) for pk in users]
    return preparing.set_electors(
        poll=poll,
        actor=actor,
        version=poll.version,
        audience={"people": on_phones} if on_phones else {},
        unnamed_paper=len(users) + without - len(on_phones),
        members=members,
    )
