"""The outer shape of a paragraph: brackets and quotes, sentences, clauses, cells of a list."""

from __future__ import annotations

from dataclasses import dataclass

_OPEN = {"（": "）", "“": "”", "《": "》", "【": "】", "〔": "〕", "「": "」", "‘": "’", "[": "]"}
_STRAIGHT = '"'
#: A bracket or quote that does not close within so many characters was never one.
_FAR = 120
_LONGEST_CLAUSE = 400
_CELL_ENDS = frozenset("、，。；：！？…")
_CLAUSE_ENDS = frozenset("，。；！？")
_SENTENCE_ENDS = frozenset("。；！？")


@dataclass(frozen=True)
class Clause:
    """``text[start:end]`` without its closing mark; ``last`` in its sentence or not."""

    start: int
    end: int
    last: bool


class Shape:
    """Brackets and the ends of cells and clauses of one text, found in one pass."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.closing = self._brackets()
        self.inside = self._inside()
        self._cell_end = self._ends(_CELL_ENDS)
        self._clause_end = self._ends(_CLAUSE_ENDS)

    def _brackets(self) -> dict[int, int]:
        """Where each bracket and quote that opens is closed."""
        closing: dict[int, int] = {}
        stack: list[tuple[str, int]] = []
        for at, char in enumerate(self.text):
            while stack and at - stack[0][1] > _FAR:
                stack.pop(0)
            if char == _STRAIGHT:
                wanted = any(mark == _STRAIGHT for mark, _ in stack)
                char = _STRAIGHT if wanted else ""
                if not wanted:
                    stack.append((_STRAIGHT, at))
            if char in _OPEN:
                stack.append((_OPEN[char], at))
            elif char and any(mark == char for mark, _ in stack):
                while stack:
                    mark, opened = stack.pop()
                    if mark == char:
                        closing[opened] = at
                        break
        return closing

    def _inside(self) -> bytearray:
        inside = bytearray(len(self.text))
        for opened, closed in self.closing.items():
            for at in range(opened, closed + 1):
                inside[at] = 1
        return inside

    def _ends(self, marks: frozenset[str]) -> list[int]:
        """For every position, the next of these marks outside brackets, at or after it."""
        ends, following = [0] * (len(self.text) + 1), len(self.text)
        ends[-1] = following
        for at in range(len(self.text) - 1, -1, -1):
            if self.text[at] in marks and not self.inside[at]:
                following = at
            ends[at] = following
        return ends

    def cell_end(self, at: int) -> int:
        """Where the cell of a list ends that this position stands in."""
        return self._cell_end[min(at, len(self.text))]

    def clause_end(self, at: int) -> int:
        """Where the clause ends; one without any mark is cut, so that the time to read it stays in proportion."""
        return min(self._clause_end[min(at, len(self.text))], at + _LONGEST_CLAUSE)

    def clauses(self) -> list[Clause]:
        """All clauses, in order."""
        found, start = [], 0
        while start < len(self.text):
            end = self.clause_end(start)
            last = end >= len(self.text) or self.text[end] in _SENTENCE_ENDS
            if end > start:
                found.append(Clause(start, end, last))
            start = end if end > start and self.text[end : end + 1] not in _CLAUSE_ENDS else end + 1
        return found

    def past_brackets(self, at: int) -> int:
        """Behind a remark in round brackets that begins here, or the position itself."""
        if self.text[at : at + 1] == "（" and at in self.closing:
            return self.closing[at] + 1
        return at
