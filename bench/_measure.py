"""What a printer sees in a PDF, measured from the file: ragged lines, forbidden breaks, missing characters."""

from collections import Counter
from collections.abc import Iterable, Iterator
from ctypes import byref, c_double
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

import pypdfium2
from pypdfium2 import raw

from congress.documents.pdf.linebreak import BLANK_AFTER, CLOSING, NEVER_FIRST, NEVER_LAST, PAIRED

BODY = 156 / 28 / 25.4 * 72
# Points by which a right edge may be off.
TOLERANCE = 1.2
# A page with fewer body lines is a cover.
TEXT_PAGE = 6


@dataclass(frozen=True)
class Line:
    """One line of body text: its characters, left and right edge and baseline in points, page number from 0."""

    text: str
    left: float
    right: float
    baseline: float
    page: int


@dataclass(frozen=True)
class Quality:
    """Counts over one file."""

    pages: int
    lines: int
    ragged: int
    violations: int
    missing: int

    @property
    def ragged_percent(self) -> float:
        return 100 * self.ragged / self.lines if self.lines else 0.0


def body_lines(path: Path) -> Iterator[Line]:
    """Lines set in body size, in reading order."""
    document = pypdfium2.PdfDocument(path)
    for number, page in enumerate(document):
        text_page = page.get_textpage()
        x, y = c_double(), c_double()
        rows: dict[int, list[tuple[float, float, str]]] = {}
        for index in range(text_page.count_chars()):
            code = raw.FPDFText_GetUnicode(text_page, index)
            char = chr(code)
            if char in "\r\n" or abs(_size(text_page, index) - BODY) > 0.6:
                continue
            raw.FPDFText_GetCharOrigin(text_page, index, byref(x), byref(y))
            right = text_page.get_charbox(index, loose=True)[2]
            rows.setdefault(round(y.value), []).append((x.value, right, char))
        merged: list[tuple[int, list[tuple[float, float, str]]]] = []
        for baseline in sorted(rows, reverse=True):
            if merged and merged[-1][0] - baseline <= 2:
                merged[-1][1].extend(rows[baseline])
            else:
                merged.append((baseline, list(rows[baseline])))
        for baseline, chars in merged:
            chars.sort()
            text = "".join(char for _, _, char in chars).rstrip()
            kept = [item for item in chars if not item[2].isspace()]
            if kept:
                yield Line(text.strip(), kept[0][0], kept[-1][1], baseline, number)
        text_page.close()
        page.close()
    document.close()


def _size(text_page: pypdfium2.PdfTextPage, index: int) -> float:
    matrix = raw.FS_MATRIX()
    raw.FPDFText_GetMatrix(text_page, index, byref(matrix))
    size: float = raw.FPDFText_GetFontSize(text_page, index) * abs(matrix.d or 1.0)
    return size


def measure(path: Path, source: str) -> Quality:
    """Judge a PDF against the characters that should be in it."""
    lines = list(body_lines(path))
    counts = Counter(line.page for line in lines)
    lines = [line for line in lines if counts[line.page] >= TEXT_PAGE]  # not the cover
    # The edges of the type area are where most lines begin and end: a trimmed mark may stand out of them.
    lefts = {
        page: _usual(line.left for line in lines if line.page == page)
        for page in {line.page for line in lines}
    }
    judged = [
        (line, after)
        for line, after in pairwise(lines)
        if line.left < lefts[line.page] + 3.5 * BODY  # not a centred line
        and after.left < lefts[after.page] + 1.5 * BODY  # not the last one of a paragraph
        and after.page - line.page <= 1
        and (after.page > line.page or line.baseline - after.baseline < 40)
    ]
    measure_width = _usual(line.right - lefts[line.page] for line, _ in judged)
    ragged = sum(not _flush(line, lefts[line.page] + measure_width) for line, _ in judged)
    violations = sum(forbidden(line.text, after.text) for line, after in judged)
    return Quality(_page_count(path), len(judged), ragged, violations, missing_characters(path, source))


def _usual(values: Iterable[float]) -> float:
    """The most common value, to half a point."""
    return Counter(round(value * 2) / 2 for value in values).most_common(1)[0][0]


def _flush(line: Line, edge: float) -> bool:
    """Whether the line reaches the edge; the blank half of a mark may hang over it or stand before it."""
    over = line.right - edge
    if abs(over) <= TOLERANCE:
        return True
    return line.text[-1] in (BLANK_AFTER | CLOSING) and -TOLERANCE <= over <= BODY / 2 + TOLERANCE


def forbidden(before: str, after: str) -> bool:
    """Whether a line break between two texts breaks a rule of GB/T 15834 or splits a number."""
    last, first = before[-1], after[0]
    return (
        first in NEVER_FIRST
        or last in NEVER_LAST
        or (last == first and last in PAIRED)
        or (last.isdigit() and first.isdigit())
    )


def _page_count(path: Path) -> int:
    document = pypdfium2.PdfDocument(path)
    try:
        return len(document)
    finally:
        document.close()


def missing_characters(path: Path, source: str) -> int:
    """Characters of the source that cannot be found in the PDF, or are drawn as an empty box by WeasyPrint."""
    document = pypdfium2.PdfDocument(path)
    found: Counter[str] = Counter()
    for page in document:
        text_page = page.get_textpage()
        found.update(text_page.get_text_range())
        text_page.close()
        page.close()
    document.close()
    wanted = Counter(char for char in source if not char.isspace())
    boxes = path.read_bytes().count(b"/WP-Encod")
    return sum((wanted - found).values()) + boxes
