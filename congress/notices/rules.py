"""Who may see and keep messages: the district's offices all of them, a town's congress those of its own area."""

from congress.access.rules import Grant, Rule, own_area
from congress.accounts.enums import Role
from congress.accounts.models import User
from congress.notices.workflow import WRITERS
from congress.organs.models import Area

DISTRICT_WRITERS = WRITERS - {Role.TOWN}
READERS = WRITERS | {Role.LEADER}
#: Who says when e-mail and text messages rest.
POLICY_KEEPERS = DISTRICT_WRITERS | {Role.ADMIN}
_TOWN = frozenset({Role.TOWN})

see_message = Rule(Grant(DISTRICT_WRITERS | {Role.LEADER}), Grant(_TOWN, own_area()))
keep_message = Rule(Grant(DISTRICT_WRITERS), Grant(_TOWN, own_area()))
see_delivery = Rule(Grant(DISTRICT_WRITERS | {Role.LEADER}), Grant(_TOWN, own_area("message__area")))


def area_of(user: User) -> Area | None:
    """The area for which a user writes; none for the whole district."""
    if user.has_role(*DISTRICT_WRITERS):
        return None
    return next((one.area for one in user.assignments_today if one.role == Role.TOWN), None)
