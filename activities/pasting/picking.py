"""Whom of the register a name in a pasted text may mean."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Q

from activities.models import PastedCard
from activities.pasting.cards import Card
from activities.pasting.desk import hint_of
from congress.accounts.models import User
from congress.organs.models import Organ
from congress.search.index import search_q
from congress.search.text import normalise
from deputies.models import Person, name_key

_SHOWN = 8


@dataclass(frozen=True)
class Found:
    """Somebody, or a unit, to be chosen; ``do`` is what the button posts."""

    do: str
    name: str
    hint: str


def offered(user: User, row: PastedCard, line: str, words: str) -> list[Found]:
    """People or units for a line (p3, u2): by the words typed, else those whose name is nearly the same."""
    card = Card.from_json(row.data)
    number = int(line[1:]) if line[1:].isdecimal() else -1
    if line.startswith("p") and (person := card.person(number)):
        return [Found(f"p:{number}:{p.pk}", p.name, hint_of(p)) for p in _people(user, words, person.name)]
    if line.startswith("u") and (unit := card.unit(number)):
        return [
            Found(f"u:{number}:{organ.pk}", organ.short_name, organ.name)
            for organ in _organs(words, unit.name)
        ]
    return []


def _people(user: User, words: str, name: str) -> list[Person]:
    people = Person.objects.visible_to(user).prefetch_related("posts")
    if words.strip():
        return list(people.filter(search_q(words))[:_SHOWN])
    key = name_key(name)
    near = Q()
    for char in set(key):
        near |= Q(name_key__contains=char)
    rows = people.filter(near) if key else people.none()
    keys = [pk for pk, other in rows.values_list("pk", "name_key") if _close(key, other)]
    return list(people.filter(pk__in=keys)[:_SHOWN])


def _close(one: str, other: str) -> bool:
    """One character other, more or less: 陈端文 and 陈文山."""
    if len(one) == len(other):
        return sum(a != b for a, b in zip(one, other, strict=True)) <= 1
    longer, shorter = sorted((one, other), key=len, reverse=True)
    return len(longer) - len(shorter) == 1 and any(
        longer[:at] + longer[at + 1 :] == shorter for at in range(len(longer))
    )


def _organs(words: str, name: str) -> Iterable[Organ]:
    if words.strip():
        text = normalise(words)
        return Organ.objects.filter(
            Q(name__contains=text) | Q(short_name__contains=text) | Q(names__name__contains=text)
        ).distinct()[:_SHOWN]
    pairs = {name[at : at + 2] for at in range(1, len(name) - 1)}
    near = Q(pk__in=[])
    for pair in pairs:
        near |= Q(short_name__contains=pair)
    rows = list(Organ.objects.filter(near)[:200])
    return sorted(rows, key=lambda organ: -sum(pair in organ.short_name for pair in pairs))[:_SHOWN]
