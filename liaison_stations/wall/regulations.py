"""The rules a station works by, and which of them it lacks (R155)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import OuterRef, Subquery

from liaison_stations.models import Regulation, Station, StationRegulation


@dataclass(frozen=True)
class Shown:
    """A rule as it stands at a station: in its own words, else in the district's."""

    row: Regulation
    own: str

    @property
    def text(self) -> str:
        """What is read on the wall; empty where nobody has written it yet."""
        return self.own or self.row.text

    @property
    def lines(self) -> list[str]:
        """Its paragraphs."""
        return self.text.splitlines()

    @property
    def is_missing(self) -> bool:
        """Whether the station lacks what it must have."""
        return self.row.is_required and not self.text


def regulations_of(station: Station) -> list[Shown]:
    """The rules for stations of this kind, in order (1 query)."""
    own = StationRegulation.objects.filter(station=station, regulation=OuterRef("pk"))
    rows = Regulation.objects.filter(in_use=True, kinds=station.kind_id)
    return [Shown(row, row.own or "") for row in rows.annotate(own=Subquery(own.values("text")[:1]))]


def missing_words(rows: Iterable[Shown]) -> str:
    """制度 7 项, or 制度 6 项，缺 1 项：代表联络站值班制度."""
    shown = list(rows)
    if not shown:
        return ""
    there = sum(bool(one.text) for one in shown)
    lacking = [one.row.title for one in shown if one.is_missing]
    gap = f"，缺 {len(lacking)} 项：{'、'.join(lacking)}" if lacking else ""
    return f"制度 {there} 项{gap}"


def missing_at(stations: Iterable[Station]) -> dict[int, list[str]]:
    """Titles of required rules that these stations lack, by the key of the station (3 queries)."""
    rows = list(stations)
    bare = Regulation.objects.filter(in_use=True, is_required=True, text="").prefetch_related("kinds")
    by_kind: dict[int, list[Regulation]] = defaultdict(list)
    for row in bare:
        for kind in row.kinds.all():
            by_kind[kind.pk].append(row)
    own = StationRegulation.objects.filter(station__in=[row.pk for row in rows], regulation__in=bare)
    written = set(own.exclude(text="").values_list("station", "regulation"))
    return {
        row.pk: [one.title for one in by_kind[row.kind_id] if (row.pk, one.pk) not in written] for row in rows
    }
