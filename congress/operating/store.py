"""The backups below ``PORTAL_BACKUPS``: made, found, checked, taken away. The folders are the truth, rows follow."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

from django.conf import settings
from django.db import IntegrityError, transaction
from django.utils import timezone

from congress.accounts.models import User
from congress.operating.models import Backup, BackupKind, BackupState
from congress.web.backup import manifest
from congress.web.backup.manifest import BackupError, Manifest, Tell, nothing
from congress.web.backup.operations import back_up

#: A backup needs as much room as the last one, and this much more.
ROOM = 1.2


def folder() -> Path:
    """Where backups lie; one folder for all machines of the portal."""
    place = Path(settings.PORTAL_BACKUPS)
    place.mkdir(parents=True, exist_ok=True, mode=0o700)
    return place


def folder_of(backup: Backup) -> Path:
    """The folder of one backup."""
    return folder() / backup.name


def free_bytes() -> int:
    """Room on the disk of the backups."""
    return shutil.disk_usage(folder()).free


def make(*, kind: BackupKind, actor: User | None, tell: Tell = nothing) -> Backup:
    """Make a backup of now. Raises :class:`BackupError` also when there is no room for one like the last."""
    last = Backup.objects.whole().first()
    if last is not None and free_bytes() < last.size * ROOM:
        raise BackupError(
            f"存放备份的磁盘只剩 {_mb(free_bytes())}，上一份备份有 {_mb(last.size)}。请先删掉旧备份，或腾出空间"
        )
    name = _free_name()
    found = back_up(folder() / name, kind=kind, made_by=actor.name if actor else "系统", tell=tell)
    return _note(name, found)


def _mb(size: int) -> str:
    return f"{size / 1_000_000:,.0f} MB"


def _free_name() -> str:
    """The moment as a name; with a letter when somebody made one in the same second."""
    now = f"{timezone.localtime():%Y-%m-%d_%H%M%S}"
    names = [now, *(f"{now}{letter}" for letter in "bcdefg")]
    return next(name for name in names if not (folder() / name).exists())


def _note(name: str, found: Manifest) -> Backup:
    values = {
        "kind": found.kind if found.kind in BackupKind.values else BackupKind.MANUAL,
        "made_at": datetime.fromisoformat(found.made_at),
        "made_by": found.made_by[:40],
        "version": found.version,
        "size": found.size,
        "files": len(found.files),
        "rows": sum(found.tables.values()),
        "audit_seq": found.audit_seq,
    }
    try:
        with transaction.atomic():
            return Backup.objects.create(name=name, **values)
    except IntegrityError:  # somebody else has just noticed it
        return Backup.objects.get(name=name)


def notice() -> None:
    """Take note of folders that came, from a command or another portal, and of those that are gone (1 query)."""
    known = {row.name: row for row in Backup.objects.exclude(state=BackupState.REMOVED)}
    there = {path.parent.name for path in _manifests()}
    for name in sorted(there - known.keys()):
        try:
            _note(name, manifest.read(folder() / name))
        except BackupError:
            continue  # a folder that somebody put here and that is no backup
    for name, row in known.items():
        if name not in there and row.state != BackupState.GONE:
            Backup.objects.filter(pk=row.pk).update(state=BackupState.GONE)
        if name in there and row.state == BackupState.GONE:
            Backup.objects.filter(pk=row.pk).update(state=BackupState.WHOLE)


def _manifests() -> Iterator[Path]:
    return (path for path in folder().glob(f"*/{manifest.NAME}") if not path.parent.name.startswith("."))


def check(backup: Backup, tell: Tell = nothing) -> Backup:
    """Compare every file with the manifest and keep what was found."""
    try:
        manifest.check(folder_of(backup), manifest.read(folder_of(backup)), tell)
        note, state = "", BackupState.WHOLE
    except BackupError as error:
        note, state = str(error)[:300], BackupState.DAMAGED
    backup.checked_at, backup.check_note, backup.state = timezone.now(), note, state
    backup.save(update_fields=["checked_at", "check_note", "state"])
    return backup


def is_last(backup: Backup) -> bool:
    """Whether no other whole backup is there."""
    return not Backup.objects.whole().exclude(pk=backup.pk).exists()


def take_away(backup: Backup) -> None:
    """Delete the folder; renamed first, so that half of it is never taken for a backup."""
    place = folder_of(backup)
    if place.exists():
        dying = place.with_name(f".{place.name}.removed")
        place.rename(dying)
        shutil.rmtree(dying)
