"""Who sees and makes checks: towns their own, the district's office all, groups what was circulated."""

from __future__ import annotations

from django.apps import apps
from django.db.models import Q

from congress.access.rules import NOTHING, Grant, Rule, own_area
from congress.accounts.enums import Role
from congress.accounts.models import Assignment
from deputies import rules
from deputies.checks.enums import CheckState
from deputies.checks.workflow import OFFICE

_DESK = frozenset({Role.OFFICE, Role.DEPUTY_WORK, Role.COMMITTEE, Role.LEADER})
_TOWNS = frozenset({Role.TOWN})
_LEADERS = frozenset({Role.GROUP_LEADER})
READERS = _DESK | _TOWNS | _LEADERS


def _circulated(_assignment: Assignment) -> Q:
    """What was sent to towns and groups (R059)."""
    return Q(state=CheckState.ISSUED)


def _own_or_circulated(assignment: Assignment) -> Q:
    return own_area()(assignment) | _circulated(assignment)


def _mended_in_area(assignment: Assignment) -> Q:
    if assignment.area is None:
        return NOTHING
    held = rules.deputyships().filter(rules.deputyships_of_area(assignment))
    told = Q(check_of__area__path__startswith=assignment.area.path) | Q(check_of__state=CheckState.ISSUED)
    return told & (Q(deputyship__in=held.values("pk")) | _of_groups(rules.groups_of_area(assignment)))


def _led(assignment: Assignment) -> Q:
    """Findings a group leader sees to: of finished checks, of own members and own groups."""
    members = rules.deputyships().filter(rules.sitting_in_led_group(assignment))
    told = ~Q(check_of__state=CheckState.OPEN) & (
        Q(check_of__area__isnull=False) | Q(check_of__state=CheckState.ISSUED)
    )
    return told & (Q(deputyship__in=members.values("pk")) | _of_groups(rules.groups_of_holder(assignment)))


def _of_groups(groups: Q) -> Q:
    rows = apps.get_model("deputies", "DeputyGroup")._default_manager.filter(groups)
    return Q(group__in=rows.values("pk"))


def _kept_in_area(assignment: Assignment) -> Q:
    area = assignment.area
    return NOTHING if area is None else Q(check_of__area__path__startswith=area.path)


see_check = Rule(Grant(_DESK), Grant(_TOWNS, _own_or_circulated), Grant(_LEADERS, _circulated))
keep_check = Rule(Grant(OFFICE), Grant(_TOWNS, own_area()))
see_finding = Rule(Grant(_DESK), Grant(_TOWNS, _mended_in_area), Grant(_LEADERS, _led))
keep_finding = Rule(Grant(OFFICE), Grant(_TOWNS, _kept_in_area))
