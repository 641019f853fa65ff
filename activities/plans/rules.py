"""Who may see and keep the groups' plans: the offices all of them, a town those of its area, a deputy those of the
own groups; whoever holds a post in a group keeps its plan (R013).
"""

from __future__ import annotations

from django.apps import apps
from django.db.models import Q
from django.utils import timezone

from activities.rules import DISTRICT_READERS, DISTRICT_WRITERS, TOWNS
from congress.access.rules import Grant, Rule, Scope
from congress.accounts.enums import Role
from congress.accounts.models import Assignment
from deputies.rules import DEPUTIES, groups_of_area, groups_of_holder, held_on

LEADERS = frozenset({Role.GROUP_LEADER})
READERS = DISTRICT_READERS | TOWNS | DEPUTIES
KEEPERS = DISTRICT_WRITERS | LEADERS


def groups_led(assignment: Assignment) -> Q:
    """The groups in which the holder of the account has a post today."""
    posts = apps.get_model("deputies", "GroupPost")._default_manager.filter(*held_on(timezone.localdate()))
    return Q(pk__in=posts.filter(person__user_id=assignment.user_id).values("group_id"))


def _of(groups: Scope) -> Scope:
    """Plans of those groups."""

    def scope(assignment: Assignment) -> Q:
        rows = apps.get_model("deputies", "DeputyGroup")._default_manager.filter(groups(assignment))
        return Q(group__in=rows)

    return scope


see_plan = Rule(
    Grant(DISTRICT_READERS), Grant(TOWNS, _of(groups_of_area)), Grant(DEPUTIES, _of(groups_of_holder))
)
change_plan = Rule(Grant(DISTRICT_WRITERS), Grant(LEADERS, _of(groups_led)))
#: The groups whose plans somebody keeps.
lead_group = Rule(Grant(DISTRICT_WRITERS), Grant(LEADERS, groups_led))
