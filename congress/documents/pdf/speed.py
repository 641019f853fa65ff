"""Places where WeasyPrint's PDF writer wastes time, measured on a bulletin of 6 pages.

- pydyf compresses at level 9; level 2 gives files 6 % larger in a fifth of the time.
- For every document WeasyPrint copies the whole of each font file (10 MB and more) and reads its tables; here
  that is done once in a worker, and the copy is not kept.
- For an identifier it makes the bytes of every object a second time, compression included.
- It cuts a font down in two passes and has cffi parse array types for each; here it is one pass
  over a face without the tables that are dropped.
"""

import copy
import zlib
from functools import cache
from types import SimpleNamespace
from typing import Any, BinaryIO

import pydyf
from weasyprint import pdf
from weasyprint.pdf import fonts as pdf_fonts
from weasyprint.pdf import stream as pdf_stream
from weasyprint.text.ffi import ffi, harfbuzz, harfbuzz_subset
from weasyprint.text.fonts import get_hb_object_data, get_pango_font_key

LEVEL = 2
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


# WeasyPrint declares only the functions of HarfBuzz it calls itself.
ffi.cdef("""
    hb_face_t * hb_face_builder_create (void);
    hb_bool_t hb_face_builder_add_table (hb_face_t *face, hb_tag_t tag, hb_blob_t *blob);
""")
# By address of the face, which is kept so that its address stays its own.
_bare_faces: dict[int, tuple[Any, Any]] = {}


class SubsettingFailed(RuntimeError):
    """HarfBuzz could not cut a font down to the characters of the document."""


def _compressor(level: int) -> Any:
    return zlib.compressobj(LEVEL)


def _to_bytes(item: Any) -> bytes:
    """As pydyf writes it, the most frequent kinds first."""
    kind = type(item)
    if kind is bytes:
        found: bytes = item
        return found
    if kind is str or kind is int:
        return str(item).encode("ascii")
    return bytes(_original_to_bytes(item))


def _data(self: Any) -> bytes:
    """The bytes of a stream, made once while the file is written; before, a stream may still grow."""
    if not _writing:
        return bytes(_original_data(self))
    if "written" not in self.__dict__:
        self.written = _original_data(self)
    return bytes(self.written)


def _write(self: Any, *arguments: Any, **named: Any) -> None:
    _writing.append(self)
    try:
        _original_write(self, *arguments, **named)
    finally:
        _writing.pop()


_writing: list[Any] = []
_original_to_bytes = pydyf._to_bytes
_original_data = pydyf.Stream.data.fget
_original_write = pydyf.PDF.write


@cache
def _pattern(key: int, pango_font: Any) -> tuple[Any, Any]:
    """A font as WeasyPrint reads it, without the file; the Pango font is kept so that its address stays its own."""
    _, description, size = get_pango_font_key(pango_font)
    font = pdf_fonts.Font(pango_font, description, size)
    font.file_content = b""
    # Widths of glyphs by font size, in thousandths of an em: once known, known to all documents.
    font.extents = {}
    return font, pango_font


def _add_font(self: Any, pango_font: Any) -> tuple[Any, float]:
    key, _, size = get_pango_font_key(pango_font)
    if key not in self._fonts:
        font = copy.copy(_pattern(key, pango_font)[0])
        font.widths, font.to_unicode, font.missing, font.noted = {}, {}, {}, {}
        font.font_size = size
        self._fonts[key] = font
    return self._fonts[key], size


def _bare(font: Any) -> Any:
    """The font's face with nothing in it but what a PDF uses, none of it copied.

    Otherwise HarfBuzz reads the table of all characters for every subset, only to drop it.
    """
    address = int(ffi.cast("uintptr_t", font.hb_face))
    found = _bare_faces.get(address)
    if found is None:
        face = ffi.gc(harfbuzz.hb_face_builder_create(), harfbuzz.hb_face_destroy)
        for name in font.tables:
            if name.encode() not in USELESS_TABLES:
                tag = harfbuzz.hb_tag_from_string(name.encode(), -1)
                blob = harfbuzz.hb_face_reference_table(font.hb_face, tag)
                harfbuzz.hb_face_builder_add_table(face, tag, blob)
                harfbuzz.hb_blob_destroy(blob)
        found = _bare_faces[address] = (face, font.hb_face)
    return found[0]


def _subset(self: Any, to_unicode: dict[int, str], hinting: bool) -> None:
    """Cut the font down to the glyphs used, keeping their numbers (our fonts give common characters low ones)."""
    wanted = ffi.gc(harfbuzz_subset.hb_subset_input_create_or_fail(), harfbuzz_subset.hb_subset_input_destroy)
    _add_to_set(harfbuzz_subset.hb_subset_input_glyph_set(wanted), sorted(to_unicode))
    harfbuzz_subset.hb_subset_input_set_flags(
        wanted,
        harfbuzz_subset.HB_SUBSET_FLAGS_RETAIN_GIDS
        | harfbuzz_subset.HB_SUBSET_FLAGS_NO_HINTING
        | harfbuzz_subset.HB_SUBSET_FLAGS_DESUBROUTINIZE,
    )
    face = harfbuzz_subset.hb_subset_or_fail(_bare(self), wanted)
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


@cache
def install() -> None:
    """Put the faster parts in place."""
    pydyf._to_bytes = _to_bytes
    pydyf.Stream.data = property(_data)
    pydyf.PDF.write = _write
    pydyf.zlib = SimpleNamespace(compressobj=_compressor, compress=zlib.compress)
    pdf_stream.Stream.add_font = _add_font
    pdf_fonts.Font._harfbuzz_subset = _subset
    pdf.ColorProfile = _color_profile
