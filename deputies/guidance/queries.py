"""Which towns were guided in which half of a year (R297)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Q

from congress.accounts.models import User
from congress.organs.models import Area
from deputies.guidance.rules import see_guidance
from deputies.models import Guidance

#: The last month of the first half.
_JUNE = 6


@dataclass(frozen=True)
class TownLine:
    """A town with how often it was guided in each half of the year."""

    area: Area
    first: int
    second: int


def half_of(day: date) -> int:
    """1 until June, 2 from July on."""
    return 1 if day.month <= _JUNE else 2


def by_town(user: User, year: int) -> list[TownLine]:
    """Every town in the user's scope with its counts of a year (2 queries)."""
    rows = Guidance.objects.visible_to(user).standing().filter(on__year=year).order_by().values("area")
    counts = {
        row["area"]: row
        for row in rows.annotate(
            first=Count("pk", filter=Q(on__month__lte=_JUNE)),
            second=Count("pk", filter=Q(on__month__gt=_JUNE)),
        )
    }
    none = {"first": 0, "second": 0}
    return [
        TownLine(area, counts.get(area.pk, none)["first"], counts.get(area.pk, none)["second"])
        for area in _towns(user)
    ]


def _towns(user: User) -> list[Area]:
    """All towns, of a town's own office those it is."""
    rows = list(Area.objects.towns().order_by("order", "pk"))
    paths = [
        one.area.path
        for one in user.assignments_today
        if one.area is not None and one.role in see_guidance.roles
    ]
    everywhere = any(one.role in see_guidance.grants[0].roles for one in user.assignments_today)
    return rows if everywhere else [row for row in rows if row.path.startswith(tuple(paths))]


def missing(lines: list[TownLine], half: int) -> list[Area]:
    """The towns without guidance in a half."""
    return [line.area for line in lines if not (line.first if half == 1 else line.second)]
