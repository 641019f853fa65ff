"""Where photographs, documents, printed issues and results of jobs lie: a folder, or a bucket that machines share.

What the portal asks of either stands in :class:`Media`; nothing else opens a kept file.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any, Protocol, cast

from django.core.files import File
from django.core.files.storage import FileSystemStorage, default_storage

from congress.jobs.files import PART, remove_stale_parts, write_whole


class Media(Protocol):
    """A place of files by name. Every method raises ``OSError`` when the place is full or away."""

    def open(self, name: str, mode: str = "rb") -> File[bytes]:
        """The file, to be read and closed. Raises ``FileNotFoundError``."""

    def exists(self, name: str) -> bool:
        """Whether there is such a file."""

    def delete(self, name: str) -> None:
        """Take the file away, if it is there."""

    def put(self, name: str, data: bytes) -> None:
        """Keep ``data`` under exactly this name, whole or not at all; what bore the name before is gone."""

    def names(self, beginning: str = "") -> Iterator[str]:
        """Every file whose name begins so, but those that are still being written."""

    def remove_unfinished(self, beginning: str = "", *, older_than_seconds: float = 0) -> int:
        """Delete what killed processes left half-written; how many files that were."""


def media() -> Media:
    """The place of this portal's files."""
    return cast(Media, default_storage)


class MediaFolder(FileSystemStorage):
    """The folder ``PORTAL_MEDIA``. A file is written beside its place and renamed."""

    def _save(self, name: str, content: File[Any]) -> str:
        self.put(name, content.read())
        return name

    def put(self, name: str, data: bytes) -> None:
        """See :meth:`Media.put`."""
        write_whole(Path(self.path(name)), data)

    def names(self, beginning: str = "") -> Iterator[str]:
        """See :meth:`Media.names`."""
        root = Path(self.location)
        for path in sorted((root / beginning).parent.rglob("*") if beginning else root.rglob("*")):
            name = path.relative_to(root).as_posix()
            if name.startswith(beginning) and not name.endswith(PART) and path.is_file():
                yield name

    def remove_unfinished(self, beginning: str = "", *, older_than_seconds: float = 0) -> int:
        """See :meth:`Media.remove_unfinished`."""
        return remove_stale_parts(Path(self.location), beginning, older_than_seconds=older_than_seconds)
