"""Who sees inquiries: the desk, the government, the units that were asked."""

from django.apps import apps
from django.db.models import Q

from congress.access.rules import NOTHING, Grant, Rule
from congress.accounts.enums import Role
from congress.accounts.models import Assignment

WRITERS = frozenset({Role.OFFICE, Role.COMMITTEE})
DESK = WRITERS | {Role.LEADER, Role.GOVERNMENT}
UNITS = frozenset({Role.UNIT})
READERS = DESK | UNITS


def _asked(assignment: Assignment) -> Q:
    if assignment.organ_id is None:
        return NOTHING
    rows = apps.get_model("oversight", "InquiryQuestion").objects.filter(organ=assignment.organ_id)
    return Q(pk__in=rows.order_by().values("inquiry"))


see_inquiry = Rule(Grant(DESK), Grant(UNITS, _asked))
keep_inquiry = Rule(Grant(WRITERS))
