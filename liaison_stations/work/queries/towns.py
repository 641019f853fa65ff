"""What the towns do under the eyes of the district: quarters, rounds, features, each with what is missing."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Prefetch

from congress.accounts.models import User
from congress.organs.models import Area
from liaison_stations.models import ExchangeMeeting, ExchangeRemark, ShowRound, ShowTurn, TownFeature
from liaison_stations.rules import covered


@dataclass(frozen=True)
class Quarter:
    """A quarter with its meeting; ``missed`` once it is over without one."""

    year: int
    number: int
    meeting: ExchangeMeeting | None
    missed: bool
    ahead: bool

    @property
    def label(self) -> str:
        """第二季度."""
        return f"第{'一二三四'[self.number - 1]}季度"


def towns() -> list[Area]:
    """The towns, subdistricts and parks in the order of the register (one query)."""
    return list(Area.objects.towns().order_by("order", "pk"))


def quarters_of(year: int, today: date) -> list[Quarter]:
    """The four quarters of a year with their meetings; missed from the first day of the next (2 queries)."""
    remarks = Prefetch("remarks", ExchangeRemark.objects.select_related("area"))
    found = {row.quarter: row for row in ExchangeMeeting.objects.filter(year=year).prefetch_related(remarks)}
    return [
        Quarter(year, number, found.get(number), number not in found and _over(year, number, today), ahead)
        for number in range(1, 5)
        for ahead in [date(year, number * 3 - 2, 1) > today]
    ]


def _over(year: int, number: int, today: date) -> bool:
    return (year, number) < (today.year, (today.month + 2) // 3)


def last_quarter(today: date) -> tuple[int, int]:
    """Year and number of the quarter before the present one."""
    year, number = divmod(today.year * 4 + (today.month + 2) // 3 - 2, 4)
    return year, number + 1


def rounds() -> list[ShowRound]:
    """Rounds with their turns, newest first (2 queries)."""
    turns = ShowTurn.objects.select_related("area").order_by("month")
    return list(ShowRound.objects.prefetch_related(Prefetch("turns", turns)).order_by("-pk"))


def left_out(row: ShowRound, all_towns: Sequence[Area]) -> list[Area]:
    """Towns without a turn in a round."""
    inside = {turn.area_id for turn in row.turns.all()}
    return [town for town in all_towns if town.pk not in inside]


def features_of(user: User, year: int) -> list[tuple[Area, TownFeature | None]]:
    """Each town in the user's area with its project of the year, those without one too (2 queries)."""
    seen = Area.objects.towns().filter(covered("path").as_q(user)).order_by("order", "pk")
    found = {row.area_id: row for row in TownFeature.objects.filter(year=year).select_related("leader")}
    return [(area, found.get(area.pk)) for area in seen]
