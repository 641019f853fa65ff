"""Lists of 3,000 deputies and 20,000 activities on PostgreSQL, beside Django's admin over the same rows.

    python -m bench.lists [--runs N]

Both answer the same questions in turn, in one process with the same settings (no DEBUG, cached templates): a whole
request through the test client, from the address to the finished page, with every middleware and the same account.
The median of the runs is printed. The portal remembers how long a long list is for half a minute, and the numbers
in the menu for a minute; “counted” is the first answer with every cache empty, ``first_ms`` of a search the answer
to words nobody asked for yet.

The admin shows the same columns, offers the same filters and as many rows a page (100): once as its options give it
(“admin”, which ``admin_over_ours`` is about) and once “tuned”, with related rows fetched along by
``list_select_related`` and a prefetch that somebody has to think of. Neither has what a page of ours has besides:
saved filters with their counts, a menu with numbers, a choice of columns. All three pay the same for session,
account and second factor.

Needs PostgreSQL; without DATABASE_URL a throw-away one is started.
"""

import argparse
import json
import os
import statistics
import sys
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any, NamedTuple
from urllib.parse import quote

ROOT = Path(__file__).resolve().parent.parent
PAGE = 100
RESULTS = Path(__file__).parent / "results" / "lists.json"


class Case(NamedTuple):
    """One question: a name, the portal's address, the admin's below its root (none: it cannot be asked)."""

    name: str
    ours: str
    admin: str = ""


class Row(NamedTuple):
    """Milliseconds at the median, and the portal's queries."""

    case: Any
    counted: float
    ours: float
    admin: float
    tuned: float
    queries: int
    #: With the menu's numbers remembered and the list's not: a word that is searched for the first time.
    first: float = 0.0


PAIRS: dict[str, tuple[Case, ...]] = {
    "deputies": (
        Case("first page", "/people/roster/", "/deputies/deputyship/"),
        Case("page 15", "/people/roster/?page=15", "/deputies/deputyship/?p=15"),
        Case(
            "filtered",
            "/people/roster/?sex=female&level=district",
            "/deputies/deputyship/?person__sex__exact=female&level__exact=district",
        ),
        Case("sorted by constituency", "/people/roster/?sort=constituency", "/deputies/deputyship/?o=4"),
        Case(
            "two characters",
            f"/people/roster/?q={quote('志文')}",
            f"/deputies/deputyship/?q={quote('志文')}",
        ),
        Case("pinyin initials", "/people/roster/?q=zzw", "/deputies/deputyship/?q=zzw"),
    ),
    "activities": (
        Case("first page", "/activities/", "/activities/activity/"),
        Case("page 100", "/activities/?page=100", "/activities/activity/?p=100"),
        Case(
            "a month",
            "/activities/?month=2025-05",
            "/activities/activity/?start_on__month=5&start_on__year=2025",
        ),
        Case("of a kind", "/activities/?kind={kind}", "/activities/activity/?kind__id__exact={kind}"),
        Case("sorted by kind", "/activities/?sort=kind", "/activities/activity/?o=3"),
        Case(
            "two characters",
            f"/activities/?q={quote('防汛')}",
            f"/activities/activity/?q={quote('防汛')}",
        ),
        Case("calendar month", "/activities/calendar/?month=2025-05"),
    ),
}


def start_services(module: str = "bench.lists") -> None:
    """Run this benchmark again inside a throw-away PostgreSQL."""
    if "SERVICES_DATABASE_URL" in os.environ:
        os.environ["DATABASE_URL"] = os.environ["SERVICES_DATABASE_URL"]
        os.environ["REDIS_URL"] = os.environ.get("SERVICES_REDIS_URL", "")
    elif "DATABASE_URL" not in os.environ:
        command = [
            sys.executable,
            "script/services.py",
            "--",
            sys.executable,
            "-m",
            module,
            *sys.argv[1:],
        ]
        os.chdir(ROOT)
        os.execv(sys.executable, command)  # noqa: S606 - this program again


def milliseconds(ask: Callable[[], Any]) -> float:
    begin = time.perf_counter()
    ask()
    return (time.perf_counter() - begin) * 1000


