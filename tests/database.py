"""The database as migrations leave it: made once, and given back after a test that commits.

Migrations take half a minute. They run once: on SQLite into a file below ``var/`` that serves until a migration
changes, on the throw-away PostgreSQL into a database whose dump serves the next such server. The databases of the
tests are copies, and so are those of the portals that tests start in processes of their own, unless how a portal
comes into being is what they test.

After a test that commits Django empties each of some two hundred tables, one truncation each, and makes the rows of
migrations anew from JSON: seconds a test. Here only tables that changed are written, a tenth of a second.
"""

from __future__ import annotations

import fcntl
import hashlib
import io
import os
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing, contextmanager
from functools import cache
from pathlib import Path
from typing import Any

import django
import psycopg2
import pytest
from django.apps import apps
from django.core import management
from django.core.management import call_command
from django.db import connection, transaction
from django.test import TransactionTestCase

ROOT = Path(__file__).resolve().parent.parent
#: Made below ``var/``, which is not of the repository.
KEPT = ROOT / "var" / "tests"
#: So many versions of the tables are kept: one is in use where another branch, or another run, needs the next.
_KEPT_FILES = 6


# --- made once ------------------------------------------------------------------------------------------
@cache
def _digest() -> str:
    """What every migration says, other packages' by their versions; as it was when the process began."""
    found = hashlib.sha256((ROOT / "requirements.txt").read_bytes())
    for app in sorted(apps.get_app_configs(), key=lambda app: app.name):
        if Path(app.path).is_relative_to(ROOT) and ".venv" not in app.path:
            # What is read from outside decides which changes the database notes (congress.api.marks).
            for file in [*sorted(Path(app.path).glob("migrations/*.py")), *Path(app.path).glob("api.py")]:
                found.update(file.name.encode() + file.read_bytes())
    return found.hexdigest()[:16]


@contextmanager
def alone(file: Path) -> Iterator[None]:
    """One process at a time."""
    file.parent.mkdir(parents=True, exist_ok=True)
    with file.open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def _run_migrations(address: str) -> None:
    subprocess.run(
        [sys.executable, "manage.py", "migrate", "--run-syncdb", "--verbosity", "0"],
        cwd=ROOT,
        env={**os.environ, "DATABASE_URL": address},
        check=True,
    )


def _forget_all_but_newest(pattern: str) -> None:
    """Make room for one more of the kept files; what somebody began and did not finish goes as well."""
    by_age = sorted(KEPT.glob(pattern), key=lambda file: file.stat().st_mtime)
    for old in [*by_age[: -_KEPT_FILES + 1], *KEPT.glob("*.making*")]:
        old.unlink()


@contextmanager
def tables() -> Iterator[sqlite3.Connection]:
    """A SQLite file in which every migration has run, for one process at a time."""
    kept = KEPT / f"{_digest()}.sqlite3"
    with alone(KEPT / "lock"):
        if not kept.exists():
            _forget_all_but_newest("*.sqlite3")
            fresh = kept.with_suffix(".making")
            _run_migrations(f"sqlite:///{fresh}")
            with closing(sqlite3.connect(fresh)) as made:
                made.execute("PRAGMA journal_mode=DELETE")
            fresh.rename(kept)
        with closing(sqlite3.connect(kept)) as source:
            yield source


def copy_tables(target: Path) -> None:
    """Make the SQLite file ``target`` with what migrations leave."""
    with tables() as source, closing(sqlite3.connect(target)) as link:
        source.backup(link)


def template() -> str:
    """The name of a database of the throw-away server in which every migration has run, to be copied."""
    root, name = os.environ["SERVICES_DATABASE_URL"].rpartition("/")[0], f"portal_{_digest()}"
    with alone(KEPT / "lock"), closing(psycopg2.connect(f"{root}/postgres")) as link:
        link.autocommit = True
        with link.cursor() as cursor:
            cursor.execute("SELECT 1 FROM pg_database WHERE datname = %s", [name])
            if cursor.fetchone() is None:
                cursor.execute("DROP DATABASE IF EXISTS portal_making")
                cursor.execute("CREATE DATABASE portal_making")
                _fill(f"{root}/portal_making", KEPT / f"{_digest()}.pgdump")
                cursor.execute(f"ALTER DATABASE portal_making RENAME TO {name}")
    return name


def _fill(address: str, kept: Path) -> None:
    """Run the migrations in an empty database, or take what they left in another server."""
    if kept.exists():
        subprocess.run(["pg_restore", "--no-owner", f"--dbname={address}", kept], check=True)
        return
    _run_migrations(address)
    _forget_all_but_newest("*.pgdump")
    fresh = kept.with_suffix(".making")
    subprocess.run(["pg_dump", "--format=custom", "--no-owner", f"--file={fresh}", address], check=True)
    fresh.rename(kept)


