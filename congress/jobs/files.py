"""Files that are either whole or not there."""

import contextlib
import errno
import os
import time
from pathlib import Path

#: Ends the name of a file that is still being written.
PART = ".part"
#: Disk full, the user's share of it used up, or the file larger than the process may write.
FULL = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EFBIG})


def write_whole(path: Path, data: bytes) -> None:
    """Write ``data`` to ``path`` so that nobody ever sees half of it, also after a power cut.

    Raises ``OSError`` (``errno`` in :data:`FULL` when the disk is full) and leaves nothing behind then.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    part = path.with_name(f".{path.name}{PART}")
    try:
        with part.open("wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        part.replace(path)
    except OSError:
        with contextlib.suppress(OSError):  # the first error is the one to tell
            part.unlink(missing_ok=True)
        raise


def remove_stale_parts(folder: Path, beginning: str = "", *, older_than_seconds: float) -> int:
    """Delete what killed processes left half-written below ``folder``, of files whose name begins so; how many."""
    limit = time.time() - older_than_seconds
    count = 0
    within, _, name = beginning.rpartition("/")
    for part in (folder / within).rglob(f".{name}*{PART}"):
        with contextlib.suppress(FileNotFoundError):  # another sweep was quicker
            if part.stat().st_mtime < limit:
                part.unlink()
                count += 1
    return count
