"""A consistent copy of the database while the portal runs, and the way back, by vendor."""

from __future__ import annotations

import os
import shutil
import sqlite3
import subprocess
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.db import connection, transaction

from congress.web.backup.manifest import BackupError

AuditEnd = tuple[int, str]
_AUDIT_END = "SELECT seq, hash FROM audit_audithead WHERE id = 1"
_NO_EVENTS: AuditEnd = (0, "")


@dataclass(frozen=True)
class Vendor:
    """How one kind of database is saved to a file and filled from it; ``save`` returns the audit chain's end."""

    file_name: str
    save: Callable[[Path], AuditEnd]
    fill: Callable[[Path], None]


def vendor() -> Vendor:
    """The vendor of the portal's database."""
    known = {
        "sqlite": Vendor("database.sqlite3", _save_sqlite, _fill_sqlite),
        "postgresql": Vendor("database.pgdump", _save_postgresql, _fill_postgresql),
    }
    return known[connection.vendor]


def holds_records() -> bool:
    """Whether anybody has worked with this database yet."""
    tables = connection.introspection.table_names()
    if "accounts_user" not in tables:
        return False
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1 FROM accounts_user LIMIT 1")
        return cursor.fetchone() is not None


# --- SQLite --------------------------------------------------------------------------------------
def _save_sqlite(path: Path) -> AuditEnd:
    """SQLite's online backup: whole and consistent, whatever is written meanwhile."""
    connection.ensure_connection()
    copy = sqlite3.connect(path)
    try:
        connection.connection.backup(copy)
        copy.execute("PRAGMA journal_mode = DELETE")  # one file, no side files
        row = copy.execute(_AUDIT_END).fetchone()
    finally:
        copy.close()
    return row or _NO_EVENTS


def _fill_sqlite(path: Path) -> None:
    connection.ensure_connection()
    source = sqlite3.connect(f"file:{path}?mode=ro", uri=True)
    try:
        source.backup(connection.connection)
    except sqlite3.Error as error:
        raise BackupError(f"the database could not be written: {error}. Is the portal stopped?") from error
    finally:
        source.close()
    connection.close()


# --- PostgreSQL ----------------------------------------------------------------------------------
def _save_postgresql(path: Path) -> AuditEnd:
    """``pg_dump`` of the very snapshot in which the end of the audit chain is read."""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ")
        cursor.execute(_AUDIT_END)
        row = cursor.fetchone()
        cursor.execute("SELECT pg_export_snapshot()")
        snapshot = cursor.fetchone()[0]
        _run("pg_dump", "--format=custom", "--no-owner", f"--snapshot={snapshot}", f"--file={path}")
    return row or _NO_EVENTS


def _fill_postgresql(path: Path) -> None:
    """Tables that the backup does not know, made by a newer portal, would be in the way of its migrations."""
    settings = connection.settings_dict
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names():
            cursor.execute(f"DROP TABLE IF EXISTS {connection.ops.quote_name(table)} CASCADE")
    connection.close()
    _run(
        "pg_restore",
        "--clean",
        "--if-exists",
        "--no-owner",
        "--single-transaction",
        "--exit-on-error",
        f"--dbname={settings['NAME']}",
        str(path),
    )


def _run(program: str, *arguments: str) -> None:
    """A client program of PostgreSQL against the portal's database; the password never stands in the process list."""
    found = shutil.which(program)
    if found is None:
        raise BackupError(
            f"{program} is not installed; it comes with the package postgresql-client, and must not be older "
            "than the server"
        )
    settings: dict[str, Any] = connection.settings_dict
    given = {
        "PGHOST": settings["HOST"],
        "PGPORT": settings["PORT"],
        "PGUSER": settings["USER"],
        "PGPASSWORD": settings["PASSWORD"],
        "PGDATABASE": settings["NAME"],
        "PGSSLMODE": settings.get("OPTIONS", {}).get("sslmode", ""),
    }
    environment = {**os.environ, **{name: str(value) for name, value in given.items() if value}}
    done = subprocess.run(  # noqa: S603 - a fixed program with our own arguments
        [found, *arguments], env=environment, capture_output=True, text=True, check=False
    )
    if done.returncode:
        raise BackupError(f"{program} failed:\n{done.stderr.strip()[-2000:]}")
