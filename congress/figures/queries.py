"""What was counted before the portal, beside what the portal counts (R309)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import reduce
from operator import add

from congress.figures.models import HistoricFigure
from congress.figures.numbers import Count
from congress.figures.period import Period


@dataclass
class Earlier:
    """Numbers of one name: those of a period, and those that only touch it and so are no part of it."""

    within: list[HistoricFigure] = field(default_factory=list)
    beside: list[HistoricFigure] = field(default_factory=list)

    def added_to(self, count: Count) -> Count | None:
        """Together with what the portal counted; none where there is nothing to add, or it is of another unit."""
        parts = [row.count for row in self.within]
        if not parts or any(part.unit != count.unit for part in parts):
            return None
        return reduce(add, parts, count)


def earlier(period: Period, names: Iterable[str] | None = None) -> Mapping[str, Earlier]:
    """What stands of the time before the portal for a period, by name (1 query)."""
    rows = HistoricFigure.objects.standing().touching(period)
    if names is not None:
        rows = rows.filter(name__in=list(names))
    found: dict[str, Earlier] = {}
    for row in rows:
        of = found.setdefault(row.name, Earlier())
        is_within = period.start <= row.since and row.until <= period.end
        (of.within if is_within else of.beside).append(row)
    return found
