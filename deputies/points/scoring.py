"""What each duty of a year is worth, from the duties alone: the same answer whenever and in whatever order asked.

Points are whole tenths here, so that sums are exact.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import NamedTuple

#: Tenths to a point.
TENTHS = 10


@dataclass(frozen=True)
class ItemWorth:
    """What an item is worth, in tenths: the first time, each further time, and at most together."""

    pk: int
    class_pk: int
    first: int
    further: int
    cap: int


@dataclass(frozen=True)
class SchemeWorth:
    """A scheme ready for reckoning: the item of each kind of duty, the caps of classes, the cap of all."""

    items: Mapping[int, ItemWorth]
    class_caps: Mapping[int, int]
    cap: int


class Worth(NamedTuple):
    """What one duty is worth, in tenths, under which item, and the how manieth of that item it was."""

    item: int
    tenths: int
    time: int


def worth_of(scheme: SchemeWorth, duties: Iterable[tuple[int, int]]) -> dict[int, Worth]:
    """Each duty's worth by its key, for one deputy and year; ``duties`` are (key, kind) in the order of their days.

    A duty of a kind that counts under no item is not in the answer. The sum never passes a cap, and is the same in
    whatever order the duties come: only which of them bears the points differs.
    """
    times: dict[int, int] = {}
    left_of_item: dict[int, int] = {}
    left_of_class: dict[int, int] = {}
    left = scheme.cap
    found: dict[int, Worth] = {}
    for key, kind in duties:
        item = scheme.items.get(kind)
        if item is None:
            continue
        time = times[item.pk] = times.get(item.pk, 0) + 1
        of_item = left_of_item.get(item.pk, item.cap)
        of_class = left_of_class.get(item.class_pk, scheme.class_caps.get(item.class_pk, left))
        tenths = min(item.first if time == 1 else item.further, of_item, of_class, left)
        left_of_item[item.pk] = of_item - tenths
        if item.class_pk in scheme.class_caps:
            left_of_class[item.class_pk] = of_class - tenths
        left -= tenths
        found[key] = Worth(item.pk, tenths, time)
    return found


def in_tenths(points: Decimal) -> int:
    """2.5 points are 25 tenths."""
    return int(points * TENTHS)


def in_points(tenths: int) -> Decimal:
    """25 tenths are 2.5 points."""
    return Decimal(tenths) / TENTHS
