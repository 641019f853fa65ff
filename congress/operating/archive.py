"""A folder as one tar archive, made while it is sent: nothing of it lies on the disk or in memory twice."""

from __future__ import annotations

import tarfile
from collections.abc import Iterator
from pathlib import Path

_CHUNK = 256 * 1024


def stream(folder: Path) -> Iterator[bytes]:
    """The archive, piece by piece; the names in it begin with that of the folder."""
    for path in sorted(path for path in folder.rglob("*") if path.is_file()):
        info = tarfile.TarInfo(f"{folder.name}/{path.relative_to(folder).as_posix()}")
        info.size, info.mtime, info.mode = path.stat().st_size, int(path.stat().st_mtime), 0o600
        yield info.tobuf(tarfile.PAX_FORMAT, "utf-8", "surrogateescape")
        with path.open("rb") as file:
            while data := file.read(_CHUNK):
                yield data
        yield b"\0" * (-info.size % tarfile.BLOCKSIZE)
    yield b"\0" * (2 * tarfile.BLOCKSIZE)
