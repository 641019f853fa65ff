"""QR codes, drawn here: no file, no request."""

from __future__ import annotations

import segno
from django.utils.safestring import SafeString


def qr_code(text: str) -> segno.QRCode:
    """A code that a worn print still gives: a seventh of it may be lost."""
    return segno.make(text, error="m", micro=False)


def qr_picture(text: str, css: str, *, scale: int = 6) -> SafeString:
    """The code as an SVG picture inside a page, without style; ``scale`` is the side of a module in pixels."""
    svg = qr_code(text).svg_inline(scale=scale, border=4, svgclass=css, lineclass=None, omitsize=True)
    return SafeString(svg)  # nosec B703 - modules drawn by the library, no word of the text
