"""Literal Chinese search that gives the same rows on every database.

A searched table keeps a normalised ``search_text``; a word is found where it stands in it, character by
character. PostgreSQL first narrows the rows by an index over the pairs of neighbouring characters: measured on
200,000 rows, two Chinese characters take 0.4 ms instead of 114, where trigrams are not used and segmentation
loses rows.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any, TypeVar

from django.apps.registry import Apps
from django.core.cache import cache
from django.db import connection, migrations
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.models import CharField, F, Lookup, Model, Q, QuerySet, TextField
from django.db.models.functions import Coalesce
from django.db.models.sql.compiler import SQLCompiler

from congress.search.text import bigrams, normalise

M = TypeVar("M", bound=Model)
Rows = TypeVar("Rows", bound=QuerySet[Any])
#: The newest rows of a table that are looked through for a common word.
NEAR = 1_000
#: Seconds for which it is known where they begin.
NEAR_KEPT = 600
#: The column that holds what a table is searched by, normalised.
SEARCH_TEXT = "search_text"
#: As ``vendor``: rows that are read through, without an index.
READ = "none"
#: Characters of a query that are looked at.
LONGEST_QUERY = 100


@CharField.register_lookup
@TextField.register_lookup
class HasBigrams(Lookup[Any]):
    """``search_text__has_bigrams=[…]``: the text has all these pairs of characters. PostgreSQL only."""

    lookup_name = "has_bigrams"
    prepare_rhs = False

    def as_postgresql(
        self, compiler: SQLCompiler, connection: BaseDatabaseWrapper
    ) -> tuple[str, tuple[Any, ...]]:
        """The expression must be the index's own, or the index is not used."""
        left, params = self.process_lhs(compiler, connection)
        return f"cjk_bigrams({left}) @> %s::text[]", (*params, self.rhs)


def search_q(query: str, field: str = "search_text", *, vendor: str | None = None) -> Q:
    """Rows whose ``field`` contains every word of ``query``; nothing is found by an empty query.

    ``vendor`` is the database's (``postgresql``, ``sqlite``); by default that of the default connection. Only
    PostgreSQL has an index of pairs.
    """
    words = normalise(query[:LONGEST_QUERY]).split()
    if not words:
        return Q(pk__in=[])
    condition = Q()
    for word in words:
        # The word first: among alternatives PostgreSQL looks at each row again in this order, and pairs take long.
        condition &= Q(**{f"{field}__contains": word})
        pairs = bigrams(word)
        if pairs and (connection.vendor if vendor is None else vendor) == "postgresql":
            condition &= Q(**{f"{field}__has_bigrams": pairs})
    return condition


def literal_q(text: str, field: str = "search_text", *, vendor: str | None = None) -> Q:
    """Rows whose ``field`` contains this text as it is, white space included; narrowed by its pairs as a word is."""
    condition = Q(**{f"{field}__contains": text})
    if (connection.vendor if vendor is None else vendor) == "postgresql" and (pairs := bigrams(text)):
        condition &= Q(**{f"{field}__has_bigrams": pairs})
    return condition


def newest_found(
    rows: QuerySet[M], text: str, limit: int, *order: str, field: str = "search_text"
) -> list[M]:
    """The first of the rows that hold the words of a text, in an order by descending fields that has an index."""
    return newest_of(
        rows,
        lambda some: some.filter(search_q(text, field, vendor=READ)),
        lambda some: some.filter(search_q(text, field)),
        limit,
        *order,
        words=len(normalise(text).split()),
    )


def newest_of(
    rows: Rows,
    by_reading: Callable[[Rows], Rows],
    by_index: Callable[[Rows], Rows],
    limit: int,
    *order: str,
    words: int,
) -> list[Any]:
    """The first of the rows that are found, in an order by descending fields that has an index.

    A common word stands in many of the newest rows, which are read through without the pairs: making those of a row
    takes longer than reading it. A rare one is found by its pairs, and so are several words: hardly any row has them
    all. Left the choice, PostgreSQL walks through a whole table in that order for a word that is common elsewhere and
    missing in the user's scope (at most 3 queries, for several words 1).
    """
    if connection.vendor != "postgresql":
        return list(by_index(rows).order_by(*order)[:limit])
    if words == 1:
        found, whole = _among_newest(rows, by_reading, limit, *order)
        if len(found) == limit or whole:
            return found
    # An order without an index: the rows come by the index of pairs and are sorted.
    sorted_by = [Coalesce(F(name[1:]), F(name[1:])).desc() for name in order]
    return by_keys(rows, by_index(rows).order_by(*sorted_by), limit, *order)