def _migrate(name: str, *args: Any, **options: Any) -> None:
    """Django's ``migrate`` for the database of a test run; a copy where there is one."""
    if connection.settings_dict["TEST"].get("TEMPLATE") and name == "migrate":
        return
    if connection.vendor != "sqlite" or name != "migrate":
        call_command(name, *args, **options)
        return
    connection.ensure_connection()
    with tables() as source:
        source.backup(connection.connection)


@pytest.fixture(scope="session")
def django_db_modify_db_settings(django_db_modify_db_settings_parallel_suffix: None) -> Iterator[None]:
    """Test databases are copies."""
    if connection.vendor == "postgresql" and "SERVICES_DATABASE_URL" in os.environ:
        connection.settings_dict["TEST"]["TEMPLATE"] = template()
    create = connection.creation.create_test_db

    def copied(*args: Any, **options: Any) -> str:
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(management, "call_command", _migrate)
            return create(*args, **options)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(connection.creation, "create_test_db", copied)
        if connection.vendor == "postgresql":
            patch.setattr(connection.creation, "_destroy_test_db", _drop)
        yield


def _drop(name: str, verbosity: int) -> None:
    """Drop the database of a test run though a thread or a process of its last test may still be leaving."""
    with connection._nodb_cursor() as cursor:
        cursor.execute(f"DROP DATABASE {connection.ops.quote_name(name)} WITH (FORCE)")


# --- given back -----------------------------------------------------------------------------------------


class _Beginning:
    """What the migrations left: a copy on SQLite, digest and rows of each table on PostgreSQL."""

    copy: sqlite3.Connection | None = None
    digests: dict[str, str] | None = None
    rows: dict[str, bytes] | None = None


def _digests() -> dict[str, str]:
    """A digest of the rows of each table."""
    with connection.cursor() as cursor:
        tables = [
            table.name for table in connection.introspection.get_table_list(cursor) if table.type == "t"
        ]
        parts = [
            f"SELECT '{name}', (SELECT md5(string_agg(t::text, '|' ORDER BY t::text)) FROM \"{name}\" t)"  # noqa: S608 - names of tables
            for name in tables
        ]
        cursor.execute(" UNION ALL ".join(parts))
        return {name: digest or "" for name, digest in cursor.fetchall()}


def keep() -> None:
    """Remember the database as it is; called before the first test that commits."""
    connection.ensure_connection()
    if connection.vendor == "sqlite":
        _Beginning.copy = sqlite3.connect(":memory:")
        connection.connection.backup(_Beginning.copy)
        return
    _Beginning.digests, _Beginning.rows = _digests(), {}
    with connection.cursor() as cursor:
        for name, digest in _Beginning.digests.items():
            if digest:
                found = io.BytesIO()
                cursor.copy_expert(f'COPY "{name}" TO STDOUT', found)
                _Beginning.rows[name] = found.getvalue()


def give_back() -> None:
    """Write the tables that are no longer as they were."""
    connection.ensure_connection()
    if _Beginning.copy is not None:
        _Beginning.copy.backup(connection.connection)
        return
    assert _Beginning.digests is not None
    assert _Beginning.rows is not None
    changed = [name for name, digest in _digests().items() if digest != _Beginning.digests[name]]
    with transaction.atomic(), connection.cursor() as cursor:
        # Neither foreign keys nor the guards of append-only tables.
        cursor.execute("SET LOCAL session_replication_role = replica")
        for name in changed:
            cursor.execute(f'DELETE FROM "{name}"')  # noqa: S608 - name of a table
            if name in _Beginning.rows:
                cursor.copy_expert(f'COPY "{name}" FROM STDIN', io.BytesIO(_Beginning.rows[name]))


def _begin(_case: type[TransactionTestCase]) -> None:
    if _Beginning.copy is None and _Beginning.digests is None:
        keep()


@pytest.fixture(scope="session", autouse=True)
def tables_given_back() -> Iterator[None]:
    """Tests that commit give the tables back in this way instead of Django's."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(TransactionTestCase, "_fixture_setup", classmethod(_begin))
        patch.setattr(TransactionTestCase, "_fixture_teardown", lambda _case: give_back())
        yield


if __name__ == "__main__":
    # script/test calls this while types are checked on the other core; else one of two processes would wait here.
    django.setup()
    with tables():
        pass
