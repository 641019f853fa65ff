"""What a backup says of itself: of which database, at which state, and the SHA-256 of every file in it."""

from __future__ import annotations

import hashlib
import json
from dataclasses import asdict, dataclass, field
from pathlib import Path

NAME = "manifest.json"
FORMAT = 1
_CHUNK = 1024 * 1024


class BackupError(Exception):
    """The backup cannot be made, read or restored; the text says why and what to do."""


@dataclass(frozen=True)
class Manifest:
    """``audit_seq`` and ``audit_hash`` are the end of the audit chain inside the backup (R315)."""

    made_at: str
    vendor: str
    database: str
    audit_seq: int
    audit_hash: str
    format: int = FORMAT
    files: dict[str, str] = field(default_factory=dict)

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
        raise BackupError(f"{folder} holds no backup: there is no {NAME} in it") from error
    except (ValueError, TypeError) as error:
        raise BackupError(f"{folder / NAME} is not the manifest of a backup: {error}") from error
    if manifest.format != FORMAT:
        raise BackupError(f"{folder} is a backup of format {manifest.format}; this portal reads {FORMAT}")
    return manifest


def check(folder: Path, manifest: Manifest) -> None:
    """Compare every file with the manifest. Raises :class:`BackupError` naming the first that differs."""
    for name, expected in manifest.files.items():
        path = folder / name
        if not path.is_file():
            raise BackupError(f"the backup is not complete: {name} is missing")
        if sha256(path) != expected:
            raise BackupError(f"the backup is damaged: {name} is not what was backed up")


def sha256(path: Path) -> str:
    """The SHA-256 of a file's content, in hexadecimal."""
    digest = hashlib.sha256()
    with path.open("rb") as file:
        while chunk := file.read(_CHUNK):
            digest.update(chunk)
    return digest.hexdigest()
