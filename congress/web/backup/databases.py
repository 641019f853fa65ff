"""A consistent copy of the database while the portal runs, and the way back, by vendor."""

from __future__ import annotations

import os
import shutil
import sqlite3
import subprocess
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.db import connection, transaction

from congress.web.backup.manifest import BackupError

_AUDIT_END = "SELECT seq, hash FROM audit_audithead WHERE id = 1"
_NO_EVENTS = (0, "")


@dataclass(frozen=True)
class Saved:
    """What the saved state holds: the end of the audit chain, and the rows of each table."""

    audit_seq: int
    audit_hash: str
    tables: dict[str, int]


@dataclass(frozen=True)
class Vendor:
    """How one kind of database is saved to a file and filled from it."""

    file_name: str
    save: Callable[[Path], Saved]
    fill: Callable[[Path], None]


def vendor() -> Vendor:
    """The vendor of the portal's database."""
    known = {
        "sqlite": Vendor("database.sqlite3", _save_sqlite, _fill_sqlite),
        "postgresql": Vendor("database.pgdump", _save_postgresql, _fill_postgresql),
    }
    return known[connection.vendor]


def counts() -> dict[str, int]:
    """The rows of every table of the portal's database, by the name of the table."""
    with connection.cursor() as cursor:
        names = [
            table.name
            for table in connection.introspection.get_table_list(cursor)
            if table.type == "t" and not table.name.startswith("sqlite_")
        ]
        found = {}
        for name in sorted(names):
            cursor.execute(_count(name))
            found[name] = cursor.fetchone()[0]
    return found


def _count(table: str) -> str:
    quoted = table.replace('"', '""')
    return f'SELECT count(*) FROM "{quoted}"'  # noqa: S608 # nosec B608 - the name of a table of the database itself


def is_in_transaction() -> bool:
    """Whether what was just written is not yet there for others."""
    return connection.in_atomic_block


def end_other_sessions(patience: float = 20.0) -> None:
    """Give others at the database some seconds to end what they are at, then end their sessions.

    SQLite has no sessions: there a writer is waited for when the file is filled.
    """
    if connection.vendor != "postgresql":
        return
    others = (
        "FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid() "
        "AND backend_type = 'client backend'"
    )
    until = time.monotonic() + patience
    with connection.cursor() as cursor:
        while time.monotonic() < until:
            cursor.execute(f"SELECT count(*) {others} AND state <> 'idle'")  # nosec B608 - ours
            if cursor.fetchone() == (0,):
                break
            time.sleep(0.5)
        cursor.execute(f"SELECT pg_terminate_backend(pid) {others}")  # nosec B608 - ours


def empty_table(name: str) -> None:
    """Delete every row of a table that is no model of ours."""
    with connection.cursor() as cursor:
        cursor.execute(f"DELETE FROM {connection.ops.quote_name(name)}")  # noqa: S608 # nosec B608 - a name of ours


def holds_records() -> bool:
    """Whether anybody has worked with this database yet."""
    tables = connection.introspection.table_names()
    if "accounts_user" not in tables:
        return False
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1 FROM accounts_user LIMIT 1")
        return cursor.fetchone() is not None


_TABLES_SQLITE = (
    "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%' ORDER BY name"
)


# --- SQLite --------------------------------------------------------------------------------------
def _save_sqlite(path: Path) -> Saved:
    """SQLite's online backup: whole and consistent, whatever is written meanwhile."""
    connection.ensure_connection()
    copy = sqlite3.connect(path)
    try:
        connection.connection.backup(copy)
        copy.execute("PRAGMA journal_mode = DELETE")  # one file, no side files
        seq, digest = copy.execute(_AUDIT_END).fetchone() or _NO_EVENTS
        names = [row[0] for row in copy.execute(_TABLES_SQLITE)]
        tables = {name: copy.execute(_count(name)).fetchone()[0] for name in names}
    finally:
        copy.close()
    return Saved(seq, digest, tables)


def _fill_sqlite(path: Path) -> None:
    connection.ensure_connection()
    source = sqlite3.connect(f"file:{path}?mode=ro", uri=True)
    try:
        source.backup(connection.connection)
    except sqlite3.Error as error:
        raise BackupError(f"数据库写不进去：{error}。平台停下来了吗？") from error
    finally:
        source.close()
    connection.close()


# --- PostgreSQL ----------------------------------------------------------------------------------
def _save_postgresql(path: Path) -> Saved:
    """``pg_dump`` of the very snapshot in which the end of the audit chain is read."""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ")
        cursor.execute(_AUDIT_END)
        seq, digest = cursor.fetchone() or _NO_EVENTS
        tables = counts()
        cursor.execute("SELECT pg_export_snapshot()")
        snapshot = cursor.fetchone()[0]
        _run("pg_dump", "--format=custom", "--no-owner", f"--snapshot={snapshot}", f"--file={path}")
    return Saved(seq, digest, tables)


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
        raise BackupError(f"这台服务器上没有 {program}，它在软件包 postgresql-client 里，版本不能比数据库旧")
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
        raise BackupError(f"{program} 没有做成：\n{done.stderr.strip()[-2000:]}")
