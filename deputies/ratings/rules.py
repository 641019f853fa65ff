"""Who sees rounds and results: the district's office all, the rated only their own totals once published."""

from __future__ import annotations

from django.db.models import Q

from congress.access.rules import Grant, Rule, own_organ
from congress.accounts.enums import Role
from congress.accounts.models import Assignment
from deputies.ratings.enums import RoundState
from deputies.ratings.workflow import OFFICE

_DESK = OFFICE | {Role.COMMITTEE, Role.LEADER}
_UNITS = frozenset({Role.UNIT})
DEPUTIES = frozenset({Role.DEPUTY, Role.GROUP_LEADER})
READERS = _DESK | _UNITS


def _rated(assignment: Assignment) -> Q:
    return Q(state=RoundState.PUBLISHED, bodies__organ_id=assignment.organ_id or 0)


def _own_published(assignment: Assignment) -> Q:
    return own_organ()(assignment) & Q(round__state=RoundState.PUBLISHED)


see_round = Rule(Grant(_DESK), Grant(_UNITS, _rated))
keep_round = Rule(Grant(OFFICE))
see_poll = Rule(Grant(_DESK))
keep_poll = Rule(Grant(OFFICE))
see_body = Rule(Grant(_DESK), Grant(_UNITS, _own_published))
