"""Sharing turns fairly (R173), without a database: whoever had the fewest turns comes first."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True)
class Shift:
    """A day that wants deputies: who may come, and who is on duty already."""

    key: int
    day: date
    free: Collection[int]
    taken: Collection[int] = ()


def share(
    shifts: Sequence[Shift],
    *,
    order: Sequence[int],
    turns: Mapping[int, int],
    last: Mapping[int, date],
    each: int,
) -> dict[int, list[int]]:
    """Deputies for every shift up to ``each``, by the key of the shift; who is on duty already stays.

    The fewest turns come first, then the longest since the last one, then the ``order`` of the register: the same
    question always has the same answer.
    """
    had = {key: turns.get(key, 0) for key in order}
    latest = {key: last.get(key, date.min) for key in order}
    place = {key: number for number, key in enumerate(order)}
    given: dict[int, list[int]] = {}
    for shift in sorted(shifts, key=lambda one: (one.day, one.key)):
        free = [key for key in order if key in shift.free and key not in shift.taken]
        free.sort(key=lambda key: (had[key], latest[key], place[key]))
        given[shift.key] = free[: max(0, each - len(shift.taken))]
        for key in given[shift.key]:
            had[key] += 1
        for key in (*given[shift.key], *shift.taken):
            if key in latest:
                latest[key] = max(latest[key], shift.day)
    return given
