"""Lists of 3,000 deputies and 20,000 activities on PostgreSQL, beside Django's admin over the same rows.

    python -m bench.lists [--runs N]

Both answer the same questions in turn, in one process: a whole request through the test client, from the address
to the finished page, with every middleware. The median of the runs is printed. The portal remembers how long a
long list is for half a minute; “counted” is the first answer, when it must count. The admin shows the same columns
with related rows fetched along, and has nothing the portal's list has besides (saved filters, choice of columns).

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
RESULTS = Path(__file__).parent / "results" / "lists.json"


class Case(NamedTuple):
    """One question: a name, the portal's address, the admin's (none: it cannot be asked)."""

    name: str
    ours: str
    admin: str = ""


class Row(NamedTuple):
    """Milliseconds at the median, and the portal's queries."""

    case: Case
    counted: float
    ours: float
    admin: float
    queries: int


PAIRS: dict[str, tuple[Case, ...]] = {
    "deputies": (
        Case("first page", "/people/roster/", "/peer/deputies/deputyship/"),
        Case("page 60", "/people/roster/?page=60", "/peer/deputies/deputyship/?p=60"),
        Case(
            "filtered",
            "/people/roster/?sex=female&level=district",
            "/peer/deputies/deputyship/?person__sex__exact=female&level__exact=district",
        ),
        Case("sorted by constituency", "/people/roster/?sort=constituency", "/peer/deputies/deputyship/?o=4"),
        Case(
            "two characters",
            f"/people/roster/?q={quote('志文')}",
            f"/peer/deputies/deputyship/?q={quote('志文')}",
        ),
        Case("pinyin initials", "/people/roster/?q=zzw", "/peer/deputies/deputyship/?q=zzw"),
    ),
    "activities": (
        Case("first page", "/activities/", "/peer/activities/activity/"),
        Case("page 400", "/activities/?page=400", "/peer/activities/activity/?p=400"),
        Case(
            "a month",
            "/activities/?month=2025-05",
            "/peer/activities/activity/?start_on__month=5&start_on__year=2025",
        ),
        Case("of a kind", "/activities/?kind={kind}", "/peer/activities/activity/?kind__id__exact={kind}"),
        Case("sorted by kind", "/activities/?sort=kind", "/peer/activities/activity/?o=3"),
        Case(
            "two characters",
            f"/activities/?q={quote('防汛')}",
            f"/peer/activities/activity/?q={quote('防汛')}",
        ),
        Case("calendar month", "/activities/calendar/?month=2025-05"),
    ),
}


def start_services() -> None:
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
            "bench.lists",
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
            ask(case.ours)
            if case.admin:
                ask(case.admin)
            counted, ours, admin = [], [], []
            for _ in range(runs):
                cache.clear()
                counted.append(milliseconds(partial(ask, case.ours)))
                ours.append(milliseconds(partial(ask, case.ours)))
                if case.admin:
                    admin.append(milliseconds(partial(ask, case.admin)))
            with CaptureQueriesContext(connection) as queries:
                ask(case.ours)
            median = statistics.median
            row = Row(case, median(counted), median(ours), median(admin) if admin else 0.0, len(queries))
            found.setdefault(subject, []).append(row)
            print(line(subject, row), flush=True)
    return found


HEAD = f"{'list':11}{'question':24}{'ours ms':>9}{'counted':>9}{'admin ms':>10}{'ratio':>7}{'queries':>9}"


def line(subject: str, row: Row) -> str:
    """A row for people."""
    admin = f"{row.admin:10.1f}{row.admin / row.ours:7.1f}" if row.admin else " " * 17
    return f"{subject:11}{row.case.name:24}{row.ours:9.1f}{row.counted:9.1f}{admin}{row.queries:9}"


def figures(found: dict[str, list[Row]]) -> dict[str, float]:
    """Flat figures by name; a ratio is that of the sums over all questions both can be asked."""
    result: dict[str, float] = {}
    for subject, rows in found.items():
        both = [row for row in rows if row.admin]
        result[f"lists.{subject}.admin_over_ours"] = sum(r.admin for r in both) / sum(r.ours for r in both)
        result[f"lists.{subject}.admin_over_ours_counted"] = sum(r.admin for r in both) / sum(
            r.counted for r in both
        )
        for row in rows:
            name = row.case.name.replace(" ", "_")
            result[f"lists.{subject}.{name}_ms"] = row.ours
            result[f"lists.{subject}.{name}_counted_ms"] = row.counted
            result[f"lists.{subject}.{name}_queries"] = row.queries
    searches = [row for rows in found.values() for row in rows if row.case.name == "two characters"]
    result["lists.search2_ms"] = max(row.counted for row in searches)
    result["lists.slowest_ms"] = max(row.counted for rows in found.values() for row in rows)
    return {name: round(value, 3) for name, value in result.items()}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--runs", type=int, default=15, help="times every question is asked")
    arguments = parser.parse_args()
    start_services()
    print(HEAD)
    result = figures(measure(arguments.runs))
    for name in ("deputies.admin_over_ours", "activities.admin_over_ours", "search2_ms", "slowest_ms"):
        print(f"lists.{name:32}{result[f'lists.{name}']:10.2f}")
    RESULTS.parent.mkdir(exist_ok=True)
    RESULTS.write_text(json.dumps({"figures": result}, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
