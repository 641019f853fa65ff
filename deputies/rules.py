"""Who may see and change the register of people, the roster of deputies and the groups."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.apps import apps
from django.db.models import Q, QuerySet
from django.utils import timezone

from congress.access.rules import NOTHING, Grant, Rule
from congress.accounts.enums import Role
from congress.accounts.models import Assignment

READERS = frozenset({Role.OFFICE, Role.DEPUTY_WORK, Role.COMMITTEE, Role.LEADER, Role.TOWN, Role.ADMIN})
WRITERS = frozenset({Role.OFFICE, Role.DEPUTY_WORK})
#: Deputies and leaders of groups find the public facts of the roster: no phones, no birth dates.
DEPUTIES = frozenset({Role.GROUP_LEADER, Role.DEPUTY})
ROSTER_READERS = READERS | DEPUTIES
_TOWNS = frozenset({Role.TOWN})
_DISTRICT_READERS = READERS - _TOWNS


def held_on(on: date, path: str = "") -> tuple[Q, Q]:
    """Held on a day, the first and the last included; an unknown beginning or end counts as open.

    ``path`` leads to what is held: “memberships__”.
    """
    since = Q(**{f"{path}starts_on__isnull": True}) | Q(**{f"{path}starts_on__lte": on})
    until = Q(**{f"{path}ends_on__isnull": True}) | Q(**{f"{path}ends_on__gte": on})
    return since, until


def _today(model: str) -> QuerySet[Any]:
    """Rows of a model of this app that are in force; by name, because the models import these rules."""
    rows: QuerySet[Any] = apps.get_model("deputies", model)._default_manager.all()
    return rows.filter(*held_on(timezone.localdate()))


def deputyships_of_area(assignment: Assignment) -> Q:
    """Elected in the area, deputies of its own congress, or sitting in a group of the area."""
    if assignment.area is None:
        return NOTHING
    path = assignment.area.path
    sitting = _today("GroupMembership").filter(group__area__path__startswith=path)
    return (
        Q(constituency__area__path__startswith=path)
        | Q(term__area__path__startswith=path)
        | Q(pk__in=sitting.values("deputyship_id"))
    )


def deputyships() -> QuerySet[Any]:
    """The deputyships, for the scopes of what hangs on them; by name, because the models import these rules."""
    rows: QuerySet[Any] = apps.get_model("deputies", "Deputyship")._default_manager.all()
    return rows


def sitting_in_led_group(assignment: Assignment) -> Q:
    """Deputyships that sit today in a group of which the holder has a post."""
    holding = _today("GroupPost").filter(person__user_id=assignment.user_id)
    members = _today("GroupMembership").filter(group_id__in=holding.values("group_id"))
    return Q(pk__in=members.values("deputyship_id"))


def groups_of_area(assignment: Assignment) -> Q:
    """Groups of the area, or in which somebody sits who was elected there."""
    if assignment.area is None:
        return NOTHING
    path = assignment.area.path
    elected = _today("GroupMembership").filter(deputyship__constituency__area__path__startswith=path)
    return Q(area__path__startswith=path) | Q(pk__in=elected.values("group_id"))


def groups_of_holder(assignment: Assignment) -> Q:
    """The groups the holder of the account sits in or has a post of."""
    sitting = _today("GroupMembership").filter(deputyship__person__user_id=assignment.user_id)
    holding = _today("GroupPost").filter(person__user_id=assignment.user_id)
    return Q(pk__in=sitting.values("group_id")) | Q(pk__in=holding.values("group_id"))


def _deputies(_assignment: Assignment) -> Q:
    return Q(pk__in=deputyships().values("person_id"))


def _deputies_of_area(assignment: Assignment) -> Q:
    return Q(pk__in=deputyships().filter(deputyships_of_area(assignment)).values("person_id"))


def _led(assignment: Assignment) -> Q:
    """The members of the groups in which the holder has a post, and the holder."""
    holding = _today("GroupPost").filter(person__user_id=assignment.user_id)
    members = _today("GroupMembership").filter(group_id__in=holding.values("group_id"))
    return Q(user_id=assignment.user_id) | Q(pk__in=members.values("deputyship__person_id"))


def _self(assignment: Assignment) -> Q:
    return Q(user_id=assignment.user_id)


see_person = Rule(Grant(READERS), Grant(DEPUTIES, _deputies))
change_person = Rule(Grant(WRITERS))
#: Birth date, phone, education and the like of a person.
see_private = Rule(
    Grant(WRITERS | {Role.LEADER}),
    Grant(_TOWNS, _deputies_of_area),
    Grant(frozenset({Role.GROUP_LEADER}), _led),
    Grant(frozenset({Role.DEPUTY}), _self),
)
see_deputyship = Rule(Grant(_DISTRICT_READERS | DEPUTIES), Grant(_TOWNS, deputyships_of_area))
change_deputyship = Rule(Grant(WRITERS))
see_group = Rule(Grant(_DISTRICT_READERS), Grant(_TOWNS, groups_of_area), Grant(DEPUTIES, groups_of_holder))
change_group = Rule(Grant(WRITERS))
