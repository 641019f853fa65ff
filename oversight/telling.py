"""Whom a notice about a record of the room reaches."""

from __future__ import annotations

from collections.abc import Collection, Iterable

from django.db.models import Q

from congress.accounts.models import Assignment, User
from oversight.models import Attendee


def acting_for(organs: Collection[int | None]) -> Q:
    """The condition on accounts that act for one of these units today."""
    return Q(pk__in=Assignment.objects.in_force().filter(organ__in=organs).order_by().values("user"))


def people_behind(attendees: Iterable[Attendee]) -> Iterable[User]:
    """The open accounts of people and of units that were asked, each once (1 query)."""
    rows = list(attendees)
    people = [one.person_id for one in rows if one.person_id is not None]
    organs = [one.organ_id for one in rows if one.organ_id is not None]
    return User.objects.filter(Q(person__in=people) | acting_for(organs), is_active=True).distinct()
