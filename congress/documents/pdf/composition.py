"""What is remembered while one document is set: shaped texts, fonts, and how lines of a style stand."""

from typing import Any

from weasyprint.css import AnonymousStyle
from weasyprint.text.ffi import ffi
from weasyprint.text.line_break import _font_style_cache_key

from congress.documents.pdf.shaping import ShapedText, Shaper


def _plain_chinese(style: Any) -> bool:
    return bool(
        (style["lang"] or "").startswith("zh")
        and style["white_space"] in ("normal", "nowrap", "pre")
        and style["direction"] == "ltr"
        and style["letter_spacing"] == "normal"
        and style["word_spacing"] == 0
        and style["text_decoration_line"] == "none"
        and style["font_size"] > 0
    )


def style_key(style: Any) -> tuple[int, str]:
    """The same for all anonymous styles of one parent; WeasyPrint changes nothing of them but `white_space`."""
    if isinstance(style, AnonymousStyle):
        return id(style.parent_style), style["white_space"]
    return id(style), style["white_space"]


class Composition:
    """What is remembered during one document: shaped texts by text and style, fonts of the PDF."""

    def __init__(self) -> None:
        self._shaped: dict[tuple[str, Shaper], ShapedText] = {}
        # By key of the style, which is kept so that its id stays its own. None: left to WeasyPrint.
        self._shapers: dict[tuple[int, str], tuple[Shaper | None]] = {}
        self._shapers_by_font: dict[tuple[Any, ...], Shaper] = {}
        self.fonts: dict[int, Any] = {}
        self.missing: set[str] = set()
        self._kept: list[Any] = []

    def shaper(self, style: Any) -> Shaper | None:
        """What shapes text of a style; None if it is not plain horizontal Chinese."""
        key = style_key(style)
        found = self._shapers.get(key)
        if found is None:
            shaper = None
            if _plain_chinese(style):
                font = (_font_style_cache_key(style, include_size=True), style["lang"], style["line_height"])
                shaper = self._shapers_by_font.get(font)
                if shaper is None:
                    shaper = self._shapers_by_font[font] = Shaper(style)
            self.keep(style)
            found = self._shapers[key] = (shaper,)
        return found[0]

    def keep(self, *styles: Any) -> None:
        """Keep styles whose ids are used as keys."""
        self._kept += styles

    def shaped_text(self, box: Any) -> ShapedText | None:
        """The shaped text of a text box; None if it is left to WeasyPrint."""
        shaper = self.shaper(box.style)
        if shaper is None or "\n" in box.text or "\t" in box.text or "\xad" in box.text:
            return None
        return self.shaped(box.text, shaper)

    def shaped(self, text: str, shaper: Shaper) -> ShapedText:
        key = (text, shaper)
        found = self._shaped.get(key)
        if found is None:
            found = self._shaped[key] = ShapedText(text, shaper)
            self.missing |= found.missing
        return found

    def font(self, stream: Any, pango_font: Any) -> Any:
        """The PDF font of a Pango font."""
        address = int(ffi.cast("uintptr_t", pango_font))
        found = self.fonts.get(address)
        if found is None:
            found, _ = stream.add_font(pango_font)
            self.fonts[address] = found
        return found


#: Documents being set, the innermost last.
stack: list[Composition] = []
