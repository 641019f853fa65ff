"""Two places where WeasyPrint's PDF writer wastes time, measured on a bulletin of 6 pages.

- pydyf compresses at level 9; level 4 gives files 3 % larger in a quarter of the time.
- For every document WeasyPrint copies the whole of each font file (10 MB and more) and reads its tables; here
  that is done once in a worker, and the copy is not kept.
"""

import copy
import zlib
from functools import cache
from types import SimpleNamespace
from typing import Any

import pydyf
from weasyprint.pdf import fonts as pdf_fonts
from weasyprint.pdf import stream as pdf_stream
from weasyprint.text.fonts import get_pango_font_key

LEVEL = 4


class SubsettingFailed(RuntimeError):
    """HarfBuzz could not cut a font down to the characters of the document."""


def _compressor(level: int) -> Any:
    return zlib.compressobj(LEVEL)


@cache
def _pattern(key: int, pango_font: Any) -> tuple[Any, Any]:
    """A font as WeasyPrint reads it, without the file; the Pango font is kept so that its address stays its own."""
    _, description, size = get_pango_font_key(pango_font)
    font = pdf_fonts.Font(pango_font, description, size)
    font.file_content = b""
    return font, pango_font


def _add_font(self: Any, pango_font: Any) -> tuple[Any, float]:
    key, _, size = get_pango_font_key(pango_font)
    if key not in self._fonts:
        font = copy.copy(_pattern(key, pango_font)[0])
        font.widths, font.to_unicode, font.missing = {}, {}, {}
        font.font_size = size
        self._fonts[key] = font
    return self._fonts[key], size


def _subset(self: Any, to_unicode: Any, hinting: bool) -> None:
    _original_subset(self, to_unicode, hinting)
    if not self.file_content:
        raise SubsettingFailed(f"字体“{self.family}”不能嵌入 PDF，请重新生成字体（script/fonts）。")


_original_subset = pdf_fonts.Font.subset


@cache
def install() -> None:
    """Put the faster parts in place."""
    pydyf.zlib = SimpleNamespace(compressobj=_compressor, compress=zlib.compress)
    pdf_stream.Stream.add_font = _add_font
    pdf_fonts.Font.subset = _subset
