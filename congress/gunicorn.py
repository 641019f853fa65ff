"""How gunicorn serves the portal; ``gunicorn --config python:congress.gunicorn congress.wsgi``.

Told to stop, it first says at ``/health/ready/`` that it is not ready and goes on serving for ``DRAIN_SECONDS``, so
that a proxy which asks there has sent its requests elsewhere before the port is closed. Then it ends what it is at.
"""

from __future__ import annotations

import os
import signal
from types import FrameType
from typing import Any

from congress.web.draining import drain

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

DRAIN_SECONDS = int(os.environ.get("DRAIN_SECONDS", "10"))


def when_ready(_server: Any) -> None:
    """The first SIGTERM begins to drain; a second one, and the end of the time, stop as gunicorn does."""
    stop = signal.getsignal(signal.SIGTERM)

    def begin(_number: int, _frame: FrameType | None) -> None:
        drain()
        signal.signal(signal.SIGTERM, stop)
        signal.signal(signal.SIGALRM, end)
        signal.alarm(max(DRAIN_SECONDS, 1))

    def end(_number: int, _frame: FrameType | None) -> None:
        os.kill(os.getpid(), signal.SIGTERM)

    signal.signal(signal.SIGTERM, begin)
