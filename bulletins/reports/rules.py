"""The district's offices write reports; leaders read what is final."""

from django.db.models import Q

from bulletins.reports.enums import ReportState
from congress.access.rules import Grant, Rule
from congress.accounts.enums import Role
from congress.accounts.models import Assignment

WRITERS = frozenset({Role.OFFICE, Role.DEPUTY_WORK})
READERS = WRITERS | {Role.LEADER}


def _final(_assignment: Assignment) -> Q:
    return Q(state=ReportState.FINAL)


see_report = Rule(Grant(WRITERS), Grant(frozenset({Role.LEADER}), _final))
