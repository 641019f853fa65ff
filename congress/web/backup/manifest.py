"""What a backup says of itself: of which database, at which state, and the SHA-256 of every file in it."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Protocol


class Reading(Protocol):
    """An open file."""

    def read(self, size: int, /) -> bytes:
        """The next bytes."""


#: Hears how many of how many files are done.
Tell = Callable[[int, int], None]

NAME = "manifest.json"
FORMAT = 1
_CHUNK = 1024 * 1024


def nothing(_done: int, _of: int) -> None:
    """Nobody wants to hear how far it is."""


class BackupError(Exception):
    """The backup cannot be made, read or restored; the text, in Chinese, says why and what to do."""


@dataclass(frozen=True)
class Manifest:
    """``audit_seq`` and ``audit_hash`` are the end of the audit chain inside the backup (R315).

    ``tables`` are the rows of every table, counted in the very state that was saved; ``size`` the bytes of all files.
    ``kind`` says why it was made (``manual``, ``nightly``, ``before_restore``), ``made_by`` who asked for it.
    """

    made_at: str
    vendor: str
    database: str
    audit_seq: int
    audit_hash: str
    format: int = FORMAT
    files: dict[str, str] = field(default_factory=dict)
    tables: dict[str, int] = field(default_factory=dict)
    size: int = 0
    version: str = ""
    kind: str = "manual"
    made_by: str = ""

    def write(self, folder: Path) -> None:
        """Put the manifest into the folder it describes; written last, it makes the backup whole."""
        (folder / NAME).write_text(
            json.dumps(asdict(self), ensure_ascii=False, indent=1, sort_keys=True) + "\n", encoding="utf-8"
        )


def read(folder: Path) -> Manifest:
    """The manifest of a backup. Raises :class:`BackupError` when there is none or it is of another kind."""
    try:
        data = json.loads((folder / NAME).read_text(encoding="utf-8"))
        manifest = Manifest(**data)
    except FileNotFoundError as error:
        raise BackupError(f"{folder} 里没有备份：找不到 {NAME}") from error
    except (ValueError, TypeError) as error:
        raise BackupError(f"{folder / NAME} 不是备份的清单：{error}") from error
    if manifest.format != FORMAT:
        raise BackupError(f"{folder} 的备份格式是 {manifest.format}，这个版本的平台只认 {FORMAT}")
    return manifest


def check(folder: Path, manifest: Manifest, tell: Tell = nothing) -> None:
    """Compare every file with the manifest. Raises :class:`BackupError` naming the first that differs."""
    for number, (name, expected) in enumerate(manifest.files.items()):
        tell(number, len(manifest.files))
        path = folder / name
        if not path.is_file():
            raise BackupError(f"备份不全：缺 {name}")
        if sha256(path) != expected:
            raise BackupError(f"备份已损坏：{name} 与备份时不同")


def sha256(path: Path) -> str:
    """The SHA-256 of a file's content, in hexadecimal."""
    with path.open("rb") as file:
        return digest(file)


def digest(file: Reading) -> str:
    """The SHA-256 of what can still be read from an open file."""
    found = hashlib.sha256()
    while chunk := file.read(_CHUNK):
        found.update(chunk)
    return found.hexdigest()
