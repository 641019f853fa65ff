"""The attempt to tie ballots to voters again, by whoever holds the tables, a backup of them, and the logs.

It tries every order in which voters can be put against every order in which ballots can be put, and every row and
line that names a voter beside something that reads like a ballot. It knows nothing of how the portal is made.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import product
from typing import Any

from django.apps import apps
from django.contrib.sessions.models import Session
from django.db import connection

Row = dict[str, Any]
Marks = frozenset[tuple[str, str]]
_JSON = re.compile(r"\{[^{}]*\}")
_COPY = re.compile(r"^COPY public\.(\w+) \(([^)]*)\) FROM stdin;$")


@dataclass
class Evidence:
    """Rows of every table in the order they lie in it, and what was logged."""

    tables: dict[str, list[Row]]
    logs: str = ""


@dataclass(frozen=True)
class Voter:
    """A voter and the words that name them: key, user name, name."""

    key: int
    username: str
    name: str


@dataclass
class Found:
    """The best attempt: how it was made, and how many voters it puts beside what they voted."""

    how: str = ""
    right: int = 0
    attempts: int = 0
    named: list[str] = field(default_factory=list)


def whole_database() -> Evidence:
    """Every row of every table, with what the database itself notes of it: its place, and the transaction."""
    postgres = connection.vendor == "postgresql"
    own = "ctid::text as place, xmin::text as transaction" if postgres else "rowid as place"
    tables: dict[str, list[Row]] = {}
    with connection.cursor() as cursor:
        for model in apps.get_models(include_auto_created=True):
            name = model._meta.db_table
            cursor.execute(f"select {own}, t.* from {name} t order by {'ctid' if postgres else 'rowid'}")  # noqa: S608
            heads = [column[0] for column in cursor.description]
            tables[name] = [dict(zip(heads, row, strict=True)) for row in cursor.fetchall()]
    return Evidence(_with_sessions(tables))


def of_dump(dump: str) -> Evidence:
    """The tables of a plain dump of PostgreSQL, in its order."""
    tables: dict[str, list[Row]] = {}
    heads: list[str] = []
    rows: list[Row] | None = None
    for line in dump.split("\n"):
        begin = _COPY.match(line)
        if begin:
            heads, rows = begin[2].replace('"', "").split(", "), []
            tables[begin[1]] = rows
        elif line == "\\.":
            rows = None
        elif rows is not None:
            rows.append(dict(zip(heads, line.split("\t"), strict=True)))
    return Evidence(_with_sessions(tables))


def _with_sessions(tables: dict[str, list[Row]]) -> dict[str, list[Row]]:
    """Sessions tell whose they are to whoever has the portal's secret key."""
    for row in tables.get("django_session", []):
        row["user_id"] = Session(session_data=row["session_data"]).get_decoded().get("_auth_user_id", "")
    return tables


def relink(evidence: Evidence, voters: Sequence[Voter], truth: dict[int, Marks]) -> Found:
    """Try everything; the attempt that is right most often. Told the truth only to know how right it is."""
    places = {place for marks in truth.values() for place, _mark in marks}
    words = {mark for marks in truth.values() for _place, mark in marks}
    found = Found()

    def readable(text: str) -> list[Marks]:
        read = []
        for piece in _JSON.findall(text.replace("'", '"')):
            try:
                told = json.loads(piece)
            except ValueError:
                continue
            if told and set(told) <= places and set(map(str, told.values())) <= words:
                read.append(frozenset((place, str(mark)) for place, mark in told.items()))
        return read

    def consider(how: str, guess: dict[int, Marks]) -> None:
        found.attempts += 1
        right = sum(truth[key] == marks for key, marks in guess.items())
        if right > found.right:
            found.how, found.right = how, right

    said = [*evidence.logs.splitlines(), *(_line(row) for rows in evidence.tables.values() for row in rows)]
    beside = {}
    for line in said:
        marks = readable(line)
        named = [voter.key for voter in voters if marks and _names(line, voter)]
        if len(named) == len(marks) == 1:
            beside[named[0]] = marks[0]
            found.named.append(line[:200])
    consider("a line that names a voter beside a ballot", beside)
    orders = list(_voter_orders(evidence, voters))
    ballots = list(_ballot_orders(evidence, readable, len(voters)))
    for (one, people), (other, marks) in product(orders, ballots):
        consider(f"{one} against {other}", dict(zip(people, marks, strict=False)))
        consider(f"{one} against {other}, backwards", dict(zip(people, reversed(marks), strict=False)))
    return found


def _line(row: Row) -> str:
    return "\t".join(_text(value) for value in row.values())


def _text(value: object) -> str:
    if isinstance(value, bytes | memoryview):
        return bytes(value).decode(errors="replace")
    return str(value)


def _names(line: str, voter: Voter) -> bool:
    return voter.username in line or voter.name in line or re.search(rf"\b{voter.key}\b", line) is not None


def _sorted_in_every_way(rows: list[Row]) -> Iterator[tuple[str, list[Row]]]:
    yield "as they lie", rows
    for column in rows[0] if rows else ():
        yield f"by {column}", sorted(rows, key=lambda row: _sortable(row[column]))


def _sortable(value: object) -> tuple[int, float, str]:
    text = _text(value)
    try:
        return 0, float(text), ""
    except ValueError:
        return 1, 0.0, text


def _voter_orders(evidence: Evidence, voters: Sequence[Voter]) -> Iterator[tuple[str, list[int]]]:
    """Orders in which rows of a table, or lines of the logs, name all voters."""
    by_word = {word: voter.key for voter in voters for word in (str(voter.key), voter.username, voter.name)}
    for table, rows in evidence.tables.items():
        for column in rows[0] if rows else ():
            told = [row for row in rows if _text(row[column]) in by_word]
            if len({by_word[_text(row[column])] for row in told}) < len(voters):
                continue
            for how, ordered in _sorted_in_every_way(told):
                yield (
                    f"{table}.{column} {how}",
                    list(dict.fromkeys(by_word[_text(row[column])] for row in ordered)),
                )
    lines = [voter.key for line in evidence.logs.splitlines() for voter in voters if voter.username in line]
    if len(set(lines)) == len(voters):
        yield "the logs", list(dict.fromkeys(lines))


def _ballot_orders(evidence: Evidence, readable: Any, number: int) -> Iterator[tuple[str, list[Marks]]]:
    """Orders of what reads like ballots, as many as there are voters."""
    for table, rows in evidence.tables.items():
        told = [row for row in rows if readable(_line(row))]
        if len(told) == number:
            for how, ordered in _sorted_in_every_way(told):
                yield f"{table} {how}", [readable(_line(row))[0] for row in ordered]
    lines = [marks for line in evidence.logs.splitlines() for marks in readable(line)]
    if len(lines) == number:
        yield "the logs", lines
