"""Files of the media folder as answers, after the caller has found the record in scope."""

from __future__ import annotations

from pathlib import Path

from django.conf import settings
from django.http import FileResponse, Http404


def kept_file(stored: object, media_type: str, name: str = "", *, saved: bool = False) -> FileResponse:
    """A stored file under the name it came with; ``saved`` offers it for saving. Raises ``Http404`` when it is gone."""
    path = Path(settings.MEDIA_ROOT) / str(stored)
    shown = f"{Path(name).stem}{path.suffix}" if name else ""
    try:
        return FileResponse(path.open("rb"), content_type=media_type, as_attachment=saved, filename=shown)
    except FileNotFoundError:
        raise Http404 from None
