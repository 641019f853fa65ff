"""What groups are linked with, on one page: organs, villages and communities, visits of the year, and the gaps."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Prefetch

from congress.accounts.models import User
from congress.organs.models import Area
from deputies.enums import GroupKind
from deputies.links import rules
from deputies.models import ChatGroup, DeputyGroup, GroupTie, OrganVisit


@dataclass(frozen=True)
class GroupLine:
    """A group with what it is linked with, and how often it called on organs in the year."""

    group: DeputyGroup
    organs: list[GroupTie]
    places: list[GroupTie]
    visits: int


@dataclass(frozen=True)
class Ties:
    """The groups in scope. A place linked with two groups is one place (R133)."""

    lines: list[GroupLine]

    @property
    def places(self) -> int:
        """Distinct villages and communities."""
        return len({tie.area_id for line in self.lines for tie in line.places})

    @property
    def organs(self) -> int:
        """Distinct state organs."""
        return len({tie.organ_id for line in self.lines for tie in line.organs})

    @property
    def visits(self) -> int:
        """Visits of the year."""
        return sum(line.visits for line in self.lines)

    @property
    def without_organ(self) -> list[DeputyGroup]:
        """Groups with no state organ (R113)."""
        return [line.group for line in self.lines if not line.organs]


def ties_of(user: User, on: date) -> Ties:
    """The territorial groups in scope with what they are linked with on a day (3 queries)."""
    held = GroupTie.objects.in_force(on).select_related("organ", "area__parent").order_by("pk")
    groups = DeputyGroup.objects.filter(rules.see_group_work.as_q(user), kind=GroupKind.TERRITORIAL)
    rows = groups.in_force(on).select_related("term").prefetch_related(Prefetch("ties", held, to_attr="held"))
    visits = OrganVisit.objects.visible_to(user).standing().filter(on__year=on.year)
    made = dict(visits.order_by().values_list("group").annotate(n=Count("pk")))
    return Ties(
        [
            GroupLine(
                row,
                [tie for tie in row.held if tie.organ_id],  # type: ignore[attr-defined] # prefetched
                [tie for tie in row.held if tie.area_id],  # type: ignore[attr-defined] # prefetched
                made.get(row.pk, 0),
            )
            for row in rows
        ]
    )


@dataclass(frozen=True)
class TownChats:
    """A town, subdistrict or park with its chat groups; a gap when none is in use (R039)."""

    area: Area
    chats: list[ChatGroup]

    @property
    def is_gap(self) -> bool:
        """Whether no group is in use."""
        return not any(chat.is_active for chat in self.chats)


def chats_by_town(user: User) -> Sequence[TownChats]:
    """The towns in scope with their chat groups, those without too (3 queries)."""
    chats = ChatGroup.objects.visible_to(user).select_related("group__term").order_by("-is_active", "pk")
    towns = list(Area.objects.towns().filter(rules.see_town.as_q(user)).order_by("order", "pk"))
    found: dict[int, list[ChatGroup]] = {}
    for chat in chats.prefetch_related("pictures"):
        found.setdefault(chat.area_id, []).append(chat)
    return [TownChats(town, found.get(town.pk, [])) for town in towns]
