"""Pictures for the demo district, drawn here: a reception at a table, a portrait. They show nobody."""

from __future__ import annotations

from io import BytesIO

from PIL import Image, ImageDraw

from congress.documents.uploads import Photo

_COATS = ("#3b5673", "#7a5a45", "#4d6b57", "#6b5b7b", "#8a6d3b", "#545b66")
_WALLS = ("#eee8dc", "#e6ecee", "#ebe6ea", "#e9ecdf")
_SKIN, _HAIR = "#e3bf9f", "#3a3532"


def drawn(name: str, picture: Image.Image) -> Photo:
    """A drawing as a photo that was sent."""
    out = BytesIO()
    picture.save(out, "JPEG", quality=85)
    return Photo(name, out.getvalue(), out.getvalue(), *picture.size)


def _person(draw: ImageDraw.ImageDraw, x: float, y: float, size: float, coat: str) -> None:
    """Head and shoulders; ``x`` is the middle, ``y`` the crown."""
    draw.ellipse((x - 1.05 * size, y + 1.72 * size, x + 1.05 * size, y + 4.8 * size), coat)
    draw.ellipse((x - 0.66 * size, y - 0.1 * size, x + 0.66 * size, y + 1.6 * size), _HAIR)
    draw.ellipse((x - 0.58 * size, y + 0.25 * size, x + 0.58 * size, y + 1.85 * size), _SKIN)


def scene(number: int) -> Image.Image:
    """Some people behind a table below a red banner."""
    picture = Image.new("RGB", (960, 640), _WALLS[number % len(_WALLS)])
    draw = ImageDraw.Draw(picture)
    draw.rectangle((120, 60, 840, 120), "#9a1b1e")
    draw.rectangle((60 + 40 * (number % 3), 170, 240, 320), "#cfe0ea", "#a9b4ba", 6)
    count = 4 + number % 3
    for place in range(count):
        x = 960 * (place + 0.7) / (count + 0.4)
        _person(draw, x, 235 + 12 * ((place + number) % 2), 52, _COATS[(place + number) % len(_COATS)])
    draw.polygon([(40, 430), (920, 430), (960, 640), (0, 640)], "#b98d5e")
    for place in range(count):
        x = 960 * (place + 0.7) / (count + 0.4)
        draw.rectangle((x - 40, 450, x + 40, 476), "#fbfaf7")
    return picture


def portrait(number: int) -> Image.Image:
    """Head and shoulders before a plain ground."""
    picture = Image.new("RGB", (360, 480), "#b9cede")
    _person(ImageDraw.Draw(picture), 180, 110, 108, _COATS[number % len(_COATS)])
    return picture
