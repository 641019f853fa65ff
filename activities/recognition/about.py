"""What a paragraph is about: places, the number of a meeting, the topic, the kind."""

from __future__ import annotations

import re

from activities.recognition.kinds import read_kind
from activities.recognition.places import Places
from activities.recognition.reading import Reading
from activities.recognition.result import Meeting, PlaceFound

_NUMBERED = re.compile(
    r"(?:(?P<year>(?:19|20)\d\d)年(?:度)?)?(?P<text>第(?P<number>[一二三四五六七八九十百零〇\d]{1,6})次)(?:[^，。]{0,12}?)(?:会议|学习)"
)
_TOPIC = re.compile(
    r"(?:(?:视察|调研|检查|督查|督导|考察)(?!组|团|员)|督办|研究(?!室|院)|围绕|就|开展)(?P<topic>[^，。；]{2,40}?(?:工作|情况|问题|建设|项目|行动|活动|事宜))(?=，|。|；|进行|开展|$)"
)


def find_places(reading: Reading) -> None:
    """Add the places of every clause."""
    places = Places(reading.text, reading.shape)
    taken: list[tuple[int, int]] = []
    for clause in reading.shape.clauses():
        if clause.end <= reading.body_from:
            continue
        for start, end in places.within(max(clause.start, reading.body_from), clause.end):
            if any(a < end and start < b for a, b in reading.covered):
                continue
            if (start, end) not in taken:
                taken.append((start, end))
    flat = reading.plain
    for start, end in taken:
        name = flat.words(start, end)
        if all(place.name != name for place in reading.found.places):
            reading.found.places.append(PlaceFound(name, flat.span(start, end)))


def find_meeting(reading: Reading) -> None:
    """第九次会议 of the body that met."""
    match = _NUMBERED.search(reading.text, reading.body_from, reading.body_from + 120)
    if match is None or reading.shape.inside[match.start()]:
        return
    number = _count(match["number"])
    if not number:
        return
    year = int(match["year"]) if match["year"] else None
    body = reading.found.organiser
    if not body:
        return
    reading.found.meeting = Meeting(body, year, number, match["text"], reading.plain.span(*match.span()))


def _count(text: str) -> int:
    """九, 十二, 六十一, 一百零三, 12."""
    if text.isdigit():
        return int(text)
    digits = {char: value for value, char in enumerate("零一二三四五六七八九")} | {"〇": 0}
    total, current = 0, 0
    for char in text:
        if char == "百":
            total, current = total + (current or 1) * 100, 0
        elif char == "十":
            total, current = total + (current or 1) * 10, 0
        else:
            current = digits.get(char, 0)
    return total + current


def find_topic(reading: Reading) -> None:
    """What was inspected, studied or talked about."""
    match = _TOPIC.search(reading.text, reading.body_from, reading.body_from + 200)
    if match and match.start() < reading.body_from + 120:
        reading.found.topic = reading.plain.words(*match.span("topic"))
        reading.found.spans["topic"] = reading.plain.span(*match.span("topic"))


def find_kind(reading: Reading) -> None:
    """The kind; a guest from a higher level makes it theirs."""
    found = reading.found
    first = found.people[0] if found.people else None
    home = reading.lexicon.level or "区"
    ranks = {"镇": 1, "乡": 1, "区": 2, "县": 2, "旗": 2, "市": 2 if home == "市" else 3, "省": 4, "全": 5}
    above = bool(
        first
        and ranks.get(first.level, 0) > ranks[home]
        and re.search(r"调研|视察|检查|考察|督导|指导", reading.text)
        and re.search(r"我(?:区|县|市|旗)|来(?:区|县|市|旗)|陪同", reading.text)
    )
    kind = read_kind(reading.text, reading.lexicon.kinds, guest_from_above=above, body_from=reading.body_from)
    found.kind, found.kind_code = kind.name, kind.code
    if kind.at:
        found.spans["kind"] = reading.plain.span(*kind.at)
    if kind.reason:
        reading.doubt("kind", kind.at, kind.reason)
