"""Who sees ratings of the handling of suggestions: the desk all, the government those that were voted on."""

from django.db.models import Q

from congress.access.rules import Grant, Rule
from congress.accounts.enums import Role
from congress.accounts.models import Assignment

OFFICE = frozenset({Role.OFFICE})
DESK = OFFICE | {Role.DEPUTY_WORK, Role.LEADER, Role.COMMITTEE}
READERS = DESK | {Role.GOVERNMENT}


def _rated(_assignment: Assignment) -> Q:
    return Q(rated_on__isnull=False)


see_rating = Rule(Grant(DESK), Grant(READERS - DESK, _rated))
keep_rating = Rule(Grant(OFFICE))
keep_poll, see_poll = Rule(Grant(OFFICE)), Rule(Grant(DESK))
