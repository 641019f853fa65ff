"""Numbers of suggestions: each kind and occasion counts for itself (R233, R245)."""

from __future__ import annotations

from datetime import date

from congress.organs.models import Session
from suggestions.enums import Kind, Occasion
from suggestions.models import NumberSeries, Suggestion

#: What stands before the number of another kind than 建议.
_MARKS = {Kind.MOTION: "议", Kind.CRITICISM: "批", Kind.OPINION: "意", Kind.SUGGESTION: ""}


def next_number(key: str) -> int:
    """The next number of a series, in the caller's transaction; the series is locked until it ends."""
    NumberSeries.objects.get_or_create(key=key)
    series = NumberSeries.objects.select_for_update().get(key=key)
    series.last += 1
    series.save(update_fields=["last"])
    return series.last


def give_number(row: Suggestion, on: date) -> None:
    """Number a suggestion that passed the gate: 18-5-057 at a session, 2026-057 between, 民2026-05-012.

    A motion is 18-5-议003, and so on. A number once given stays.
    """
    if row.number is not None:
        return
    mark = _MARKS[Kind(row.kind)]
    gate = "" if row.gate.parent_id is None else f":{row.gate_id}"
    if row.occasion == Occasion.SESSION:
        session: Session = row.session  # type: ignore[assignment]  # a constraint sees to it
        row.number_key = f"session{gate}:{session.pk}:{row.kind}"
        stem = f"{session.term.number}-{session.number}-{mark}"
    elif row.occasion == Occasion.SENTIMENT:
        row.number_key = f"sentiment{gate}:{on:%Y-%m}"
        stem = f"民{on:%Y-%m}-"
    else:
        row.number_key = f"between{gate}:{on.year}:{row.kind}"
        stem = f"{on.year}-{mark}"
    row.number = next_number(row.number_key)
    row.number_text = f"{'' if not gate else row.gate.name}{stem}{row.number:03}"


def strike_number(row: Suggestion, on: date) -> str:
    """The number of a strike-off: 销2026-031, counted through the year at each gate."""
    gate = "" if row.gate.parent_id is None else f":{row.gate_id}"
    place = "" if not gate else row.gate.name
    return f"{place}销{on.year}-{next_number(f'strike{gate}:{on.year}'):03}"
