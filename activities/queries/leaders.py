"""How often the leaders of the congress appeared, in whole numbers that each lead to their list (R279)."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from urllib.parse import urlencode

from django.db.models import Count, Exists, Min, OuterRef, Q
from django.urls import reverse

from activities.enums import ACCOMPANYING
from activities.models import ActivityKind, Attendance, Participation
from activities.queries.log import recorded_between
from congress.accounts.models import User
from deputies.enums import PostContext, Standing
from deputies.models import Person

#: Where a kind without a group is counted.
REST = "其他"
_BODIES = (PostContext.CONGRESS, PostContext.PARTY_GROUP)


@dataclass(frozen=True)
class Figure:
    """How many activities, and the list of exactly those."""

    count: int
    url: str


@dataclass(frozen=True)
class Leader:
    """One leader with all appearances, and those of each group of kinds in the order of the heads."""

    person: Person
    total: Figure
    groups: list[Figure] = field(default_factory=list)


@dataclass(frozen=True)
class LeaderTable:
    """The table: ``groups`` are its heads; ``total`` counts appearances (人次), not activities."""

    groups: list[str]
    leaders: list[Leader]
    total: int


def leader_table(user: User, start: date, end: date, *, accompanying: bool = True) -> LeaderTable:
    """Appearances of the leaders from one day to another (both included), in protocol order (4 queries).

    Leaders are those of the district who in these days held a post of the congress or its party group with
    a place in the protocol. ``accompanying`` counts where they only accompanied somebody else, too.
    """
    held = Q(posts__starts_on__isnull=True) | Q(posts__starts_on__lte=end)
    held &= Q(posts__ends_on__isnull=True) | Q(posts__ends_on__gte=start)
    people = list(
        Person.objects.filter(
            held, standing=Standing.LOCAL, posts__order__isnull=False, posts__context__in=_BODIES
        )
        .annotate(rank=Min("posts__order"))
        .order_by("rank", "pk")
    )
    activities = recorded_between(user, start, end)
    parts = Participation.objects.filter(person__in=people, activity__in=activities)
    named = parts if accompanying else parts.exclude(manner=ACCOMPANYING)
    # On the roll of deputies without being named besides.
    came = Attendance.objects.came().filter(deputyship__person__in=people, activity__in=activities)
    came = came.exclude(
        Exists(parts.filter(person=OuterRef("deputyship__person"), activity=OuterRef("activity")))
    )
    found: dict[tuple[int, str], int] = {}
    for rows, person in ((named, "person"), (came, "deputyship__person")):
        keys = rows.order_by().values_list(person, "activity__kind__group")
        for key, group, number in keys.annotate(n=Count("activity", distinct=True)):
            found[key, group or REST] = found.get((key, group or REST), 0) + number
    order = ActivityKind.objects.order_by("order", "id").values_list("group", flat=True)
    heads = [group for group in dict.fromkeys(g or REST for g in order) if any(g == group for _p, g in found)]
    common = {"since": f"{start}", "until": f"{end}", "state": "recorded"}
    if not accompanying:
        common["accompanying"] = "no"

    def figure(person: Person, group: str = "") -> Figure:
        number = sum(n for (p, g), n in found.items() if p == person.pk and group in ("", g))
        query = {"person": str(person.pk), **common} | ({"group": group} if group else {})
        return Figure(number, f"{reverse('activities:index')}?{urlencode(query)}")

    leaders = [Leader(p, figure(p), [figure(p, group) for group in heads]) for p in people]
    return LeaderTable(heads, leaders, sum(found.values()))
