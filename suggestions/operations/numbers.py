"""Numbers of suggestions: each kind and occasion counts for itself (R233, R245)."""

from __future__ import annotations

from datetime import date

from congress.organs.models import Area, Session
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
    if row.number is None:
        key, stem = _series(row, on)
        _write(row, key, stem, next_number(key))


def take_number(row: Suggestion, number: int, on: date) -> None:
    """Give a suggestion the number it bears already elsewhere; the series goes on behind it."""
    key, stem = _series(row, on)
    NumberSeries.objects.get_or_create(key=key)
    series = NumberSeries.objects.select_for_update().get(key=key)
    series.last = max(series.last, number)
    series.save(update_fields=["last"])
    _write(row, key, stem, number)


def session_key(session_id: int, kind: str, gate: Area) -> str:
    """The series of one kind at a session; a town's own gate counts for itself."""
    place = "" if gate.parent_id is None else f":{gate.pk}"
    return f"session{place}:{session_id}:{kind}"


def _series(row: Suggestion, on: date) -> tuple[str, str]:
    """The key of the series, and what stands before its numbers."""
    mark = _MARKS[Kind(row.kind)]
    gate = "" if row.gate.parent_id is None else f":{row.gate_id}"
    if row.occasion == Occasion.SESSION:
        session: Session = row.session  # type: ignore[assignment]  # a constraint sees to it
        return session_key(session.pk, row.kind, row.gate), f"{session.term.number}-{session.number}-{mark}"
    if row.occasion == Occasion.SENTIMENT:
        return f"sentiment{gate}:{on:%Y-%m}", f"民{on:%Y-%m}-"
    return f"between{gate}:{on.year}:{row.kind}", f"{on.year}-{mark}"


def _write(row: Suggestion, key: str, stem: str, number: int) -> None:
    place = "" if row.gate.parent_id is None else row.gate.name
    row.number_key, row.number = key, number
    row.number_text = f"{place}{stem}{number:03}"


def strike_number(row: Suggestion, on: date) -> str:
    """The number of a strike-off: 销2026-031, counted through the year at each gate."""
    gate = "" if row.gate.parent_id is None else f":{row.gate_id}"
    place = "" if not gate else row.gate.name
    return f"{place}销{on.year}-{next_number(f'strike{gate}:{on.year}'):03}"
