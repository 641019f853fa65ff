"""The text as the rules read it: one width, one kind of dot, no spaces inside Chinese; with the way back."""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_left
from dataclasses import dataclass

from activities.recognition.result import Span

_DOTS = dict.fromkeys("•‧・∙⋅．", "·")
_MARKS = {",": "，", ";": "；", ":": "：", "(": "（", ")": "）", "!": "！", "?": "？", "｡": "。", "､": "、"}
_DASHES = dict.fromkeys("–—―－‐‑‒−﹣~〜～", "-")
_ASCII = re.compile(r"[!-~]")


def squeeze(text: str) -> str:
    """Without white space and invisible characters."""
    return "".join(char for char in text if not _invisible(char))


def name_key(name: str) -> str:
    """A name as it is looked up: without spaces, with one kind of middle dot."""
    return "".join(_DOTS.get(char, char) for char in squeeze(name))


def _invisible(char: str) -> bool:
    return char.isspace() or unicodedata.category(char) in {"Cc", "Cf", "Zs"}


@dataclass(frozen=True)
class Plain:
    """``text`` for the rules; ``at[i]`` is where its character ``i`` stands in ``source``."""

    source: str
    text: str
    at: tuple[int, ...]

    def span(self, start: int, end: int) -> Span:
        """The stretch of the source behind ``text[start:end]``; an empty one where nothing is left."""
        if start >= end or not self.at:
            return Span(0, 0)
        return Span(self.at[start], self.at[end - 1] + 1)

    def words(self, start: int, end: int) -> str:
        """What stands in the source there, without the spaces."""
        span = self.span(start, end)
        return squeeze(self.source[span.start : span.end])

    def index(self, offset: int) -> int:
        """The first character of ``text`` at or after an offset of the source."""
        return bisect_left(self.at, offset)


def plain(source: str) -> Plain:
    """Read a source: full-width digits and letters become half-width, marks between Chinese full-width."""
    chars: list[str] = []
    at: list[int] = []
    for offset, char in enumerate(source):
        if _invisible(char):
            if chars and _ASCII.match(chars[-1]) and _ASCII.match(source[offset + 1 : offset + 2]):
                chars.append(" ")
                at.append(offset)
            continue
        narrow = unicodedata.normalize("NFKC", char)
        char = narrow if len(narrow) == 1 and not unicodedata.category(char).startswith("P") else char
        chars.append(_DOTS.get(char) or _DASHES.get(char) or _MARKS.get(char) or char)
        at.append(offset)
    return Plain(source, "".join(chars), tuple(at))
