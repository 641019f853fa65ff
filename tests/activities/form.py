"""What the form of an activity posts."""

from __future__ import annotations

from collections.abc import Sequence
from io import BytesIO
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from tests.factories import make_kind

Lines = Sequence[dict[str, str]]


def filled(
    *,
    people: Lines = (),
    units: Lines = (),
    groups: Lines = (),
    counted: Lines = (),
    agenda: Lines = (),
    **changes: Any,
) -> dict[str, Any]:
    """A complete form; ``changes`` replace single fields."""
    data: dict[str, Any] = {
        "days": "2026年5月8日",
        "half_day": "",
        "kind": make_kind().pk,
        "headline": "孙维民率队调研园区经济",
        "text": "5月8日，区人大常委会副主任孙维民率队调研园区经济发展情况。",
        "place": "",
        "topic": "",
        "organiser": "",
        "meeting_number": "",
    }
    parts = {"people": people, "units": units, "groups": groups, "counted": counted, "agenda": agenda}
    for prefix, rows in parts.items():
        data |= {f"{prefix}-TOTAL_FORMS": len(rows), f"{prefix}-INITIAL_FORMS": 0}
        for number, row in enumerate(rows):
            data |= {f"{prefix}-{number}-{key}": value for key, value in row.items()}
    return data | changes


def picture(
    name: str = "现场.jpg", *, size: tuple[int, int] = (900, 600), **saving: Any
) -> SimpleUploadedFile:
    """A small photo as a browser sends it; ``saving`` goes to Pillow (``exif``, ``format``)."""
    out = BytesIO()
    Image.new("RGB", size, "#789").save(out, **{"format": "JPEG", **saving})
    return SimpleUploadedFile(name, out.getvalue())
