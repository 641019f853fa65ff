"""200 visitors at once on the public pages of the demo district's stations, on PostgreSQL and Redis.

    python -m bench.stations [--visitors N]

A web server as ``./script/run`` starts it, with two processes, serves visitors who all come at the same moment and
read one page after the other: the list, a station, its reception days, the form, the stylesheets of the list. What
is no page is an error. Beside it, in the same run and through the same middleware, as many visitors read the
plainest page Django makes of the same stations. Needs PostgreSQL and Redis; throw-away ones are started.
"""

import argparse
import contextlib
import http.client
import json
import os
import re
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from bench._web import free_port
from bench.lists import start_services

ROOT = Path(__file__).resolve().parent.parent
RESULTS = Path(__file__).parent / "results" / "stations.json"
#: Seconds one request may take before the visitor gives up, which is an error.
PATIENCE = 60
#: Times a page is read before the crowd comes, which also wakes both processes.
ALONE = 9


class Visit(NamedTuple):
    """One request: milliseconds until the page was read, and its status (0: none)."""

    address: str
    milliseconds: float
    status: int


@contextlib.contextmanager
def serving(data: Path) -> Iterator[int]:
    """The port of a web server with the demo district, until the block ends."""
    environment = {
        **os.environ,
        "PORTAL_DATA": str(data),
        "PORTAL_MODE": "embedded",
        "DJANGO_SETTINGS_MODULE": "bench._public",
    }
    for command in ("migrate", "load_demo"):
        subprocess.run(
            [sys.executable, "manage.py", command], cwd=ROOT, env=environment, check=True, stdout=2
        )
    port = free_port()
    options = ["--worker-class", "gthread", "--workers", "2", "--threads", "8", "--no-control-socket"]
    server = subprocess.Popen(
        [sys.executable, "-m", "gunicorn", "congress.wsgi", "--bind", f"127.0.0.1:{port}", *options],
        cwd=ROOT,
        env=environment,
        stderr=subprocess.DEVNULL,
    )
    try:
        for _ in range(150):
            if read(port, "/plain/").status == 200:
                break
            time.sleep(0.2)
        yield port
    finally:
        server.terminate()
        server.wait(20)


def read(port: int, address: str) -> Visit:
    """One page, read to its end."""
    begin = time.perf_counter()
    status = 0
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=PATIENCE)
    with contextlib.suppress(OSError, http.client.HTTPException), contextlib.closing(connection):
        connection.request("GET", address)
        answer = connection.getresponse()
        answer.read()
        status = answer.status
    return Visit(address, (time.perf_counter() - begin) * 1000, status)


def body(port: int, address: str) -> str:
    """The text of a page."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=PATIENCE)
    with contextlib.closing(connection):
        connection.request("GET", address)
        return connection.getresponse().read().decode()


def crowd(port: int, addresses: list[str], visitors: int) -> tuple[list[Visit], float]:
    """What so many visitors saw who began together, and how many seconds it took."""
    seen: list[Visit] = []
    gate = threading.Barrier(visitors + 1)

    def visit(first: int) -> None:
        gate.wait()
        # Each begins elsewhere, so that not all ask for the same page at once.
        for address in addresses[first:] + addresses[:first]:
            seen.append(read(port, address))

    threads = [threading.Thread(target=visit, args=(n % len(addresses),)) for n in range(visitors)]
    for thread in threads:
        thread.start()
    gate.wait()
    begin = time.perf_counter()
    for thread in threads:
        thread.join()
    return seen, time.perf_counter() - begin


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--visitors", type=int, default=200, help="who comes at the same moment")
    visitors = parser.parse_args().visitors
    start_services("bench.stations")
    with tempfile.TemporaryDirectory() as folder, serving(Path(folder)) as port:
        index = body(port, "/s/")
        stations = re.findall(r'href="(/s/[\w-]+/)"', index)
        station = next(one for one in stations if one != "/s/code/")
        styles = re.findall(r'<link rel="stylesheet" href="([^"]+)"', index)
        pages = ["/s/", station, f"{station}days/", f"{station}write/"]
        for address in [*pages, *styles, "/plain/"]:
            alone = statistics.median(read(port, address).milliseconds for _ in range(ALONE))
            print(f"{address:50}{alone:9.1f} ms alone", flush=True)
        seen, seconds = crowd(port, pages + styles, visitors)
        plain, plain_seconds = crowd(port, ["/plain/"] * len(pages), visitors)
    times = [one.milliseconds for one in seen if one.address in pages]
    result = {
        "stations.visitors": visitors,
        "stations.visitors_requests": len(seen),
        "stations.visitors_errors": sum(one.status != 200 for one in seen),
        "stations.visitors_median_ms": statistics.median(times),
        "stations.visitors_p95_ms": statistics.quantiles(times, n=20)[-1],
        "stations.visitors_pages_per_s": len(times) / seconds,
        "stations.plain_pages_per_s": len(plain) / plain_seconds,
        "stations.plain_over_ours_pages_per_s": len(plain) / plain_seconds / (len(times) / seconds),
    }
    for figure, value in result.items():
        print(f"{figure:44}{value:10.2f}")
    RESULTS.parent.mkdir(exist_ok=True)
    figures = {name: round(value, 3) for name, value in result.items()}
    RESULTS.write_text(json.dumps({"figures": figures}, indent=1) + "\n", encoding="utf-8")
    if result["stations.visitors_errors"]:
        raise SystemExit("some visitors saw an error")


if __name__ == "__main__":
    main()
