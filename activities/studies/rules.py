"""Who may see and keep studies: the district's offices all, a town those of its groups, a leader of a group its own."""

from __future__ import annotations

from django.apps import apps
from django.db.models import Q
from django.utils import timezone

from activities.rules import DISTRICT_READERS, DISTRICT_WRITERS, TOWNS
from congress.access.rules import Grant, Rule, Scope
from congress.accounts.enums import Role
from congress.accounts.models import Assignment
from deputies.rules import groups_of_area, groups_of_holder, held_on

DEPUTIES = frozenset({Role.DEPUTY, Role.GROUP_LEADER})
_LEADERS = frozenset({Role.GROUP_LEADER})
READERS = DISTRICT_READERS | TOWNS
WRITERS = DISTRICT_WRITERS | TOWNS
OFFICES = DISTRICT_WRITERS


def _led(assignment: Assignment) -> Q:
    """The groups the holder has a post of today."""
    posts = apps.get_model("deputies", "GroupPost")._default_manager.filter(*held_on(timezone.localdate()))
    return Q(pk__in=posts.filter(person__user_id=assignment.user_id).values("group_id"))


def _of_groups(scope: Scope) -> Scope:
    """Records of the groups of a scope."""

    def of_groups(assignment: Assignment) -> Q:
        groups = apps.get_model("deputies", "DeputyGroup")._default_manager
        return Q(group__in=groups.filter(scope(assignment)).order_by().values("pk"))

    return of_groups


def _written(assignment: Assignment) -> Q:
    return Q(authors__person__user_id=assignment.user_id)


#: Take a topic on for a group.
claim_for = Rule(Grant(DISTRICT_WRITERS), Grant(TOWNS, groups_of_area), Grant(_LEADERS, _led))
keep_report = Rule(
    Grant(DISTRICT_WRITERS),
    Grant(TOWNS, _of_groups(groups_of_area)),
    Grant(_LEADERS, _of_groups(_led)),
)
see_report = Rule(
    Grant(DISTRICT_READERS),
    *(grant for grant in keep_report.grants if grant.roles != DISTRICT_WRITERS),
    Grant(DEPUTIES, _of_groups(groups_of_holder)),
    Grant(DEPUTIES, _written),
)
