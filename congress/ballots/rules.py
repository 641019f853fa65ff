"""Who may see and keep a poll: what its procedure says. What was voted nobody may see, whatever the role."""

from __future__ import annotations

from collections.abc import Callable

from django.db.models import Q

from congress.access.rules import NOTHING, Grant, Rule, own_area, own_organ
from congress.accounts.enums import Role
from congress.accounts.models import User
from congress.ballots.procedures import Procedure, procedures
from congress.ballots.workflow import KEEPERS
from congress.organs.models import Area, Organ

READERS = KEEPERS | {Role.LEADER}
#: Who keeps the rules a new poll begins with.
RULE_KEEPERS = frozenset({Role.OFFICE, Role.DEPUTY_WORK})
_DISTRICT = frozenset({Role.OFFICE, Role.DEPUTY_WORK})
_OWN = (
    Grant(frozenset({Role.TOWN}), own_area()),
    Grant(frozenset({Role.COMMITTEE}), own_organ()),
)

keep_general = Rule(Grant(_DISTRICT), *_OWN)
see_general = Rule(Grant(_DISTRICT | {Role.LEADER}), *_OWN)


def _of_each(user: User, asked: Callable[[Procedure], Rule]) -> Q:
    condition = NOTHING
    for procedure in procedures():
        condition |= Q(procedure=procedure.key) & asked(procedure).as_q(user)
    return condition


def visible(user: User) -> Q:
    """Polls this user may see: their state and turnout, their result once it is published."""
    return _of_each(user, lambda procedure: procedure.see)


def kept(user: User) -> Q:
    """Polls this user may keep."""
    return _of_each(user, lambda procedure: procedure.keep)


def place_of(user: User) -> tuple[Area | None, Organ | None]:
    """For whom a user prepares a poll: a town's area, a committee; neither for the district."""
    if user.has_role(*_DISTRICT):
        return None, None
    own = [one for one in user.assignments_today if one.role in {Role.TOWN, Role.COMMITTEE}]
    return (own[0].area, None) if own[0].role == Role.TOWN else (None, own[0].organ)
