"""Lines of a paragraph of plain Chinese text, made without WeasyPrint's general machinery.

Most lines of a bulletin hold nothing but characters, some of them in another font: nothing floats beside them, no
box in them has an edge. WeasyPrint looks into all that again for every line. Lines that end in an uncommon way
are left to it.
"""

from collections.abc import Callable, Iterator
from typing import Any, NamedTuple

from weasyprint.formatting_structure import boxes
from weasyprint.layout import block, inline

from congress.documents.pdf.composition import Composition, stack
from congress.documents.pdf.shaping import ComposedLine, ShapedText

Resume = dict[int, Any] | None
General = Callable[[float, Resume], tuple[Any, Resume]]

_original_lines = block.iter_line_boxes
# WeasyPrint's own allowance for sums of floating point numbers.
TOLERANCE = 1 + 1e-9


class _Run(NamedTuple):
    """A text of the paragraph, with the span it stands in, if any."""

    text: Any
    span: Any
    shaped: ShapedText

    def resume(self, index: int, unit: int) -> Resume:
        """How WeasyPrint writes down that the next line begins at a unit of this run."""
        skip = {self.shaped.offsets[unit]: None}
        return {index: {0: skip} if self.span is not None else skip}


def _unit(run: _Run, inner: Resume) -> int:
    """The unit of a run that is written down so."""
    if run.span is not None and inner:
        inner = inner[0]
    return run.shaped.at_offset[next(iter(inner))] if inner else 0


class _Extent:
    """How far a line reaches above and below its baseline."""

    def __init__(self) -> None:
        self.top = self.bottom = 0.0

    def add(self, box: Any) -> None:
        top = 0 - box.baseline
        bottom = top + box.margin_height()
        self.top, self.bottom = min(self.top, top), max(self.bottom, bottom)


class _Paragraph:
    """A line box before layout that holds nothing but runs."""

    def __init__(self, box: Any, containing_block: Any, runs: list[_Run]) -> None:
        self.box, self.containing_block, self.runs = box, containing_block, runs

    def line(self, context: Any, skip: Resume, position_y: float) -> tuple[Any, Resume] | None:
        """The next line, and where the one after it begins; None if it is not a common one."""
        runs, box = self.runs, self.box
        number, inner = next(iter(skip.items())) if skip else (0, None)
        start = _unit(runs[number], inner)
        units = runs[number].shaped.units
        while start < len(units) and units[start] == " ":
            start += 1
        if start == len(units):
            return None
        left, available = self.containing_block.content_box_x(), self.containing_block.width
        x, limit = left + box.text_indent, (left + available) * TOLERANCE
        placed: list[Any] = []
        resume: Resume = None
        for index in range(number, len(runs)):
            run = runs[index]
            cut = run.shaped.break_line(start, limit - x, at_line_start=not placed)
            count = len(run.shaped.units)
            whole = cut.resume >= count
            if (count if whole else cut.end) == start:
                return None
            child = self._place(run, start, cut.end, cut.width, cut.squeezed, x)
            x = child.position_x + child.margin_width()
            if x > limit and (placed or index < len(runs) - 1):
                return None
            placed.append(child)
            if not whole:
                resume = run.resume(index, cut.resume)
                break
            start = 0
        line = box.copy_with_children(tuple(placed))
        line.width = x - left
        line.position_x, line.position_y = left, position_y
        self._stand(line, position_y)
        if offset := inline.text_align(context, line, available, last=resume is None):
            line.translate(offset, 0)
        return line, resume

    def _place(self, run: _Run, start: int, end: int, width: float, squeezed: float, x: float) -> Any:
        shaped = run.shaped
        text = run.text.copy()
        text.pango_layout = composed = ComposedLine(shaped, start, end, squeezed)
        text.text = composed.text
        text.position_x, text.width = x, width
        text.height, text.baseline = shaped.height, shaped.baseline
        text.margin_top = text.margin_bottom = shaped.half_leading
        if run.span is None:
            return text
        span = run.span.copy_with_children((text,))
        span.position_x = x
        span.width = x + text.margin_width() - x
        inline._adjust_line_height(span)
        return span

    def _stand(self, line: Any, position_y: float) -> None:
        """Put everything on one baseline, and the highest top at `position_y`."""
        inline._adjust_line_height(line)
        extent = _Extent()
        boxes_placed = [box for child in line.children for box in (child, *child.children)]
        for box in (line, *boxes_placed):
            extent.add(box)
        down = position_y - extent.top
        for box in boxes_placed:
            box.position_y = 0 - box.baseline + down
        line.baseline = -extent.top
        line.height = extent.bottom - extent.top
        line.margin_top = line.margin_bottom = 0


def _bare(box: Any, containing_block: Any) -> bool:
    """Whether a span is nothing but the text in it."""
    if type(box) is not boxes.InlineBox or box.is_leader or len(box.children) != 1:
        return False
    style = box.style
    if style["position"] != "static" or style["float"] != "none" or style["vertical_align"] != "baseline":
        return False
    inline.resolve_percentages(box, containing_block)
    edges = ("margin_left", "margin_right", "padding_left", "padding_right", "padding_top", "padding_bottom")
    borders = ("border_left_width", "border_right_width", "border_top_width", "border_bottom_width")
    return not any(getattr(box, edge) for edge in edges + borders)


def _paragraph(composition: Composition, box: Any, containing_block: Any) -> _Paragraph | None:
    if containing_block.style["direction"] != "ltr":
        return None
    runs = []
    for child in box.children:
        span, text = None, child
        if type(child) is not boxes.TextBox:
            if not _bare(child, containing_block):
                return None
            span, text = child, child.children[0]
        if type(text) is not boxes.TextBox or text.style["white_space"] != "normal":
            return None
        shaped = composition.shaped_text(text)
        if shaped is None or not shaped.units:
            return None
        inline.resolve_percentages(text, containing_block)
        runs.append(_Run(text, span, shaped))
    if not runs or runs[-1].shaped.units[-1] == " ":
        return None
    return _Paragraph(box, containing_block, runs)


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
    box = paragraph.box
    inline.resolve_percentages(box, paragraph.containing_block)
    if skip is None:
        inline.resolve_one_percentage(box, "text_indent", paragraph.containing_block.width)
    else:
        box.text_indent = 0
    while True:
        found = None if context.excluded_shapes else paragraph.line(context, skip, position_y)
        line, skip = found or general(position_y, skip)
        if line is None:
            return
        position_y = line.position_y + line.height
        yield line, skip
        if skip is None:
            return
        box.text_indent = 0
