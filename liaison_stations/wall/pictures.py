"""Pictures inside a printed sheet: photos at the size they are printed in, codes to scan."""

from __future__ import annotations

import base64
from html import escape
from io import BytesIO

from PIL import Image

from congress.web.qr import qr_code
from congress.web.storage import media

#: The longer side in pixels: 200 dots an inch for a photo 13 cm wide on A3.
_LONGEST = 1_100


def photo_uri(name: str) -> str:
    """The photo as a data address; empty when the file is not there, so that a sheet prints without it."""
    try:
        with media().open(name) as file, Image.open(file, formats=["JPEG"]) as picture:
            picture.draft("RGB", (_LONGEST, _LONGEST))
            picture.thumbnail((_LONGEST, _LONGEST))
            out = BytesIO()
            picture.convert("RGB").save(out, "JPEG", quality=85)
    except OSError:
        return ""
    return f"data:image/jpeg;base64,{base64.b64encode(out.getvalue()).decode()}"


def code_uri(address: str) -> str:
    """The code of an address, ready to stand in an attribute."""
    return escape(qr_code(address).svg_data_uri(scale=4, border=2))
