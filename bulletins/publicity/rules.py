"""Who may see and keep what publicity holds: the district's offices all, a town what is of its area."""

from django.db.models import Q

from bulletins.publicity.enums import StoryState
from bulletins.publicity.workflow import OFFICES, REVIEWERS, TOWNS, WRITERS
from congress.access.rules import Grant, Rule, own_area
from congress.accounts.enums import Role
from congress.accounts.models import Assignment

_DISTRICT_READERS = OFFICES | {Role.COMMITTEE, Role.LEADER}
READERS = _DISTRICT_READERS | TOWNS
_DEPUTIES = frozenset({Role.DEPUTY, Role.GROUP_LEADER})
#: Whoever reads released stories and good practices.
ALL_READERS = READERS | _DEPUTIES | {Role.STATION}

__all__ = ["ALL_READERS", "OFFICES", "READERS", "REVIEWERS", "TOWNS", "WRITERS"]


def released(_assignment: Assignment) -> Q:
    """Stories that were released."""
    return Q(state=StoryState.RELEASED)


see_piece = Rule(Grant(_DISTRICT_READERS), Grant(TOWNS, own_area("area")))
keep_piece = Rule(Grant(OFFICES), Grant(TOWNS, own_area("area")))
see_story = Rule(Grant(_DISTRICT_READERS), Grant(TOWNS, own_area("area")), Grant(ALL_READERS, released))
keep_story = Rule(Grant(OFFICES), Grant(TOWNS, own_area("area")))
review_story = Rule(Grant(REVIEWERS))
keep_practice = Rule(Grant(OFFICES), Grant(TOWNS, own_area("area")))
keep_plan = Rule(Grant(OFFICES))
