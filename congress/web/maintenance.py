"""Maintenance: while a backup is put in place of everything, nobody works on the database.

The flag is a file below ``PORTAL_BACKUPS``, because the database is what is being exchanged. Every process looks at
it: web servers answer 503 with a calm page, workers leave tasks alone, nobody gives signs of life.
"""

from __future__ import annotations

import json
import time
from collections.abc import Callable
from pathlib import Path

from django.conf import settings
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.template.loader import render_to_string

from congress.jobs.files import write_whole

#: Seconds for which a process may not have noticed; whoever sets the flag waits longer.
KEPT = 1.0
RETRY_AFTER = 30
_seen: tuple[float, bool] = (float("-inf"), False)


def flag() -> Path:
    """The file that says that there is maintenance."""
    return Path(settings.PORTAL_BACKUPS) / "maintenance.json"


def begin(heading: str) -> None:
    """From now on, and in every process within :data:`KEPT` seconds, nobody works. ``heading`` is what people read."""
    write_whole(flag(), json.dumps({"heading": heading}, ensure_ascii=False).encode())
    _forget()


def end() -> None:
    """Open the portal again."""
    flag().unlink(missing_ok=True)
    _forget()


def is_on() -> bool:
    """Whether there is maintenance; at most :data:`KEPT` seconds old."""
    global _seen
    now = time.monotonic()
    if now - _seen[0] >= KEPT:
        _seen = (now, flag().exists())
    return _seen[1]


def _forget() -> None:
    global _seen
    _seen = (float("-inf"), False)


def _heading() -> str:
    try:
        return str(json.loads(flag().read_text(encoding="utf-8"))["heading"])
    except (OSError, ValueError, KeyError):
        return "平台正在维护"


class MaintenanceMiddleware:
    """Answers 503 to everything but the health checks, without asking database, cache or session."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if not is_on() or request.path.startswith("/health/"):
            return self.get_response(request)
        heading = _heading()
        answer: HttpResponse = (
            JsonResponse({"detail": heading}, status=503, json_dumps_params={"ensure_ascii": False})
            if request.path.startswith("/api/v1/")
            else HttpResponse(render_to_string("maintenance.html", {"heading": heading}), status=503)
        )
        answer["Retry-After"] = str(RETRY_AFTER)
        answer["Cache-Control"] = "no-store"
        return answer
