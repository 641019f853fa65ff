"""The database as migrations left it, given back after a test that commits.

Django empties each of some two hundred tables, one truncation each, and makes the rows of migrations anew from JSON:
seconds a test. Here only tables that changed are written, a tenth of a second.
"""

from __future__ import annotations

import io
import sqlite3
from collections.abc import Iterator

import pytest
from django.db import connection, transaction
from django.test import TransactionTestCase


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
