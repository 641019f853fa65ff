"""What a deputy can take part in (the phone)."""

from __future__ import annotations

from django.db.models import Exists, OuterRef, Q
from django.utils import timezone

from activities.learning.enums import ClassState
from activities.models import Trainee, TrainingClass, TrainingClassQuerySet
from activities.queries.roster import once_each
from congress.accounts.models import User
from deputies.models import Deputyship


def own_deputyships(user: User) -> list[Deputyship]:
    """The user's own of today, the district's first."""
    held = Deputyship.objects.in_force(timezone.localdate()).filter(person__user=user)
    return list(held.select_related("person", "term__area", "constituency__area").order_by("pk"))


def open_to(user: User) -> TrainingClassQuerySet:
    """Classes this deputy has a place in or waits for, and those of the district and of the own town."""
    rows = TrainingClass.objects.exclude(state=ClassState.PLANNED)
    mine = Exists(Trainee.objects.of(user).filter(training=OuterRef("pk")))
    held = own_deputyships(user)
    areas = [one.term.area for one in held] + [one.constituency.area for one in held if one.constituency]
    keys = {int(key) for area in areas for key in area.path.strip("/").split("/")}
    wanted = Q(area__in=keys)
    if held:
        wanted |= Q(area__parent__isnull=True)
    return rows.filter(wanted | mine).select_related("type", "area", "town")


def deputyship_for(user: User, row: TrainingClass) -> Deputyship | None:
    """The deputyship by which somebody enrols: one of a level the class is for, the district's before others."""
    held = [one for one in own_deputyships(user) if not row.levels or one.level in row.levels]
    chosen = once_each(held)
    return chosen[0] if chosen else None


def offered_to(user: User) -> list[TrainingClass]:
    """Classes this deputy can enrol in today and has not, the next one first (3 queries)."""
    today = timezone.localdate()
    levels = {one.level for one in own_deputyships(user)}
    taken = Trainee.objects.of(user).values("training")
    rows = open_to(user).filter(state=ClassState.ENROLLING).exclude(pk__in=taken).with_places()
    return [
        row
        for row in rows.order_by("begins_on", "pk")
        if row.takes_from(today) and (not row.levels or levels & set(row.levels))
    ]
