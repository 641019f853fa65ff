"""What holds after a roster is written: is everybody in a group, how large are they, are seats exceeded (R008)."""

from __future__ import annotations

from collections import Counter, defaultdict
from decimal import ROUND_HALF_UP, Decimal

from django.db.models import F, Q
from django.utils import timezone

from congress.documents.imports import Row
from congress.organs.enums import CongressLevel
from congress.organs.models import Constituency
from deputies.models import Deputyship
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


def _held(levels: list[str]) -> list[tuple[int, str, str, str | None, int | None]]:
    """Everybody who is a deputy of these levels today, with the territorial group they sit in today."""
    today = timezone.localdate()
    now = (
        Q(memberships__is_main=True)
        & (Q(memberships__starts_on__isnull=True) | Q(memberships__starts_on__lte=today))
        & (Q(memberships__ends_on__isnull=True) | Q(memberships__ends_on__gte=today))
    )
    rows = Deputyship.objects.in_force(today).filter(level__in=levels)
    fields = ("pk", "level", "person__name", "main_group", "constituency")
    found: dict[int, tuple[int, str, str, str | None, int | None]] = {}
    seated = rows.filter(now).annotate(main_group=F("memberships__group__label")).values_list(*fields)
    for row in [*rows.annotate(main_group=F("person__phone")).values_list(*fields), *seated]:
        found[row[0]] = row if row[0] in found else (*row[:3], None, row[4])
    return list(found.values())


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
