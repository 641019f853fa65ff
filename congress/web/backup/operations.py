"""Making a backup and restoring one."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from django.core.management import call_command
from django.db import connection
from django.utils import timezone

from congress.audit import queries as audit
from congress.jobs.files import PART
from congress.web.backup import databases, manifest
from congress.web.backup.manifest import BackupError, Manifest
from congress.web.storage import media

MEDIA = "media"


def back_up(folder: Path) -> Manifest:
    """Copy database and files into a new ``folder``; the portal may go on working meanwhile.

    The database comes first, so every file it names is in the copy. The folder gets its name only when all is
    written: what bears the name is whole. Raises :class:`BackupError`, ``OSError`` when the disk is full.
    """
    if connection.in_atomic_block:
        raise RuntimeError("a backup waits for every open transaction, so it cannot be made inside one")
    if folder.exists():
        raise BackupError(f"{folder} exists already; a backup goes into a folder of its own")
    part = folder.with_name(f".{folder.name}{PART}")
    if part.exists():
        shutil.rmtree(part)  # left by a backup that was interrupted
    part.mkdir(parents=True, mode=0o700)
    try:
        vendor = databases.vendor()
        seq, last_hash = vendor.save(part / vendor.file_name)
        made = Manifest(
            made_at=timezone.localtime().isoformat(timespec="seconds"),
            vendor=vendor.file_name,
            database=str(connection.settings_dict["NAME"]).rpartition("/")[2],
            audit_seq=seq,
            audit_hash=last_hash,
        )
        _copy_media(part / MEDIA)
        files = {str(path.relative_to(part)): manifest.sha256(path) for path in _files(part)}
        made = replace(made, files=files)
        made.write(part)
        part.rename(folder)
    except BaseException:
        shutil.rmtree(part, ignore_errors=True)
        raise
    return made


def restore(folder: Path, *, force: bool = False) -> Manifest:
    """Fill an empty portal from a backup, and prove that it is the same: checksums, then the audit chain.

    With ``force`` a portal that holds records is overwritten; files that are not in the backup stay. The portal
    must be stopped. Raises :class:`BackupError`; a damaged backup is refused before anything is written.
    """
    found = manifest.read(folder)
    vendor = databases.vendor()
    if found.vendor != vendor.file_name:
        raise BackupError(
            f"the backup holds {found.vendor}, this portal's database needs {vendor.file_name}; "
            "DATABASE_URL must name a database of the same kind"
        )
    manifest.check(folder, found)
    if databases.holds_records() and not force:
        raise BackupError("this portal holds records already; --force overwrites them")
    vendor.fill(folder / vendor.file_name)
    for path in _files(folder / MEDIA):
        media().put(path.relative_to(folder / MEDIA).as_posix(), path.read_bytes())
    call_command("migrate", verbosity=0)  # the portal may be newer than the backup
    verdict = audit.verify()
    if verdict.broken or (verdict.count and verdict.head) != (found.audit_seq and found.audit_hash):
        raise BackupError("the restored audit trail is not the one that was backed up; see verify_audit")
    return found


def _files(folder: Path) -> Iterator[Path]:
    return (path for path in sorted(folder.rglob("*")) if path.is_file())


def _copy_media(target: Path) -> None:
    """Every file but those being written; one that a job cleared away meanwhile is left out."""
    target.mkdir()
    for name in media().names():
        copy = target / name
        copy.parent.mkdir(parents=True, exist_ok=True)
        try:
            with media().open(name) as kept, copy.open("wb") as out:
                shutil.copyfileobj(kept, out)
        except FileNotFoundError:
            copy.unlink(missing_ok=True)
