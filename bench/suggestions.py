"""100,000 suggestions of ten years with 300 units on PostgreSQL: lists, search, one record, figures.

    python -m bench.suggestions [--runs N] [--only WORDS] [--plans]

Measured as in bench/lists.py: a whole request through the test client, from the address to the finished page, each
side in turn; the median of the runs; “counted” with every cache empty. The peer is Django's admin over the same rows,
with the columns, filters and rows a page (100) of the portal's list, as its options give it and “tuned”, with
related rows fetched along. It knows no scopes: the portal's list is also asked for as a unit, a town and a committee.

Needs PostgreSQL; without DATABASE_URL a throw-away one is started.
"""

from __future__ import annotations

import argparse
import json
import os
import statistics
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any, NamedTuple
from urllib.parse import quote

from bench.lists import Row, milliseconds, start_services

PAGE = 100
RESULTS = Path(__file__).parent / "results" / "suggestions.json"
#: What a page may take at the median.
LIMIT_MS = 150
LIST, ADMIN = "/suggestions/", "/suggestions/suggestion/"


class Case(NamedTuple):
    """One question: a name, who asks, the portal's address, the admin's below its root (none: cannot be asked)."""

    name: str
    role: str
    ours: str
    admin: str = ""


def cases(facts: dict[str, Any]) -> list[Case]:
    """Everything that is asked; ``facts`` names records of the rows."""
    word, unit, category = quote("停车"), facts["unit"], facts["category"]
    return [
        Case("first page", "office", LIST, ADMIN),
        Case("of a unit", "office", f"{LIST}?unit={unit}", f"{ADMIN}?handlings__organ__id__exact={unit}"),
        Case(
            "category and state",
            "office",
            f"{LIST}?category={category}&state=closed",
            f"{ADMIN}?category__id__exact={category}&state__exact=closed",
        ),
        Case("page 500", "office", f"{LIST}?page=500", f"{ADMIN}?p=500"),
        Case("by number", "office", f"{LIST}?sort=number", f"{ADMIN}?o=1"),
        Case("two characters", "office", f"{LIST}?q={word}", f"{ADMIN}?q={word}"),
        Case("pinyin initials", "office", f"{LIST}?q={facts['initials']}", f"{ADMIN}?q={facts['initials']}"),
        Case(
            "a unit's name",
            "office",
            f"{LIST}?q={quote(facts['unit_name'])}",
            f"{ADMIN}?q={quote(facts['unit_name'])}",
        ),
        Case("in hand", "office", f"{LIST}?state=going"),
        Case("more conditions", "office", f"{LIST}?more=1"),
        Case("open a year ago", "office", f"{LIST}?on={facts['year_ago']}"),
        Case(
            "a figure's list",
            "office",
            f"{LIST}?figure=finished.{facts['since']}.{facts['until']}.suggestions",
        ),
        Case("months of 社情民意", "office", "/suggestions/sentiment/?month=last"),
        Case("one record", "office", f"/suggestions/{facts['record']}/"),
        Case("everywhere", "office", f"/search/?q={word}"),
        Case("first page", "unit", LIST),
        Case("two characters", "unit", f"{LIST}?q={word}"),
        Case("first page", "town", LIST),
        Case("two characters", "town", f"{LIST}?q={word}"),
        Case("first page", "committee", LIST),
        Case("two characters", "committee", f"{LIST}?q={word}"),
        *(Case(f"figures {name}", "office", address) for name, address in facts["figures"]),
    ]


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

        from bench._suggestion_rows import fill  # noqa: PLC0415

        call_command("migrate", verbosity=0)
        begin = time.perf_counter()
        self.today = timezone.localdate()
        self.world = fill(self.today)
        with connection.cursor() as cursor:
            cursor.execute("VACUUM ANALYZE")
        print(f"rows made in {time.perf_counter() - begin:.0f} s", flush=True)
        self.clients = self._clients()

    def _clients(self) -> dict[str, Any]:
        from django.test import Client  # noqa: PLC0415

        from congress.accounts.enums import Role  # noqa: PLC0415
        from congress.accounts.models import Assignment, User  # noqa: PLC0415

        world, clients = self.world, {}
        scopes: dict[Role, dict[str, Any]] = {
            Role.OFFICE: {},
            Role.UNIT: {"organ": world.units[3]},
            Role.TOWN: {"area": world.towns[0]},
            Role.COMMITTEE: {"organ": world.committees[0]},
        }
        for role, scope in scopes.items():
            user = User.objects.create_user(
                f"bench-{role}", "bench-2026-lists", name="周敏", must_change_password=False
            )
            Assignment.objects.create(user=user, role=role, starts_on="2016-01-01", **scope)
            clients[role.value] = Client()
            clients[role.value].force_login(user, backend="congress.accounts.backends.NameOrPhoneBackend")
        return clients

    def facts(self) -> dict[str, Any]:
        """Records the questions name."""
        from django.urls import NoReverseMatch, reverse  # noqa: PLC0415

        from deputies.models import Person  # noqa: PLC0415
        from suggestions.models import Suggestion  # noqa: PLC0415

        figures = []
        for name in ("figures", "rank_units"):
            try:
                figures.append((name, reverse(f"suggestions:{name}")))
            except NoReverseMatch:
                continue
        record = Suggestion.objects.filter(round=2, state="closed").order_by("-pk").first()
        person = Person.objects.get(pk=Person.objects.order_by("-pk")[5:6].get().pk)
        return {
            "unit": self.world.units[3].pk,
            "unit_name": self.world.units[3].short_name,
            "category": self.world.categories[4],
            "initials": person.initials.split()[0],
            "record": record.pk if record else 1,
            "year_ago": self.today.replace(year=self.today.year - 1, day=1),
            "since": self.today.replace(month=1, day=1),
            "until": self.today,
            "figures": figures,
        }

    def measure(self, case: Case, runs: int) -> Row:
        """Ask every side in turn."""
        from django.core.cache import cache  # noqa: PLC0415
        from django.db import connection  # noqa: PLC0415
        from django.test.utils import CaptureQueriesContext  # noqa: PLC0415

        is_list = case.ours.startswith(LIST) and not case.ours.removeprefix(LIST)[:1].isdecimal()
        ours = f"{case.ours}{'&' if '?' in case.ours else '?'}size={PAGE}" if is_list else case.ours
        asked = {"ours": ours}
        if case.admin:
            asked |= {"plain": f"/plain{case.admin}", "tuned": f"/tuned{case.admin}"}
        times: dict[str, list[float]] = {name: [] for name in (*asked, "counted", "first")}
        asks: dict[str, Callable[[], None]] = {
            name: partial(self._ask, case.role, address) for name, address in asked.items()
        }
        for ask in asks.values():
            ask()
        for _ in range(runs):
            cache.clear()
            self._ask(case.role, LIST)
            times["first"].append(milliseconds(asks["ours"]))
            cache.clear()
            times["counted"].append(milliseconds(asks["ours"]))
            for name, ask in asks.items():
                times[name].append(milliseconds(ask))
        with CaptureQueriesContext(connection) as queries:
            asks["ours"]()
        medians = {name: statistics.median(values) for name, values in times.items()}
        return Row(
            case,
            medians["counted"],
            medians["ours"],
            medians.get("plain", 0.0),
            medians.get("tuned", 0.0),
            len(queries),
            medians["first"],
        )

    def explain(self, case: Case) -> None:
        """The queries of one question that take longest, with their plans."""
        from django.core.cache import cache  # noqa: PLC0415
        from django.db import connection  # noqa: PLC0415
        from django.test.utils import CaptureQueriesContext  # noqa: PLC0415

        cache.clear()
        with CaptureQueriesContext(connection) as queries:
            self._ask(case.role, case.ours)
        for query in sorted(queries, key=lambda q: -float(q["time"]))[:3]:
            print(f"--- {case.role} {case.name}: {query['time']} s\n{query['sql']}")
            with connection.cursor() as cursor:
                if query["sql"].startswith("SELECT"):
                    cursor.execute(f"EXPLAIN ANALYZE {query['sql']}")
                    print("\n".join(line for (line,) in cursor.fetchall()))

    def _ask(self, role: str, address: str) -> None:
        answer = self.clients[role].get(address)
        if answer.status_code != 200:
            raise RuntimeError(f"{address} answered {answer.status_code} to {role}")


