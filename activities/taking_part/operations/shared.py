"""Who is told."""

from __future__ import annotations

from collections.abc import Collection

from activities.taking_part.workflow import OFFICE
from congress.accounts.enums import Role
from congress.accounts.models import Assignment, User
from congress.organs.models import Organ
from deputies.models import Deputyship


def accounts_of(deputyships: Collection[Deputyship]) -> list[User]:
    """The accounts of these deputies, of those who have one."""
    return list(User.objects.filter(person__deputyships__in=deputyships, is_active=True).distinct())


def offices() -> list[User]:
    """Who arranges what deputies ask for."""
    return _holders(OFFICE)


def staff_of(organ: Organ) -> list[User]:
    """Who acts for a unit."""
    return _holders(frozenset({Role.UNIT}), organ=organ)


def _holders(roles: frozenset[Role], **scope: object) -> list[User]:
    held = Assignment.objects.in_force().filter(role__in=list(roles), **scope)
    return list(User.objects.filter(pk__in=held.order_by().values("user"), is_active=True))
