"""Who sees meetings: the desk those that are open to it, whoever was invited theirs once the notice is out."""

from django.apps import apps
from django.db.models import Q

from congress.access.rules import Grant, Rule
from congress.accounts.enums import EVERY_ROLE, Role
from congress.accounts.models import Assignment
from oversight.meetings.enums import TOLD

WRITERS = frozenset({Role.OFFICE})
#: Leaders belong to every one of these bodies; committees and the deputies' work office prepare them.
READERS = WRITERS | {Role.LEADER, Role.COMMITTEE, Role.DEPUTY_WORK}
#: Who can be asked to a meeting, by a person of the register or by a unit, and answers for it.
INVITABLE = frozenset(EVERY_ROLE - {Role.ADMIN})


def invited(assignment: Assignment) -> Q:
    """Meetings to which the holder, or the holder's unit, was asked, once they were told."""
    asked = Q(person__user=assignment.user_id)
    if assignment.organ_id is not None:
        asked |= Q(organ=assignment.organ_id)
    rows = apps.get_model("oversight", "Attendee").objects.filter(asked, meeting__state__in=TOLD)
    return Q(pk__in=rows.order_by().values("meeting"))


def open_to_the_desk(_assignment: Assignment) -> Q:
    """Meetings whose kind is not kept to the office and those invited."""
    return Q(kind__closed=False)


keep_meeting = Rule(Grant(WRITERS))
see_meeting = Rule(
    Grant(WRITERS | {Role.LEADER}),
    Grant(frozenset({Role.COMMITTEE, Role.DEPUTY_WORK}), open_to_the_desk),
    Grant(INVITABLE, invited),
)
