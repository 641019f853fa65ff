"""Chinese line composition for WeasyPrint.

WeasyPrint justifies by widening spaces only, so Chinese text stays ragged, and it lays every line out three
times. For horizontal Chinese text this module shapes a paragraph once, breaks and fits its lines by the rules
of `linebreak`, and draws them from the glyphs it has. Everything else is left to WeasyPrint.

It replaces four functions inside WeasyPrint and is therefore tied to one version of it.
"""

from functools import cache
from typing import Any

import weasyprint
from weasyprint.draw import text as draw_text
from weasyprint.formatting_structure import boxes
from weasyprint.layout import inline
from weasyprint.text.ffi import FROM_UNITS, ffi, pango
from weasyprint.text.line_break import strut

from congress.documents.pdf.linebreak import BLANK_BEFORE, may_stretch
from congress.documents.pdf.shaping import UNKNOWN, ComposedLine, ShapedText

WEASYPRINT = "70.0"
# A line with less text than this share of an em per gap would look torn apart; it is left ragged.
WIDEST_GAP = 1.0


class WrongWeasyPrint(RuntimeError):
    """The installed WeasyPrint is not the one this module was written and measured against."""


class Composition:
    """What is remembered during one document: shaped texts by text and style."""

    def __init__(self) -> None:
        self._shaped: dict[tuple[str, int], tuple[ShapedText, Any]] = {}
        self.missing: set[str] = set()

    def shaped(self, text: str, style: Any) -> ShapedText:
        key = (text, id(style))
        found = self._shaped.get(key)
        if found is None:
            # The style is kept so that its id stays its own.
            found = self._shaped[key] = (ShapedText(text, style), style)
            self.missing |= found[0].missing
        return found[0]


_current: list[Composition] = []
_original_split = inline.split_text_box
_original_justify = inline.justify_line
_original_draw = draw_text.draw_first_line


def _composable(box: Any) -> bool:
    style = box.style
    return (
        (style["lang"] or "").startswith("zh")
        and style["white_space"] in ("normal", "nowrap")
        and style["direction"] == "ltr"
        and style["letter_spacing"] == "normal"
        and style["word_spacing"] == 0
        and style["text_decoration_line"] == "none"
        and style["text_overflow"] == "clip"
        and "\n" not in box.text
        and "\t" not in box.text
        and "\xad" not in box.text
    )


def _split_text_box(
    context: Any, box: Any, available_width: float | None, skip: int, is_line_start: bool = True
) -> tuple[Any, int | None, bool]:
    if not _current or box.style["font_size"] == 0 or not _composable(box):
        result: tuple[Any, int | None, bool] = _original_split(
            context, box, available_width, skip, is_line_start=is_line_start
        )
        return result
    shaped = _current[-1].shaped(box.text, box.style)
    start = _unit_at(shaped, skip)
    count = len(shaped.units)
    if start >= count:
        return None, None, False
    if box.style["white_space"] == "nowrap":
        available_width = None
    cut = shaped.break_line(start, available_width, at_line_start=is_line_start)
    resume = None if cut.resume >= count else shaped.offsets[cut.resume]
    end = cut.end if resume is not None else count
    if end == start:
        return None, resume, False
    line = ComposedLine(shaped, start, end, cut.squeezed)
    box = box.copy_with_text(line.text)
    box.width = cut.width
    box.pango_layout = line
    box.height = shaped.height
    line_height, _ = strut(box.style)
    box.margin_top = box.margin_bottom = (line_height - shaped.height) / 2
    box.baseline = shaped.baseline + box.margin_top
    return box, resume, False


def _unit_at(shaped: ShapedText, offset: int) -> int:
    if offset == 0:
        return 0
    positions = shaped.__dict__.get("positions")
    if positions is None:
        positions = {start: index for index, start in enumerate(shaped.offsets)}
        shaped.__dict__["positions"] = positions
    return int(positions[offset])


def _text_boxes(box: Any) -> list[Any]:
    if isinstance(box, boxes.TextBox):
        return [box] if box.text else []
    if isinstance(box, boxes.LineBox | boxes.InlineBox):
        return [found for child in box.children if child.is_in_normal_flow() for found in _text_boxes(child)]
    return []


def _justify_line(context: Any, line: Any, extra_width: float) -> None:
    texts = _text_boxes(line)
    if not texts or not all(isinstance(text.pango_layout, ComposedLine) for text in texts):
        _original_justify(context, line, extra_width)
        return
    total = 0
    for text, following in zip(texts, [*texts[1:], None], strict=True):
        composed = text.pango_layout
        text.gap_count = composed.gaps()
        if following is not None and may_stretch(composed.text[-1], following.pango_layout.text[0]):
            text.gap_count += 1
        total += text.gap_count
    if total and extra_width / total <= WIDEST_GAP * texts[0].style["font_size"]:
        _spread(line, extra_width / total, 0.0)


