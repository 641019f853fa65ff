"""What the pages share: the year that is asked for, the station and the standard of an address."""

from __future__ import annotations

from django.db.models import QuerySet
from django.utils import timezone

from congress.access.rules import scoped_or_404
from congress.web.requests import SignedInRequest
from liaison_stations.models import Standard, Station

#: Years offered beside each other.
_YEARS = 4


def years() -> list[int]:
    """The years to choose from, newest first."""
    this_year = timezone.localdate().year
    return list(range(this_year, this_year - _YEARS, -1))


def year_of(request: SignedInRequest) -> int:
    """``?year=``; the present one when it is none of those offered."""
    asked = request.GET.get("year", "")
    year = int(asked) if asked.isdecimal() and len(asked) == 4 else 0
    return year if year in years() else timezone.localdate().year


def station_of(request: SignedInRequest, pk: int) -> Station:
    """A station in scope, or 404."""
    rows: QuerySet[Station] = Station.objects.visible_to(request.user)
    return scoped_or_404(rows.select_related("kind", "area__parent__parent"), pk=pk)


def standard_of(pk: int) -> Standard:
    """A standard, or 404."""
    return scoped_or_404(Standard.objects.all(), pk=pk)
