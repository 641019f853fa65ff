"""Starting and stopping time limits. Lengths and sources are data of the district."""

from __future__ import annotations

from datetime import date

from congress.access.exceptions import Conflict
from congress.workdays.deadlines import deadline
from suggestions.enums import ClockKind
from suggestions.models import Clock, Handling, Suggestion, TimeLimit


def start(row: Suggestion, kind: ClockKind, on: date, *, handling: Handling | None = None) -> Clock:
    """Start a time limit on a day, which is itself not counted; ``Conflict`` when its length is not set."""
    limit = TimeLimit.objects.filter(clock=kind).first()
    if limit is None:
        raise Conflict(f"还没有设定“{kind.label}”的期限，请先在办理期限里设定")
    due = deadline(on, limit.span).due
    return Clock.objects.create(
        suggestion=row,
        handling=handling,
        kind=kind,
        started_on=on,
        span=limit.span,
        source=limit.source,
        words=limit.words,
        due_on=due,
        first_due_on=due,
    )


def stop(
    row: Suggestion,
    *kinds: ClockKind,
    on: date,
    handling: Handling | None = None,
    met: bool = True,
) -> None:
    """Stop the running time limits of these kinds, of one unit's part where one is given."""
    running = Clock.objects.running().filter(suggestion=row, kind__in=kinds)
    if handling is not None:
        running = running.filter(handling=handling)
    running.update(stopped_on=on, met=met)


def stop_all(row: Suggestion, on: date, *, keep: tuple[ClockKind, ...] = ()) -> None:
    """Stop everything that runs without its being met: the suggestion was withdrawn, merged, diverted."""
    Clock.objects.running().filter(suggestion=row).exclude(kind__in=keep).update(stopped_on=on, met=False)


def stop_part(part: Handling, on: date) -> None:
    """Stop what runs for a unit that no longer handles."""
    Clock.objects.running().filter(handling=part).update(stopped_on=on, met=False)


def reply_kind(row: Suggestion) -> ClockKind:
    """Which limit a reply has: one for a first reply, a longer one for hard matters, a short one for a redo."""
    if row.round > 1:
        return ClockKind.REDO
    return ClockKind.REPLY_HARD if row.hard else ClockKind.REPLY
