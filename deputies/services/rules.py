"""Who sees and keeps services for deputies: the district's offices; deputies see their own on the phone."""

from django.db.models import Q

from congress.access.rules import Grant, Rule
from congress.accounts.enums import Role
from congress.accounts.models import Assignment
from deputies.rules import DEPUTIES, WRITERS

READERS = WRITERS | {Role.LEADER}
OWNERS = DEPUTIES


def _own(assignment: Assignment) -> Q:
    return Q(deputyship__person__user_id=assignment.user_id)


def _own_paid(assignment: Assignment) -> Q:
    return _own(assignment) & Q(paid_list__state="paid")


see_service = Rule(Grant(READERS))
keep_service = Rule(Grant(WRITERS))
#: Of stipends a deputy knows the own line, once it is paid (R033).
see_line = Rule(Grant(READERS), Grant(OWNERS, _own_paid))
see_own = Rule(Grant(READERS), Grant(OWNERS, _own))
