"""One paragraph into the form of an activity: empty boxes are filled, what was typed stays."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

from django.utils import timezone

from activities.enums import HalfDay
from activities.models import ActivityKind
from activities.pasting.cards import Card, card_of, same_name
from activities.pasting.desk import visible_people
from activities.pasting.marks import Piece, pieces
from activities.recognition import Recognised, lexicon_from_database, recognise
from congress.accounts.models import User

Rows = dict[str, list[dict[str, Any]]]

#: Boxes of the form with their labels, in its order.
_BOXES = {
    "days": "日期",
    "half_day": "时段",
    "kind": "类别",
    "headline": "标题",
    "text": "正文",
    "place": "地点",
    "topic": "主题",
    "organiser": "组织单位",
    "meeting_number": "会议次数",
}
#: The box that a doubt is about.
_DOUBTED = {"date": "days", "half_day": "half_day", "kind": "kind", "places": "place", "title": "headline"}
_LINES = {"people": "人员", "units": "单位", "groups": "群体"}
#: Differences in these are the clerk's wish and not worth a word.
_QUIET = frozenset({"text", "topic", "organiser"})


@dataclass(frozen=True)
class Why:
    """Why a box should be looked at; ``box`` is its id on the page, ``label`` what it is called."""

    box: str
    label: str
    reason: str


@dataclass
class Filled:
    """What a paragraph put into the form. ``count`` is how many paragraphs there were; only one is filled in."""

    count: int
    boxes: dict[str, Any] = field(default_factory=dict)
    rows: Rows = field(default_factory=dict)
    whys: list[Why] = field(default_factory=list)
    pieces: list[Piece] = field(default_factory=list)

    @property
    def fields(self) -> list[tuple[str, str]]:
        """Names and values as the page's script puts them into the form; the rows are given whole."""
        found = [(name, str(value)) for name, value in self.boxes.items()]
        for prefix, rows in self.rows.items():
            found.append((f"{prefix}-TOTAL_FORMS", str(len(rows))))
            for number, row in enumerate(rows):
                found += [(f"{prefix}-{number}-{name}", _posted(value)) for name, value in row.items()]
        return found


def _posted(value: Any) -> str:
    return ("on" if value else "") if isinstance(value, bool) else str(value)


def fill(user: User, text: str, typed: Mapping[str, Any], rows: Rows) -> Filled:
    """Read the paragraph for a form in which ``typed`` boxes and ``rows`` stand already (9 queries)."""
    found = _read(text)
    if len(found) != 1:
        return Filled(len(found))
    codes = dict(ActivityKind.objects.filter(active=True).values_list("code", "pk"))
    card = card_of(found[0], codes, lambda keys: visible_people(user, keys))
    filled = Filled(1, pieces=pieces(card.text, card.marks, card.unsure))
    kept = _boxes(card, typed, filled)
    places = {name: _merge(card, name, rows.get(name, [])) for name in _LINES}
    filled.rows = {**rows, **{name: merged for name, (merged, _at) in places.items()}}
    _whys(card, kept, {name: at for name, (_merged, at) in places.items()}, filled)
    return filled


def _read(text: str) -> list[Recognised]:
    """The paragraph; a day without its year that lies ahead was last year's."""
    today = timezone.localdate()
    lexicon = lexicon_from_database()
    found = recognise(text, year=today.year, lexicon=lexicon)
    if len(found) == 1 and found[0].start and found[0].start > today + timedelta(days=31):
        return recognise(text, year=today.year - 1, lexicon=lexicon)
    return found


def _boxes(card: Card, typed: Mapping[str, Any], filled: Filled) -> set[str]:
    """Fill what is empty; returns the boxes that keep what was typed."""
    kept = set()
    for name, label in _BOXES.items():
        read, before = getattr(card, name), str(typed.get(name) or "").strip()
        if read in ("", None):
            continue
        if not before:
            filled.boxes[name] = read
        else:
            kept.add(name)
            if before != str(read) and name not in _QUIET:
                filled.whys.append(
                    Why(f"id_{name}", label, f"您填的没有改，原文读出来是“{_shown(name, read)}”")
                )
    return kept


def _shown(name: str, value: Any) -> str:
    if name == "half_day":
        return HalfDay(value).label
    if name == "kind":
        return str(ActivityKind.objects.get(pk=value))
    return str(value)


def _merge(
    card: Card, name: str, rows: Sequence[dict[str, Any]]
) -> tuple[list[dict[str, Any]], dict[int, int]]:
    """The rows that stand there, then those that were read; and in which row each line of the card came to stand."""
    merged, at = [dict(row) for row in rows], {}
    for one in getattr(card, name):
        number = next((n for n, row in enumerate(merged) if same_name(one, str(row.get("name", "")))), None)
        if number is None:
            number = len(merged)
            merged.append({})
        at[one.line] = number
        merged[number] = {**_row(name, one), **{key: value for key, value in merged[number].items() if value}}
    return merged, at


def _row(name: str, one: Any) -> dict[str, Any]:
    if name == "people":
        return {
            "name": one.name,
            "person": one.key or "",
            "title": one.title,
            "manner": one.manner,
            "full": one.full,
            "collective": one.collective,
            "party": one.party,
        }
    if name == "units":
        return {"name": one.name, "by": one.by, "manner": one.manner}
    return {"name": one.name, "manner": one.manner}


def _whys(card: Card, kept: set[str], at: Mapping[str, Mapping[int, int]], filled: Filled) -> None:
    """The reason beside every box that recognition is unsure of, and beside no other."""
    for one in card.unsure:
        words = f"“{one.words[:40]}”" if one.words else ""
        if one.field in _LINES:
            number = at[one.field].get(one.line) if one.line is not None else 0
            label = one.words[:20] or _LINES[one.field]
            reason = one.reason if one.line is not None else f"{words}{one.reason}"
            filled.whys.append(Why(f"id_{one.field}-{number}-name", label, reason))
        elif (box := _DOUBTED.get(one.field)) and box not in kept:
            filled.whys.append(Why(f"id_{box}", _BOXES[box], one.reason))
    if "days" not in kept and not card.days and not any(one.field == "date" for one in card.unsure):
        filled.whys.append(Why("id_days", _BOXES["days"], "原文没有写日期，请填写"))