def _spread(box: Any, gap: float, shift: float) -> float:
    """Widen every gap in `box`, whose left edge moves by `shift`; return how far its right edge moves."""
    if isinstance(box, boxes.TextBox):
        box.position_x += shift
        if box.text:
            box.pango_layout.gap = gap
            box.width += gap * box.gap_count
            shift += gap * box.gap_count
        return shift
    if isinstance(box, boxes.LineBox | boxes.InlineBox):
        box.position_x += shift
        before = shift
        for child in box.children:
            if child.is_in_normal_flow():
                shift = _spread(child, gap, shift)
        box.width += shift - before
        return shift
    box.translate(shift, 0)
    return shift


def _draw_first_line(stream: Any, textbox: Any, text_overflow: Any, block_ellipsis: Any, matrix: Any) -> Any:
    line = textbox.pango_layout
    if not isinstance(line, ComposedLine):
        return _original_draw(stream, textbox, text_overflow, block_ellipsis, matrix)
    if line.text.strip():
        stream.set_text_matrix(*matrix.values)
        _show(stream, line)
    return []


def _moves(line: ComposedLine) -> tuple[dict[int, float], dict[int, float]]:
    """Extra room in CSS pixels before and after single units: shifts of shaping, squeezed marks."""
    shaped = line.shaped
    before: dict[int, float] = {}
    after: dict[int, float] = {}
    if shaped.shifts:
        for unit in range(line.start, line.end):
            shift = shaped.shifts.get(unit)
            if shift:
                before[unit] = shift
                after[unit] = -shift
    if line.squeezed:
        marks = shaped.squeezable(line.start, line.end)
        each = line.squeezed / len(marks)
        for unit in marks:
            if shaped.units[unit] in BLANK_BEFORE:
                before[unit] = before.get(unit, 0.0) - each
            else:
                after[unit] = after.get(unit, 0.0) - each
    return before, after


def _show(stream: Any, line: ComposedLine) -> None:
    shaped, gap = line.shaped, line.gap
    size = shaped.font_size
    before, after = _moves(line)
    stretch, advances, glyphs = shaped.stretch, shaped.advances, shaped.glyphs
    if gap:
        stream.stream.append(f"{gap:.4f} Tc".encode())
    number = -1
    font: Any = None
    parts: list[str] = []
    for unit in range(line.start, line.end):
        if shaped.font_of[unit] != number:
            if parts:
                stream.show_text(f"<{''.join(parts)}>".replace("<>", ""))
                parts = []
            number = shaped.font_of[unit]
            font, _ = stream.add_font(shaped.fonts[number])
            stream.set_font_size(font.hash, size)
        natural = 0.0
        lead = before.get(unit)
        if lead:
            parts.append(f">{-lead / size * 1000:.1f}<")
        for glyph in glyphs[unit]:
            number_in_font = _known(font, shaped, unit, glyph)
            natural += font.widths[number_in_font]
            parts.append(f"{number_in_font:04x}")
        # Character spacing applies to every glyph of the unit; take it back where no gap may open.
        room = advances[unit] / size * 1000 - natural + after.get(unit, 0.0) / size * 1000
        if gap:
            excess = len(glyphs[unit]) - (1 if stretch[unit] else 0)
            room -= excess * gap / size * 1000
        if abs(room) >= 0.1:
            parts.append(f">{-room:.1f}<")
    if parts:
        stream.show_text(f"<{''.join(parts)}>".replace("<>", ""))
    if gap:
        stream.stream.append(b"0 Tc")


def _known(font: Any, shaped: ShapedText, unit: int, glyph: int) -> int:
    """Glyph number to write, after its width and its text have been noted for the font dictionary."""
    if glyph in font.widths and glyph in font.to_unicode:
        return glyph
    if glyph & UNKNOWN:
        width = shaped.advances[unit] / shaped.font_size * 1000
        glyph = int(font.get_unused_glyph_id(glyph - UNKNOWN))
        font.widths[glyph] = round(width)
        font.widths.setdefault(0, round(width))
    else:
        rectangle = ffi.new("PangoRectangle *")
        pango.pango_font_get_glyph_extents(shaped.fonts[shaped.font_of[unit]], glyph, ffi.NULL, rectangle)
        font.widths[glyph] = round(rectangle.width * 1000 * FROM_UNITS / shaped.font_size)
    font.to_unicode.setdefault(glyph, shaped.units[unit] if glyph == shaped.glyphs[unit][0] else "")
    return glyph


class Composing:
    """Context in which WeasyPrint sets Chinese by the rules of this module."""

    def __enter__(self) -> Composition:
        install()
        composition = Composition()
        _current.append(composition)
        return composition

    def __exit__(self, *exception: object) -> None:
        _current.pop()


@cache
def install() -> None:
    """Put the four functions in place. Raises WrongWeasyPrint at any other version."""
    if weasyprint.__version__ != WEASYPRINT:
        raise WrongWeasyPrint(
            f"中文排版程序针对 WeasyPrint {WEASYPRINT} 编写，当前版本为 {weasyprint.__version__}，不能排版。"
        )
    inline.split_text_box = _split_text_box
    inline.justify_line = _justify_line
    draw_text.draw_first_line = _draw_first_line
