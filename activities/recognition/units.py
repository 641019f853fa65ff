"""Units: those of the register by any of their names, and unknown ones by what they end in."""

from __future__ import annotations

import re

from activities.recognition.lexicon import Lexicon
from activities.recognition.names import closes
from activities.recognition.words import REPRESENTED, UNIT_ENDS, VAGUE_UNIT, VERB, any_of

_END = re.compile(any_of(UNIT_ENDS))
_JOIN = re.compile(r"以及|及其|及|和|与|暨")
_OPEN = re.compile(r"等(?:.{0,6}?(?:部门|单位|科室|委室|乡镇|镇街|企业|机构|家))?(?:的)?$")
_BAD = re.compile(
    r"[，。；：！？“”]|的|了|在|对(?!外)|将|为|[是把被让使]|\d+[个家名]|约见|坚持|划分|分编|^(?:[与和及同由向为等并还也又到赴就从]|深入|前往|来到)"
)
_ALONE = frozenset(
    [
        "局",
        "委",
        "办",
        "室",
        "院",
        "厂",
        "部",
        "处",
        "所",
        "站",
        "队",
        "组",
        "会",
        "村",
        "乡",
        "镇",
        "机关",
        "中心",
        "单位",
        "部门",
        "社区",
        "学校",
        "公司",
    ]
)


class Units:
    """Unit names of one text."""

    def __init__(self, text: str, lexicon: Lexicon) -> None:
        self.text = text
        self.lexicon = lexicon

    def known(self, start: int, end: int) -> bool:
        """Whether the register holds this name."""
        return self.text[start:end] in self.lexicon.organ_by_name

    def registered(self, at: int) -> int:
        """Where the longest name of the register that begins here ends; 0 without one."""
        names = self.lexicon.organ_by_name
        for length in self.lexicon.organ_lengths:
            if self.text[at : at + length] in names:
                return at + length
        return 0

    def at(self, at: int, end: int) -> int:
        """Where a unit that begins here and whose cell ends at ``end`` ends; 0 if there is none."""
        known = min(self.registered(at), end)
        if known and closes(self.text, known):
            return known
        parts = self.split(at, whole) if (whole := self._last_end(at, end)) else None
        return parts[0][1] if parts else max(whole, known)

    def _last_end(self, at: int, end: int) -> int:
        """The longest beginning of the cell that ends like a unit and is followed by what may follow one."""
        verb = VERB.search(self.text, at, end)
        longest = 0
        for match in _END.finditer(self.text, at, verb.start() if verb else end):
            if self.named(at, match.end()) and closes(self.text, match.end()):
                longest = match.end()
        return longest

    def named(self, start: int, end: int) -> bool:
        """Whether a stretch reads as the name of a unit."""
        name = self.text[start:end]
        if self.known(start, end):
            return True
        if len(name) < 2 or name in _ALONE or _BAD.search(name):
            return False
        return bool(_END.fullmatch(name) or any(name.endswith(last) for last in UNIT_ENDS))

    def vague(self, name: str) -> bool:
        """区相关部门, 各工委, 园区: nobody in particular."""
        return bool(VAGUE_UNIT.fullmatch(name))

    def represented(self, at: int, end: int) -> tuple[int, int] | None:
        """Where 负责人 and its like stand in a cell, behind the name of a unit."""
        for match in REPRESENTED.finditer(self.text, at, end):
            clear = match[0].endswith(("负责人", "负责同志")) or closes(self.text, match.end())
            if match.start() > at and clear and self.split(at, match.start()) is not None:
                return match.span()
        return None

    def split(self, start: int, end: int) -> list[tuple[int, int]] | None:
        """The units joined by 及, 和 in a stretch, without 等相关部门 at the end; ``None`` if it is no unit."""
        opened = _OPEN.search(self.text[start:end])
        if opened and opened.start():
            end = start + opened.start()
        if self.known(start, end):
            return [(start, end)]
        for join in _JOIN.finditer(self.text, start + 1, end):
            if self.named(start, join.start()):
                rest = self.split(join.end(), end)
                if rest is not None:
                    return [(start, join.start()), *rest]
        return [(start, end)] if self.named(start, end) or self.vague(self.text[start:end]) else None
