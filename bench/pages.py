"""The key pages of the portal over ten districts in one, on PostgreSQL and Redis, beside Django's admin.

    python -m bench.pages [--runs N] [--seconds N] [--only WORDS]

Each page is a whole request, asked in three ways. Alone, through the test client, in one process with Django's admin
(its list of the same table with as many columns, 100 rows a page; the portal's lists have their usual size): queries,
median and 95th percentile. At 50 clients, through gunicorn with the processes and threads of docs/operations.md: each
client is signed in, keeps its connection and asks again as soon as it has the answer. And all pages mixed, as people
ask them at once. The overview is also asked with nothing kept, the search with words nobody asked for before.

Clients, web server, database and Redis share one machine. Needs PostgreSQL and Redis; throw-away ones are started.
"""

from __future__ import annotations

import argparse
import contextlib
import gc
import http.client
import json
import os
import statistics
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from functools import partial
from itertools import cycle, islice
from pathlib import Path
from typing import Any, NamedTuple
from urllib.parse import quote

from bench._web import free_port
from bench.lists import milliseconds, start_services

ROOT = Path(__file__).resolve().parent.parent
RESULTS = Path(__file__).parent / "results" / "pages.json"
#: Clients at once, and seconds one request may take before its reader gives up.
CLIENTS, PATIENCE = 50, 60
#: What the goals are about: the overview anew and kept, a search, a list by itself.
COLD_MS, WARM_MS, SEARCH_MS, PAGE_MS = 300, 50, 100, 150
WORDS = ("停车", "老汽车站电梯加装", "图书馆 噪声", "第12号", "琥珀", "jtj")


class Page(NamedTuple):
    """A page by its name, who reads it, its address, and the address of the same list in the admin, if any."""

    name: str
    role: str
    address: str
    admin: str = ""


class Row(NamedTuple):
    """What was measured: milliseconds alone and at many clients, pages a second there, the admin's milliseconds."""

    page: Page
    queries: int
    p50: float
    p95: float
    admin: float
    many_p95: float
    a_second: float
    errors: int


def pages(key: Callable[[str], int], token: str) -> list[Page]:
    """Every page; ``key`` gives the key of a record, ``token`` that of a station's public page."""
    return [
        *(Page(f"home of {role}", role, "/waiting/" if role == "leader" else "/") for role in _HOMES),
        Page("phone home", "deputy", "/"),
        Page("overview", "leader", "/overview/"),
        Page("suggestions", "office", "/suggestions/", "/suggestions/suggestion/"),
        Page("suggestions of a town", "town", "/suggestions/"),
        Page("suggestion", "office", f"/suggestions/{key('suggestions.Suggestion')}/"),
        Page("activities", "office", "/activities/", "/activities/activity/"),
        Page("activity", "office", f"/activities/{key('activities.Activity')}/"),
        Page("people", "office", "/people/", "/deputies/person/"),
        Page("person", "office", f"/people/{key('deputies.Person')}/"),
        Page("deputies", "office", "/people/roster/", "/deputies/deputyship/"),
        Page("groups", "office", "/people/groups/", "/deputies/deputygroup/"),
        Page("group", "office", f"/people/groups/{key('deputies.DeputyGroup')}/"),
        Page("duties", "deputy_work", "/duty/", "/deputies/dutyrecord/"),
        Page("duty file", "deputy_work", f"/duty/files/{key('deputies.Deputyship')}/"),
        Page("stations", "office", "/stations/", "/liaison_stations/station/"),
        Page("station", "office", f"/stations/{key('liaison_stations.Station')}/"),
        Page("receptions", "office", "/reception-days/", "/liaison_stations/receptionday/"),
        Page("reception", "office", f"/reception-days/{key('liaison_stations.ReceptionDay')}/"),
        Page("matters", "office", "/matters/", "/liaison_stations/matter/"),
        Page("matters of a town", "town", "/matters/"),
        Page("matter", "office", f"/matters/{key('liaison_stations.Matter')}/"),
        Page("bulletins", "office", "/bulletins/", "/bulletins/issue/"),
        Page("bulletin", "office", f"/bulletins/{key('bulletins.Issue')}/"),
        Page("figures", "office", "/figures/"),
        Page("figures of suggestions", "office", "/suggestions/figures/"),
        Page("messages", "office", "/messages/", "/notices/message/"),
        Page("notices", "office", "/notices/", "/notices/notice/"),
        Page("audit", "admin", "/audit/", "/audit/auditevent/"),
        Page("audit event", "admin", f"/audit/{key('audit.AuditEvent')}/"),
        Page("units", "admin", "/organs/", "/organs/organ/"),
        Page("accounts", "admin", "/account/", "/accounts/user/"),
        Page("public", "", "/public/"),
        Page("public stations", "", "/s/"),
        Page("public station", "", f"/s/{token}/"),
        Page("public suggestions", "", "/suggestions/public/"),
        Page("sign-in", "", "/account/sign-in/"),
        *(Page(f"search {n}", "office", f"/search/?q={quote(words)}") for n, words in enumerate(WORDS, 1)),
        *(
            Page(f"search {n} of a town", "town", f"/search/?q={quote(words)}")
            for n, words in enumerate(WORDS, 1)
        ),
    ]


