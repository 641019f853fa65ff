"""Whether this web server is about to stop, so that the proxy sends it nothing new, and when it was last asked.

Both stand in memory that gunicorn's processes share: it is made before they are forked.
"""

from __future__ import annotations

import mmap
import struct
import time

_MOMENT = struct.Struct("d")
_shared = mmap.mmap(-1, 1 + _MOMENT.size)


def drain() -> None:
    """From now on this server says that it is not ready."""
    _shared[0] = 1


def is_draining() -> bool:
    """Whether it was told to stop."""
    return _shared[0] == 1


def note_request() -> None:
    """Somebody asked for something just now."""
    _shared[1:] = _MOMENT.pack(time.monotonic())


def quiet_for() -> float:
    """Seconds since somebody asked for something."""
    return float(time.monotonic() - _MOMENT.unpack(_shared[1:])[0])
