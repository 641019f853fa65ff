"""Where a line of Chinese may end, and how it is fitted to its width. Pure functions, lengths in one unit.

Rules: GB/T 15834-2011 (no closing mark at the start of a line, no opening mark at its end, dashes and ellipses
never split) and the habits of official documents (numbers never split, both edges flush).
"""

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass

OPENING = frozenset("“‘（《〈【〔「『［｛")
CLOSING = frozenset("”’）》〉】〕」』］｝")
POINTS = frozenset("，。、；：？！．")
NEVER_FIRST = CLOSING | POINTS | frozenset("·％‰℃°々%)]},.;:?!")
NEVER_LAST = OPENING | frozenset("([{￥＄¥$№")
PAIRED = frozenset("—…")
# One number or one word, with the marks inside it: 1,600  3.5%  2024-05  R&D
WORD = frozenset("0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz.,%/:+-–~@'&_#")

# The blank half of a full-width mark, and how much of the em may be taken from it before it looks crowded.
BLANK_AFTER = CLOSING | frozenset("，。、；：．")
BLANK_BEFORE = OPENING
# Between two characters that are none of these a gap may always be widened.
PARTICULAR = BLANK_AFTER | BLANK_BEFORE | PAIRED | WORD | {" "}
SQUEEZE = 0.25
TRIM = 0.5
# A mark narrower than this has already lost its blank half to its neighbour.
FULL = 0.75


def may_break(before: str, after: str) -> bool:
    """Whether a line may end after the character `before` and the next start with `after`."""
    if after == " " or after in NEVER_FIRST:
        return False
    if before == " ":
        return True
    if before in NEVER_LAST:
        return False
    if before in WORD and after in WORD:
        return False
    return not (before == after and before in PAIRED)


def may_stretch(before: str, after: str) -> bool:
    """Whether justification may widen the gap between two characters.

    Not inside a word, a dash or an ellipsis, and not on the side of a mark that is blank already.
    """
    if before == " " or after == " ":
        return before == " " and after != " "
    if before in WORD and after in WORD:
        return False
    if before in PAIRED and before == after:
        return False
    return before not in BLANK_AFTER and after not in BLANK_BEFORE


@dataclass(frozen=True, slots=True)
class Break:
    """End of a line: units [start, end) are set, the next line starts at `resume`.

    `width` is what the line takes after `squeezed` was taken from its marks and the blank half of a mark at its
    end was let hang over the edge.
    """

    end: int
    resume: int
    width: float
    squeezed: float = 0.0


class Measured:
    """Text with the advance of each unit (usually one character), ready to be cut into lines."""

    def __init__(self, units: Sequence[str], advances: Sequence[float], em: float) -> None:
        self.units = units
        self.advances = advances
        self.em = em
        total = 0.0
        self.sums = sums = [0.0]
        for advance in advances:
            total += advance
            sums.append(total)

    def allowed(self, index: int) -> bool:
        """Whether a line may start at unit `index`."""
        return may_break(self.units[index - 1][-1], self.units[index][0])

    def break_line(self, start: int, width: float | None, *, at_line_start: bool = True) -> Break:
        """The longest pleasing line from `start` that fits `width` (None: no limit).

        When not even the first word fits, it is returned all the same if something stands before it on the
        line (the caller then breaks earlier), else it is cut where the line ends.
        """
        count, sums = len(self.units), self.sums
        if width is None:
            return Break(count, count, sums[count] - sums[start])
        limit = sums[start] + width + self.em * 1e-3
        end = bisect_right(sums, limit) - 1
        if end >= count:
            return Break(count, count, sums[count] - sums[start])
        while end < count and self.units[end] == " ":
            end += 1
        if end >= count:
            return self._cut(start, count)
        back = end
        while back > start and not self.allowed(back):
            back -= 1
        if back == end > start:
            return self._cut(start, end)
        pushed = self._push_in(start, end, width)
        if pushed is not None:
            return pushed
        if back > start:
            return self._cut(start, back)
        if at_line_start:
            return self._cut(start, max(end, start + 1))
        end = start + 1
        while end < count and not self.allowed(end):
            end += 1
        return self._cut(start, end)

    def _cut(self, start: int, end: int) -> Break:
        last = end
        while last > start and self.units[last - 1] == " ":
            last -= 1
        return Break(last, end, self.sums[last] - self.sums[start])

    def _push_in(self, start: int, end: int, width: float) -> Break | None:
        """Take up to three more units into the line by squeezing the blank halves of its marks."""
        count = len(self.units)
        forward = end + 1
        while forward < count and forward - end < 3 and not self.allowed(forward):
            forward += 1
        if forward < count and not self.allowed(forward):
            return None
        natural = self.sums[forward] - self.sums[start]
        trimmed = 0.0
        if self.units[forward - 1] in BLANK_AFTER and self.advances[forward - 1] > FULL * self.em:
            trimmed = TRIM * self.em
        over = natural - trimmed - width
        if over <= 0:
            return Break(forward, forward, width)
        if over > len(self.squeezable(start, forward)) * SQUEEZE * self.em + 1e-6:
            return None
        return Break(forward, forward, width, over)

    def squeezable(self, start: int, end: int) -> list[int]:
        """Marks inside the line whose blank half can give way (not the last one: that is trimmed)."""
        full = FULL * self.em
        return [
            index
            for index in range(start, end)
            if self.advances[index] > full
            and (
                (self.units[index] in BLANK_AFTER and index < end - 1)
                or (self.units[index] in BLANK_BEFORE and index > start)
            )
        ]
