"""Text shaped once by Pango: glyph, advance and font of every character of a text box."""

import re
import struct
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from weasyprint.text.ffi import FROM_UNITS, ffi, gobject, pango
from weasyprint.text.line_break import Layout, strut

from congress.documents.pdf.linebreak import PARTICULAR, Measured, may_stretch

# WeasyPrint declares only the functions of Pango it calls itself.
ffi.cdef("PangoLayout * pango_layout_copy (PangoLayout *src);")

EMPTY = 0x0FFFFFFF
UNKNOWN = 0x10000000
# guint32 glyph; int width, x_offset, y_offset; guint flags
_PARTICULAR = re.compile(f"[{re.escape(''.join(sorted(PARTICULAR)))}]")
_rectangle = ffi.new("PangoRectangle *")
GLYPH = struct.Struct("=IiiiI")


def glyph_width(pango_font: Any, glyph: int) -> float:
    """Advance of a glyph in pixels."""
    pango.pango_font_get_glyph_extents(pango_font, glyph, ffi.NULL, _rectangle)
    return float(_rectangle.width * FROM_UNITS)


class Shaper:
    """Shapes texts of one style; what Pango needs to know of the style is prepared once."""

    def __init__(self, style: Any) -> None:
        # WeasyPrint knows how to turn a style into Pango's terms; its layout is the pattern of all others.
        pattern = Layout(style)
        self.font_size: float = style["font_size"]
        self.line_height: float = strut(style)[0]
        self._pattern = pattern.layout

    def layout(self, encoded: bytes) -> Any:
        """A Pango layout of UTF-8 text on one line."""
        copy = ffi.gc(pango.pango_layout_copy(self._pattern), gobject.g_object_unref)
        pango.pango_layout_set_text(copy, encoded, len(encoded))
        return copy


def _widening(units: list[str]) -> list[bool]:
    """Whether the gap after each unit may be widened; after the last one there is none."""
    text = "".join(units)
    if len(text) != len(units):
        return [*(may_stretch(before[-1], after[0]) for before, after in pairwise(units)), False]
    widens = [True] * len(units)
    for match in _PARTICULAR.finditer(text):
        place = match.start()
        for gap in (place - 1, place):
            if 0 <= gap < len(text) - 1:
                widens[gap] = may_stretch(text[gap], text[gap + 1])
    widens[-1:] = [False]
    return widens


