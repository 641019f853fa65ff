"""What polls are held for. Each room plugs in the procedures it knows, such as the 票决 of livelihood projects."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from congress.access.rules import Rule

if TYPE_CHECKING:
    from congress.ballots.counting import Outcome
    from congress.ballots.models import Poll


def _nothing(_poll: Poll, _outcome: Outcome) -> None:
    """What follows from most polls is for people to do."""


def _ready(_poll: Poll) -> None:
    """Most polls begin when their keeper says so."""


def _nowhere(_poll: Poll) -> str:
    return ""


#: A vote or a rating that belongs to no other room.
GENERAL = "general"


@dataclass(frozen=True)
class Procedure:
    """A kind of occasion to vote. ``see`` and ``keep`` are rules over polls, for roles that keep or read polls.

    ``leads_to`` is the address of the record a poll belongs to. ``on_start`` is called inside the transaction that
    begins the voting, ``on_published`` inside the one that publishes the result; what they raise keeps it from
    happening. A room keeps the key of the poll, never the other way round.
    """

    key: str
    label: str
    see: Rule
    keep: Rule
    leads_to: Callable[[Poll], str] = _nowhere
    on_published: Callable[[Poll, Outcome], None] = _nothing
    on_start: Callable[[Poll], None] = _ready


_procedures: dict[str, Procedure] = {}


def register_procedure(procedure: Procedure) -> None:
    """Offer a procedure. Called once, by a room's ``portal.py``; ``ValueError`` when the key is taken."""
    if _procedures.setdefault(procedure.key, procedure) is not procedure:
        raise ValueError(f"there is a procedure {procedure.key} already")


def procedures() -> list[Procedure]:
    """Every procedure, in the order they were plugged in."""
    return list(_procedures.values())


def procedure_of(key: str) -> Procedure:
    """The procedure with this key; ``KeyError`` for one that no room of this version knows."""
    return _procedures[key]