def measure(runs: int) -> dict[str, list[Row]]:
    """Fill the database and ask every question `runs` times of each side, in turn."""
    import django  # noqa: PLC0415 - the settings are chosen first

    os.environ["DJANGO_SETTINGS_MODULE"] = "bench._list_settings"
    os.environ.setdefault("PORTAL_MODE", "embedded")
    django.setup()
    from django.core.cache import cache  # noqa: PLC0415
    from django.core.management import call_command  # noqa: PLC0415
    from django.db import connection  # noqa: PLC0415
    from django.test import Client  # noqa: PLC0415
    from django.test.utils import CaptureQueriesContext  # noqa: PLC0415

    from activities.models import ActivityKind  # noqa: PLC0415
    from bench._rows import fill  # noqa: PLC0415
    from congress.accounts.enums import Role  # noqa: PLC0415
    from congress.accounts.models import Assignment, User  # noqa: PLC0415

    call_command("migrate", verbosity=0)
    fill()
    with connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE")
    clerk = User.objects.create_user("bench", "bench-2026-lists", name="周敏", must_change_password=False)
    Assignment.objects.create(user=clerk, role=Role.OFFICE, starts_on="2020-01-01")
    client = Client()
    client.force_login(clerk, backend="congress.accounts.backends.NameOrPhoneBackend")
    kind = ActivityKind.objects.order_by("order").first()

    def ask(address: str) -> None:
        answer = client.get(address.replace("{kind}", str(kind.pk if kind else "")))
        if answer.status_code != 200:
            raise RuntimeError(f"{address} answered {answer.status_code}")

    found: dict[str, list[Row]] = {}
    for subject, cases in PAIRS.items():
        for case in cases:
            ours = f"{case.ours}{'&' if '?' in case.ours else '?'}size={PAGE}"
            asked = {
                "ours": ours,
                **({"plain": f"/plain{case.admin}", "tuned": f"/tuned{case.admin}"} if case.admin else {}),
            }
            times: dict[str, list[float]] = {name: [] for name in (*asked, "counted", "first")}
            for address in asked.values():
                ask(address)
            for _ in range(runs):
                cache.clear()
                ask(cases[0].ours)
                times["first"].append(milliseconds(partial(ask, ours)))
                cache.clear()
                times["counted"].append(milliseconds(partial(ask, ours)))
                for name, address in asked.items():
                    times[name].append(milliseconds(partial(ask, address)))
            with CaptureQueriesContext(connection) as queries:
                ask(ours)
            medians = {name: statistics.median(values) for name, values in times.items()}
            row = Row(
                case,
                medians["counted"],
                medians["ours"],
                medians.get("plain", 0.0),
                medians.get("tuned", 0.0),
                len(queries),
                medians["first"],
            )
            found.setdefault(subject, []).append(row)
            print(line(subject, row), flush=True)
    return found


HEAD = (
    f"{'list':11}{'question':24}{'ours ms':>9}{'counted':>9}{'admin ms':>10}{'ratio':>7}{'tuned ms':>10}{'ratio':>7}"
    f"{'queries':>9}"
)


def line(subject: str, row: Row) -> str:
    """A row for people."""
    admin = " " * 34
    if row.admin:
        admin = f"{row.admin:10.1f}{row.admin / row.ours:7.1f}{row.tuned:10.1f}{row.tuned / row.ours:7.1f}"
    return f"{subject:11}{row.case.name:24}{row.ours:9.1f}{row.counted:9.1f}{admin}{row.queries:9}"


def figures(found: dict[str, list[Row]]) -> dict[str, float]:
    """Flat figures by name; the ratio of a list is the geometric mean over the questions both can be asked.

    ``median_ms`` and ``cold_ms`` (every cache empty) are those of the middle question of a list.
    """
    result: dict[str, float] = {}
    for subject, rows in found.items():
        both = [row for row in rows if row.admin]
        for name, ratios in {
            "admin_over_ours": [row.admin / row.ours for row in both],
            "admin_over_ours_counted": [row.admin / row.counted for row in both],
            "tuned_admin_over_ours": [row.tuned / row.ours for row in both],
        }.items():
            result[f"lists.{subject}.{name}"] = statistics.geometric_mean(ratios)
        result[f"lists.{subject}.median_ms"] = statistics.median(row.ours for row in rows)
        result[f"lists.{subject}.cold_ms"] = statistics.median(row.counted for row in rows)
        for row in rows:
            name = row.case.name.replace(" ", "_")
            result[f"lists.{subject}.{name}_ms"] = row.ours
            result[f"lists.{subject}.{name}_counted_ms"] = row.counted
            result[f"lists.{subject}.{name}_queries"] = row.queries
    searches = [row for rows in found.values() for row in rows if row.case.name == "two characters"]
    result["lists.search2_ms"] = max(row.ours for row in searches)
    result["lists.search2_first_ms"] = max(row.first for row in searches)
    result["lists.search2_cold_ms"] = max(row.counted for row in searches)
    result["lists.slowest_ms"] = max(row.counted for rows in found.values() for row in rows)
    return {name: round(value, 3) for name, value in result.items()}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--runs", type=int, default=15, help="times every question is asked")
    arguments = parser.parse_args()
    start_services()
    print(HEAD)
    result = figures(measure(arguments.runs))
    for figure in sorted(result):
        if "_over_" in figure or figure.endswith(
            (".median_ms", "cold_ms", "first_ms", ".search2_ms", ".slowest_ms")
        ):
            print(f"{figure:40}{result[figure]:10.2f}")
    RESULTS.parent.mkdir(exist_ok=True)
    RESULTS.write_text(json.dumps({"figures": result}, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
