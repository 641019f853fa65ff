"""What is remembered while one document is set: shaped texts and fonts."""

from typing import Any

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


# Styles of one font share what shapes their texts, in every document.
_shapers: dict[tuple[Any, ...], Shaper] = {}
MOST_SHAPERS = 500


def _shaper_of(style: Any) -> Shaper:
    font = _font_style_cache_key(style, include_size=True), style["lang"], style["line_height"]
    if len(_shapers) > MOST_SHAPERS:
        _shapers.clear()
    if font not in _shapers:
        _shapers[font] = Shaper(style)
    return _shapers[font]


class Composition:
    """What is remembered during one document: shaped texts by text and style, fonts of the PDF."""

    def __init__(self) -> None:
        self._shaped: dict[tuple[str, Shaper], ShapedText] = {}
        # By id of the style, which is kept so that its id stays its own. None: left to WeasyPrint.
        self._shapers: dict[int, Shaper | None] = {}
        self.fonts: dict[int, Any] = {}
        self.missing: set[str] = set()
        self._kept: list[Any] = []

    def shaper(self, style: Any) -> Shaper | None:
        """What shapes text of a style; None if it is not plain horizontal Chinese."""
        pattern = getattr(style, "pattern", None)
        if pattern is None:
            known, key = self._shapers, id(style)
            self._kept.append(style)
        else:
            # Nothing of a style that follows a pattern is changed but `white_space`.
            known, key = pattern.__dict__.setdefault("shapers", {}), style["white_space"]
        if key not in known:
            known[key] = _shaper_of(style) if _plain_chinese(style) else None
        found: Shaper | None = known[key]
        return found

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