_HOMES = ("office", "deputy_work", "committee", "leader", "town", "station", "unit", "government", "admin")


class Bench:
    """The rows, and everybody signed in."""

    def __init__(self) -> None:
        import django  # noqa: PLC0415 - the settings are chosen first

        os.environ["DJANGO_SETTINGS_MODULE"] = "bench._list_settings"
        os.environ.setdefault("PORTAL_MODE", "embedded")
        django.setup()
        from django.core.management import call_command  # noqa: PLC0415
        from django.db import connection  # noqa: PLC0415
        from django.test import Client  # noqa: PLC0415
        from django.utils import timezone  # noqa: PLC0415

        from bench import _pages_rows  # noqa: PLC0415
        from congress.accounts.models import User  # noqa: PLC0415

        call_command("migrate", verbosity=0)
        if not User.objects.filter(username=_pages_rows.name_of("office")).exists():
            begin = time.perf_counter()
            _pages_rows.fill(timezone.localdate())
            with connection.cursor() as cursor:
                cursor.execute("VACUUM ANALYZE")
            print(f"rows made in {time.perf_counter() - begin:.0f} s", flush=True)
        self.clients: dict[str, Any] = {"": Client()}
        for role in {*_HOMES, "deputy"}:
            self.clients[role] = Client()
            user = User.objects.get(username=_pages_rows.name_of(role))
            self.clients[role].force_login(user, "congress.accounts.backends.NameOrPhoneBackend")
        from liaison_stations.models import Station  # noqa: PLC0415

        self.pages = pages(self.key, Station.objects.order_by("pk")[0].token)
        # As congress/wsgi.py before it serves: pages read, what will never be garbage put aside.
        from django.urls import get_resolver  # noqa: PLC0415

        get_resolver().url_patterns  # noqa: B018 - reading it is the point
        gc.collect()
        gc.freeze()

    @staticmethod
    def key(model: str) -> int:
        """The key of the newest record of a table."""
        from django.apps import apps  # noqa: PLC0415

        rows = apps.get_model(model)._default_manager.order_by("-pk")
        return int(rows.values_list("pk", flat=True)[0])

    def read(self, role: str, address: str) -> None:
        """Ask for a page."""
        answer = self.clients[role].get(address)
        if answer.status_code != 200:
            raise RuntimeError(f"{address} answered {answer.status_code} to {role or 'a visitor'}")

    def alone(self, page: Page, runs: int) -> tuple[int, list[float], float]:
        """Queries, milliseconds of each run, and the admin's at the median; one request of each is not counted."""
        from django.db import connection  # noqa: PLC0415
        from django.test.utils import CaptureQueriesContext  # noqa: PLC0415

        ask = partial(self.read, page.role, page.address)
        ask()
        with CaptureQueriesContext(connection) as queries:
            ask()
        asked = len(queries)
        taken = sorted(milliseconds(ask) for _ in range(runs))
        peer = partial(self.read, page.role, f"/plain{page.admin}")
        admin = statistics.median(milliseconds(peer) for _ in range(4)) if page.admin else 0.0
        return asked, taken, admin

    def cold(self, page: Page, runs: int) -> float:
        """Milliseconds at the median with nothing kept but the session."""
        from django.core.cache import cache  # noqa: PLC0415

        taken = []
        for _ in range(runs):
            cache.clear()
            taken.append(milliseconds(partial(self.read, page.role, page.address)))
        return statistics.median(taken)

    def cookie(self, role: str) -> str:
        """The session of a role, as its browser sends it."""
        return "; ".join(f"{name}={morsel.value}" for name, morsel in self.clients[role].cookies.items())


