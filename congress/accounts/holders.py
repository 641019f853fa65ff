"""Records an account may belong to, such as a person of the roster. Rooms plug in through their ``portal.py``."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass

from congress.accounts.models import User
from congress.web.sections import Plugs

#: What rooms say on the page of an account: whose it is.
ON_ACCOUNT: Plugs[User] = Plugs()


@dataclass(frozen=True)
class Holder:
    """One record: its key, how it is told from others of the same name, and the account it has."""

    pk: int
    label: str
    phone: str
    user_id: int | None


@dataclass(frozen=True)
class HolderKind:
    """A kind of record whose holders sign in under one role.

    ``model`` is the label of the records, which may hold several roles. ``find`` gives the records of each name in
    a few queries. ``tie`` makes each account that of the record with the key beside it, all at once, and is audited.
    """

    role: str
    what: str
    model: str
    find: Callable[[Collection[str]], Mapping[str, list[Holder]]]
    tie: Callable[[Mapping[int, User], User], None]


_kinds: dict[str, HolderKind] = {}


def register_holders(kind: HolderKind) -> None:
    """Add a kind. Called once, by an app's ``portal.py``; ``ValueError`` when the role has one."""
    if kind.role in _kinds:
        raise ValueError(f"the role {kind.role} has its records already")
    _kinds[kind.role] = kind


def holders_of(role: str) -> HolderKind | None:
    """The records whose holders have this role, if any."""
    return _kinds.get(role)