class ShapedText(Measured):
    """A paragraph (or a span of it) with everything that is needed to cut and to draw its lines.

    Lengths are CSS pixels. `missing` holds the characters no font of the chain has.
    """

    def __init__(self, text: str, shaper: "Shaper") -> None:
        encoded = text.encode()
        # Fonts and glyph runs live as long as the layout does.
        self._layout = layout = shaper.layout(encoded)
        line = pango.pango_layout_get_line_readonly(layout, 0)
        extents = ffi.new("PangoRectangle *")
        pango.pango_layout_line_get_extents(line, ffi.NULL, extents)
        self.height = extents.height * FROM_UNITS
        self.half_leading = (shaper.line_height - self.height) / 2
        self.baseline = pango.pango_layout_get_baseline(layout) * FROM_UNITS + self.half_leading
        self.font_size = shaper.font_size
        self.missing: set[str] = set()
        self.fonts: list[Any] = []
        self.font_of: list[int] = []
        self.glyphs: list[tuple[int, ...]] = []
        self.offsets: list[int] = []
        self.units: list[str] = []
        self.advances: list[float] = []
        self.shifts: dict[int, float] = {}
        self._read(line, encoded)
        super().__init__(self.units, self.advances, self.font_size)
        self.stretch = _widening(self.units)
        # Gaps that stay as they are when a line is widened.
        self.rigid = [index for index, widens in enumerate(self.stretch) if not widens]
        self.at_offset = {start: index for index, start in enumerate(self.offsets)}
        # Filled in when the first line is drawn: PDF code of each unit, and units whose advance is not the font's.
        self.codes: list[str] = []
        self.odd: dict[int, float] = {}

    def runs(self, start: int, end: int) -> Iterator[tuple[int, int, int]]:
        """Stretches of units [from, to) of one font, with its number in `fonts`."""
        first = start
        for unit in range(start + 1, end):
            if self.font_of[unit] != self.font_of[first]:
                yield first, unit, self.font_of[first]
                first = unit
        yield first, end, self.font_of[first]

    def _read_plain(self, raw: bytes, starts: list[int], encoded: bytes, offset: int, number: int) -> bool:
        """Take a run in which every character is one glyph in its place; False if it is not such a run."""
        text = encoded.decode()
        if len(text) != len(starts):
            return False
        glyphs, widths, shifts, _, _ = zip(*GLYPH.iter_unpack(raw), strict=True)
        if max(glyphs) >= EMPTY or any(shifts) or starts[0] != 0:
            return False
        if any(before >= after for before, after in pairwise(starts)):
            return False
        self.units += text
        self.advances += [width * FROM_UNITS for width in widths]
        self.offsets += [offset + start for start in starts]
        self.font_of += [number] * len(starts)
        self.glyphs += [(glyph,) for glyph in glyphs]
        return True

    def _read(self, line: Any, encoded: bytes) -> None:
        units, advances = self.units, self.advances
        run = line.runs[0] if line.runs != ffi.NULL else ffi.NULL
        fonts: dict[Any, int] = {}
        while run != ffi.NULL:
            item = run.data
            run = run.next
            font = item.item.analysis.font
            number = fonts.setdefault(font, len(self.fonts))
            if number == len(self.fonts):
                self.fonts.append(font)
            count, start = item.glyphs.num_glyphs, item.item.offset
            starts = ffi.unpack(item.glyphs.log_clusters, count)
            raw = bytes(ffi.buffer(item.glyphs.glyphs, count * GLYPH.size))
            if self._read_plain(raw, starts, encoded[start : start + item.item.length], start, number):
                continue
            # Cluster boundaries: the characters a glyph stands for reach to where the next cluster starts.
            bounds = sorted({*starts, item.item.length})
            ends = dict(pairwise(bounds))
            previous = -1
            for cluster, (glyph, width, x_offset, _, _) in zip(starts, GLYPH.iter_unpack(raw), strict=True):
                if cluster != previous:
                    previous = cluster
                    units.append(encoded[start + cluster : start + ends[cluster]].decode())
                    advances.append(0.0)
                    self.offsets.append(start + cluster)
                    self.font_of.append(number)
                    self.glyphs.append(())
                if glyph & UNKNOWN:
                    self.missing.add(units[-1])
                if glyph != EMPTY:
                    self.glyphs[-1] += (glyph,)
                advances[-1] += width * FROM_UNITS
                if x_offset:
                    self.shifts[len(units) - 1] = x_offset * FROM_UNITS


@dataclass(slots=True)
class ComposedLine:
    """One line of a shaped text; stands where WeasyPrint keeps its Pango layout of a line.

    `squeezed` is taken from the marks of the line, `gap` is added to every gap that may be widened.
    """

    shaped: ShapedText
    start: int
    end: int
    squeezed: float = 0.0
    gap: float = 0.0
    first_line_direction: int = 0

    @property
    def text(self) -> str:
        return "".join(self.shaped.units[self.start : self.end])

    def gaps(self) -> int:
        """Number of gaps inside the line that may be widened."""
        return sum(self.shaped.stretch[self.start : self.end - 1])

    def rigid_gaps(self) -> list[int]:
        """Units of the line after which no gap may open."""
        rigid = self.shaped.rigid
        return rigid[bisect_left(rigid, self.start) : bisect_left(rigid, self.end - 1)]

    def reactivate(self, style: Any) -> None:
        """WeasyPrint calls this before it draws; the glyphs are at hand already."""

    def deactivate(self) -> None:
        """WeasyPrint calls this after it has drawn."""
