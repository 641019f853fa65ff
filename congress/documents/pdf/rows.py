"""A line that holds the whole of its text, spans within spans and leaders included: a row of the contents.

Nothing is broken in it, so it is set from left to right; WeasyPrint would first look for places to break.
"""

from typing import Any

from weasyprint.formatting_structure import boxes
from weasyprint.layout import inline

from congress.documents.pdf.composition import Composition
from congress.documents.pdf.shaping import ComposedLine, ShapedText

EDGES = (
    *(f"{kind}_{side}" for kind in ("margin", "padding") for side in ("left", "right", "top", "bottom")),
    *(f"border_{side}_width" for side in ("left", "right", "top", "bottom")),
)
# WeasyPrint's own allowance for sums of floating point numbers.
TOLERANCE = 1 + 1e-9


class Extent:
    """How far a line reaches above and below its baseline."""

    def __init__(self) -> None:
        self.top = self.bottom = 0.0

    def add(self, box: Any) -> None:
        top = 0 - box.baseline
        bottom = top + box.margin_height()
        self.top, self.bottom = min(self.top, top), max(self.bottom, bottom)


def stand(line: Any, placed: list[Any], position_y: float) -> None:
    """Put everything on one baseline, and the highest top at `position_y`."""
    inline._adjust_line_height(line)
    extent = Extent()
    for box in (line, *placed):
        extent.add(box)
    down = position_y - extent.top
    for box in placed:
        box.position_y = 0 - box.baseline + down
    line.position_y = position_y
    line.baseline = -extent.top
    line.height = extent.bottom - extent.top
    line.margin_top = line.margin_bottom = 0


def text_of(
    box: Any, shaped: ShapedText, part: tuple[int, int], width: float, squeezed: float, x: float
) -> Any:
    """A text box with a part of a shaped text, as wide as that turned out, at `x`."""
    text = box.copy()
    text.pango_layout = composed = ComposedLine(shaped, *part, squeezed)
    text.text = composed.text
    text.position_x, text.width = x, width
    text.height, text.baseline = shaped.height, shaped.baseline
    text.margin_top = text.margin_bottom = shaped.half_leading
    return text


def span_of(box: Any, children: tuple[Any, ...], x: float) -> Any:
    """A span around what was placed from `x` on."""
    span = box.copy_with_children(children)
    span.position_x = x
    span.width = children[-1].position_x + children[-1].margin_width() - x
    inline._adjust_line_height(span)
    return span


def bare(box: Any, containing_block: Any) -> bool:
    """Whether a box is a span with something in it and no edge of its own."""
    if type(box) is not boxes.InlineBox or not box.children:
        return False
    style = box.style
    if style["position"] != "static" or style["float"] != "none" or style["vertical_align"] != "baseline":
        return False
    inline.resolve_percentages(box, containing_block)
    return not any(getattr(box, edge) for edge in EDGES)


class _Row:
    """The texts of a line box before layout, in their order."""

    def __init__(self, composition: Composition, containing_block: Any) -> None:
        self.composition, self.containing_block = composition, containing_block
        self.texts: list[tuple[Any, ShapedText]] = []

    def read(self, box: Any) -> bool:
        """Take in the texts below a box; False if there is more than texts and bare spans."""
        for child in box.children:
            if type(child) is boxes.TextBox:
                shaped = self.composition.shaped_text(child)
                if shaped is None or not shaped.units:
                    return False
                inline.resolve_percentages(child, self.containing_block)
                self.texts.append((child, shaped))
            elif not bare(child, self.containing_block) or not self.read(child):
                return False
        return True

    @property
    def width(self) -> float:
        return sum(shaped.sums[-1] for _, shaped in self.texts)

    def is_trimmed(self) -> bool:
        """Whether neither end of the line is a blank that would have to go."""
        (first, head), (last, tail) = self.texts[0], self.texts[-1]
        kept = first.style["white_space"] == "pre" or head.units[0] != " "
        return kept and (last.style["white_space"] == "pre" or tail.units[-1] != " ")

    def place(self, box: Any, x: float, placed: list[Any]) -> tuple[Any, ...]:
        """Copies of what is in a box, one after the other from `x` on; all of them are added to `placed`."""
        children = []
        for child in box.children:
            if type(child) is boxes.TextBox:
                _, shaped = self.texts.pop(0)
                new = text_of(child, shaped, (0, len(shaped.units)), shaped.sums[-1] - shaped.sums[0], 0.0, x)
            else:
                new = span_of(child, self.place(child, x, placed), x)
            x = new.position_x + new.margin_width()
            children.append(new)
        placed += children
        return tuple(children)


def whole_line(composition: Composition, context: Any, box: Any, containing_block: Any, top: float) -> Any:
    """The only line of a line box; None if there may be more of them, or anything out of the common in it."""
    if containing_block.style["direction"] != "ltr" or context.excluded_shapes:
        return None
    row = _Row(composition, containing_block)
    if not row.read(box) or not row.texts or not row.is_trimmed():
        return None
    inline.resolve_percentages(box, containing_block)
    inline.resolve_one_percentage(box, "text_indent", containing_block.width)
    left, available = containing_block.content_box_x(), containing_block.width
    if left + box.text_indent + row.width > (left + available) * TOLERANCE:
        return None
    placed: list[Any] = []
    line = box.copy_with_children(row.place(box, left + box.text_indent, placed))
    last = line.children[-1]
    line.width = last.position_x + last.margin_width() - left
    line.position_x = left
    stand(line, placed, top)
    if offset := inline.text_align(context, line, available, last=True):
        line.translate(offset, 0)
    inline.handle_leader(context, line, containing_block)
    return line
