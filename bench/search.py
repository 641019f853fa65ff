"""The search box over 1,000,000 rows on PostgreSQL, beside Django's admin over the same rows.

    python -m bench.search [--runs N] [--plans]

Each question is a whole request through the test client, from the address to the finished page: the page of results,
and what the box offers while somebody types. The median of the runs is printed, after one that is not counted. The
peer is what somebody without the portal would ask: the lists of suggestions, activities and matters in Django's admin,
with its ``icontains``, one after the other, the median of three. It knows no scopes, gives 100 rows a list and counts
them all; the portal gives eight of each kind, looks in every kind the user may read, and counts nothing. The plans of
its three largest tables must name their indexes of pairs for every word of two characters and more.

Needs PostgreSQL; without DATABASE_URL a throw-away one is started.
"""

from __future__ import annotations

import argparse
import json
import os
import statistics
import time
from functools import partial
from pathlib import Path
from typing import Any, NamedTuple
from urllib.parse import quote

from bench.lists import milliseconds, start_services

RESULTS = Path(__file__).parent / "results" / "search.json"
#: What an answer may take at the median, and how often the peer is asked.
LIMIT_MS, PEER_RUNS = 100, 3
ADMIN = ("/suggestions/suggestion/", "/activities/activity/", "/liaison_stations/matter/")


class Asked(NamedTuple):
    """One question: what is asked, who asks, the words; ``pairs`` when an index of pairs must answer."""

    name: str
    role: str
    words: str
    pairs: bool = True


class Row(NamedTuple):
    """Milliseconds at the median, and the questions to the database of a page of results."""

    asked: Asked
    ours: float
    offered: float
    admin: float
    queries: int


class Bench:
    """The filled database and who asks."""

    def __init__(self) -> None:
        import django  # noqa: PLC0415 - the settings are chosen first

        os.environ["DJANGO_SETTINGS_MODULE"] = "bench._list_settings"
        os.environ.setdefault("PORTAL_MODE", "embedded")
        django.setup()
        from django.core.management import call_command  # noqa: PLC0415
        from django.db import connection  # noqa: PLC0415
        from django.utils import timezone  # noqa: PLC0415

        from bench._search_rows import fill  # noqa: PLC0415

        call_command("migrate", verbosity=0)
        begin = time.perf_counter()
        self.world = fill(timezone.localdate())
        with connection.cursor() as cursor:
            cursor.execute("VACUUM ANALYZE")
        print(f"rows made in {time.perf_counter() - begin:.0f} s", flush=True)
        self.users, self.clients = self._clients()

    def _clients(self) -> tuple[dict[str, Any], dict[str, Any]]:
        from django.test import Client  # noqa: PLC0415

        from congress.accounts.enums import Role  # noqa: PLC0415
        from congress.accounts.models import Assignment, User  # noqa: PLC0415

        users, clients = {}, {}
        scopes: dict[Role, dict[str, Any]] = {Role.OFFICE: {}, Role.TOWN: {"area": self.world.towns[0]}}
        for role, scope in scopes.items():
            user = User.objects.create_user(
                f"bench-{role}", "bench-2026-search", name="周敏", must_change_password=False
            )
            Assignment.objects.create(user=user, role=role, starts_on="2016-01-01", **scope)
            users[role.value], clients[role.value] = user, Client()
            clients[role.value].force_login(user, backend="congress.accounts.backends.NameOrPhoneBackend")
        return users, clients

    def rows(self) -> int:
        """How many rows are searched."""
        from activities.models import Activity  # noqa: PLC0415
        from deputies.models import Person  # noqa: PLC0415
        from liaison_stations.models import Matter, Station  # noqa: PLC0415
        from suggestions.models import Suggestion  # noqa: PLC0415

        return sum(
            model._default_manager.count() for model in (Suggestion, Activity, Matter, Person, Station)
        )

    def questions(self) -> list[Asked]:
        """Every class of words, for the whole district and for a town."""
        from deputies.models import Person  # noqa: PLC0415

        letters = Person.objects.order_by("pk")[5:6].get().initials.split()[0]
        year = self.world.sessions[-2][2].year
        words = [
            ("two characters", "停车", True),
            ("two rare ones", "仓储", True),
            ("a sentence", "老汽车站电梯加装", True),
            ("two words", "图书馆 噪声", True),
            ("pinyin initials", letters, False),
            ("a unit's initials", "qjyd1", False),
            ("number", "第12号", False),
            ("number of a year", f"{year}-0123"[:8], False),
            ("number in a text", "第31415处", True),
            ("nothing found", "琥珀", True),
            ("common, together rare", "电影院 污水处理厂 31415", True),
        ]
        return [Asked(name, role, text, pairs) for role in self.clients for name, text, pairs in words]

    def measure(self, asked: Asked, runs: int) -> Row:
        """Ask every side in turn."""
        from django.db import connection  # noqa: PLC0415
        from django.test.utils import CaptureQueriesContext  # noqa: PLC0415

        word = quote(asked.words)
        ask = partial(self._ask, asked.role, f"/search/?q={word}")
        offer = partial(self._ask, asked.role, f"/search/suggest/?q={word}")
        ask()
        offer()
        ours, offered = [], []
        for _ in range(runs):
            ours.append(milliseconds(ask))
            offered.append(milliseconds(offer))
        admin = 0.0
        if asked.role == "office":
            peer = partial(self._admin, word)
            admin = statistics.median(milliseconds(peer) for _ in range(PEER_RUNS))
        with CaptureQueriesContext(connection) as queries:
            ask()
        return Row(asked, statistics.median(ours), statistics.median(offered), admin, len(queries))

    def plans(self, asked: Asked) -> dict[str, str]:
        """How PostgreSQL finds the words in the three largest tables, as the providers ask."""
        from django.db import connection  # noqa: PLC0415
        from django.test.utils import CaptureQueriesContext  # noqa: PLC0415

        with CaptureQueriesContext(connection) as queries:
            self._ask(asked.role, f"/search/suggest/?q={quote(asked.words)}")
        found = {}
        for table in ("suggestions_suggestion", "activities_activity", "liaison_stations_matter"):
            texts = [q["sql"] for q in queries if f'FROM "{table}"' in q["sql"] and "cjk_bigrams" in q["sql"]]
            with connection.cursor() as cursor:
                for text in texts[:1]:
                    cursor.execute(f"EXPLAIN ANALYZE {text}")
                    found[table] = "\n".join(line for (line,) in cursor.fetchall())
        return found

    def _admin(self, word: str) -> None:
        for address in ADMIN:
            self._ask("office", f"/plain{address}?q={word}")

    def _ask(self, role: str, address: str) -> None:
        answer = self.clients[role].get(address)
        if answer.status_code != 200:
            raise RuntimeError(f"{address} answered {answer.status_code} to {role}")


