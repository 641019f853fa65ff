"""Styles WeasyPrint works out again and again, worked out once in a worker.

A style follows from its declarations and its parent's style, and these are the same in every document of one
stylesheet, for every piece of text and for every side. For every box, at every attempt to place it, sixteen
lengths follow from style and containing block.
"""

from math import inf
from typing import Any

from weasyprint.css import AnonymousStyle as PlainAnonymousStyle
from weasyprint.css import ComputedStyle as PlainComputedStyle
from weasyprint.css import properties
from weasyprint.formatting_structure import boxes
from weasyprint.layout import background, page, percent
from weasyprint.text import line_break

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

_original_resolve = percent.resolve_percentages
_original_backgrounds = background.layout_box_backgrounds
_original_flow = boxes.Box.is_in_normal_flow
_original_page_styles = page.set_page_type_computed_styles
_original_strut = line_break.strut
# Documents with style attributes of their own would add to what is kept without end.
MOST_KEPT = 2_000
LENGTHS = (
    *(f"{kind}_{side}" for kind in ("margin", "padding") for side in SIDES),
    *(f"border_{side}_width" for side in SIDES),
    *(f"{limit}{size}" for size in ("width", "height") for limit in ("", "min_", "max_")),
    "box_sizing",
)

# What was worked out of a style by its parent and declarations. Nothing here is ever changed by a layout.
_patterns: dict[tuple[Any, ...], Any] = {}
_lengths: dict[tuple[Any, ...], dict[str, Any]] = {}


def forget_styles() -> None:
    """Between two documents: start afresh when too much is kept."""
    if len(_patterns) > MOST_KEPT:
        _patterns.clear()
    if len(_lengths) > MOST_KEPT:
        _lengths.clear()


def _declared(cascaded: dict[str, tuple[Any, Any]]) -> tuple[Any, ...]:
    """Declarations as a key. A list stands for itself by its id: the pattern keeps it, so the id stays its own."""
    found = tuple(
        (name, id(value) if isinstance(value, list) else value, weight[0], weight[1], *weight[2])
        for name, (value, weight) in cascaded.items()
    )
    try:
        hash(found)
    except TypeError:  # a list inside a tuple
        return tuple((name, id(value), *rest) for name, value, *rest in found)
    return found


def _pattern(
    parent_style: Any, cascaded: Any, pseudo_type: Any, root_style: Any, rest: tuple[Any, ...]
) -> Any:
    """The style of the same declarations below the same parent; None below one that was changed.

    Viewport units, which print has no use for, are those of the document that came first.
    """
    parent = getattr(parent_style, "pattern", None)
    if parent is None and parent_style is not None:
        return None
    key = id(parent), pseudo_type, rest[0], id(rest[1]), _declared(cascaded)
    found = _patterns.get(key)
    if found is None:
        root = getattr(root_style, "pattern", None) or root_style
        found = _patterns[key] = PlainComputedStyle(parent, cascaded, pseudo_type, root, *rest)
    return found


class ComputedStyle(PlainComputedStyle):  # type: ignore[misc]
    """The style of an element that knows, once it is asked, what documents before have found out.

    It stays a style of its own: WeasyPrint changes some of them.
    """

    def __init__(self, *arguments: Any) -> None:
        super().__init__(*arguments)
        self.arguments = arguments
        self._pattern: Any = None

    @property
    def pattern(self) -> Any:
        """The style this one follows; None if it has been changed, or follows one that has."""
        if self.arguments:
            parent_style, cascaded, pseudo_type, root_style, *rest = self.arguments
            self.arguments = ()
            self._pattern = _pattern(parent_style, cascaded, pseudo_type, root_style, tuple(rest))
            if self._pattern is not None:
                self.update({**self._pattern, **self})
                self.specified = self._pattern.specified
        return self._pattern

    def copy(self) -> Any:
        """A style that is about to be changed, and works out for itself what it does not have yet."""
        copy = super().copy()
        copy.arguments = ()
        return copy

    def __missing__(self, key: str) -> Any:
        if key == "anchor" and key not in self.cascaded:
            # All that is ever asked of the styles of nearly all pseudo-elements.
            value = self[key] = properties.INITIAL_VALUES[key]
            return value
        if self.pattern is None:
            return super().__missing__(key)
        value = self[key] = self.pattern[key]
        return value


class AnonymousStyle(PlainAnonymousStyle):  # type: ignore[misc]
    """An anonymous style that knows from the start what its siblings have found out."""

    def __init__(self, parent_style: Any) -> None:
        source = getattr(parent_style, "pattern", None) or parent_style
        pattern = source.__dict__.get("anonymous_pattern")
        if pattern is None:
            pattern = source.anonymous_pattern = PlainAnonymousStyle(source)
        self.update(pattern)
        self.pattern = pattern
        self.parent_style = parent_style
        self.root_style = parent_style.root_style
        self.specified = self
        self.cache = parent_style.cache
        self.font_config = parent_style.font_config

    def copy(self) -> Any:
        copy = super().copy()
        copy.pattern = None
        return copy

    def __missing__(self, key: str) -> Any:
        if self.pattern is None:
            return super().__missing__(key)
        value = self[key] = self.pattern[key]
        return value


def set_page_type_computed_styles(page_type: Any, html: Any, style_for: Any) -> None:
    """The styles of a side; WeasyPrint looks for them among those of all sides before."""
    style_for.get_cascaded_styles().clear()
    _original_page_styles(page_type, html, style_for)


def strut(style: Any) -> Any:
    """Height of a line and its baseline, known per style; WeasyPrint looks it up by a long text."""
    pattern = getattr(style, "pattern", None)
    if pattern is None:
        return _original_strut(style)
    found = pattern.__dict__.get("strut")
    if found is None:
        found = pattern.strut = _original_strut(style)
    return found


def resolve_percentages(box: Any, containing_block: Any) -> None:
    """Text and line boxes are anonymous, and a margin box without content is reset: initial values will do."""
    kind = type(box)
    if kind is boxes.TextBox or kind is boxes.LineBox or (kind is boxes.MarginBox and not box.is_generated):
        box.__dict__.update(INITIAL)
        return
    style = box.style
    if style["border_collapse"] == "collapse":
        _original_resolve(box, containing_block)
        return
    if isinstance(containing_block, boxes.Box):
        size = containing_block.width, containing_block.height
    else:
        size = tuple(containing_block)
    key = kind is boxes.PageBox, size, *[style[name] for name in LENGTHS]
    lengths = _lengths.get(key)
    if lengths is None:
        probe = object.__new__(boxes.PageBox if kind is boxes.PageBox else boxes.Box)
        probe.style = style
        _original_resolve(probe, containing_block)
        lengths = _lengths[key] = {name: value for name, value in probe.__dict__.items() if name != "style"}
    box.__dict__.update(lengths)


def is_in_normal_flow(box: Any) -> bool:
    """Whether a box is in normal flow, asked of every box many times; nearly always it is."""
    style = box.style
    return (style["float"] == "none" and style["position"] == "static") or bool(_original_flow(box))


def layout_box_backgrounds(
    side: Any, box: Any, get_image_from_uri: Any, layout_children: bool = True, style: Any = None
) -> None:
    """Text and lines are anonymous and have no background."""
    kind = type(box)
    if kind is boxes.TextBox:
        box.background = None
    elif kind is boxes.LineBox:
        box.background = None
        for child in box.children:
            layout_box_backgrounds(side, child, get_image_from_uri)
    else:
        _original_backgrounds(side, box, get_image_from_uri, layout_children, style)
