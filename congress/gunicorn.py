"""How gunicorn serves the portal; ``gunicorn --config python:congress.gunicorn congress.wsgi``.

Told to stop, it first says at ``/health/ready/`` that it is not ready and goes on serving until nobody came for
``DRAIN_SECONDS``, so that a proxy which asks there has sent its requests elsewhere before the port is closed. Then it
ends what it is at.
"""

from __future__ import annotations

import os
import signal
import time
from types import FrameType
from typing import Any

from congress.web.draining import drain, note_request, quiet_for

bind = f"{os.environ.get('HOST', '0.0.0.0')}:{os.environ.get('PORT', '8000')}"  # noqa: S104 # nosec B104 - in a container
worker_class = "gthread"
workers = int(os.environ.get("WEB_PROCESSES", "2"))
threads = int(os.environ.get("WEB_THREADS", "4"))
preload_app = True
timeout = 60
#: Seconds for requests that have begun, after the port was closed.
graceful_timeout = 30
# A process is replaced after so many requests.
max_requests = 2000
max_requests_jitter = 200
accesslog = "-"
control_socket_disable = True

#: Seconds in which nobody must have come before it stops; while somebody comes, it waits so many times as long.
DRAIN_SECONDS = int(os.environ.get("DRAIN_SECONDS", "5"))
PATIENCE = 6


def pre_request(_worker: Any, request: Any) -> None:
    """Called by gunicorn for each request."""
    if not request.path.startswith("/health/"):
        note_request()


def when_ready(_server: Any) -> None:
    """The first SIGTERM begins to drain; a second one, and the end of draining, stop as gunicorn does."""
    stop = signal.getsignal(signal.SIGTERM)
    began = 0.0

    def begin(_number: int, _frame: FrameType | None) -> None:
        nonlocal began
        began = time.monotonic()
        drain()
        signal.signal(signal.SIGTERM, stop)
        signal.signal(signal.SIGALRM, look)
        signal.alarm(1)

    def look(_number: int, _frame: FrameType | None) -> None:
        waited = time.monotonic() - began
        if min(waited, quiet_for()) >= DRAIN_SECONDS or waited >= PATIENCE * DRAIN_SECONDS:
            os.kill(os.getpid(), signal.SIGTERM)
        else:
            signal.alarm(1)

    signal.signal(signal.SIGTERM, begin)
