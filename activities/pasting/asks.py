"""What is asked about a card: what must be known before it is logged, and what the clerk should look at.

An open 请核对 never blocks logging; a person nobody knows, a missing day or kind, and a likely duplicate do.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from django.core.exceptions import ValidationError

from activities.models import Activity
from activities.pasting.cards import Card, PersonLine, UnitLine, Unsure
from activities.pasting.desk import Desk

_LONGEST = {
    "headline": ("标题", 200),
    "place": ("地点", 120),
    "topic": ("主题", 200),
    "text": ("正文", 100_000),
}
_NUMBER_MAX = 9999


@dataclass(frozen=True)
class Option:
    """One answer: ``do`` is what the button posts, ``aloud`` completes its label for a screen reader."""

    do: str
    label: str
    aloud: str = ""


@dataclass(frozen=True)
class Ask:
    """One question. ``must`` ones keep the card from being logged; ``pick`` opens the choice from a register."""

    key: str
    text: str
    must: bool = False
    options: tuple[Option, ...] = ()
    pick: str = ""
    pick_label: str = ""
    #: The name of the box in question, to lead there.
    box: str = ""
    activity: Activity | None = None
    #: Whom or which unit it is about.
    name: str = ""


def asks_of(card: Card, desk: Desk, order: int) -> list[Ask]:
    """Everything that is asked about a card, what must be answered first."""
    found = [*_missing(card, desk), *_people(card, desk), *_again(card, desk, order), *_looks(card, desk)]
    return sorted(found, key=lambda ask: not ask.must)


def is_ready(asks: list[Ask]) -> bool:
    """Whether the card can be logged as it stands."""
    return not any(ask.must for ask in asks)


def _missing(card: Card, desk: Desk) -> Iterator[Ask]:
    if card.refused:
        yield Ask("refused", card.refused, must=True)
    try:
        desk.days(card)
    except ValidationError as error:
        told = next((one.reason for one in card.unsure if one.field == "date"), "") if not card.days else ""
        yield Ask("days", f"日期：{told or error.messages[0]}", must=True, box="days")
    if card.kind not in desk.kinds:
        yield Ask("kind", "类别：请选择", must=True, box="kind")
    if not card.headline.strip():
        yield Ask("headline", "标题：请填写", must=True, box="headline")
    if not card.text.strip():
        yield Ask("text", "正文：请填写", must=True, box="text")
    for name, (label, most) in _LONGEST.items():
        if (length := len(getattr(card, name))) > most:
            yield Ask(
                f"long-{name}", f"{label}：最多 {most:,} 个字，现在有 {length:,} 个字", must=True, box=name
            )
    number = card.meeting_number.strip()
    if number and not (number.isdecimal() and 0 < int(number) <= _NUMBER_MAX):
        yield Ask("meeting_number", "会议次数写成数字，如 9", must=True, box="meeting_number")
    yield from _lines(card)


def _lines(card: Card) -> Iterator[Ask]:
    """Boxes of the rows that are too full, or have a title without a name."""
    rows: list[tuple[str, str, tuple[tuple[str, int], ...]]]
    rows = [(f"p{p.line}", p.name, ((p.name, 60), (p.title, 80), (p.manner, 40))) for p in card.people]
    rows += [(f"u{u.line}", u.name, ((u.name, 80), (u.by, 40), (u.manner, 40))) for u in card.units]
    rows += [(f"g{g.line}", g.name, ((g.name, 80), (g.manner, 40))) for g in card.groups]
    for box, name, parts in rows:
        over = next(((text, most) for text, most in parts if len(text) > most), None)
        if over:
            yield Ask(
                f"long-{box}", f"“{over[0][:12]}…”最多 {over[1]} 个字，请改短", must=True, box=f"{box}-name"
            )
        if not name.strip() and any(text.strip() for text, _most in parts[1:-1]):
            yield Ask(f"name-{box}", "有一行没有写名字，请填写或去掉这一行", must=True, box=f"{box}-name")


def _people(card: Card, desk: Desk) -> Iterator[Ask]:
    seen: set[int] = set()
    for person in card.people:
        if person.key is not None and person.key in seen:
            yield Ask(
                f"twice-{person.line}",
                f"“{person.name}”列了两次，同一个人只列一次",
                must=True,
                options=(Option(f"p:{person.line}:drop", "去掉后一个"),),
            )
        if person.key is not None:
            seen.add(person.key)
        if person.name.strip() and not person.is_settled:
            yield _namesakes(person, desk) if person.choices else _unknown(person, card)


def _namesakes(person: PersonLine, desk: Desk) -> Ask:
    line = f"p:{person.line}"
    known = [(key, desk.people[key]) for key in person.choices if key in desk.people]
    return Ask(
        f"p-{person.line}",
        f"名册里有 {len(known)} 位“{person.name}”，是哪一位？",
        must=True,
        options=(
            *(Option(f"{line}:{key}", one.hint, one.name) for key, one in known),
            Option(f"{line}:new", "都不是，新建人员", person.name),
            Option(f"{line}:drop", "不作为参加人", person.name),
        ),
        box=f"p{person.line}-name",
    )


def _unknown(person: PersonLine, card: Card) -> Ask:
    line = f"p:{person.line}"
    told = next(
        (u.reason for u in card.unsure if (u.field, u.line) == ("people", person.line)), "名册里没有这个人"
    )
    written = f"{person.title or person.firm}{person.name}"
    asked = f"“{person.name}”：{told}"
    if written != person.name:
        asked = f"“{person.name}”是不是人名？原文写“{written}”，{told}"
    return Ask(
        f"p-{person.line}",
        asked,
        must=True,
        options=(
            Option(f"{line}:new", "是，新建人员", person.name),
            Option(f"{line}:drop", "不作为参加人", person.name),
        ),
        pick=f"p{person.line}",
        pick_label="选名册里的人",
        box=f"p{person.line}-name",
        name=person.name,
    )


def _again(card: Card, desk: Desk, order: int) -> Iterator[Ask]:
    if card.again or (like := desk.alike(card, order)) is None:
        return
    what = "可能已经登记过" if like.activity else f"和第 {like.order} 段相近"
    options = (
        Option("skip", "已登记，跳过" if like.activity else "重复，跳过"),
        Option("again", "不是同一次，照样登记"),
    )
    yield Ask("again", f"{what}（{like.why}）", must=True, options=options, activity=like.activity)


_BOXES = {"date": "days", "half_day": "half_day", "kind": "kind", "places": "place", "title": "headline"}
_ROWS = {"people": "p", "units": "u", "groups": "g"}


def _looks(card: Card, desk: Desk) -> Iterator[Ask]:
    open_people = {person.line for person in card.people if not person.is_settled}
    for one in card.unsure:
        if one.field == "people" and one.line in open_people:
            continue  # asked above, in its own words
        if one.field == "date" and not card.days.strip():
            continue
        unit = card.unit(one.line) if one.field == "units" and one.line is not None else None
        if unit is not None and unit.key is None and not unit.new:
            yield _unit(unit, one, desk)
            continue
        box = _BOXES.get(one.field, "")
        if one.field in _ROWS and one.line is not None:
            box = f"{_ROWS[one.field]}{one.line}-name"
        words = f"“{one.words[:40]}”" if one.words else ""
        yield Ask(
            f"ok-{one.number}", f"{words}{one.reason}", options=(Option(f"ok:{one.number}", "没错"),), box=box
        )


def _unit(unit: UnitLine, one: Unsure, desk: Desk) -> Ask:
    line = f"u:{unit.line}"
    enter = (Option(f"{line}:new", "收入名录", unit.name),) if desk.may_enter_organs else ()
    return Ask(
        f"u-{unit.line}",
        f"“{unit.name}”{one.reason}",
        options=(
            Option(f"{line}:keep", "照原文登记", unit.name),
            *enter,
            Option(f"{line}:drop", "不是参加单位", unit.name),
        ),
        pick=f"u{unit.line}",
        pick_label="选名录里的单位",
        box=f"u{unit.line}-name",
        name=unit.name,
    )
