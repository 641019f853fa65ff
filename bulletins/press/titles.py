"""Titles over several lines: balanced, no orphan, no word torn apart."""

from collections import Counter
from itertools import pairwise
from math import ceil

from congress.documents.pdf.linebreak import may_break

# How much one character off balance weighs against tearing a pair that occurs often in the text.
UNBALANCE = 0.12


def cohesion(text: str) -> Counter[str]:
    """How often two characters stand side by side: in a text about 代表, 代 and 表 belong together."""
    return Counter(first + second for first, second in pairwise(text))


def title_lines(title: str, per_line: float, pairs: Counter[str]) -> list[str]:
    """Cut a title into lines of at most `per_line` full-width characters, nearly equal in length.

    A line break typed into the title is kept. Between two lines the pair of characters met least often in
    `pairs` is preferred within a few characters of the balanced place.
    """
    lines: list[str] = []
    for part in title.split("\n"):
        if part := part.strip():
            lines += _balanced(part, per_line, pairs)
    return lines


def width(text: str) -> float:
    """Width in full-width characters."""
    return sum(0.5 if char.isascii() else 1.0 for char in text)


def _balanced(text: str, per_line: float, pairs: Counter[str]) -> list[str]:
    lines = []
    left = ceil(width(text) / per_line - 1e-9)
    while left > 1:
        target = width(text) / left
        fewest = width(text) - per_line * (left - 1)
        best = None
        for index in range(1, len(text)):
            before = width(text[:index])
            if before > per_line:
                break
            if before < fewest or not may_break(text[index - 1], text[index]):
                continue
            seen = pairs[text[index - 1 : index + 1]]
            cost = UNBALANCE * abs(before - target) + 1 - 1 / (1 + seen)
            if best is None or cost < best[0]:
                best = (cost, index)
        if best is None:
            # No permitted place keeps the number of lines: allow one more.
            left += 1
            if left > len(text):
                break
            continue
        lines.append(text[: best[1]].rstrip())
        text = text[best[1] :].lstrip()
        left = max(left - 1, ceil(width(text) / per_line - 1e-9))
    return [*lines, text]