@contextlib.contextmanager
def serving() -> Iterator[int]:
    """The port of gunicorn as docs/operations.md starts it, over the same rows, until the block ends."""
    port = free_port()
    options = [
        "--worker-class",
        "gthread",
        "--workers",
        "2",
        "--threads",
        "4",
        "--preload",
        "--no-control-socket",
    ]
    server = subprocess.Popen(
        [sys.executable, "-m", "gunicorn", "congress.wsgi", "--bind", f"127.0.0.1:{port}", *options],
        cwd=ROOT,
        env={**os.environ, "DJANGO_SETTINGS_MODULE": "congress.settings", "SECURE_SSL_REDIRECT": "false"},
        stderr=subprocess.DEVNULL,
    )
    try:
        for _ in range(150):
            with (
                contextlib.suppress(OSError),
                contextlib.closing(http.client.HTTPConnection("127.0.0.1", port)) as one,
            ):
                one.request("GET", "/health/")
                one.getresponse().read()
                break
            time.sleep(0.2)
        yield port
    finally:
        server.terminate()
        server.wait(20)


class Visit(NamedTuple):
    """One answer: milliseconds until it was read, and its status (0: none)."""

    milliseconds: float
    status: int


def crowd(port: int, asked: list[tuple[str, str]], seconds: float) -> tuple[list[Visit], float]:
    """What 50 clients saw who asked for these pages (address, cookie) in turn, and how many seconds it took."""
    seen: list[Visit] = []
    gate = threading.Barrier(CLIENTS + 1)

    def visit(first: int) -> None:
        connection = http.client.HTTPConnection("127.0.0.1", port, timeout=PATIENCE)
        gate.wait()
        end = time.perf_counter() + seconds
        for address, cookie in islice(cycle(asked), first, None):
            begin = time.perf_counter()
            if begin > end:
                break
            status = 0
            try:
                connection.request("GET", address, headers={"Cookie": cookie} if cookie else {})
                answer = connection.getresponse()
                answer.read()
                status = answer.status
            except (OSError, http.client.HTTPException):
                connection.close()
            seen.append(Visit((time.perf_counter() - begin) * 1000, status))
        connection.close()

    threads = [threading.Thread(target=visit, args=(n % len(asked),)) for n in range(CLIENTS)]
    for thread in threads:
        thread.start()
    gate.wait()
    begin = time.perf_counter()
    for thread in threads:
        thread.join()
    return seen, time.perf_counter() - begin


def p95(times: list[float]) -> float:
    """The 95th percentile."""
    return statistics.quantiles(times, n=20, method="inclusive")[-1]


HEAD = (
    f"{'page':28}{'queries':>8}{'p50 ms':>9}{'p95 ms':>9}{'admin ms':>10}{'ratio':>7}"
    f"{'p95 of 50':>11}{'pages/s':>9}{'errors':>8}"
)


def line(row: Row) -> str:
    """A row for people."""
    admin = f"{row.admin:10.1f}{row.admin / row.p50:7.1f}" if row.admin else " " * 17
    many = f"{row.many_p95:11.0f}{row.a_second:9.1f}{row.errors:8}"
    return f"{row.page.name:28}{row.queries:8}{row.p50:9.1f}{row.p95:9.1f}{admin}{many}"