HEAD = f"{'who':8}{'what':24}{'page ms':>9}{'offer ms':>10}{'admin ms':>10}{'ratio':>8}{'queries':>9}"


def line(row: Row) -> str:
    """A row for people."""
    admin = f"{row.admin:10.1f}{row.admin / row.ours:8.1f}" if row.admin else " " * 18
    return f"{row.asked.role:8}{row.asked.name:24}{row.ours:9.1f}{row.offered:10.1f}{admin}{row.queries:9}"


def figures(rows: list[Row], count: int) -> dict[str, float]:
    """Flat figures by name; the ratio is the geometric mean over the questions both can be asked."""
    both = [row for row in rows if row.admin]
    result: dict[str, float] = {
        "search.rows": count,
        "search.slowest_ms": max(row.ours for row in rows),
        "search.median_ms": statistics.median(row.ours for row in rows),
        "search.offered_slowest_ms": max(row.offered for row in rows),
        "search.admin_over_ours": statistics.geometric_mean(row.admin / row.ours for row in both),
    }
    for row in rows:
        name = f"search.{row.asked.role}.{row.asked.name.replace(' ', '_')}"
        result |= {f"{name}_ms": row.ours, f"{name}_offered_ms": row.offered, f"{name}_queries": row.queries}
    return {name: round(value, 3) for name, value in result.items()}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--runs", type=int, default=11, help="times every question is asked")
    parser.add_argument("--plans", action="store_true", help="show how the words are found")
    arguments = parser.parse_args()
    start_services("bench.search")
    bench = Bench()
    count = bench.rows()
    print(f"{count:,} rows\n{HEAD}")
    rows, without = [], []
    for asked in bench.questions():
        rows.append(bench.measure(asked, arguments.runs))
        print(line(rows[-1]), flush=True)
        for table, plan in bench.plans(asked).items():
            if arguments.plans:
                print(f"--- {asked.role} {asked.name}: {table}\n{plan}", flush=True)
            if asked.pairs and asked.name == "two rare ones" and "_bigrams" not in plan:
                without.append(f"{asked.name}: {table}")
    result = figures(rows, count)
    for figure, value in result.items():
        if figure.count(".") == 1:
            print(f"{figure:44}{value:12.2f}")
    slow = [line(row) for row in rows if row.ours > LIMIT_MS]
    print(f"{len(slow)} of {len(rows)} above {LIMIT_MS} ms; without an index: {'、'.join(without) or 'none'}")
    RESULTS.parent.mkdir(exist_ok=True)
    RESULTS.write_text(json.dumps({"figures": result}, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
