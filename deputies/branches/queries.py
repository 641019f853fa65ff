"""Coverage by party branches, their activities in numbers, and who is not kept in touch with (R021–R023)."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Count, Exists, OuterRef, Q, Sum

from congress.accounts.models import User
from congress.figures.period import Period
from congress.organs.enums import DIRECT_LEVELS
from deputies.enums import GroupKind, Party
from deputies.links import rules as link_rules
from deputies.models import (
    BranchActivity,
    BranchActivityKind,
    BranchMember,
    BranchPair,
    DeputyGroup,
    Deputyship,
    PartyBranch,
    Person,
)
from deputies.models.deputyships import memberships_on


@dataclass(frozen=True)
class GroupCover:
    """A group with its branch and how many members and pairs it has."""

    group: DeputyGroup
    branch: PartyBranch | None


@dataclass(frozen=True)
class Coverage:
    """两个全覆盖: groups with a branch, party members among the deputies in a branch; the gaps by name (R021)."""

    groups: list[GroupCover]
    members: int
    inside: int
    outside: list[Person]

    @property
    def covered(self) -> int:
        """Groups with a branch."""
        return sum(1 for line in self.groups if line.branch)

    @property
    def without(self) -> list[DeputyGroup]:
        """Groups without a branch."""
        return [line.group for line in self.groups if not line.branch]

    @property
    def group_rate(self) -> str:
        """100%, of groups."""
        return _percent(self.covered, len(self.groups))

    @property
    def member_rate(self) -> str:
        """100%, of party members."""
        return _percent(self.inside, self.members)


def _percent(part: int, whole: int) -> str:
    """One place, rounded half up, from whole numbers; a whole number without it."""
    if not whole:
        return ""
    tenths = (part * 2000 + whole) // (2 * whole)
    return f"{tenths // 10}.{tenths % 10}%" if tenths % 10 else f"{tenths // 10}%"


def coverage(user: User, on: date) -> Coverage:
    """The territorial groups in scope of congresses elected here, and their party members (4 queries)."""
    groups = DeputyGroup.objects.filter(
        link_rules.see_group_work.as_q(user), kind=GroupKind.TERRITORIAL, term__level__in=DIRECT_LEVELS
    )
    rows = list(groups.in_force(on).select_related("term"))
    branches = PartyBranch.objects.in_force(on).filter(group__in=rows).select_related("secretary", "group")
    found = {
        branch.group_id: branch
        for branch in branches.annotate(
            size=Count("members", filter=Q(members__ends_on=None), distinct=True),
            paired=Count("pairs", filter=Q(pairs__ends_on=None), distinct=True),
        )
    }
    seats = memberships_on(on).filter(group__in=rows, deputyship__person=OuterRef("pk"))
    party = Person.objects.filter(Exists(seats), party=Party.CPC)
    inside = Exists(
        BranchMember.objects.in_force(on).filter(person=OuterRef("pk"), branch__in=branches.order_by())
    )
    people: list[Any] = list(party.annotate(is_inside=inside).order_by("pinyin", "pk"))
    outside = [one for one in people if not one.is_inside]
    lines = [GroupCover(row, found.get(row.pk)) for row in rows]
    return Coverage(lines, len(people), len(people) - len(outside), outside)


def totals(user: User, period: Period) -> list[tuple[BranchActivityKind, int]]:
    """What branches did in a period, each kind in its own unit (R022; 2 queries)."""
    rows = BranchActivity.objects.visible_to(user).standing().filter(period.as_q("on")).order_by()
    found = dict(rows.values_list("kind").annotate(n=Sum("amount")))
    return [
        (kind, found.get(kind.pk, 0))
        for kind in BranchActivityKind.objects.all()
        if kind.in_use or kind.pk in found
    ]


@dataclass(frozen=True)
class Partners:
    """The deputies of the group outside the party, with the members who keep in touch with them (R023)."""

    pairs: list[BranchPair]
    alone: list[Person]


def partners(branch: PartyBranch, on: date) -> Partners:
    """Who is kept in touch with in a branch, and who is not (2 queries)."""
    pairs = list(branch.pairs.in_force(on).select_related("member", "partner"))
    linked = {pair.partner_id for pair in pairs}
    return Partners(pairs, [one for one in outsiders(branch.group, on) if one.pk not in linked])


def outsiders(group: DeputyGroup, on: date) -> Collection[Person]:
    """The deputies of a group who are not in the party; whose party is not known is not counted (one query)."""
    seats = memberships_on(on).filter(group=group, deputyship__person=OuterRef("pk"))
    rows = Person.objects.filter(Exists(seats)).exclude(party__in=("", Party.CPC))
    return list(rows.order_by("pinyin", "pk"))


def candidates(group: DeputyGroup, on: date) -> Collection[Person]:
    """The party members of a group who are in no branch (one query)."""
    seats = Deputyship.objects.filter(
        pk__in=memberships_on(on).filter(group=group).values("deputyship_id"), person=OuterRef("pk")
    )
    held = BranchMember.objects.filter(person=OuterRef("pk"), ends_on=None)
    rows = Person.objects.filter(Exists(seats), ~Exists(held), party=Party.CPC)
    return list(rows.order_by("pinyin", "pk"))
