"""A pasted paragraph as the clerk goes over it: what was read, what was changed, what is still doubtful.

Plain data without the database; it is kept as JSON in ``PastedCard.data``.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import asdict, dataclass, field
from typing import Any

from activities.days import days_text
from activities.recognition import Doubt, PersonFound, Recognised
from activities.recognition.result import Span
from deputies.names import name_key

DEFAULT_MANNER = "参加"


@dataclass
class PersonLine:
    """Somebody named. ``key`` is that of the register, ``choices`` are namesakes; ``new`` was said by the clerk."""

    line: int
    name: str
    title: str = ""
    manner: str = DEFAULT_MANNER
    full: str = ""
    collective: bool = False
    party: str = ""
    firm: str = ""
    key: int | None = None
    choices: list[int] = field(default_factory=list)
    new: bool = False

    @property
    def is_settled(self) -> bool:
        """Whether it is known who is meant, or that somebody is to be entered."""
        return self.key is not None or self.new


@dataclass
class UnitLine:
    """A unit. ``key`` is that of the register; without one it is logged as written, or entered when ``new``."""

    line: int
    name: str
    by: str = ""
    manner: str = DEFAULT_MANNER
    key: int | None = None
    new: bool = False


@dataclass
class GroupLine:
    """A collective without names."""

    line: int
    name: str
    manner: str = DEFAULT_MANNER


@dataclass
class Unsure:
    """One thing recognition is unsure of and nobody has confirmed yet; ``line`` within people, units or groups."""

    number: int
    field: str
    words: str
    reason: str
    line: int | None = None


@dataclass
class Mark:
    """A stretch of the text and what it was read as; ``line`` within its field."""

    start: int
    end: int
    what: str
    line: int | None = None


@dataclass
class Card:
    """One paragraph. ``again`` says that the clerk has seen a like record and logs it all the same."""

    text: str
    days: str = ""
    half_day: str = ""
    kind: int | None = None
    headline: str = ""
    place: str = ""
    topic: str = ""
    organiser: str = ""
    meeting_number: str = ""
    people: list[PersonLine] = field(default_factory=list)
    units: list[UnitLine] = field(default_factory=list)
    groups: list[GroupLine] = field(default_factory=list)
    unsure: list[Unsure] = field(default_factory=list)
    marks: list[Mark] = field(default_factory=list)
    again: bool = False
    refused: str = ""

    def as_json(self) -> dict[str, Any]:
        """What is stored."""
        return asdict(self)

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> Card:
        """What was stored."""
        parts: dict[str, type[Any]] = {
            "people": PersonLine,
            "units": UnitLine,
            "groups": GroupLine,
            "unsure": Unsure,
            "marks": Mark,
        }
        lists = {name: [part(**row) for row in data.get(name, ())] for name, part in parts.items()}
        return cls(**{**data, **lists})

    def person(self, line: int) -> PersonLine | None:
        """The person in a line."""
        return next((one for one in self.people if one.line == line), None)

    def unit(self, line: int) -> UnitLine | None:
        """The unit in a line."""
        return next((one for one in self.units if one.line == line), None)

    def next_line(self) -> int:
        """The number of a line that is added."""
        lines = [
            *(p.line for p in self.people),
            *(u.line for u in self.units),
            *(g.line for g in self.groups),
        ]
        return max(lines, default=0) + 1

    def settle(self, name: str, line: int | None = None) -> None:
        """Nothing is doubtful about a field any more, or about one line of it."""
        self.unsure = [one for one in self.unsure if (one.field, one.line) != (name, line)]

    def drop(self, name: str, line: int) -> None:
        """Take a line out; what it was read from stays unmarked."""
        rows = getattr(self, name)
        rows[:] = [one for one in rows if one.line != line]
        self.settle(name, line)
        self.marks = [mark for mark in self.marks if (mark.what, mark.line) != (name, line)]

    def retext(self, text: str) -> None:
        """Another text: a mark stays where its words still stand."""
        kept = []
        for mark in self.marks:
            words = self.text[mark.start : mark.end]
            at = text.find(words)
            if words and at >= 0:
                kept.append(Mark(at, at + len(words), mark.what, mark.line))
        self.text, self.marks = text, kept

    @property
    def leader(self) -> int | None:
        """The person named first, when known."""
        return self.people[0].key if self.people else None


def card_of(
    found: Recognised, kinds: Mapping[str, int], visible: Callable[[Iterable[int]], set[int]]
) -> Card:
    """The card of a paragraph. ``kinds`` leads from code to key; ``visible`` keeps people in the clerk's scope."""
    seen = visible(key for person in found.people for key in person.keys)
    card = Card(
        text=found.text,
        days=days_text(found.start, found.end or found.start) if found.start else "",
        half_day=found.half_day,
        kind=kinds.get(found.kind_code),
        headline=found.title,
        place=found.place,
        topic=found.topic,
        organiser=found.organiser,
        meeting_number=str(found.meeting.number) if found.meeting else "",
    )
    card.people = [_person(number, person, seen) for number, person in enumerate(found.people)]
    card.units = [
        UnitLine(number, unit.name, unit.represented_by, unit.participation or DEFAULT_MANNER, unit.key)
        for number, unit in enumerate(found.units)
    ]
    card.groups = [
        GroupLine(number, group.name, group.participation or DEFAULT_MANNER)
        for number, group in enumerate(found.groups)
    ]
    card.unsure = [_unsure(number, doubt) for number, doubt in enumerate(found.unsure)]
    card.marks = marks_of(found)
    return card


def _person(number: int, found: PersonFound, seen: set[int]) -> PersonLine:
    keys = [key for key in found.keys if key in seen]
    return PersonLine(
        number,
        found.name,
        found.title,
        found.participation or DEFAULT_MANNER,
        full=found.title_full,
        collective=found.collective_title,
        party=found.party,
        firm=found.firm,
        key=keys[0] if len(keys) == 1 else None,
        choices=keys if len(keys) > 1 else [],
    )


def _unsure(number: int, doubt: Doubt) -> Unsure:
    return Unsure(number, doubt.field, doubt.text, doubt.reason, doubt.index)


def marks_of(found: Recognised) -> list[Mark]:
    """What was read where, in the order of the text; of two that overlap the first one stands."""
    marks: list[Mark] = []
    if found.date_span:
        marks.append(_mark(found.date_span, "date"))
    for number, person in enumerate(found.people):
        start = person.span.start
        if person.title_span and person.title_span.end == start:
            start = person.title_span.start
        marks.append(Mark(start, person.span.end, "people", number))
    marks += [_mark(unit.span, "units", number) for number, unit in enumerate(found.units)]
    marks += [_mark(group.span, "groups", number) for number, group in enumerate(found.groups)]
    marks += [_mark(place.span, "places", number) for number, place in enumerate(found.places)]
    kept: list[Mark] = []
    for mark in sorted(marks, key=lambda one: (one.start, -one.end)):
        if mark.end > mark.start and (not kept or mark.start >= kept[-1].end):
            kept.append(mark)
    return kept


def _mark(span: Span, what: str, line: int | None = None) -> Mark:
    return Mark(span.start, span.end, what, line)


def same_name(one: PersonLine | UnitLine, name: str) -> bool:
    """Whether a line bears this name, however its spaces and dots are written."""
    return name_key(one.name) == name_key(name)
