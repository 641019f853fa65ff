"""Kept files as answers, after the caller has found the record in scope."""

from __future__ import annotations

from pathlib import PurePath

from django.http import FileResponse, Http404

from congress.web.storage import media


def kept_file(stored: object, media_type: str, name: str = "", *, saved: bool = False) -> FileResponse:
    """A stored file under the name it came with; ``saved`` offers it for saving. Raises ``Http404`` when it is gone."""
    shown = f"{PurePath(name).stem}{PurePath(str(stored)).suffix}" if name else ""
    try:
        file = media().open(str(stored))
    except FileNotFoundError:
        raise Http404 from None
    return FileResponse(file, content_type=media_type, as_attachment=saved, filename=shown)
