"""Gold for recognition: the marked texts beside this file, and the real issue where it is at hand.

A marked text says ``<title:name|how>`` a person (``+name``: under the title of the one before), ``[unit|how]``,
``{people without names|how}`` and ``@place@``; what is left without the marks is the paragraph.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from activities.recognition import Lexicon, lexicon_from_roster
from activities.recognition.lexicon import DEFAULT_KINDS

TEXTS = Path(__file__).parent / "recognition_texts"
REAL = Path(__file__).resolve().parents[2] / "shared" / "real" / "renda_xinxi_2024_05.json"
#: Kinds that districts often add to those every portal begins with.
MORE_KINDS = {
    "congress_session": "代表大会会议",
    "town_congress": "乡镇人代会",
    "symposium": "座谈会",
    "key_suggestion": "重点督办建议",
    "exchange": "考察交流",
    "election": "换届选举",
    "oath": "宪法宣誓",
    "theme_party_day": "主题党日",
    "river_patrol": "巡河巡湖",
    "enterprise_service": "包保服务企业",
}
_HEAD = re.compile(r"(?P<start>[\d-]{10}|\?)(?:~(?P<end>[\d-]{10}))? (?P<half>am|pm|evening|-) (?P<kind>\w+)")
_MARK = re.compile(
    r"<(?:(?P<title>[^<>:|]*):)?(?P<shared>\+)?(?P<name>[^<>|]+)\|(?P<how>[^<>|]+)>"
    r"|\[(?P<unit>[^\]|]+)\|(?P<unit_how>[^\]]+)\]|\{(?P<group>[^{}|]+)\|[^{}]+\}|@(?P<place>[^@]+)@"
)
_REMARK = re.compile(r"（[^）]*）$")


@dataclass
class Person:
    """A person as the gold has it."""

    name: str
    title: str
    participation: str


@dataclass
class Gold:
    """What a paragraph says."""

    text: str
    start: str | None
    end: str | None
    half_day: str | None
    kind: str
    people: list[Person] = field(default_factory=list)
    units: list[str] = field(default_factory=list)
    places: list[str] = field(default_factory=list)
    title: str = ""


@dataclass
class Collection:
    """Paragraphs of one office with what it knows beforehand."""

    name: str
    year: int
    month: int
    lexicon: Lexicon
    paragraphs: list[Gold]


def fictional() -> Iterator[Collection]:
    """The marked texts of invented districts."""
    for path in sorted(TEXTS.glob("*.txt")):
        blocks = path.read_text(encoding="utf-8").strip().split("\n\n")
        year, month, roster = _preamble(blocks[0])
        lexicon = lexicon_from_roster(roster, DEFAULT_KINDS | MORE_KINDS)
        yield Collection(path.stem, year, month, lexicon, [_gold(block) for block in blocks[1:]])


def _preamble(block: str) -> tuple[int, int, dict[str, Any]]:
    year = month = 0
    people, organs = [], []
    for line in block.splitlines():
        word, *rest = line.split()
        if word == "year":
            year, month = map(int, rest)
        elif word == "person":
            people.append({"name": rest[0], "posts": rest[1:]})
        elif word == "organ":
            organs.append({"name": rest[0], "short_name": rest[-1]})
    return year, month, {"roster": people, "organs": organs}


def _gold(block: str) -> Gold:
    head, marked, *more = block.splitlines()
    found = _HEAD.fullmatch(head)
    if found is None:
        raise ValueError(f"bad head: {head}")
    extra = dict(line.split() for line in more)
    start = None if found["start"] == "?" else found["start"]
    gold = Gold(
        text="",
        start=start,
        end=extra.get("end") or found["end"] or start,
        half_day=None if found["half"] == "-" else found["half"],
        kind=extra.get("kind", found["kind"]),
    )
    title = ""

    def read(match: re.Match[str]) -> str:
        nonlocal title
        if match["name"]:
            title = title if match["shared"] else (match["title"] or "")
            name = _REMARK.sub("", match["name"])
            gold.people.append(Person("".join(name.split()), title, match["how"]))
            return match["name"] if match["shared"] else f"{title}{match['name']}"
        if match["unit"]:
            gold.units.append(match["unit"])
        if match["place"]:
            gold.places.append(match["place"])
        return match["unit"] or match["group"] or match["place"]

    gold.text = _MARK.sub(read, marked)
    return gold


def real(*, roster: bool = True) -> Collection | None:
    """The real issue, or ``None`` where its file is not at hand. ``roster=False`` leaves roster and register empty."""
    if not REAL.exists():
        return None
    data = json.loads(REAL.read_text(encoding="utf-8"))
    known: dict[str, Any] = {"roster": [], "organs": []}
    if roster:
        known = {"roster": data["leaders"], "organs": _organs(data)}
    titles = [line["title"] for line in data["sections"][0]["toc"]]
    return Collection(
        "real",
        data["masthead"]["year"],
        5,
        lexicon_from_roster(known),
        [_real_gold(entry, titles) for entry in data["entries"]],
    )


def _organs(data: dict[str, Any]) -> list[str]:
    """The units of the distribution list and those that took part: what an office has in its register."""
    return sorted({unit["name"] for entry in data["entries"] for unit in entry["units"]})


def _real_gold(entry: dict[str, Any], titles: list[str]) -> Gold:
    return Gold(
        text=entry["text"],
        start=entry["start"],
        end=entry["end"],
        half_day=entry["half_day"],
        kind=entry["kind_code"],
        people=[
            Person(row["name"], row["title_as_written"], row["participation"]) for row in entry["people"]
        ],
        units=[unit["name"] for unit in entry["units"]],
        places=entry["place"].split("、") if entry["place"] else [],
        title=titles[entry["toc_order"] - 1],
    )
