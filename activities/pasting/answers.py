"""What a button on a card does. An answer about a name counts for every open card that bears it."""

from __future__ import annotations

import re
from collections.abc import Sequence

from activities.pasting.cards import Card, GroupLine, PersonLine, UnitLine, same_name
from congress.accounts.models import User
from congress.organs.models import Organ
from deputies.models import Person

_LINE = re.compile(r"(?P<row>[pug]):(?P<line>\d+):(?P<what>\w+)")
_FIELDS = {"p": "people", "u": "units", "g": "groups"}
#: Buttons that change nothing within the card itself.
_PLAIN = frozenset({"", "save", "skip", "wake"})


class NoSuchAnswer(Exception):
    """The button belongs to a line that is not there any more, or names nobody the clerk may see."""


def take(mine: Card, others: Sequence[Card], answer: str, actor: User) -> list[Card]:
    """Change the card, and those of the others that bear the same name; returns these."""
    if answer in _PLAIN:
        return []
    if answer == "again":
        mine.again = True
    elif answer.startswith("ok:") and answer[3:].isdecimal():
        mine.unsure = [one for one in mine.unsure if one.number != int(answer[3:])]
    elif answer == "units":
        return _keep_units(mine, others)
    elif answer in {"add:p", "add:u", "add:g"}:
        _add(mine, answer[-1])
    elif match := _LINE.fullmatch(answer):
        return _line(mine, others, match["row"], int(match["line"]), match["what"], actor)
    else:
        raise NoSuchAnswer(answer)
    return []


def _add(card: Card, row: str) -> None:
    line = card.next_line()
    if row == "p":
        card.people.append(PersonLine(line, ""))
    elif row == "u":
        card.units.append(UnitLine(line, ""))
    else:
        card.groups.append(GroupLine(line, ""))


def _keep_units(mine: Card, others: Sequence[Card]) -> list[Card]:
    """All units of this card that the register does not have are logged as written."""
    names = [unit.name for unit in mine.units if unit.key is None and not unit.new]
    touched = []
    for card in (mine, *others):
        before = len(card.unsure)
        for unit in card.units:
            if any(same_name(unit, name) for name in names):
                card.settle("units", unit.line)
        if card is not mine and len(card.unsure) != before:
            touched.append(card)
    return touched


def _line(mine: Card, others: Sequence[Card], row: str, line: int, what: str, actor: User) -> list[Card]:
    field = _FIELDS[row]
    target = next((one for one in getattr(mine, field) if one.line == line), None)
    if target is None:
        raise NoSuchAnswer(f"{row}:{line}")
    name = target.name
    was_open = isinstance(target, PersonLine) and not target.is_settled
    was_open |= isinstance(target, UnitLine) and target.key is None
    chosen = _chosen(row, what, actor)
    touched = []
    for card in (mine, *others):
        for one in [one for one in getattr(card, field) if _means(one, target, name, row, was_open)]:
            _settle(card, field, one, what, chosen)
            if card is not mine:
                touched.append(card)
    return touched


def _means(one: object, target: object, name: str, row: str, was_open: bool) -> bool:
    """The line itself; and, while nobody has answered there, every line of the same name."""
    if one is target:
        return True
    if not was_open or row == "g" or not name.strip():
        return False
    if isinstance(one, PersonLine):
        return same_name(one, name) and not one.is_settled
    return isinstance(one, UnitLine) and same_name(one, name) and one.key is None and not one.new


def _chosen(row: str, what: str, actor: User) -> Person | Organ | None:
    if not what.isdecimal():
        if what not in (
            {"new", "drop"} if row == "p" else {"new", "keep", "drop"} if row == "u" else {"drop"}
        ):
            raise NoSuchAnswer(what)
        return None
    found: Person | Organ | None = None
    if row == "p":
        found = Person.objects.visible_to(actor).filter(pk=int(what)).first()
    elif row == "u":
        found = Organ.objects.filter(pk=int(what)).first()
    if found is None:
        raise NoSuchAnswer(what)
    return found


def _settle(
    card: Card,
    field: str,
    one: PersonLine | UnitLine | GroupLine,
    what: str,
    chosen: Person | Organ | None,
) -> None:
    """A person bears the name of the register from now on; a unit keeps the one of the text."""
    if what == "drop":
        card.drop(field, one.line)
        return
    card.settle(field, one.line)
    if isinstance(one, PersonLine):
        one.key, one.new, one.choices = (chosen.pk if chosen else None), what == "new", []
        one.name = chosen.name if chosen else one.name
    elif isinstance(one, UnitLine):
        one.key, one.new = (chosen.pk if chosen else None), what == "new"
