"""Text shaped once by Pango: glyph, advance and font of every character of a text box."""

import struct
from itertools import pairwise
from typing import Any

from weasyprint.text.ffi import FROM_UNITS, ffi, pango
from weasyprint.text.line_break import Layout, line_size

from congress.documents.pdf.linebreak import Measured, may_stretch

EMPTY = 0x0FFFFFFF
UNKNOWN = 0x10000000
# guint32 glyph; int width, x_offset, y_offset; guint flags
GLYPH = struct.Struct("=IiiiI")


class ShapedText(Measured):
    """A paragraph (or a span of it) with everything that is needed to cut and to draw its lines.

    Advances are in CSS pixels. `missing` holds the characters no font of the chain has.
    """

    def __init__(self, text: str, style: Any) -> None:
        layout = Layout(style)
        layout.set_text(text)
        line, _ = layout.get_first_line()
        _, self.height = line_size(line, style)
        self.baseline = pango.pango_layout_get_baseline(layout.layout) * FROM_UNITS
        # Fonts and glyph runs live as long as the layout does.
        self._layout = layout.layout
        self.text = text
        self.font_size: float = style["font_size"]
        self.missing: set[str] = set()
        self.fonts: list[Any] = []
        self.font_of: list[int] = []
        self.glyphs: list[tuple[int, ...]] = []
        self.offsets: list[int] = []
        units: list[str] = []
        advances: list[float] = []
        self.shifts: dict[int, float] = {}
        self._read(line, text.encode(), units, advances)
        super().__init__(units, advances, self.font_size)
        self.stretch = [may_stretch(before[-1], after[0]) for before, after in pairwise(units)]
        self.stretch.append(False)

    def _read(self, line: Any, encoded: bytes, units: list[str], advances: list[float]) -> None:
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


class ComposedLine:
    """One line of a shaped text; stands where WeasyPrint keeps its Pango layout of a line."""

    first_line_direction = 0
    gap = 0.0

    def __init__(self, shaped: ShapedText, start: int, end: int, squeezed: float) -> None:
        self.shaped = shaped
        self.start = start
        self.end = end
        self.squeezed = squeezed
        self.text = "".join(shaped.units[start:end])

    def gaps(self) -> int:
        """Number of gaps inside the line that may be widened."""
        return sum(self.shaped.stretch[self.start : self.end - 1])

    def reactivate(self, style: Any) -> None:
        """WeasyPrint calls this before it draws; the glyphs are at hand already."""

    def deactivate(self) -> None:
        """WeasyPrint calls this after it has drawn."""
