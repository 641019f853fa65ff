"""Rows of a list: what is fetched with them, and in which order they come."""

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from django.core.exceptions import FieldDoesNotExist
from django.db.models import F, Model, QuerySet

from congress.web.lists.declare import Column


def fetched(rows: QuerySet[Any], columns: Iterable[Column]) -> QuerySet[Any]:
    """The rows with what these columns show fetched along."""
    return rows.prefetch_related(*dict.fromkeys(need for column in columns for need in column.needs))


def load(columns: Iterable[Column], rows: Sequence[Any]) -> None:
    """Write on the rows what these columns show and load by themselves."""
    for loader in dict.fromkeys(column.load for column in columns if column.load):
        loader(rows)


def ordering(
    model: type[Model], field: str, descending: bool, newest_first: bool = False, then: str = ""
) -> Iterator[Any]:
    """Order by a field, rows without a value last on every database, ties by ``then`` and always the same way."""
    expression = F(field)
    nulls_last = True if _can_be_null(model, field) else None
    yield expression.desc(nulls_last=nulls_last) if descending else expression.asc(nulls_last=nulls_last)
    if then:
        yield then
    yield "-pk" if descending or newest_first else "pk"


def _can_be_null(model: type[Model], path: str) -> bool:
    """Whether any step of an ORM path may be null; an annotation may."""
    current: Any = model
    for part in path.split("__"):
        try:
            field = current._meta.get_field(part)
        except FieldDoesNotExist:
            return True
        if field.null:
            return True
        current = field.related_model
    return False
