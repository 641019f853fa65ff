"""What recognition hands back. Every name, unit and place stands in the text; spans say where."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import Any


@dataclass(frozen=True, order=True)
class Span:
    """A stretch of :attr:`Recognised.text`, end exclusive."""

    start: int
    end: int


@dataclass(frozen=True)
class Doubt:
    """One thing the clerk is asked about: the field, the words in question, why (in Chinese), and where.

    ``field`` is one of date, half_day, kind, people, units, groups, places, title. ``index`` counts within
    people, units, groups or places.
    """

    field: str
    text: str
    reason: str
    span: Span | None = None
    index: int | None = None


@dataclass
class PersonFound:
    """A person named in the text.

    ``name`` is without the space a list prints inside it (张 三); ``title`` is as written, ``title_full`` has an
    elided prefix restored and is empty where nothing was left out. ``keys`` are those of the roster entries that
    may be meant: one when certain, several for people of the same name, none for someone unknown.
    """

    name: str
    title: str
    participation: str
    span: Span
    title_span: Span | None = None
    title_full: str = ""
    collective_title: bool = False
    partial: bool = False
    firm: str = ""
    party: str = ""
    level: str = ""
    keys: tuple[int, ...] = ()


@dataclass
class UnitFound:
    """A unit that took part, by whom (负责人) and how; ``key`` is that of the register, if it is in there."""

    name: str
    represented_by: str
    participation: str
    span: Span
    key: int | None = None


@dataclass
class GroupFound:
    """People without names: 部分区人大代表, 机关干部职工."""

    name: str
    participation: str
    span: Span


@dataclass
class PlaceFound:
    """A place as written."""

    name: str
    span: Span


@dataclass
class Meeting:
    """A numbered meeting of a body: 区人大常委会党组, 2024, 9, 第九次. ``year`` as written, else empty."""

    body: str
    year: int | None
    number: int
    number_text: str
    span: Span


@dataclass
class Recognised:
    """One paragraph. ``text`` is as pasted (a paragraph cut by a page break is joined); spans count in it.

    ``half_day`` is am, pm, evening or empty. ``heading`` is a heading that stood right above the paragraph or, for a
    pasted issue, its line in the contents; it is then also the ``title``.
    """

    text: str
    start: date | None = None
    end: date | None = None
    half_day: str = ""
    date_span: Span | None = None
    kind: str = ""
    kind_code: str = ""
    organiser: str = ""
    topic: str = ""
    title: str = ""
    heading: str = ""
    people: list[PersonFound] = field(default_factory=list)
    units: list[UnitFound] = field(default_factory=list)
    groups: list[GroupFound] = field(default_factory=list)
    places: list[PlaceFound] = field(default_factory=list)
    meeting: Meeting | None = None
    open_lists: list[str] = field(default_factory=list)
    unsure: list[Doubt] = field(default_factory=list)
    #: Where organiser, topic and the like stand, by name of the field.
    spans: dict[str, Span] = field(default_factory=dict)

    @property
    def place(self) -> str:
        """All places, as the form's one box takes them."""
        return "、".join(place.name for place in self.places)

    def as_json(self) -> dict[str, Any]:
        """The object that ``recognise_activities`` prints."""
        return {
            "start": self.start.isoformat() if self.start else None,
            "end": self.end.isoformat() if self.end else None,
            "half_day": self.half_day or None,
            "kind": self.kind,
            "people": [
                {"name": person.name, "title": person.title, "participation": person.participation}
                for person in self.people
            ],
            "units": [unit.name for unit in self.units],
            "places": [place.name for place in self.places],
            "title": self.title,
            "unsure": [
                {"field": doubt.field, "text": doubt.text, "reason": doubt.reason} for doubt in self.unsure
            ],
        }
