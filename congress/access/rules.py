"""Rules with two faces from one definition: ``as_q(user)`` for lists, ``allows(user, obj)`` for one record.

``allows`` asks the database the very question ``as_q`` poses, so the two cannot drift apart.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any, TypeVar

from django.core.exceptions import PermissionDenied
from django.db.models import Manager, Model, Q, QuerySet
from django.http import Http404

from congress.access.exceptions import Conflict, Denial
from congress.access.workflow import Transition
from congress.accounts.models import Assignment, User

M = TypeVar("M", bound=Model)
Scope = Callable[[Assignment], Q]

NOTHING = Q(pk__in=[])


def everywhere(_assignment: Assignment) -> Q:
    """The whole district."""
    return Q()


def own_area(field: str = "area") -> Scope:
    """Records whose ``field`` (an Area) lies in the area of the assignment."""

    def scope(assignment: Assignment) -> Q:
        if assignment.area is None:
            return NOTHING
        return Q(**{f"{field}__path__startswith": assignment.area.path})

    return scope


def own_organ(field: str = "organ") -> Scope:
    """Records whose ``field`` (an Organ) is the organ of the assignment."""

    def scope(assignment: Assignment) -> Q:
        return NOTHING if assignment.organ_id is None else Q(**{f"{field}_id": assignment.organ_id})

    return scope


def own_person(field: str) -> Scope:
    """Records whose ``field`` (a path to a User) is the holder of the assignment."""

    def scope(assignment: Assignment) -> Q:
        return Q(**{f"{field}_id": assignment.user_id})

    return scope


@dataclass(frozen=True)
class Grant:
    """Holders of any of ``roles`` may, within ``scope``."""

    roles: frozenset[str]
    scope: Scope = everywhere


class Rule:
    """A union of grants. An empty rule allows nothing."""

    def __init__(self, *grants: Grant) -> None:
        self.grants = grants

    @property
    def roles(self) -> frozenset[str]:
        """Every role named by a grant."""
        return frozenset().union(*(g.roles for g in self.grants))

    def as_q(self, user: User) -> Q:
        """The condition under which this rule allows a record."""
        parts = [g.scope(a) for g in self.grants for a in user.assignments_today if a.role in g.roles]
        if not parts:
            return NOTHING
        if any(not part for part in parts):  # an empty Q is “everything”, and swallows the rest
            return Q()
        combined = parts[0]
        for part in parts[1:]:
            combined |= part
        return combined

    def allows(self, user: User, obj: Model) -> bool:
        """Whether this rule allows this saved record (one query, none when everything is allowed)."""
        condition = self.as_q(user)
        if not condition:
            return True
        return type(obj)._default_manager.filter(pk=obj.pk).filter(condition).exists()


def scoped_or_404(queryset: QuerySet[M] | Manager[M], **lookup: Any) -> M:
    """The one record of a queryset that is already cut to the user's scope; out of scope does not exist."""
    record = queryset.filter(**lookup).first()
    if record is None:
        raise Http404
    return record


def require_rule(user: User, rule: Rule, obj: Model) -> None:
    """403 unless the rule allows the record."""
    if not rule.allows(user, obj):
        raise PermissionDenied(Denial(rule.roles))


def require(user: User, transition: Transition, state: str) -> None:
    """403 for the wrong role, 409 for the wrong state."""
    if not user.has_role(*transition.roles):
        raise PermissionDenied(Denial(transition.roles))
    require_state(transition, state)


def require_state(transition: Transition, state: str) -> None:
    """409 for the wrong state; all there is to ask where no user acts."""
    if state not in transition.sources:
        raise Conflict(f"现在的状态不能{transition.label}")


def available(user: User, transitions: Iterable[Transition], state: str) -> list[Transition]:
    """The transitions this user can make now, for the buttons."""
    return [t for t in transitions if state in t.sources and user.has_role(*t.roles)]
