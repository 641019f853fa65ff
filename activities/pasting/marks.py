"""A text with what was read in it, piece by piece, as the page shows it: by colour and by word."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from activities.pasting.cards import Mark, Unsure

#: What a piece is, in a word short enough to stand behind it, and in full for a screen reader.
WORDS = {
    "date": ("日期", "日期"),
    "people": ("人", "人员"),
    "units": ("单位", "单位"),
    "groups": ("群体", "群体"),
    "places": ("地点", "地点"),
}
#: Fields that are read from the same words.
_SAME = {"half_day": "date"}


@dataclass(frozen=True)
class Piece:
    """A stretch of the text; ``what`` is empty for what was not read as anything."""

    text: str
    what: str = ""
    unsure: bool = False

    @property
    def word(self) -> str:
        """What it is, in a word."""
        return WORDS[self.what][0] if self.what else ""

    @property
    def spoken(self) -> str:
        """What it is, for whoever hears it."""
        return f"{WORDS[self.what][1]}{'，请核对' if self.unsure else ''}" if self.what else ""


def pieces(text: str, marks: Iterable[Mark], unsure: Iterable[Unsure]) -> list[Piece]:
    """The whole text in pieces; marks must not overlap."""
    doubted = {(_SAME.get(one.field, one.field), one.line) for one in unsure}
    found, at = [], 0
    for mark in marks:
        if mark.start < at or mark.end > len(text) or mark.what not in WORDS:
            continue
        if mark.start > at:
            found.append(Piece(text[at : mark.start]))
        is_unsure = (mark.what, mark.line) in doubted or (mark.what, None) in doubted
        found.append(Piece(text[mark.start : mark.end], mark.what, is_unsure))
        at = mark.end
    if at < len(text):
        found.append(Piece(text[at:]))
    return found
