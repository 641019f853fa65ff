"""Seats in law against seats filled, by constituency (R029)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.db.models import Count, QuerySet

from congress.organs.models import Constituency, Term
from deputies.models import Deputyship


@dataclass(frozen=True)
class ConstituencySeats:
    """The seats of one constituency on a day."""

    constituency: Constituency
    filled: int

    @property
    def seats(self) -> int:
        """To be elected in law."""
        return self.constituency.seats

    @property
    def vacant(self) -> int:
        """Seats nobody holds."""
        return max(0, self.seats - self.filled)

    @property
    def over(self) -> int:
        """Deputies beyond the seats in law: something was entered wrongly."""
        return max(0, self.filled - self.seats)


@dataclass(frozen=True)
class Seats:
    """The seats of a congress on a day. ``unplaced`` deputies have no constituency in the roster."""

    rows: list[ConstituencySeats]
    unplaced: int

    @property
    def seats(self) -> int:
        """应选: the sum over the constituencies."""
        return sum(row.seats for row in self.rows)

    @property
    def filled(self) -> int:
        """实有: deputyships in force, those without a constituency too."""
        return sum(row.filled for row in self.rows) + self.unplaced

    @property
    def vacant(self) -> int:
        """空缺."""
        return sum(row.vacant for row in self.rows)


def vacancies(term: Term, seats: Seats, on: date) -> list[tuple[ConstituencySeats, list[Deputyship]]]:
    """The constituencies with vacant seats, each with those who left and whom nobody followed (one query)."""
    vacant = [row for row in seats.rows if row.vacant]
    left = Deputyship.objects.former(on).filter(
        term=term, succeeded_by__isnull=True, constituency__in=[row.constituency for row in vacant]
    )
    gone = list(left.select_related("person").order_by("-ends_on", "pk")) if vacant else []
    return [(row, [one for one in gone if one.constituency_id == row.constituency.pk]) for row in vacant]


def seats_of(term: Term, on: date) -> Seats:
    """The seats of the congress of a term (two queries)."""
    filled = _filled(term, on)
    rows = [
        ConstituencySeats(place, filled.get(place.pk, 0))
        for place in _places(term).select_related("area").order_by("area__order", "area_id", "number", "pk")
    ]
    return Seats(rows, filled.get(None, 0))


def vacant_seats(term: Term, on: date) -> int:
    """How many seats of the congress of a term nobody holds on a day (two queries, no records)."""
    filled = _filled(term, on)
    seats = _places(term).order_by().values_list("pk", "seats")
    return sum(max(0, number - filled.get(key, 0)) for key, number in seats)


def _filled(term: Term, on: date) -> dict[int | None, int]:
    held = Deputyship.objects.in_force(on).filter(term=term).order_by()
    counted = held.values("constituency_id").annotate(n=Count("pk"))
    return dict(counted.values_list("constituency_id", "n"))


def _places(term: Term) -> QuerySet[Constituency]:
    return Constituency.objects.filter(level=term.level, area__path__startswith=term.area.path)
