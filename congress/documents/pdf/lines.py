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
from congress.documents.pdf.rows import TOLERANCE, bare, span_of, stand, text_of, whole_line
from congress.documents.pdf.shaping import ShapedText

Resume = dict[int, Any] | None
General = Callable[[float, Resume], tuple[Any, Resume]]

_original_lines = block.iter_line_boxes


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
            child = text_of(run.text, run.shaped, (start, cut.end), cut.width, cut.squeezed, x)
            if run.span is not None:
                child = span_of(run.span, (child,), x)
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
        line.position_x = left
        stand(line, [part for child in placed for part in (child, *child.children)], position_y)
        if offset := inline.text_align(context, line, available, last=resume is None):
            line.translate(offset, 0)
        return line, resume


def _paragraph(composition: Composition, box: Any, containing_block: Any) -> _Paragraph | None:
    if containing_block.style["direction"] != "ltr":
        return None
    runs = []
    for child in box.children:
        span, text = None, child
        if type(child) is not boxes.TextBox:
            if not bare(child, containing_block) or child.is_leader or len(child.children) != 1:
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
        if stack and skip_stack is None and not first_letter_style and not first_line_style:
            line = whole_line(stack[-1], context, box, containing_block, position_y)
            if line is not None:
                return iter([(line, None)])
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
