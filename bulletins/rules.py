"""Who may see and change bulletins. Drafts stay with those who make and sign them; issued ones are for reading."""

from django.db.models import Q

from bulletins.enums import IssueState
from bulletins.workflow import CONTRIBUTORS, EDITORS, SIGNERS
from congress.access.rules import Grant, Rule, own_area
from congress.accounts.enums import EVERY_ROLE
from congress.accounts.models import Assignment


def issued(_assignment: Assignment) -> Q:
    """Issues that have been issued."""
    return Q(state=IssueState.ISSUED)


see_issue = Rule(Grant(EDITORS | SIGNERS), Grant(EVERY_ROLE, issued))
change_issue = Rule(Grant(EDITORS))
see_contribution = Rule(Grant(EDITORS | SIGNERS), Grant(CONTRIBUTORS, own_area("area")))
change_contribution = Rule(Grant(EDITORS), Grant(CONTRIBUTORS, own_area("area")))
