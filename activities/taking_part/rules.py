"""Who may see and keep what deputies take part in: the district's offices keep it, committees and leaders read it.

A unit sees the meetings it is asked to, once the office passed them on, and the consultations on its own drafts.
Deputies see their own on the phone, whatever else they are.
"""

from django.db.models import Q

from activities.rules import DISTRICT_READERS, DISTRICT_WRITERS
from activities.taking_part.enums import OfficialState
from congress.access.rules import Grant, Rule, own_organ
from congress.accounts.enums import Role
from congress.accounts.models import Assignment

READERS = DISTRICT_READERS
WRITERS = DISTRICT_WRITERS
UNITS = frozenset({Role.UNIT})
DEPUTIES = frozenset({Role.DEPUTY, Role.GROUP_LEADER})

see = Rule(Grant(READERS))
keep = Rule(Grant(WRITERS))


def _passed_on(assignment: Assignment) -> Q:
    passed = ~Q(state__in=(OfficialState.ASKED, OfficialState.DECLINED))
    return own_organ()(assignment) & passed


see_official = Rule(Grant(READERS), Grant(UNITS, _passed_on))
#: Reply for the organ, and say what was done of its promises.
answer_official = Rule(Grant(WRITERS), Grant(UNITS, _passed_on))
see_consultation = Rule(Grant(READERS), Grant(UNITS, own_organ()))
#: Say which opinions are taken up: the unit that drafts, or the office for it.
decide_opinions = Rule(Grant(WRITERS), Grant(UNITS, own_organ()))
