"""Text as it is searched: one spelling for full and half width, capitals and runs of spaces."""

import unicodedata
from collections.abc import Callable
from functools import lru_cache
from typing import Any, TypeVar

T = TypeVar("T")

#: Characters shown of a long text around the first word that was found, and how many of them before it.
EXCERPT = 64
_BEFORE = 18


def normalise(text: str) -> str:
    """NFKC, lower case, runs of white space as one space: how texts are stored for search and words are asked."""
    return " ".join(unicodedata.normalize("NFKC", text).lower().split())


class Typed(str):
    """What somebody typed into the box; what several kinds of records look up for it is looked up once."""

    def once(self, look_up: Callable[[str], T]) -> T:
        """What this looks up, from the first time on."""
        known: dict[Any, Any] = self.__dict__
        if look_up not in known:
            known[look_up] = look_up(self)
        found: T = known[look_up]
        return found


def bigrams(text: str) -> list[str]:
    """The distinct pairs of neighbouring characters, sorted; none for a text of fewer than two characters."""
    return sorted({text[i : i + 2] for i in range(len(text) - 1)})


def spans(text: str, query: str) -> list[tuple[int, int]]:
    """Where the words of a query stand in a text as it is written, in order and without overlaps.

    Of two words that begin at the same place the longer counts.
    """
    folded, places = _folded(text)
    words = [word for word in _longest_first(query) if word in folded]
    found: list[tuple[int, int]] = []
    at = 0
    while words and at < len(folded):
        nearest = min(((n, -len(w)) for w in words if (n := folded.find(w, at)) >= 0), default=None)
        if nearest is None:
            break
        begin, end = nearest[0], nearest[0] - nearest[1]
        found.append((places[begin], places[end - 1] + 1) if places else (begin, end))
        at = end
    return found


def excerpt(text: str, query: str, length: int = EXCERPT) -> str:
    """The part of a text around the first word of a query that stands in it; empty when none does."""
    line = " ".join(text.split())
    found = spans(line, query)
    if not found:
        return ""
    begin = max(0, min(found[0][0] - _BEFORE, len(line) - length))
    end = begin + length
    return f"{'…' if begin else ''}{line[begin:end]}{'…' if end < len(line) else ''}"


@lru_cache(maxsize=64)
def _longest_first(query: str) -> list[str]:
    return sorted(set(normalise(query).split()), key=len, reverse=True)


@lru_cache(maxsize=8192)
def _fold(sign: str) -> str:
    return unicodedata.normalize("NFKC", sign).lower()


def _folded(text: str) -> tuple[str, list[int]]:
    """The text as it is compared, and where each of its characters stands; no places where nothing moves."""
    folded = unicodedata.normalize("NFKC", text).lower()
    if len(folded) == len(text):
        return folded, []
    parts = [_fold(sign) for sign in text]
    return "".join(parts), [place for place, part in enumerate(parts) for _ in part]
