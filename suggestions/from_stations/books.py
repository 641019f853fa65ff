"""The suggestions of a station's deputies, for the books of the station (R076)."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from congress.figures.period import Period
from congress.web import dates
from liaison_stations.books.seams import Led
from suggestions.enums import Part, State
from suggestions.models import Suggestion
from suggestions.showing import state_shown
from suggestions.tables import load_parts, units_of

#: What is not, or no longer, a suggestion of the deputy's.
_NOT_PUT = (State.DRAFT, State.SUBMITTED, State.RETURNED, State.WITHDRAWN)


def leading(deputyships: Collection[int], period: Period) -> list[Led]:
    """Those registered, by the day they were put (2 queries)."""
    rows: list[Any] = list(
        Suggestion.objects.filter(period.as_q_of_moments("submitted_at"), lead__in=deputyships)
        .exclude(state__in=_NOT_PUT)
        .order_by("submitted_at", "pk")
    )
    load_parts(rows)
    return [
        Led(
            deputyship=row.lead_id,
            on=dates.as_date(row.submitted_at),
            number=row.number_text or row.receipt,
            title=row.title,
            units=units_of(row, Part.LEAD, Part.SPLIT),
            state=state_shown(row, row.parts)[1],
            result=row.get_result_display(),
        )
        for row in rows
        if row.submitted_at
    ]
