"""Chinese line composition for WeasyPrint.

WeasyPrint justifies by widening spaces only, so Chinese text stays ragged, and it lays every line out three
times. For horizontal Chinese text this module shapes a paragraph once, breaks and fits its lines by the rules
of `linebreak`, and draws them from the glyphs it has. Everything else is left to WeasyPrint.

It replaces a handful of functions inside WeasyPrint and is therefore tied to one version of it.
"""

from functools import cache
from typing import Any

import weasyprint
from weasyprint import css
from weasyprint.draw import text as draw_text
from weasyprint.formatting_structure import boxes
from weasyprint.layout import absolute, background, block, inline, page
from weasyprint.layout import float as float_module
from weasyprint.layout.leader import leader_index

from congress.documents.pdf import contents, speed, styles
from congress.documents.pdf.composition import Composition, stack
from congress.documents.pdf.linebreak import BLANK_BEFORE, may_stretch
from congress.documents.pdf.lines import iter_line_boxes
from congress.documents.pdf.shaping import ComposedLine, ShapedText, glyph_width

WEASYPRINT = "70.0"
# A line with less text than this share of an em per gap would look torn apart; it is left ragged.
WIDEST_GAP = 1.0
LONGEST_LEADER = 100


class WrongWeasyPrint(RuntimeError):
    """The installed WeasyPrint is not the one this module was written and measured against."""


_original_split = inline.split_text_box
_original_justify = inline.justify_line
_original_leader = inline.handle_leader
_original_draw = draw_text.draw_first_line


def _split_text_box(
    context: Any, box: Any, available_width: float | None, skip: int, is_line_start: bool = True
) -> tuple[Any, int | None, bool]:
    shaped = stack[-1].shaped_text(box) if stack else None
    if shaped is None:
        result: tuple[Any, int | None, bool] = _original_split(
            context, box, available_width, skip, is_line_start=is_line_start
        )
        return result
    count = len(shaped.units)
    if not count:
        return None, None, False
    start = shaped.at_offset[skip] if skip else 0
    cut = shaped.break_line(
        start, available_width if box.style["white_space"] == "normal" else None, at_line_start=is_line_start
    )
    resume = None if cut.resume >= count else shaped.offsets[cut.resume]
    # Blanks at the end of a box stay: the next box may follow on the same line.
    end = cut.end if resume is not None else count
    if end == start:
        return None, resume, False
    line = ComposedLine(shaped, start, end, cut.squeezed)
    box = box.copy_with_text(line.text)
    box.width = cut.width if end == cut.end else shaped.sums[end] - shaped.sums[start]
    box.pango_layout = line
    box.height = shaped.height
    box.margin_top = box.margin_bottom = shaped.half_leading
    box.baseline = shaped.baseline
    return box, resume, False


def _handle_leader(context: Any, line: Any, containing_block: Any) -> None:
    """Set the dots of a leader as one text instead of one box each."""
    _, leader = leader_index(line)
    if leader is None:
        return
    _original_leader(context, line, containing_block)
    _, leader = leader_index(line)
    if leader is None or len(leader.children) < 2 or not stack:
        return
    first = leader.children[0]
    # WeasyPrint places them from the right edge leftwards.
    leftmost = leader.children[-1]
    shaper = stack[-1].shaper(first.style)
    if shaper and isinstance(first.pango_layout, ComposedLine):
        count = len(leader.children)
        # One long row of dots is shaped and every leader takes its part of it.
        shaped = stack[-1].shaped(first.text * max(LONGEST_LEADER, count), shaper)
        leftmost.text = first.text * count
        leftmost.pango_layout = ComposedLine(shaped, 0, len(leftmost.text))
        leftmost.width = first.width * count
        leader.children = (leftmost,)


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


def _corrections(line: ComposedLine) -> dict[int, float]:
    """Room to add after single units of the line, in CSS pixels; key start - 1 is room before the first."""
    shaped = line.shaped
    room: dict[int, float] = {}
    for unit, difference in shaped.odd.items():
        if line.start <= unit < line.end:
            room[unit] = difference
            if line.gap and len(shaped.glyphs[unit]) != 1:
                room[unit] -= line.gap * (len(shaped.glyphs[unit]) - 1)
    for unit, shift in shaped.shifts.items():
        if line.start <= unit < line.end:
            room[unit - 1] = room.get(unit - 1, 0.0) + shift
            room[unit] = room.get(unit, 0.0) - shift
    if line.squeezed:
        marks = shaped.squeezable(line.start, line.end)
        each = line.squeezed / len(marks)
        for unit in marks:
            place = unit - 1 if shaped.units[unit] in BLANK_BEFORE else unit
            room[place] = room.get(place, 0.0) - each
    if line.gap:
        # Character spacing applies after every glyph; take it back where no gap may open.
        for unit in line.rigid_gaps():
            room[unit] = room.get(unit, 0.0) - line.gap
    return room


