"""Who sees opinions and does what: the office and the committees, the unit its own, the government all handed over."""

from django.db.models import Q

from congress.access.rules import NOTHING, Grant, Rule, own_organ
from congress.accounts.enums import Role
from congress.accounts.models import Assignment
from oversight.opinions.enums import OpinionState

OFFICE = frozenset({Role.OFFICE})
COMMITTEES = frozenset({Role.COMMITTEE})
DESK = OFFICE | COMMITTEES | {Role.LEADER}
#: Who answers for the units.
ANSWERING = frozenset({Role.UNIT, Role.GOVERNMENT})
READERS = DESK | ANSWERING


def _own_handed_over(assignment: Assignment) -> Q:
    if assignment.organ_id is None:
        return NOTHING
    return ~Q(state=OpinionState.DRAFT) & Q(unit_id=assignment.organ_id)


def _handed_over(_assignment: Assignment) -> Q:
    return ~Q(state=OpinionState.DRAFT)


see_opinion = Rule(
    Grant(DESK),
    Grant(frozenset({Role.UNIT}), _own_handed_over),
    Grant(frozenset({Role.GOVERNMENT}), _handed_over),
)
keep_opinion = Rule(Grant(OFFICE))
#: The ballots by which opinions are rated: the office keeps them, the desk sees their result once it is published.
keep_poll, see_poll = Rule(Grant(OFFICE)), Rule(Grant(DESK))
#: The committee that follows an opinion sees to it, and to the unit's report.
follow_opinion = Rule(Grant(OFFICE), Grant(COMMITTEES, own_organ("committee")))
report_opinion = Rule(
    Grant(OFFICE),
    Grant(frozenset({Role.UNIT}), _own_handed_over),
    Grant(frozenset({Role.GOVERNMENT}), _handed_over),
)
