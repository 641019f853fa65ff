"""A kept photo as an answer."""

from __future__ import annotations

from django.http import FileResponse

from activities.models.files import KeptPhoto
from congress.web.files import kept_file


def photo_answer(row: KeptPhoto, size: str) -> FileResponse:
    """The photo, ``small`` or ``full``, under the name it came with."""
    return kept_file((row.small if size == "small" else row.full).name, "image/jpeg", row.name)
