"""Lines of a paragraph that is nothing but plain Chinese text, made without WeasyPrint's general machinery.

Most lines of a bulletin follow one another inside one text: nothing floats beside them, nothing stands in them
but characters, and each has the height of the one before. WeasyPrint looks into all that again for every line.
Here the first line of each style is left to it, and the others are set after its pattern.
"""

from collections.abc import Callable, Iterator
from typing import Any, NamedTuple

from weasyprint.formatting_structure import boxes
from weasyprint.layout import block, inline

from congress.documents.pdf.composition import Composition, stack, style_key
from congress.documents.pdf.shaping import ComposedLine, ShapedText

Resume = dict[int, Any] | None
General = Callable[[float, Resume], tuple[Any, Resume]]

_original_lines = block.iter_line_boxes


class Pattern(NamedTuple):
    """How a line of one text stands: its height and baseline, and how far below its top the text box begins."""

    height: float
    baseline: float
    text_offset: float


class _Paragraph:
    """A line box before layout whose last child is plain text."""

    def __init__(self, composition: Composition, box: Any, containing_block: Any, shaped: ShapedText) -> None:
        self.composition, self.box, self.containing_block = composition, box, containing_block
        self.shaped, self.text = shaped, box.children[-1]
        self.index = len(box.children) - 1

    def start(self, skip: Resume) -> int | None:
        """The unit of the text at which a line would begin; None where the line begins before the text."""
        index, inner = next(iter(skip.items())) if skip else (0, None)
        if index != self.index:
            return None
        start = self.shaped.at_offset[next(iter(inner))] if inner else 0
        units = self.shaped.units
        while units[start] == " ":
            start += 1
        return start

    def key(self) -> tuple[Any, ...]:
        return style_key(self.box.style), style_key(self.text.style), self.shaped.height, self.shaped.baseline

    def learn(self, line: Any) -> None:
        """Take the pattern from a line WeasyPrint has made."""
        if len(line.children) == 1 and isinstance(line.children[0], boxes.TextBox):
            text = line.children[0]
            if isinstance(text.pango_layout, ComposedLine) and text.pango_layout.shaped is self.shaped:
                self.composition.keep(self.box.style, self.text.style)
                self.composition.patterns[self.key()] = Pattern(
                    line.height, line.baseline, text.position_y - line.position_y
                )

    def line(self, context: Any, pattern: Pattern, start: int, position_y: float) -> tuple[Any, Resume]:
        """The line from unit `start`, and where the next one begins."""
        box, shaped = self.box, self.shaped
        left, available = self.containing_block.content_box_x(), self.containing_block.width
        cut = shaped.break_line(start, available - box.text_indent + 1e-9 * available)
        text = self.text.copy()
        text.pango_layout = composed = ComposedLine(shaped, start, cut.end, cut.squeezed)
        text.text = composed.text
        text.position_x, text.position_y = left + box.text_indent, position_y + pattern.text_offset
        text.width, text.height, text.baseline = cut.width, shaped.height, shaped.baseline
        text.margin_top = text.margin_bottom = shaped.half_leading
        line = box.copy_with_children((text,))
        line.position_x, line.position_y = left, position_y
        line.width = box.text_indent + cut.width
        line.height, line.baseline = pattern.height, pattern.baseline
        last = cut.resume >= len(shaped.units)
        if offset := inline.text_align(context, line, available, last=last):
            line.translate(offset, 0)
        return line, None if last else {self.index: {shaped.offsets[cut.resume]: None}}


def _paragraph(composition: Composition, box: Any, containing_block: Any) -> _Paragraph | None:
    text = box.children[-1] if box.children else None
    if not isinstance(text, boxes.TextBox) or text.style["white_space"] != "normal":
        return None
    if containing_block.style["direction"] != "ltr" or not all(c.is_in_normal_flow() for c in box.children):
        return None
    shaped = composition.shaped_text(text)
    if shaped is None or not shaped.units or shaped.units[-1] == " ":
        return None
    inline.resolve_percentages(text, containing_block)
    return _Paragraph(composition, box, containing_block, shaped)


def iter_line_boxes(
    context: Any,
    box: Any,
    position_y: float,
    bottom_space: float,
    skip_stack: Resume,
    containing_block: Any,
    absolute_boxes: list[Any],
    fixed_boxes: list[Any],
    first_letter_style: Any,
    first_line_style: Any,
) -> Iterator[tuple[Any, Resume]]:
    """Lines, and where each is resumed; stands in for WeasyPrint's function of this name."""
    paragraph = None
    if stack and not first_letter_style and not first_line_style:
        paragraph = _paragraph(stack[-1], box, containing_block)
    if paragraph is None:
        found: Iterator[tuple[Any, Resume]] = _original_lines(
            context,
            box,
            position_y,
            bottom_space,
            skip_stack,
            containing_block,
            absolute_boxes,
            fixed_boxes,
            first_letter_style,
            first_line_style,
        )
        return found

    def general(position_y: float, skip: Resume) -> tuple[Any, Resume]:
        """A line made by WeasyPrint."""
        line, resume = inline.get_next_linebox(
            context,
            box,
            position_y,
            bottom_space,
            skip,
            containing_block,
            absolute_boxes,
            fixed_boxes,
            None,
            None,
        )
        if line is not None:
            inline.handle_leader(context, line, containing_block)
        return line, resume

    return _lines(paragraph, context, position_y, skip_stack, general)


def _lines(
    paragraph: _Paragraph, context: Any, position_y: float, skip: Resume, general: General
) -> Iterator[tuple[Any, Resume]]:
    box, patterns = paragraph.box, paragraph.composition.patterns
    inline.resolve_percentages(box, paragraph.containing_block)
    if skip is None:
        inline.resolve_one_percentage(box, "text_indent", paragraph.containing_block.width)
    else:
        box.text_indent = 0
    key = paragraph.key()
    while True:
        start, pattern = paragraph.start(skip), patterns.get(key)
        if start is None or pattern is None or context.excluded_shapes:
            line, skip = general(position_y, skip)
            if line is None:
                return
            paragraph.learn(line)
        else:
            line, skip = paragraph.line(context, pattern, start, position_y)
        position_y = line.position_y + line.height
        yield line, skip
        if skip is None:
            return
        box.text_indent = 0
