"""Rows into PostgreSQL by COPY: as fast as it takes them, checked by its constraints."""

from collections.abc import Iterable, Sequence
from datetime import date, datetime
from io import StringIO
from itertools import islice
from typing import Any

from django.core.management.color import no_style
from django.db import connection, models

#: Rows that are sent at once.
CHUNK = 20_000
_ESCAPES = str.maketrans({"\\": "\\\\", "\t": "\\t", "\n": "\\n", "\r": "\\r"})


def _text(value: Any) -> str:
    if value is None:
        return "\\N"
    if value is True or value is False:
        return "t" if value else "f"
    if isinstance(value, datetime | date):
        return value.isoformat()
    return str(value).translate(_ESCAPES)


def copy(model: type[models.Model], names: Sequence[str], rows: Iterable[Sequence[Any]]) -> None:
    """Write rows with these columns; the other columns get what the fields have by default."""
    fields = {field.column: field for field in model._meta.local_concrete_fields}
    rest = [name for name in fields if name not in names and name != model._meta.pk.column]
    tail = "".join(f"\t{_text(_default(fields[name]))}" for name in rest) + "\n"
    columns = ", ".join(f'"{name}"' for name in (*names, *rest))
    statement = f'COPY "{model._meta.db_table}" ({columns}) FROM STDIN'
    waiting = iter(rows)
    while chunk := list(islice(waiting, CHUNK)):
        text = StringIO("".join("\t".join(map(_text, row)) + tail for row in chunk))
        with connection.cursor() as cursor:
            cursor.cursor.copy_expert(statement, text)


def _default(field: Any) -> Any:
    if field.has_default():
        value = field.get_default()
        return "{}" if value == {} else "[]" if value == [] else value
    return None if field.null else ""


def catch_up(*tables: type[models.Model]) -> None:
    """Let the sequences go on behind the keys that were written."""
    with connection.cursor() as cursor:
        for statement in connection.ops.sequence_reset_sql(no_style(), tables):
            cursor.execute(statement)
