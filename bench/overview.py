"""The leader's overview over ten districts in one, on PostgreSQL: with every cache empty, and with panels kept.

    python -m bench.overview [--runs N] [--panels]

A whole request through the test client, from the address to the finished page; the median of the runs.
``--panels`` also prints what each panel takes. Needs PostgreSQL; without DATABASE_URL a throw-away one is started.
"""

from __future__ import annotations

import argparse
import json
import os
import statistics
import time
from functools import partial
from pathlib import Path
from typing import Any

from bench.lists import milliseconds, start_services

RESULTS = Path(__file__).parent / "results" / "overview.json"
#: What a page may take at the median, counted anew and kept.
COLD_MS, WARM_MS = 300, 50
_PAGES = {"year": "/overview/", "term": "/overview/?preset=term", "month": "/overview/?preset=month"}


class Bench:
    """The rows, and a leader who has signed in."""

    def __init__(self) -> None:
        import django  # noqa: PLC0415 - the settings are chosen first

        os.environ["DJANGO_SETTINGS_MODULE"] = "bench._list_settings"
        os.environ.setdefault("PORTAL_MODE", "embedded")
        django.setup()
        from django.core.management import call_command  # noqa: PLC0415
        from django.db import connection  # noqa: PLC0415
        from django.test import Client  # noqa: PLC0415
        from django.utils import timezone  # noqa: PLC0415

        from bench import _overview_rows  # noqa: PLC0415
        from congress.accounts.enums import Role  # noqa: PLC0415
        from congress.accounts.models import Assignment, User  # noqa: PLC0415

        call_command("migrate", verbosity=0)
        begin = time.perf_counter()
        _overview_rows.fill(timezone.localdate())
        with connection.cursor() as cursor:
            cursor.execute("VACUUM ANALYZE")
        print(f"rows made in {time.perf_counter() - begin:.0f} s", flush=True)
        user = User.objects.create_user("bench", "bench-2026-lead", name="周敏", must_change_password=False)
        Assignment.objects.create(user=user, role=Role.LEADER, starts_on="2016-01-01")
        self.user, self.client = user, Client()
        self.client.force_login(user, backend="congress.accounts.backends.NameOrPhoneBackend")

    def read(self, address: str) -> None:
        """Ask for a page."""
        answer = self.client.get(address)
        if answer.status_code != 200:
            raise RuntimeError(f"{address} answered {answer.status_code}")

    def cold(self, address: str) -> None:
        """Ask for a page of which nothing is kept; the session of the user is."""
        from django.core.cache import cache  # noqa: PLC0415

        cache.clear()
        self.read(address)

    def panels(self) -> dict[str, Any]:
        """Milliseconds of each panel, of the year."""
        from django.utils import timezone  # noqa: PLC0415

        from congress.dashboard.panels import panels_for  # noqa: PLC0415
        from congress.figures.period import Period  # noqa: PLC0415

        period = Period.this_year(timezone.localdate())
        return {p.key: milliseconds(partial(p.build, self.user, period)) for p in panels_for(self.user)}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--runs", type=int, default=11, help="times each page is asked for")
    parser.add_argument("--panels", action="store_true", help="also what each panel takes")
    asked = parser.parse_args()
    start_services("bench.overview")
    bench = Bench()
    result: dict[str, float] = {}
    for name, address in _PAGES.items():
        bench.cold(address)
        cold = [milliseconds(partial(bench.cold, address)) for _ in range(asked.runs)]
        warm = [milliseconds(partial(bench.read, address)) for _ in range(asked.runs)]
        result[f"overview.{name}_cold_ms"] = statistics.median(cold)
        result[f"overview.{name}_warm_ms"] = statistics.median(warm)
    for figure, value in result.items():
        print(f"{figure:40}{value:10.2f}", flush=True)
    if asked.panels:
        print({key: round(value, 1) for key, value in bench.panels().items()})
    RESULTS.parent.mkdir(exist_ok=True)
    figures = {name: round(value, 3) for name, value in result.items()}
    RESULTS.write_text(json.dumps({"figures": figures}, indent=1) + "\n", encoding="utf-8")
    if result["overview.year_cold_ms"] > COLD_MS or result["overview.year_warm_ms"] > WARM_MS:
        raise SystemExit(f"slower than {COLD_MS} ms anew or {WARM_MS} ms kept")


if __name__ == "__main__":
    main()