def _show(stream: Any, line: ComposedLine) -> None:
    composition, shaped = stack[-1], line.shaped
    if not shaped.codes:
        _encode(composition, stream, shaped)
    size = shaped.font_size
    room = _corrections(line)
    if line.gap:
        stream.stream.append(f"{line.gap:.4f} Tc".encode())
    for start, end, number in shaped.runs(line.start, line.end):
        font = composition.font(stream, shaped.fonts[number])
        stream.set_font_size(font.hash, size)
        places = sorted(unit for unit in room if start - 1 <= unit < end) if room else []
        parts, position = [], start
        for unit in places:
            if unit == start - 1 and start > line.start:
                continue
            parts.append("".join(shaped.codes[position : unit + 1]))
            position = unit + 1
            if abs(room[unit]) * 1000 >= 0.1 * size:
                parts.append(f">{-room[unit] / size * 1000:.1f}<")
        parts.append("".join(shaped.codes[position:end]))
        stream.show_text(f"<{''.join(parts)}>".replace("<>", ""))
    if line.gap:
        stream.stream.append(b"0 Tc")


def _encode(composition: Composition, stream: Any, shaped: ShapedText) -> None:
    """Note widths and text of the glyphs in the PDF fonts; keep the code of each unit."""
    size = shaped.font_size
    scale = 1000 / size
    fonts = [composition.font(stream, pango_font) for pango_font in shaped.fonts]
    noted = [font.noted.setdefault(size, {}) for font in fonts]

    def note(glyph: int, number: int, text: str) -> tuple[str, int]:
        """Code and width of a glyph, in thousandths of an em."""
        font = fonts[number]
        known = font.extents.setdefault(size, {})
        if glyph not in known:
            known[glyph] = round(glyph_width(shaped.fonts[number], glyph) * scale)
        font.to_unicode.setdefault(glyph, text)
        found = noted[number][glyph] = f"{glyph:04x}", font.widths.setdefault(glyph, known[glyph])
        return found

    for unit, (glyphs, number) in enumerate(zip(shaped.glyphs, shaped.font_of, strict=True)):
        natural, codes, text = 0, "", shaped.units[unit]
        for glyph in glyphs:
            code, width = noted[number].get(glyph) or note(glyph, number, text)
            natural += width
            codes += code
            text = ""
        shaped.codes.append(codes)
        difference = shaped.advances[unit] - natural / scale
        if abs(difference) * scale >= 0.5 or len(glyphs) != 1:
            shaped.odd[unit] = difference


class Composing:
    """Context in which WeasyPrint sets Chinese by the rules of this module."""

    def __enter__(self) -> Composition:
        install()
        if not stack:
            styles.forget_styles()
        composition = Composition()
        stack.append(composition)
        return composition

    def __exit__(self, *exception: object) -> None:
        stack.pop()


@cache
def install() -> None:
    """Put the functions in place. Raises WrongWeasyPrint at any other version."""
    if weasyprint.__version__ != WEASYPRINT:
        raise WrongWeasyPrint(
            f"中文排版程序针对 WeasyPrint {WEASYPRINT} 编写，当前版本为 {weasyprint.__version__}，不能排版。"
        )
    speed.install()
    contents.install()
    css.ComputedStyle = styles.ComputedStyle
    css.AnonymousStyle = styles.AnonymousStyle
    page.set_page_type_computed_styles = styles.set_page_type_computed_styles
    inline.strut = styles.strut
    boxes.Box.is_in_normal_flow = styles.is_in_normal_flow
    for module in (absolute, block, float_module, inline, page):
        module.resolve_percentages = styles.resolve_percentages
    background.layout_box_backgrounds = styles.layout_box_backgrounds
    block.iter_line_boxes = iter_line_boxes
    inline.split_text_box = _split_text_box
    inline.justify_line = _justify_line
    inline.handle_leader = _handle_leader
    draw_text.draw_first_line = _draw_first_line
