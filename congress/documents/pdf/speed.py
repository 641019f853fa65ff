"""Places where WeasyPrint's PDF writer wastes time, measured on a bulletin of 6 pages.

- pydyf compresses at level 9; level 4 gives files 3 % larger in a quarter of the time.
- For every document WeasyPrint copies the whole of each font file (10 MB and more) and reads its tables; here
  that is done once in a worker, and the copy is not kept.
- It works out sixteen lengths for every piece of text on every line and for sixteen boxes around every page,
  nearly all of them initial values.
- It cuts a font down in two passes and has cffi parse array types for each; here it is one pass.
"""

import copy
import zlib
from functools import cache
from math import inf
from types import SimpleNamespace
from typing import Any, BinaryIO

import pydyf
from weasyprint import pdf
from weasyprint.formatting_structure import boxes
from weasyprint.layout import inline, page
from weasyprint.pdf import fonts as pdf_fonts
from weasyprint.pdf import stream as pdf_stream
from weasyprint.text.ffi import ffi, harfbuzz, harfbuzz_subset
from weasyprint.text.fonts import get_hb_object_data, get_pango_font_key

SIDES = ("top", "right", "bottom", "left")
INITIAL = {
    **{
        f"{kind}_{side}{'_width' if kind == 'border' else ''}": 0
        for kind in ("margin", "padding", "border")
        for side in SIDES
    },
    **{
        "width": "auto",
        "min_width": 0,
        "max_width": inf,
        "height": "auto",
        "min_height": 0,
        "max_height": inf,
    },
}
LEVEL = 4
USELESS_TABLES = (
    b"BASE",
    b"DSIG",
    b"GDEF",
    b"GPOS",
    b"GSUB",
    b"OS/2",
    b"cmap",
    b"name",
    b"post",
    b"VORG",
    b"vhea",
    b"vmtx",
)


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


def _subset(self: Any, to_unicode: dict[int, str], hinting: bool) -> None:
    """Cut the font down to the glyphs used, keeping their numbers (our fonts give common characters low ones)."""
    wanted = ffi.gc(harfbuzz_subset.hb_subset_input_create_or_fail(), harfbuzz_subset.hb_subset_input_destroy)
    _add_to_set(harfbuzz_subset.hb_subset_input_glyph_set(wanted), sorted(to_unicode))
    dropped = harfbuzz_subset.hb_subset_input_set(wanted, harfbuzz_subset.HB_SUBSET_SETS_DROP_TABLE_TAG)
    _add_to_set(dropped, sorted(harfbuzz.hb_tag_from_string(name, -1) for name in USELESS_TABLES))
    harfbuzz_subset.hb_subset_input_set_flags(
        wanted,
        harfbuzz_subset.HB_SUBSET_FLAGS_RETAIN_GIDS
        | harfbuzz_subset.HB_SUBSET_FLAGS_NO_HINTING
        | harfbuzz_subset.HB_SUBSET_FLAGS_DESUBROUTINIZE,
    )
    face = harfbuzz_subset.hb_subset_or_fail(self.hb_face, wanted)
    content = get_hb_object_data(ffi.gc(face, harfbuzz.hb_face_destroy)) if face else None
    if not content:
        raise SubsettingFailed(f"字体“{self.family}”不能嵌入 PDF，请重新生成字体（script/fonts）。")
    self.file_content = content


def _add_to_set(hb_set: Any, numbers: list[int]) -> None:
    # An array type without its length is parsed by cffi once; with the length it is parsed every time.
    harfbuzz.hb_set_add_sorted_array(hb_set, ffi.new("hb_codepoint_t[]", numbers), len(numbers))


def _color_profile(file: BinaryIO, *arguments: Any) -> Any:
    """A colour profile whose file is closed at once; WeasyPrint leaves that to the collector."""
    with file:
        return _original_profile(file, *arguments)


_original_profile = pdf.ColorProfile


def _resolve_percentages(box: Any, containing_block: Any) -> None:
    """Text and line boxes are anonymous, and a margin box without content is reset: initial values will do."""
    kind = type(box)
    if kind is boxes.TextBox or kind is boxes.LineBox or (kind is boxes.MarginBox and not box.is_generated):
        box.__dict__.update(INITIAL)
    else:
        _original_resolve(box, containing_block)


_original_resolve = inline.resolve_percentages


@cache
def install() -> None:
    """Put the faster parts in place."""
    pydyf.zlib = SimpleNamespace(compressobj=_compressor, compress=zlib.compress)
    pdf_stream.Stream.add_font = _add_font
    pdf_fonts.Font._harfbuzz_subset = _subset
    pdf.ColorProfile = _color_profile
    inline.resolve_percentages = _resolve_percentages
    page.resolve_percentages = _resolve_percentages