def figures(rows: list[Row], cold: float) -> dict[str, float]:
    """Flat figures by name; ``worst_p95_ms`` is the slowest page alone, ``worst_p95_at_50_ms`` at 50 clients."""
    both = [row for row in rows if row.admin]
    result = {
        "pages.dashboard_cold_ms": cold,
        "pages.dashboard_warm_ms": next((row.p50 for row in rows if row.page.name == "overview"), 0.0),
        "pages.search_ms": max((row.p50 for row in rows if row.page.name.startswith("search")), default=0.0),
        "pages.worst_p50_ms": max(row.p50 for row in rows),
        "pages.worst_p95_ms": max(row.p95 for row in rows),
        "pages.worst_p95_at_50_ms": max(row.many_p95 for row in rows),
    }
    if both:
        result["pages.admin_over_ours"] = statistics.geometric_mean(row.admin / row.p50 for row in both)
    for row in rows:
        name = f"pages.{row.page.name.replace(' ', '_').replace('-', '_')}"
        result |= {f"{name}_ms": row.p50, f"{name}_p95_ms": row.p95, f"{name}_queries": row.queries}
        result[f"{name}_per_s_at_50"] = row.a_second
    return result


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--runs", type=int, default=21, help="times each page is asked for alone")
    parser.add_argument("--seconds", type=float, default=2.5, help="how long 50 clients ask for each page")
    parser.add_argument("--only", default="", help="pages whose names hold these words")
    asked = parser.parse_args()
    start_services("bench.pages")
    bench = Bench()
    chosen = [page for page in bench.pages if asked.only in page.name]
    alone = {page: bench.alone(page, asked.runs) for page in chosen}
    overview = next(page for page in bench.pages if page.name == "overview")
    cold = bench.cold(overview, asked.runs)
    print(HEAD, flush=True)
    rows = []
    with serving() as port:
        addresses = [(page.address, bench.cookie(page.role)) for page in chosen]
        crowd(port, addresses, 1)  # wakes both processes
        for page, address in zip(chosen, addresses, strict=True):
            seen, seconds = crowd(port, [address], asked.seconds)
            queries, taken, admin = alone[page]
            many = p95([one.milliseconds for one in seen])
            errors = sum(one.status != 200 for one in seen)
            rows.append(
                Row(
                    page,
                    queries,
                    statistics.median(taken),
                    p95(taken),
                    admin,
                    many,
                    len(seen) / seconds,
                    errors,
                )
            )
            print(line(rows[-1]), flush=True)
        seen, seconds = crowd(port, addresses, 4 * asked.seconds)
    result = figures(rows, cold) | {
        "pages.mixed_per_s_at_50": len(seen) / seconds,
        "pages.mixed_p95_at_50_ms": p95([one.milliseconds for one in seen]),
        "pages.errors": sum(row.errors for row in rows) + sum(one.status != 200 for one in seen),
    }
    for figure, value in result.items():
        if figure in _TOLD:
            print(f"{figure:44}{value:10.2f}")
    RESULTS.parent.mkdir(exist_ok=True)
    figures_ = {name: round(value, 3) for name, value in result.items()}
    RESULTS.write_text(json.dumps({"figures": figures_}, indent=1) + "\n", encoding="utf-8")
    slow = [row.page.name for row in rows if row.p50 > PAGE_MS]
    if slow:
        print(f"above {PAGE_MS} ms: {', '.join(slow)}")
    if (
        result["pages.errors"]
        or cold > COLD_MS
        or result["pages.dashboard_warm_ms"] > WARM_MS
        or result["pages.search_ms"] > SEARCH_MS
    ):
        raise SystemExit(
            f"an error, or slower than {COLD_MS} ms anew, {WARM_MS} ms kept, {SEARCH_MS} ms for a search"
        )


_TOLD = (
    "pages.dashboard_cold_ms",
    "pages.dashboard_warm_ms",
    "pages.search_ms",
    "pages.worst_p50_ms",
    "pages.worst_p95_ms",
    "pages.worst_p95_at_50_ms",
    "pages.admin_over_ours",
    "pages.mixed_per_s_at_50",
    "pages.mixed_p95_at_50_ms",
    "pages.errors",
)


if __name__ == "__main__":
    main()
