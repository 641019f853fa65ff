"""What a portal takes: bytes of each kind of record in PostgreSQL, memory and connections of each process.

    python -m bench.sizes

Over the rows of ``bench.pages`` (ten districts in one); web server, worker and beat as docs/operations.md starts them.
Memory is what a process has for itself and its share of what it has with others (PSS). docs/sizing.md reckons with
these figures. Needs PostgreSQL and Redis; throw-away ones are started.
"""

from __future__ import annotations

import contextlib
import http.client
import json
import os
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from bench._web import free_port
from bench.lists import start_services

ROOT = Path(__file__).resolve().parent.parent
RESULTS = Path(__file__).parent / "results" / "sizes.json"
#: Tables with fewer rows say little about the size of a row.
FEWEST = 5_000
PAGES = (
    "/",
    "/activities/",
    "/suggestions/",
    "/matters/",
    "/duty/",
    "/people/",
    "/reception-days/",
    "/messages/",
)
ROUNDS = 10
_TABLES = """
SELECT relname, pg_total_relation_size(pg_class.oid), reltuples::bigint FROM pg_class
JOIN pg_namespace ON pg_namespace.oid = relnamespace
WHERE relkind = 'r' AND nspname = 'public' ORDER BY 2 DESC
"""


def fill() -> str:
    """Write the rows; gives the session of a clerk as its browser sends it."""
    import django  # noqa: PLC0415 - the settings are chosen first

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "congress.settings")
    os.environ.setdefault("PORTAL_MODE", "embedded")
    django.setup()
    from django.core.management import call_command  # noqa: PLC0415
    from django.db import connection  # noqa: PLC0415
    from django.test import Client  # noqa: PLC0415
    from django.utils import timezone  # noqa: PLC0415

    from bench import _pages_rows  # noqa: PLC0415
    from congress.accounts.models import User  # noqa: PLC0415

    call_command("migrate", verbosity=0)
    _pages_rows.fill(timezone.localdate())
    with connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE")
    clerk = Client()
    clerk.force_login(
        User.objects.get(username=_pages_rows.name_of("office")),
        "congress.accounts.backends.NameOrPhoneBackend",
    )
    return "; ".join(f"{name}={morsel.value}" for name, morsel in clerk.cookies.items())


def asked(query: str) -> list[tuple[Any, ...]]:
    """Rows of a query."""
    from django.db import connection  # noqa: PLC0415 - as above

    with connection.cursor() as cursor:
        cursor.execute(query)
        return list(cursor.fetchall())


def tables() -> dict[str, float]:
    """Bytes of a row with its share of the indexes, for every large table; MB of the whole."""
    found = {"sizes.database_mb": asked("SELECT pg_database_size(current_database())")[0][0] / 1e6}
    for name, size, rows in asked(_TABLES):
        if rows >= FEWEST:
            found[f"sizes.rows.{name}"] = rows
            found[f"sizes.bytes_per_row.{name}"] = size / rows
    return found


def tree(pid: int) -> list[int]:
    """A process and everything below it."""
    children = Path(f"/proc/{pid}/task/{pid}/children").read_text(encoding="utf-8").split()
    return [pid, *(one for child in children for one in tree(int(child)))]


def shared_mb(pid: int) -> float:
    """MB of a process: its own, and its share of what others use too."""
    lines = Path(f"/proc/{pid}/smaps_rollup").read_text(encoding="utf-8").splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith("Pss:")) / 1024


@contextlib.contextmanager
def running(*command: str, **variables: str) -> Iterator[int]:
    """A process of the portal, until the block ends; its number."""
    with tempfile.TemporaryDirectory() as data:
        process = subprocess.Popen(
            [sys.executable, "-m", *command],
            cwd=ROOT,
            env={**os.environ, "PORTAL_DATA": data, **variables},
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        try:
            yield process.pid
        finally:
            process.terminate()
            process.wait(60)


def web(cookie: str) -> dict[str, float]:
    """Memory and connections of a web server that eight readers have kept busy."""
    port = free_port()
    own = {"HOST": "127.0.0.1", "PORT": str(port), "DRAIN_SECONDS": "1"}
    with running("gunicorn", "--config", "python:congress.gunicorn", "congress.wsgi", **own) as pid:
        until = time.monotonic() + 60
        while time.monotonic() < until:
            with contextlib.suppress(OSError), contextlib.closing(_link(port)) as link:
                link.request("GET", "/health/ready/")
                link.getresponse().read()
                break
            time.sleep(0.2)
        threads = [threading.Thread(target=read, args=(port, cookie)) for _ in range(8)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        master, *processes = tree(pid)
        used = [shared_mb(one) for one in processes]
        return {
            "sizes.web_master_mb": shared_mb(master),
            "sizes.web_process_mb": sum(used) / len(used),
            "sizes.web_connections": _connections(),
        }


def _link(port: int) -> http.client.HTTPConnection:
    return http.client.HTTPConnection("127.0.0.1", port, timeout=60)


def read(port: int, cookie: str) -> None:
    """Ask for every page, some rounds."""
    with contextlib.closing(_link(port)) as link:
        for page in PAGES * ROUNDS:
            link.request("GET", page, headers={"Cookie": cookie})
            answer = link.getresponse()
            answer.read()
            if answer.status != http.client.OK:
                raise RuntimeError(f"{page} answered {answer.status}")


def _connections() -> int:
    return int(asked("SELECT count(*) - 1 FROM pg_stat_activity WHERE datname = current_database()")[0][0])


def workers() -> dict[str, float]:
    """Memory of a worker with two children that have the printer loaded, and of beat."""
    with running("celery", "-A", "congress", "worker", "--concurrency", "2") as pid:
        time.sleep(25)
        master, *children = tree(pid)
        used = [shared_mb(one) for one in children]
        found = {"sizes.worker_master_mb": shared_mb(master), "sizes.worker_child_mb": sum(used) / len(used)}
    with running("celery", "-A", "congress", "beat", "--pidfile=") as pid:
        time.sleep(10)
        return found | {"sizes.beat_mb": shared_mb(pid)}


def redis_mb() -> float:
    """MB of Redis with what the readers and the processes left in it."""
    import redis  # noqa: PLC0415 - as above

    return float(redis.Redis.from_url(os.environ["REDIS_URL"]).info("memory")["used_memory"]) / 1e6


def main() -> None:
    start_services("bench.sizes")
    cookie = fill()
    figures = tables() | web(cookie) | workers() | {"sizes.redis_mb": redis_mb()}
    for name, value in figures.items():
        print(f"{name:60}{value:14.1f}")
    told = {name: round(value, 2) for name, value in figures.items()}
    RESULTS.write_text(json.dumps({"figures": told}, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
