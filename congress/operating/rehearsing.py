"""A rehearsal: a backup is restored beside the portal, into a database and a folder that are thrown away.

It runs the very command of a real restore, which compares every checksum, the rows of every table, every file as it
comes out of the storage, and the end of the audit chain with the manifest.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
import time
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import quote

from django.conf import settings
from django.db import ProgrammingError, connection

from congress.operating import store
from congress.operating.models import Backup
from congress.web.backup import manifest
from congress.web.backup.manifest import BackupError, Tell, nothing

_LOOK_EVERY = 0.5


def rehearse(backup: Backup, tell: Tell = nothing) -> float:
    """Restore it on the side; the seconds that took. Raises :class:`BackupError` with what is wrong with it."""
    place = store.folder_of(backup)
    found = manifest.read(place)
    if store.free_bytes() < found.size * store.ROOM:
        raise BackupError("存放备份的磁盘空间不够，没有试恢复")
    began = time.monotonic()
    with _scratch() as (folder, address):
        environment = {
            **os.environ,
            "DJANGO_SETTINGS_MODULE": "congress.settings",
            "DATABASE_URL": address,
            "PORTAL_DATA": str(folder),
            "PORTAL_MEDIA": str(folder / "media"),
            "PORTAL_BACKUPS": str(folder / "backups"),
            "MEDIA_S3_BUCKET": "",
            "PYTHONWARNINGS": "ignore",
        }
        with (folder / "said").open("w+", encoding="utf-8") as said:
            command = [sys.executable, "manage.py", "restore", str(place)]
            process = subprocess.Popen(  # noqa: S603 - our own command
                command, cwd=settings.BASE_DIR, env=environment, stdout=said, stderr=said
            )
            try:
                while process.poll() is None:
                    tell(min(99, int(time.monotonic() - began)), 100)
                    time.sleep(_LOOK_EVERY)
            finally:
                if process.poll() is None:
                    process.kill()
                    process.wait()
            said.seek(0)
            words = said.read().strip()
    if process.returncode:
        raise BackupError(
            words.removeprefix("CommandError: ").splitlines()[-1] if words else "试恢复的程序中断了"
        )
    return time.monotonic() - began


@contextmanager
def _scratch() -> Iterator[tuple[Path, str]]:
    """A folder on the disk of the backups and an empty database, both gone afterwards."""
    folder = Path(tempfile.mkdtemp(prefix=".rehearsal-", dir=store.folder()))
    try:
        if connection.vendor == "sqlite":
            yield folder, f"sqlite:///{folder / 'portal.sqlite3'}"
        else:
            with _database() as address:
                yield folder, address
    finally:
        shutil.rmtree(folder, ignore_errors=True)


@contextmanager
def _database() -> Iterator[str]:
    """An empty database on the portal's own server."""
    given = connection.settings_dict
    name = f"rehearsal_{uuid.uuid4().hex[:12]}"
    try:
        with connection.cursor() as cursor:
            cursor.execute(f"CREATE DATABASE {name} TEMPLATE template0")
    except ProgrammingError as error:
        raise BackupError(
            f"数据库帐号 {given['USER']} 不能建库，试恢复做不了。"
            f"请数据库管理员执行：ALTER ROLE {given['USER']} CREATEDB"
        ) from error
    try:
        user = quote(str(given["USER"]), safe="")
        if given["PASSWORD"]:
            user += f":{quote(str(given['PASSWORD']), safe='')}"
        port = f":{given['PORT']}" if given["PORT"] else ""
        yield f"postgres://{user}@{given['HOST'] or 'localhost'}{port}/{name}"
    finally:
        with connection.cursor() as cursor:
            cursor.execute(f"DROP DATABASE IF EXISTS {name} WITH (FORCE)")
