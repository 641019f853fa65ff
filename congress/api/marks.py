"""When a record last changed, noted by the database itself: no write goes past it, in bulk or by hand.

Triggers write ``ChangeMark`` whenever a row of a resource, or a part it shows, is written. They are made after
migrations, from what apps register. SQLite builds a table anew to alter it and would stumble over triggers that
name it, so there they go before migrations and come back after them.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.db import connections
from django.db.models import ForeignKey, Model

from congress.api.registry import resources

#: Below, SQL is put together from names of tables and columns; nothing a user wrote comes into it.
_TARGET = "api_changemark"
_NOW = {
    "postgresql": "(extract(epoch FROM clock_timestamp()) * 1000000)::bigint",
    "sqlite": "CAST(round((julianday('now') - 2440587.5) * 86400000) AS INTEGER) * 1000",
}
_UPSERT = "ON CONFLICT (model, object_id) DO UPDATE SET moment = excluded.moment"


@dataclass(frozen=True)
class Source:
    """A table whose writes mark the record ``owner`` (SQL over the row ``{row}``) of the kind ``mark``."""

    table: str
    mark: str
    owner: str
    is_part: bool

    @property
    def name(self) -> str:
        """The common part of the names of its triggers; PostgreSQL takes no more than 63 letters."""
        digest = hashlib.sha256(f"{self.table} {self.mark}".encode()).hexdigest()[:6]
        return f"api_mark_{digest}_{self.table}"[:50]

    @property
    def events(self) -> tuple[str, ...]:
        """A record that is gone is not offered; one that lost a part has changed."""
        return ("insert", "update", "delete") if self.is_part else ("insert", "update")


def _of(model: type[Model], key: ForeignKey[Any, Any], value: str) -> str:
    return f"(SELECT {key.column} FROM {model._meta.db_table} WHERE id = {value})"  # noqa: S608 # nosec B608


def _owner(model: type[Model], path: str) -> str:
    """SQL for the key of the record that a row belongs to, following foreign keys."""
    value = ""
    for name in path.split("__"):
        key = model._meta.get_field(name)
        if not isinstance(key, ForeignKey):
            raise TypeError(f"{model._meta.label}.{name} is no foreign key")
        value = _of(model, key, value) if value else f"{{row}}.{key.column}"
        model = key.related_model
    return value


def sources() -> Iterator[Source]:
    """Every table that marks a record."""
    for resource in resources():
        yield Source(resource.model._meta.db_table, resource.mark, "{row}.id", False)
        for part in resource.parts:
            owner = _owner(part.model, part.path)
            yield Source(part.model._meta.db_table, resource.mark, owner, True)


def _sqlite(source: Source) -> Iterator[tuple[str, str]]:
    for event in source.events:
        owner = source.owner.format(row="OLD" if event == "delete" else "NEW")
        yield (
            f"{source.name}_{event}",
            f"CREATE TRIGGER {source.name}_{event} AFTER {event} ON {source.table} WHEN {owner} IS NOT NULL "  # noqa: S608 # nosec B608
            f"BEGIN INSERT INTO {_TARGET} (model, object_id, moment) "
            f"VALUES ('{source.mark}', {owner}, {_NOW['sqlite']}) {_UPSERT}; END",
        )


def _postgresql(source: Source) -> Iterator[tuple[str, str]]:
    """One function for each table, called once for each statement, however many rows it wrote."""
    owner = source.owner.format(row="changed")
    yield (
        "",
        f"CREATE OR REPLACE FUNCTION {source.name}() RETURNS trigger LANGUAGE plpgsql AS $$ "  # noqa: S608 # nosec B608
        f"DECLARE now_is bigint := {_NOW['postgresql']}; BEGIN "
        f"INSERT INTO {_TARGET} (model, object_id, moment) "
        f"SELECT DISTINCT '{source.mark}', {owner}, now_is FROM changed WHERE {owner} IS NOT NULL ORDER BY 2 "
        f"{_UPSERT}; RETURN NULL; END $$",
    )
    for event in source.events:
        rows = "OLD" if event == "delete" else "NEW"
        yield (
            f"{source.name}_{event}",
            f"CREATE TRIGGER {source.name}_{event} AFTER {event} ON {source.table} "
            f"REFERENCING {rows} TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION {source.name}()",
        )


def _standing(connection: Any) -> set[str]:
    """Names of the triggers that are there."""
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("SELECT name FROM sqlite_master WHERE type = 'trigger' AND name LIKE 'api_mark_%'")
        else:
            cursor.execute(
                "SELECT tgname FROM pg_trigger JOIN pg_class ON pg_class.oid = tgrelid "
                "WHERE NOT tgisinternal AND tgname LIKE 'api_mark_%' AND relnamespace = current_schema()::regnamespace"
            )
        return {name for (name,) in cursor.fetchall()}


def install(alias: str = "default") -> None:
    """Make the triggers that are missing, and mark the records that were there before them."""
    connection = connections[alias]
    tables = set(connection.introspection.table_names())
    if _TARGET not in tables:
        return
    standing = _standing(connection)
    statements = {"sqlite": _sqlite, "postgresql": _postgresql}[connection.vendor]
    with connection.cursor() as cursor:
        for source in sources():
            if source.table not in tables:
                continue
            made = False
            for name, statement in statements(source):
                if not name or name not in standing:
                    cursor.execute(statement)
                    made = made or bool(name)
            if made and not source.is_part:
                cursor.execute(
                    f"INSERT INTO {_TARGET} (model, object_id, moment) "  # noqa: S608 # nosec B608
                    f"SELECT '{source.mark}', id, {_NOW[connection.vendor]} FROM {source.table} WHERE true "
                    "ON CONFLICT (model, object_id) DO NOTHING"
                )


def remove(alias: str = "default") -> None:
    """Take every trigger away again."""
    connection = connections[alias]
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            for name in _standing(connection):
                cursor.execute(f"DROP TRIGGER {name}")
            return
        for source in sources():
            cursor.execute(f"DROP FUNCTION IF EXISTS {source.name}() CASCADE")


def before_migrations(*, using: str, **_said: object) -> None:
    """On SQLite, out of the way of tables that are built anew."""
    if connections[using].vendor == "sqlite":
        remove(using)


def after_migrations(*, using: str, **_said: object) -> None:
    """Where migrations have run, every change is noted."""
    install(using)
