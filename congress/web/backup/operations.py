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
from congress.release import VERSION
from congress.web.backup import databases, manifest
from congress.web.backup.manifest import BackupError, Manifest, Tell, nothing
from congress.web.storage import media

MEDIA = "media"


def back_up(folder: Path, *, kind: str = "manual", made_by: str = "", tell: Tell = nothing) -> Manifest:
    """Copy database and files into a new ``folder``; the portal may go on working meanwhile.

    The database comes first, so every file it names is in the copy. The folder gets its name only when all is
    written: what bears the name is whole. Raises :class:`BackupError`, ``OSError`` when the disk is full.
    """
    if databases.is_in_transaction():
        raise RuntimeError("a backup waits for every open transaction, so it cannot be made inside one")
    if folder.exists():
        raise BackupError(f"{folder} 已经有了，备份要放在一个新文件夹里")
    part = folder.with_name(f".{folder.name}{PART}")
    if part.exists():
        shutil.rmtree(part)  # left by a backup that was interrupted
    part.mkdir(parents=True, mode=0o700)
    try:
        vendor = databases.vendor()
        tell(0, 1)
        saved = vendor.save(part / vendor.file_name)
        made = Manifest(
            made_at=timezone.localtime().isoformat(timespec="seconds"),
            vendor=vendor.file_name,
            database=str(connection.settings_dict["NAME"]).rpartition("/")[2],
            audit_seq=saved.audit_seq,
            audit_hash=saved.audit_hash,
            tables=saved.tables,
            version=VERSION,
            kind=kind,
            made_by=made_by,
        )
        _copy_media(part / MEDIA, tell)
        paths = list(_files(part))
        files = {str(path.relative_to(part)): manifest.sha256(path) for path in paths}
        made = replace(made, files=files, size=sum(path.stat().st_size for path in paths))
        made.write(part)
        part.rename(folder)
    except BaseException:
        shutil.rmtree(part, ignore_errors=True)
        raise
    return made


def restore(folder: Path, *, force: bool = False, tell: Tell = nothing) -> Manifest:
    """Fill an empty portal from a backup, and prove that it is the same: checksums, rows of every table, audit chain.

    With ``force`` a portal that holds records is overwritten; files that are not in the backup stay. The portal
    must be stopped. Raises :class:`BackupError`; a damaged backup is refused before anything is written.
    """
    found = manifest.read(folder)
    vendor = databases.vendor()
    if found.vendor != vendor.file_name:
        raise BackupError(
            f"备份里是 {found.vendor}，这个平台要 {vendor.file_name}：DATABASE_URL 要指向同一种数据库"
        )
    manifest.check(folder, found, tell)
    if databases.holds_records() and not force:
        raise BackupError("这个平台里已经有数据了，要覆盖请加 --force")
    vendor.fill(folder / vendor.file_name)
    _compare_rows(found)
    _put_back(folder, found, tell)
    call_command("migrate", verbosity=0)  # the portal may be newer than the backup
    verdict = audit.verify()
    if verdict.broken or (verdict.count and verdict.head) != (found.audit_seq and found.audit_hash):
        raise BackupError("恢复出来的操作记录与备份时的不一样，见 verify_audit")
    return found


def _compare_rows(found: Manifest) -> None:
    """As many rows in every table as when it was saved; backups of before 0.2 have not counted them."""
    if not found.tables:
        return
    there = databases.counts()
    wrong = [name for name in sorted({*there, *found.tables}) if there.get(name) != found.tables.get(name)]
    if wrong:
        name = wrong[0]
        raise BackupError(
            f"恢复出来的数据与备份时的不一样：{name} 有 {there.get(name)} 行，备份时 {found.tables.get(name)} 行，"
            f"共 {len(wrong)} 张表不同"
        )


def _put_back(folder: Path, found: Manifest, tell: Tell) -> None:
    """Every file into the storage, and read from there again."""
    paths = list(_files(folder / MEDIA))
    for number, path in enumerate(paths):
        tell(number, len(paths))
        name = path.relative_to(folder / MEDIA).as_posix()
        media().put(name, path.read_bytes())
        with media().open(name) as kept:
            if manifest.digest(kept) != found.files[f"{MEDIA}/{name}"]:
                raise BackupError(f"{name} 存进去以后读出来的不一样")


def _files(folder: Path) -> Iterator[Path]:
    return (path for path in sorted(folder.rglob("*")) if path.is_file())


def _copy_media(target: Path, tell: Tell) -> None:
    """Every file but those being written; one that a job cleared away meanwhile is left out."""
    target.mkdir()
    names = list(media().names())
    for number, name in enumerate(names):
        tell(number, len(names))
        copy = target / name
        copy.parent.mkdir(parents=True, exist_ok=True)
        try:
            with media().open(name) as kept, copy.open("wb") as out:
                shutil.copyfileobj(kept, out)
        except FileNotFoundError:
            copy.unlink(missing_ok=True)
