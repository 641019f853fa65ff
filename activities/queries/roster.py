"""Deputies as the form takes them: one by one, by whole groups, by constituencies."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date

from django.core.exceptions import ValidationError
from django.db.models import QuerySet

from activities.models import Activity
from congress.accounts.models import User
from congress.organs.enums import CongressLevel
from congress.organs.models import Constituency
from congress.search.index import search_q
from deputies.models import DeputyGroup, Deputyship, GroupMembership, name_key

#: What parts the names in the box.
_BETWEEN = re.compile(r"[、，,;；\n]+")
_KEYED = re.compile(r"(?P<name>.*)#(?P<key>\d+)")
_LEVELS = [level.value for level in CongressLevel]
#: Where somebody is a deputy at several levels, a bare name means this one before the others.
_FIRST = CongressLevel.DISTRICT
_SHOWN = 30


@dataclass(frozen=True)
class DeputyOption:
    """A deputy, or with ``members`` a whole group or constituency; ``value`` is what the box holds."""

    value: str
    name: str
    hint: str
    members: list[DeputyOption] = field(default_factory=list)


def deputy_value(row: Deputyship) -> str:
    """How the box names a deputy beyond doubt: 赵永东#12."""
    return f"{row.person.name}#{row.pk}"


def deputies_text(rows: Iterable[Deputyship]) -> str:
    """What the box shows for these deputies."""
    return "、".join(deputy_value(row) for row in rows)


def on_roll(activity: Activity) -> list[Deputyship]:
    """The deputies of an activity, each once, in the order of the roster (one query)."""
    rows = Deputyship.objects.filter(attendances__activity=activity).distinct()
    return list(rows.select_related("person", "term__area").order_by("person__pinyin", "pk"))


def once_each(rows: Iterable[Deputyship]) -> list[Deputyship]:
    """One deputyship for each human being, that of the district before the others, in the order given."""
    chosen: dict[int, Deputyship] = {}
    for row in rows:
        known = chosen.get(row.person_id)
        if known is None or _height(row) < _height(known):
            chosen[row.person_id] = row
    return list(chosen.values())


def _height(row: Deputyship) -> tuple[bool, int]:
    return row.level != _FIRST, _LEVELS.index(row.level)


def _pool(user: User, on: date) -> QuerySet[Deputyship]:
    rows = Deputyship.objects.visible_to(user).in_force(on)
    return rows.select_related("person", "term__area", "constituency").order_by("person__pinyin", "pk")


def _option(row: Deputyship) -> DeputyOption:
    hint = "　".join(
        part for part in (row.title, str(row.constituency or ""), row.person.organisation) if part
    )
    return DeputyOption(deputy_value(row), row.person.name, hint)


def deputy_options(user: User, text: str, *, on: date) -> list[DeputyOption]:
    """Groups, constituencies and deputies whose name (initials, pinyin) contains the text, on a day (5 queries)."""
    groups = list(DeputyGroup.objects.visible_to(user).in_force(on).filter(label__contains=text)[:_SHOWN])
    places = list(Constituency.objects.filter(name__contains=text)[:_SHOWN])
    options = [*_groups(user, groups, on), *_constituencies(user, places, on)]
    if text.strip():
        found = _pool(user, on).filter(search_q(text, "person__search_text"))
        options = [*(_option(row) for row in found[:_SHOWN]), *options]
    return options


def _groups(user: User, groups: Sequence[DeputyGroup], on: date) -> list[DeputyOption]:
    members: dict[int, list[Deputyship]] = defaultdict(list)
    pool = _pool(user, on)
    sitting = GroupMembership.objects.in_force(on).filter(group__in=groups, deputyship__in=pool.order_by())
    for row in sitting.select_related(
        "deputyship__person", "deputyship__term__area", "deputyship__constituency"
    ).order_by("deputyship__person__pinyin"):
        members[row.group_id].append(row.deputyship)
    return [_whole(group.label, members[group.pk]) for group in groups if members[group.pk]]


def _constituencies(user: User, places: Sequence[Constituency], on: date) -> list[DeputyOption]:
    members: dict[int | None, list[Deputyship]] = defaultdict(list)
    for row in _pool(user, on).filter(constituency__in=places):
        members[row.constituency_id].append(row)
    return [_whole(place.name, members[place.pk]) for place in places if members[place.pk]]


def _whole(name: str, rows: Sequence[Deputyship]) -> DeputyOption:
    members = [_option(row) for row in once_each(rows)]
    return DeputyOption(name, name, f"全部 {len(members)} 位代表", members)


def deputies_named(user: User, text: str, *, on: date, known: Collection[int] = ()) -> list[Deputyship]:
    """The deputies a text lists: 赵永东#12, names, labels of groups, names of constituencies, parted by 、.

    ``known`` are deputyships that may stay although they are out of scope or of an earlier term. Raises
    ``ValidationError`` that names what was not found, or is more than one person.
    """
    words = [word.strip() for word in _BETWEEN.split(text) if word.strip()]
    keyed = [int(match["key"]) for word in words if (match := _KEYED.fullmatch(word))]
    plain = [word for word in words if not _KEYED.fullmatch(word)]
    visible = Deputyship.objects.visible_to(user).filter(pk__in=keyed)
    kept = Deputyship.objects.filter(pk__in=set(keyed) & set(known))
    found = {row.pk: row for row in (visible | kept).select_related("person", "term__area").distinct()}
    chosen = {key: found[key] for key in keyed if key in found}
    problems = [f"没有找到编号 {key} 的代表，请重新选" for key in keyed if key not in found]
    if plain:
        named = _by_name(user, plain, on)
        for word in plain:
            rows, problem = named[word]
            chosen.update({row.pk: row for row in rows})
            problems += [problem] if problem else []
    if problems:
        raise ValidationError(problems)
    return sorted(once_each(chosen.values()), key=lambda row: (row.person.pinyin, row.pk))


def _by_name(user: User, words: Sequence[str], on: date) -> dict[str, tuple[list[Deputyship], str]]:
    """For each word the deputies it means, and what is wrong with it."""
    pool = _pool(user, on)
    people: dict[str, list[Deputyship]] = defaultdict(list)
    for row in pool.filter(person__name_key__in={name_key(word) for word in words}):
        people[row.person.name_key].append(row)
    groups: dict[str, list[Deputyship]] = defaultdict(list)
    sitting = GroupMembership.objects.in_force(on).filter(
        group__label__in=words, deputyship__in=pool.order_by()
    )
    for membership in sitting.select_related("group", "deputyship__person"):
        groups[membership.group.label].append(membership.deputyship)
    for row in pool.filter(constituency__name__in=words):
        groups[str(row.constituency)].append(row)
    found: dict[str, tuple[list[Deputyship], str]] = {}
    for word in words:
        rows = people[name_key(word)]
        if len({row.person_id for row in rows}) > 1:
            found[word] = (
                [],
                f"名册里有 {len({row.person_id for row in rows})} 位代表叫“{word}”，请在列表里选是哪一位",
            )
        elif rows:
            found[word] = once_each(rows), ""
        elif groups[word]:
            found[word] = groups[word], ""
        else:
            found[word] = [], f"当天的代表名册里没有“{word}”，请核对姓名、小组或选区"
    return found
