"""What the tests read from a PDF: text, characters with font and place, page by page."""

import re
import zlib
from contextlib import suppress
from ctypes import byref, c_double, c_int, create_string_buffer
from dataclasses import dataclass
from itertools import groupby

import pypdfium2
from pypdfium2 import raw


@dataclass(frozen=True)
class Char:
    """A character with the origin of its glyph (points from the lower left), its size and its font."""

    text: str
    x: float
    y: float
    right: float
    size: float
    font: str


def squeezed(text: str) -> str:
    """Text without any blanks."""
    return "".join(text.split())


def inflated(data: bytes) -> bytes:
    """A PDF with its compressed streams unpacked behind it, to look for names in."""
    parts = [data]
    for match in re.finditer(rb"stream\r?\n", data):
        with suppress(zlib.error):
            parts.append(zlib.decompressobj().decompress(data[match.end() :]))
    return b"\n".join(parts)


def page_texts(data: bytes) -> list[str]:
    """Text of each page, line ends removed."""
    document = pypdfium2.PdfDocument(data)
    try:
        return [
            page.get_textpage().get_text_range().replace("\r\n", "").replace("\n", "") for page in document
        ]
    finally:
        document.close()


def page_chars(data: bytes, page: int) -> list[Char]:
    """Characters of a page (from 0) in the order they were drawn."""
    document = pypdfium2.PdfDocument(data)
    text_page = document[page].get_textpage()
    chars = []
    x, y = c_double(), c_double()
    for index in range(text_page.count_chars()):
        text = chr(raw.FPDFText_GetUnicode(text_page, index))
        if text.isspace():
            continue
        raw.FPDFText_GetCharOrigin(text_page, index, byref(x), byref(y))
        matrix = raw.FS_MATRIX()
        raw.FPDFText_GetMatrix(text_page, index, byref(matrix))
        size = raw.FPDFText_GetFontSize(text_page, index) * abs(matrix.d)
        name = create_string_buffer(100)
        raw.FPDFText_GetFontInfo(text_page, index, name, 100, byref(c_int()))
        right = text_page.get_charbox(index, loose=True)[2]
        chars.append(Char(text, x.value, y.value, right, size, name.value.decode().split("+")[-1]))
    text_page.close()
    document.close()
    return chars


def lines(chars: list[Char]) -> list[list[Char]]:
    """Characters by baseline, from top to bottom."""
    rows = sorted(chars, key=lambda char: (-round(char.y, 1), char.x))
    return [list(row) for _, row in groupby(rows, key=lambda char: round(char.y, 1))]
