"""Who is told of supervision."""

from __future__ import annotations

from congress.accounts.enums import Role
from congress.accounts.models import Assignment, User
from congress.organs.models import Organ
from deputies.models import Person
from suggestions.workflow import OFFICE


def committee_staff(organ: Organ | None) -> list[User]:
    """Who works for a committee."""
    if organ is None:
        return []
    held = Assignment.objects.in_force().filter(role=Role.COMMITTEE, organ=organ)
    return list(User.objects.filter(is_active=True, pk__in=held.values("user")))


def office(but: User | None = None) -> list[User]:
    """The district's congress office, without the one who acts."""
    held = Assignment.objects.in_force().filter(role__in=OFFICE)
    users = User.objects.filter(is_active=True, pk__in=held.values("user"))
    return list(users.exclude(pk=but.pk) if but else users)


def person_user(person: Person | None) -> list[User]:
    """The account of a person, where there is one."""
    user = person.user if person else None
    return [user] if user is not None and user.is_active else []
