"""Paragraphs of the demo log, written as they are printed, with marks that say who and what is meant.

<title:name|manner>   a person with the title as printed; without ``title:`` the title of the register,
                      ``<:name|…>`` without any, ``<+name|…>`` under the title of the one before;
                      a second ``|`` gives the party (一行), which the text prints itself
[units|by whom]       units in a row; how they took part is the word that follows
{group|manner}        people without names
@place@  #topic#  ^organiser^
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace

from activities.parts import GroupPart, Part, UnitPart
from congress.organs.models import Organ
from deputies.models import Person

_PERSON = re.compile(
    r"<(?:(?P<title>[^<>:|]*):)?(?P<shared>\+)?(?P<name>[^<>|]+)\|(?P<manner>[^<>|]+)(?:\|(?P<party>[^<>]+))?>"
)
_UNITS = re.compile(r"\[(?P<names>[^\]|]+)\|(?P<by>[^\]]+)\](?=等?(?P<manner>[^，。、；]*))")
_GROUP = re.compile(r"\{(?P<name>[^{}|]+)\|(?P<manner>[^{}]+)\}")
_PLAIN = re.compile(r"[@#^](?P<text>[^@#^]+)[@#^]")
_SUFFIX = re.compile(r"等[^、]*$")
#: What a title leaves out after somebody of the same body was named, by how it begins.
_ELIDED = {"党组": "区人大常委会", "常委会": "区人大"}

#: Rows of people that stand in many paragraphs.
ROWS = {
    "%党组": "<党组副书记、副主任:孙维民|出席>，<党组成员、副主任:吴静|出席>、<+韩正堃|出席>、<+罗志远|出席>，"
    "<党组成员、办公室主任:任泽镕|出席>",
    "%领导": "<区人大常委会领导:陈国华|参加>、<+孙维民|参加>、<+吴静|参加>、<+韩正堃|参加>、<+罗志远|参加>、"
    "<+顾明辉|参加>",
    "%副主任": "<区人大常委会副主任:孙维民|出席>、<+吴静|出席>、<+韩正堃|出席>、<+罗志远|出席>、<+顾明辉|出席>",
}


@dataclass
class Paragraph:
    """What a marked paragraph says: its printed text and what the marks mean."""

    text: str = ""
    topic: str = ""
    place: str = ""
    organiser: str = ""
    people: list[Part] = field(default_factory=list)
    units: list[UnitPart] = field(default_factory=list)
    groups: list[GroupPart] = field(default_factory=list)


@dataclass(frozen=True)
class Register:
    """Who is known: people by name with the title they usually bear, organs by short name."""

    people: Mapping[str, Person]
    titles: Mapping[str, str]
    organs: Mapping[str, Organ]

    def organ(self, name: str) -> Organ | None:
        """The organ of a printed name; committees may leave out whose they are."""
        return self.organs.get(name) or self.organs.get(f"区人大常委会{name}")


def read(marked: str, register: Register) -> Paragraph:
    """The paragraph behind its marks."""
    for name, row in ROWS.items():
        marked = marked.replace(name, row)
    found = Paragraph(
        topic=_first("#", marked),
        place="、".join(re.findall(r"@([^@]+)@", marked)),
        organiser=_first("^", marked),
    )
    text = _PERSON.sub(_person_reader(found, register), marked)
    text = _UNITS.sub(_units_reader(found, register), text)
    text = _GROUP.sub(_group_reader(found), text)
    found.text = _PLAIN.sub(lambda match: match["text"], text)
    return found


def _first(mark: str, marked: str) -> str:
    match = re.search(f"{re.escape(mark)}([^{re.escape(mark)}]+){re.escape(mark)}", marked)
    return match[1] if match else ""


def _in_full(title: str) -> str:
    return next((before + title for begin, before in _ELIDED.items() if title.startswith(begin)), "")


def _person_reader(found: Paragraph, register: Register) -> Callable[[re.Match[str]], str]:
    def read_person(match: re.Match[str]) -> str:
        name, shared = match["name"], bool(match["shared"])
        if shared:
            found.people[-1] = replace(found.people[-1], collective_title=True)
            title, printed = found.people[-1].title_as_written, name
        else:
            title = register.titles.get(name, "") if match["title"] is None else match["title"]
            printed = f"{title}{name}"
        found.people.append(
            Part(
                person=register.people.get(name),
                name=name,
                title_as_written=title,
                title_full=_in_full(title),
                collective_title=shared,
                manner=match["manner"],
                party=match["party"] or "",
            )
        )
        return printed

    return read_person


def _units_reader(found: Paragraph, register: Register) -> Callable[[re.Match[str]], str]:
    def read_units(match: re.Match[str]) -> str:
        for name in re.split("[、及]", match["names"]):
            name = _SUFFIX.sub("", name)
            found.units.append(
                UnitPart(
                    name_as_written=name,
                    organ=register.organ(name),
                    represented_by=match["by"],
                    manner=match["manner"][:40] or "参加",
                )
            )
        return match["names"] + match["by"]

    return read_units


def _group_reader(found: Paragraph) -> Callable[[re.Match[str]], str]:
    def read_group(match: re.Match[str]) -> str:
        found.groups.append(GroupPart(name=match["name"], manner=match["manner"]))
        return match["name"]

    return read_group
