"""Numbers of records as people write them: 第12号, 2026-041, 2026年第12号, 总第62期."""

from __future__ import annotations

import re
from dataclasses import dataclass

from congress.search.text import normalise

_APART = re.compile(r"第\s*(\S{1,20}?)\s*([号期])")
_NUMBERED = re.compile(
    r"(?P<sum>总)?第?(?P<stem>\S*?[-年][议批意]?第?|[议批意])?0*(?P<number>[1-9]\d{0,5})[号期]?"
)


@dataclass(frozen=True)
class Numbered:
    """A number, and what stands before it: 2026-, 18-5-, 民2026-05-; ``running`` marks a 总期号."""

    number: int
    stem: str = ""
    running: bool = False


def numbered(word: str) -> Numbered | None:
    """The number a word asks for, if it is one."""
    found = _NUMBERED.fullmatch(normalise(word))
    if found is None:
        return None
    stem = (found["stem"] or "").replace("第", "").replace("年", "-")
    return Numbered(int(found["number"]), stem, bool(found["sum"]))


def together(query: str) -> str:
    """A query in which the parts of a number stand together: “第 12 号” is one word."""
    return _APART.sub(r"第\1\2", normalise(query))
