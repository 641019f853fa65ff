"""Checks of the records: each room says what may be missing, whose it is to mend, and where."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet

from congress.accounts.enums import Role
from congress.accounts.models import User

#: Who looks at the checks: the district's offices, who administers, and a town for its own area.
READERS = frozenset({Role.OFFICE, Role.DEPUTY_WORK, Role.ADMIN, Role.TOWN})


@dataclass(frozen=True)
class Fault:
    """One record with a fault: what it is, what is known of it, and the page on which it is mended."""

    title: str
    note: str
    url: str


@dataclass(frozen=True)
class Check:
    """One thing that ought to be nowhere.

    ``rows`` are the records at fault within the user's scope, in a fixed order, with all that ``fault`` reads.
    ``why`` says what depends on it; ``fix`` is the verb of the button beside each. ``unit`` counts the records.
    """

    key: str
    label: str
    why: str
    rows: Callable[[User], QuerySet[Any]]
    fault: Callable[[Any], Fault]
    fix: str
    unit: str
    roles: frozenset[str]
    order: int = 50


_checks: dict[str, Check] = {}


def register_check(check: Check) -> None:
    """Add a check. Called once, by an app's ``portal.py``; ``ValueError`` when the key is taken."""
    if check.key in _checks:
        raise ValueError(f"there is a check {check.key} already")
    _checks[check.key] = check


def checks(user: User) -> list[Check]:
    """Every check this user may see, in order."""
    return sorted((c for c in _checks.values() if user.has_role(*c.roles)), key=lambda c: (c.order, c.key))


def check_named(user: User, key: str) -> Check | None:
    """The check of this key, if there is one that the user may see."""
    return next((check for check in checks(user) if check.key == key), None)
