"""Who sees honours and selections: the district's offices all, others what is released or published."""

from django.db.models import Q

from congress.access.rules import Grant, Rule
from congress.accounts.enums import Role
from congress.accounts.models import Assignment
from deputies.honours.enums import SelectionState
from deputies.rules import DEPUTIES, WRITERS

KNOWING = WRITERS | {Role.LEADER, Role.COMMITTEE}
READERS = KNOWING | DEPUTIES | {Role.TOWN}


def _released(_assignment: Assignment) -> Q:
    return Q(released_at__isnull=False, withdrawn_at__isnull=True)


def _published(_assignment: Assignment) -> Q:
    return Q(state=SelectionState.PUBLISHED)


see_honour = Rule(Grant(KNOWING), Grant(READERS - KNOWING, _released))
keep_honour = Rule(Grant(WRITERS))
see_selection = Rule(Grant(KNOWING), Grant(READERS - KNOWING, _published))
keep_selection = Rule(Grant(WRITERS))
see_poll = Rule(Grant(KNOWING))
keep_poll = Rule(Grant(WRITERS))