HEAD = (
    f"{'who':10}{'question':22}{'ours ms':>9}{'counted':>9}{'admin ms':>10}{'ratio':>7}{'tuned ms':>10}{'ratio':>7}"
    f"{'queries':>9}"
)


def line(row: Row) -> str:
    """A row for people."""
    admin = " " * 34
    if row.admin:
        admin = f"{row.admin:10.1f}{row.admin / row.ours:7.1f}{row.tuned:10.1f}{row.tuned / row.ours:7.1f}"
    return f"{row.case.role:10}{row.case.name:22}{row.ours:9.1f}{row.counted:9.1f}{admin}{row.queries:9}"


def figures(rows: list[Row]) -> dict[str, float]:
    """Flat figures by name; the ratio is the geometric mean over the questions both can be asked."""
    both = [row for row in rows if row.admin]
    result = {
        "suggestions.list.admin_over_ours": statistics.geometric_mean(row.admin / row.ours for row in both),
        "suggestions.list.admin_over_ours_counted": statistics.geometric_mean(
            row.admin / row.counted for row in both
        ),
        "suggestions.list.tuned_admin_over_ours": statistics.geometric_mean(
            row.tuned / row.ours for row in both
        ),
        "suggestions.slowest_ms": max(row.ours for row in rows),
        "suggestions.slowest_counted_ms": max(row.counted for row in rows),
        "suggestions.search2_ms": max(row.ours for row in rows if row.case.name == "two characters"),
        "suggestions.search2_first_ms": max(row.first for row in rows if row.case.name == "two characters"),
    }
    counted = [row.ours for row in rows if row.case.name.startswith("figures ")]
    if counted:
        result["suggestions.figures_ms"] = max(counted)
    for row in rows:
        name = f"suggestions.{row.case.role}.{row.case.name.replace(' ', '_')}"
        result |= {f"{name}_ms": row.ours, f"{name}_counted_ms": row.counted, f"{name}_queries": row.queries}
    return {name: round(value, 3) for name, value in result.items()}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--runs", type=int, default=11, help="times every question is asked")
    parser.add_argument("--only", default="", help="only questions whose name holds this")
    parser.add_argument(
        "--plans", action="store_true", help="show the slowest queries and their plans instead"
    )
    arguments = parser.parse_args()
    start_services("bench.suggestions")
    bench = Bench()
    chosen = [case for case in cases(bench.facts()) if arguments.only in case.name]
    if arguments.plans:
        for case in chosen:
            bench.explain(case)
        return
    print(HEAD)
    rows = []
    for case in chosen:
        rows.append(bench.measure(case, arguments.runs))
        print(line(rows[-1]), flush=True)
    if arguments.only:
        return
    result = figures(rows)
    for figure, value in result.items():
        if figure.count(".") == 1 or "_over_" in figure:
            print(f"{figure:44}{value:10.2f}")
    slow = [line(row) for row in rows if row.ours > LIMIT_MS]
    print(f"{len(slow)} of {len(rows)} above {LIMIT_MS} ms")
    RESULTS.parent.mkdir(exist_ok=True)
    RESULTS.write_text(json.dumps({"figures": result}, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
