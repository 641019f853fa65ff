"""What was typed into the boxes of a card. A box that was changed is no longer doubtful."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from activities.enums import HalfDay
from activities.pasting.cards import Card, PersonLine, UnitLine, same_name
from congress.accounts.models import User
from congress.organs.models import Organ
from deputies.models import Person, name_key

#: Boxes of the card and the fields whose doubts a change settles.
_PLAIN = {
    "days": ("date", "half_day"),
    "headline": ("title",),
    "place": ("places",),
    "topic": (),
    "meeting_number": (),
}


@dataclass(frozen=True)
class Typed:
    """The posted boxes; a box that was not sent stays as it was."""

    boxes: Mapping[str, str]

    def into(self, card: Card, actor: User) -> None:
        """Change the card; names that were changed are looked up in the registers (at most 3 queries)."""
        card.refused = ""
        for name, doubts in _PLAIN.items():
            if self._new(name, getattr(card, name)):
                setattr(card, name, self.boxes[name].strip())
                self._settle(card, doubts)
                if name == "days":
                    card.again = False
        half = self.boxes.get("half_day")
        if half is not None and half != card.half_day and half in {"", *HalfDay.values}:
            card.half_day = half
            self._settle(card, ("half_day",))
        kind = self.boxes.get("kind", "")
        if kind.isdecimal() and int(kind) != card.kind:
            card.kind = int(kind)
            self._settle(card, ("kind",))
        text = self.boxes.get("text", card.text).replace("\r\n", "\n")
        if text != card.text:
            card.retext(text)
        self._rows(card, actor)

    def _new(self, name: str, now: str) -> bool:
        return name in self.boxes and self.boxes[name].strip() != now.strip()

    @staticmethod
    def _settle(card: Card, names: tuple[str, ...]) -> None:
        card.unsure = [one for one in card.unsure if one.field not in names]

    def _rows(self, card: Card, actor: User) -> None:
        renamed = []
        for field, letter, parts in (
            ("people", "p", ("name", "title", "manner")),
            ("units", "u", ("name", "by", "manner")),
            ("groups", "g", ("name", "manner")),
        ):
            for one in getattr(card, field):
                changed = [
                    part for part in parts if self._new(f"{letter}{one.line}-{part}", getattr(one, part))
                ]
                for part in changed:
                    if part == "name" and not same_name(one, self.boxes[f"{letter}{one.line}-name"]):
                        renamed.append(one)
                    setattr(one, part, self.boxes[f"{letter}{one.line}-{part}"].strip())
                if changed:
                    card.settle(field, one.line)
        people = [one for one in renamed if isinstance(one, PersonLine)]
        if people:
            _find_people(people, actor)
        units = [one for one in renamed if isinstance(one, UnitLine)]
        for unit in units:
            organs = list(Organ.objects.named(unit.name)[:2])
            unit.key, unit.new = (organs[0].pk if len(organs) == 1 else None), False


def _find_people(lines: list[PersonLine], actor: User) -> None:
    known: dict[str, list[int]] = {}
    rows = Person.objects.visible_to(actor).filter(name_key__in={name_key(one.name) for one in lines})
    for key, name in rows.values_list("pk", "name_key"):
        known.setdefault(name, []).append(key)
    for one in lines:
        keys = known.get(name_key(one.name), [])
        one.key, one.new = (keys[0] if len(keys) == 1 else None), False
        one.choices = keys if len(keys) > 1 else []
