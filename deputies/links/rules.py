"""Who may see and keep links, contacts, what groups are linked with, and chat groups.

The district's office keeps every tier. A town keeps the links of the deputies of its area with people who are not in
the register, and deputies keep their own of that kind. Names and phones of citizens are opened by who keeps the link.
"""

from __future__ import annotations

from typing import Any

from django.apps import apps
from django.db.models import Q, QuerySet
from django.utils import timezone

from congress.access.rules import NOTHING, Grant, Rule, Scope, own_organ
from congress.accounts.enums import Role
from congress.accounts.models import Assignment
from deputies.links.enums import OF_REGISTER
from deputies.rules import deputyships_of_area, groups_of_area, groups_of_holder, held_on

OFFICE = frozenset({Role.OFFICE, Role.DEPUTY_WORK})
_WATCHERS = frozenset({Role.LEADER, Role.COMMITTEE})
TOWNS = frozenset({Role.TOWN})
_UNITS = frozenset({Role.UNIT})
_GROUP_LEADERS = frozenset({Role.GROUP_LEADER})
DEPUTIES = frozenset({Role.DEPUTY, Role.GROUP_LEADER})
KEEPERS = OFFICE | TOWNS
#: Who finds links and contacts at a desk.
READERS = KEEPERS | _WATCHERS
#: Who finds what groups are linked with; deputies that of their own groups.
GROUP_READERS = READERS | _GROUP_LEADERS
#: Who keeps what groups did: the group itself as well.
GROUP_KEEPERS = KEEPERS | _GROUP_LEADERS
VISIT_READERS = READERS | DEPUTIES | _UNITS
#: Who finds the list of visits in the menu; other deputies come to a visit of their group from their register.
VISIT_LISTERS = GROUP_READERS | _UNITS
ANSWERERS = GROUP_KEEPERS | _UNITS

_WRITTEN_DOWN = ~Q(tier__lower__in=OF_REGISTER)


def people_of_area(assignment: Assignment) -> QuerySet[Any]:
    """Keys of the people who are deputies of the area of an assignment."""
    rows = apps.get_model("deputies", "Deputyship")._default_manager.filter(deputyships_of_area(assignment))
    return rows.order_by().values("person_id")


def _of_area(assignment: Assignment) -> Q:
    return Q(holder_id__in=people_of_area(assignment))


def _own(assignment: Assignment) -> Q:
    return Q(holder__user_id=assignment.user_id)


def _mine(assignment: Assignment) -> Q:
    """Kept by the holder of the account, or with them."""
    return _own(assignment) | Q(person__user_id=assignment.user_id)


see_link = Rule(Grant(OFFICE | _WATCHERS), Grant(TOWNS, _of_area), Grant(DEPUTIES, _mine))
keep_link = Rule(
    Grant(OFFICE),
    Grant(TOWNS, lambda assignment: _of_area(assignment) & _WRITTEN_DOWN),
    Grant(DEPUTIES, lambda assignment: _own(assignment) & _WRITTEN_DOWN),
)
see_contact = Rule(Grant(OFFICE | _WATCHERS), Grant(TOWNS, _of_area), Grant(DEPUTIES, _own))
keep_contact = Rule(Grant(OFFICE), Grant(TOWNS, _of_area), Grant(DEPUTIES, _own))


def of_groups(scope: Scope) -> Scope:
    """Records of the groups in a scope."""

    def within(assignment: Assignment) -> Q:
        rows = apps.get_model("deputies", "DeputyGroup")._default_manager.filter(scope(assignment))
        return Q(group_id__in=rows.order_by().values("pk"))

    return within


def groups_led(assignment: Assignment) -> Q:
    """The groups in which the holder of the account has a post today."""
    posts = apps.get_model("deputies", "GroupPost")._default_manager.filter(
        *held_on(timezone.localdate()), person__user_id=assignment.user_id
    )
    return Q(pk__in=posts.order_by().values("group_id"))


#: Groups whose ties somebody may read, and whose visits they keep.
see_group_work = Rule(
    Grant(OFFICE | _WATCHERS), Grant(TOWNS, groups_of_area), Grant(_GROUP_LEADERS, groups_of_holder)
)
keep_group_work = Rule(Grant(OFFICE), Grant(TOWNS, groups_of_area), Grant(_GROUP_LEADERS, groups_led))
keep_tie = Rule(Grant(OFFICE))
see_visit = Rule(
    Grant(OFFICE | _WATCHERS),
    Grant(TOWNS, of_groups(groups_of_area)),
    Grant(DEPUTIES, of_groups(groups_of_holder)),
    Grant(_UNITS, own_organ()),
)
keep_visit = Rule(
    Grant(OFFICE), Grant(TOWNS, of_groups(groups_of_area)), Grant(_GROUP_LEADERS, of_groups(groups_led))
)
#: Answer a question: the organ that was asked, or who keeps the visit for it.
answer_visit = Rule(*keep_visit.grants, Grant(_UNITS, own_organ()))


def _below(path: str) -> Scope:
    """Records whose area's path begins with that of the assignment."""

    def within(assignment: Assignment) -> Q:
        return Q(**{f"{path}__startswith": assignment.area.path}) if assignment.area else NOTHING

    return within


#: The people whose links somebody looks after, and the towns.
see_holder = Rule(
    Grant(OFFICE | _WATCHERS), Grant(TOWNS, lambda assignment: Q(pk__in=people_of_area(assignment)))
)
see_town = Rule(Grant(OFFICE | _WATCHERS), Grant(TOWNS, _below("path")))
see_chat = Rule(Grant(OFFICE | _WATCHERS), Grant(TOWNS, _below("area__path")))
keep_chat = Rule(Grant(OFFICE), Grant(TOWNS, _below("area__path")))
