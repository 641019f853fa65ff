"""Whether this web server is about to stop, so that the proxy sends it nothing new.

The mark is a byte of memory that gunicorn's processes share: it is made before they are forked.
"""

from __future__ import annotations

import mmap

_mark = mmap.mmap(-1, 1)


def drain() -> None:
    """From now on this server says that it is not ready."""
    _mark[0] = 1


def is_draining() -> bool:
    """Whether it was told to stop."""
    return _mark[0] == 1