def _among_newest(
    rows: Rows, by_reading: Callable[[Rows], Rows], limit: int, *order: str
) -> tuple[list[Any], bool]:
    """What is found by reading the newest rows, and whether these were all (1 query, now and then 2).

    Where they begin is kept for some minutes: an older beginning only makes them a few more.
    """
    first = order[0][1:]
    key = f"search.newest.{rows.model._meta.label_lower}.{first}"
    kept = cache.get(key)
    if kept is None:
        ordered = rows.model._default_manager.order_by(*order).values_list(first, flat=True)
        kept = (ordered[NEAR : NEAR + 1].first(),)
        cache.set(key, kept, NEAR_KEPT)
    (oldest,) = kept
    near = rows
    if oldest is not None:
        known = Q(**{f"{first}__gte": oldest})
        # What has no moment yet comes before what has one.
        near = rows.filter(known | Q(**{first: None}) if rows.model._meta.get_field(first).null else known)
    return list(by_reading(near).order_by(*order)[:limit]), oldest is None


@dataclass(frozen=True)
class Searched:
    """A table and those of its columns words are looked for in; ``search_text`` is normalised, others are as typed."""

    model: type[Model]
    columns: tuple[str, ...] = (SEARCH_TEXT,)


#: A table and words that are to stand in one of its rows.
Look = tuple[Searched, str]


def holding(looks: Iterable[Look]) -> set[Look]:
    """Those of the looks for which some row of the table holds every word (1 query).

    Written by hand: to have a query of its own made for each of forty tables takes longer than asking them.
    """
    asked = [one for one in dict.fromkeys(looks) if normalise(one[1])]
    if not asked:
        return set()
    columns, values = [], []
    for searched, text in asked:
        held = [_held(searched.columns, word) for word in _words(text, searched.columns)]
        told = " AND ".join(condition for condition, _ in held)
        table = connection.ops.quote_name(searched.model._meta.db_table)
        columns.append(f"EXISTS (SELECT 1 FROM {table} WHERE {told})")  # noqa: S608 # nosec B608
        values += [value for _, own in held for value in own]
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {', '.join(columns)}", values)
        found = cursor.fetchone()
    return {one for one, some in zip(asked, found, strict=True) if some}


def _words(text: str, columns: tuple[str, ...]) -> list[str]:
    return (normalise(text) if columns == (SEARCH_TEXT,) else text).split()


def _held(columns: tuple[str, ...], word: str) -> tuple[str, list[Any]]:
    """The condition that a word stands in one of the columns, with its values; pairs where there is an index."""
    quote, like = connection.ops.quote_name, connection.operators["contains"]  # type: ignore[attr-defined] # of each database
    ways = [f"{quote(column)} {like}" for column in columns]
    values: list[Any] = [f"%{connection.ops.prep_for_like_query(word)}%"] * len(columns)
    told = f"({' OR '.join(ways)})"
    if columns == (SEARCH_TEXT,) and connection.vendor == "postgresql" and (pairs := bigrams(word)):
        told += f" AND cjk_bigrams({SEARCH_TEXT}) @> %s::text[]"
        values.append(pairs)
    return told, values


def by_keys(rows: QuerySet[M], found: QuerySet[M], limit: int, *order: str) -> list[M]:
    """The first of ``found`` with all that ``rows`` fetch along, looked up by key: sorting wide rows takes longer."""
    return list(rows.filter(pk__in=found.values("pk")[:limit]).order_by(*order))


def add_bigram_index(model: str, field: str = "search_text") -> migrations.RunPython:
    """A migration step that gives a table its search index on PostgreSQL, and does nothing elsewhere.

    ``model`` is “app_label.Model”. The migration must depend on ``("search", "0001_initial")``.
    """

    def names(apps: Apps, editor: BaseDatabaseSchemaEditor) -> tuple[str, str, str]:
        table = apps.get_model(model)._meta
        column = table.get_field(field).column or field
        quote = editor.connection.ops.quote_name
        return quote(f"{table.db_table}_{column}_bigrams"), quote(table.db_table), quote(column)

    def forwards(apps: Apps, editor: BaseDatabaseSchemaEditor) -> None:
        if editor.connection.vendor == "postgresql":
            index, table, column = names(apps, editor)
            editor.execute(f"CREATE INDEX {index} ON {table} USING gin (cjk_bigrams({column}))")

    def backwards(apps: Apps, editor: BaseDatabaseSchemaEditor) -> None:
        if editor.connection.vendor == "postgresql":
            editor.execute(f"DROP INDEX {names(apps, editor)[0]}")

    return migrations.RunPython(forwards, backwards)
