"""What holds after a roster is written: is everybody in a group, how large are they, are seats exceeded (R008)."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable
from decimal import ROUND_HALF_UP, Decimal

from django.db.models import OuterRef, Subquery
from django.utils import timezone

from congress.documents.imports import Row
from congress.organs.enums import CongressLevel
from congress.organs.models import Constituency
from deputies.models import Deputyship, GroupMembership
from deputies.roster.entry import Entry
from deputies.roster.places import level_label
from deputies.roster.plan import count_by_level

_NAMED = 6


def findings(rows: list[Row]) -> list[str]:
    """A sentence for each level in the file, and one for each constituency with more deputies than seats."""
    by_level = count_by_level(rows)
    if not by_level:
        return []
    # Deputy key (or the row, for one still to be made) → name and main group.
    sitting: dict[str, dict[object, tuple[str, str]]] = defaultdict(dict)
    seats: dict[object, int | None] = {}
    for pk, level, name, group, constituency in _held(list(by_level)):
        sitting[level][pk] = (name, group or "")
        seats[pk] = constituency
    for level, entries in by_level.items():
        for entry in entries:
            key: object = entry.deputyship.pk if entry.deputyship else id(entry)
            before = sitting[level].get(key, (entry.name, ""))
            sitting[level][key] = (entry.name, entry.group.label if entry.group else before[1])
            seats[key] = entry.constituency.pk if entry.constituency else seats.get(key)
    sentences = [
        _sentence(level, list(sitting[level].values())) for level in CongressLevel if level in by_level
    ]
    return [*sentences, *_exceeded(seats, [entry for found in by_level.values() for entry in found])]


def _held(levels: list[str]) -> Iterable[tuple[int, str, str, str | None, int | None]]:
    """Everybody who is a deputy of these levels today: key, level, name, territorial group, constituency."""
    today = timezone.localdate()
    seat = GroupMembership.objects.in_force(today).filter(deputyship=OuterRef("pk"), is_main=True)
    rows = Deputyship.objects.in_force(today).filter(level__in=levels)
    group = Subquery(seat.values("group__label")[:1])
    return rows.order_by().values_list("pk", "level", "person__name", group, "constituency")


def _sentence(level: str, people: list[tuple[str, str]]) -> str:
    """区县级代表 305 名，编成 18 个小组，平均每组 16.9 名，没有漏编的."""
    groups = {group for _name, group in people if group}
    alone = [name for name, group in people if not group]
    text = f"写入以后，{level_label(level)}代表 {len(people):,} 名"
    if groups:
        mean = Decimal(len(people) - len(alone)) / len(groups)
        text += f"，编成 {len(groups)} 个小组，平均每组 {mean.quantize(Decimal('0.1'), ROUND_HALF_UP)} 名"
    if not alone:
        return f"{text}，没有漏编的。"
    names = "、".join(alone[:_NAMED]) + (" 等" if len(alone) > _NAMED else "")
    return f"{text}，其中 {len(alone):,} 名没有编入小组：{names}。"


def _exceeded(seats: dict[object, int | None], entries: list[Entry]) -> list[str]:
    touched = {entry.constituency.pk for entry in entries if entry.constituency}
    filled = Counter(pk for pk in seats.values() if pk in touched)
    return [
        f"{row}应选 {row.seats} 名，写入以后有 {filled[row.pk]} 名。"
        for row in Constituency.objects.filter(pk__in=touched)
        if filled[row.pk] > row.seats
    ]
