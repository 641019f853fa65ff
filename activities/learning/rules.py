"""Who sees and keeps classes and study: the offices all, a town its own and those of the district; whoever holds a
post in a group keeps what the group studies (R101). Deputies enrol themselves, whatever the class.
"""

from __future__ import annotations

from django.apps import apps
from django.db.models import Q

from activities.plans.rules import groups_led
from activities.rules import DISTRICT_READERS, DISTRICT_WRITERS, TOWNS
from congress.access.rules import Grant, Rule, Scope, own_area
from congress.accounts.enums import Role
from congress.accounts.models import Assignment
from deputies.rules import groups_of_area, groups_of_holder

LEADERS = frozenset({Role.GROUP_LEADER})
DEPUTIES = frozenset({Role.DEPUTY, Role.GROUP_LEADER})
READERS = DISTRICT_READERS | TOWNS
KEEPERS = DISTRICT_WRITERS | TOWNS
STUDY_READERS = READERS | DEPUTIES
STUDY_KEEPERS = DISTRICT_WRITERS | LEADERS


def _of_town(assignment: Assignment) -> Q:
    """Of the own area, and of the whole district."""
    return own_area("area")(assignment) | Q(area__parent__isnull=True)


def _of(groups: Scope) -> Scope:
    """Study of those groups."""

    def scope(assignment: Assignment) -> Q:
        rows = apps.get_model("deputies", "DeputyGroup")._default_manager.filter(groups(assignment))
        return Q(group__in=rows)

    return scope


see_class = Rule(Grant(DISTRICT_READERS), Grant(TOWNS, _of_town))
keep_class = Rule(Grant(DISTRICT_WRITERS), Grant(TOWNS, own_area("area")))
see_study = Rule(
    Grant(DISTRICT_READERS), Grant(TOWNS, _of(groups_of_area)), Grant(DEPUTIES, _of(groups_of_holder))
)
keep_study = Rule(Grant(DISTRICT_WRITERS), Grant(LEADERS, _of(groups_led)))
#: The groups whose study somebody keeps.
lead_group = Rule(Grant(DISTRICT_WRITERS), Grant(LEADERS, groups_led))
