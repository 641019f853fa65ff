"""3,000 deputies with 1,000,000 duties on PostgreSQL: one deputy's file, a year's points reckoned anew.

    python -m bench.duty [--runs N]

The duties are of five years, 333 of each deputy, 67 a year; every one counts. Ten deputies' duties of the newest year
are reviewed one by one, in an order of chance, by the operation the office uses. Then everybody's year is reckoned in
the background job of the portal, from nothing; once more, when all is in line; and once with all the duties moved
into one year. The points of the ten must come out the same, and the second reckoning must find no difference.
Pages are whole requests through the test client, the median of 30 deputies.

Needs PostgreSQL; without DATABASE_URL a throw-away one is started.
"""

from __future__ import annotations

import argparse
import json
import os
import statistics
import time
from collections.abc import Iterable
from functools import partial
from pathlib import Path
from random import Random
from typing import Any

from bench.lists import milliseconds, start_services

RESULTS = Path(__file__).parent / "results" / "duty.json"
#: Whose duties are reviewed one by one, and whose pages are read.
ONE_BY_ONE, READ = 10, 30
LIMIT_MS, LIMIT_S = 150, 30


class Bench:
    """The filled database and who asks."""

    def __init__(self) -> None:
        import django  # noqa: PLC0415 - the settings are chosen first

        os.environ["DJANGO_SETTINGS_MODULE"] = "bench._list_settings"
        os.environ.setdefault("PORTAL_MODE", "embedded")
        django.setup()
        from django.core.management import call_command  # noqa: PLC0415
        from django.utils import timezone  # noqa: PLC0415

        from bench import _duty_rows  # noqa: PLC0415
        from deputies.points.operations import schemes  # noqa: PLC0415

        call_command("migrate", verbosity=0)
        begin = time.perf_counter()
        self.year = timezone.localdate().year
        self.rows = _duty_rows
        self.district = _duty_rows.fill(self.year)
        self.analyse()
        print(f"rows made in {time.perf_counter() - begin:.0f} s", flush=True)
        draft = schemes.propose(area=self.district, year=self.year, actor=None)
        self.scheme = schemes.put_in_force(scheme=draft, actor=None, settles=False)
        self.user, self.client = self._client()

    def analyse(self) -> None:
        """Let PostgreSQL know the rows."""
        from django.db import connection  # noqa: PLC0415

        with connection.cursor() as cursor:
            cursor.execute("VACUUM ANALYZE")

    def _client(self) -> tuple[Any, Any]:
        from django.test import Client  # noqa: PLC0415

        from congress.accounts.enums import Role  # noqa: PLC0415
        from congress.accounts.models import Assignment, User  # noqa: PLC0415

        user = User.objects.create_user("bench", "bench-2026-duty", name="周敏", must_change_password=False)
        Assignment.objects.create(user=user, role=Role.DEPUTY_WORK, starts_on="2016-01-01")
        client = Client()
        client.force_login(user, backend="congress.accounts.backends.NameOrPhoneBackend")
        return user, client

    def one_by_one(self) -> tuple[dict[int, Any], float]:
        """Review the year of some deputies duty by duty, in an order of chance: their points, and ms each."""
        from deputies.duty.enums import DutyState  # noqa: PLC0415
        from deputies.duty.operations import review  # noqa: PLC0415
        from deputies.models import DutyRecord, PointsAccount  # noqa: PLC0415

        chosen = list(
            DutyRecord.objects.order_by("deputyship").values_list("deputyship", flat=True).distinct()
        )
        rows = DutyRecord.objects.filter(deputyship__in=chosen[:ONE_BY_ONE], year=self.year)
        rows.update(state=DutyState.CONFIRMED)
        waiting = list(rows)
        Random(5).shuffle(waiting)
        begin = time.perf_counter()
        for record in waiting:
            review(records=[record], actor=self.user)
        each = (time.perf_counter() - begin) * 1000 / len(waiting)
        accounts = PointsAccount.objects.filter(deputyship__in=chosen[:ONE_BY_ONE], year=self.year)
        return dict(accounts.values_list("deputyship", "points")), each

    def recompute(self) -> tuple[float, str]:
        """Seconds of the job that reckons the year, and what it says of differences."""
        from congress.jobs.models import Job, JobState  # noqa: PLC0415
        from congress.jobs.tasks import run_job  # noqa: PLC0415
        from deputies.points.operations import schemes  # noqa: PLC0415

        schemes.recompute(year=self.year, actor=self.user)
        job = Job.objects.latest("pk")
        begin = time.perf_counter()
        run_job(job.pk)
        seconds = time.perf_counter() - begin
        job.refresh_from_db()
        if job.state != JobState.DONE:
            raise RuntimeError(f"the job ended as {job.state}: {job.message}")
        return seconds, job.data["words"]

    def points(self, keys: Iterable[int]) -> dict[int, Any]:
        """What the accounts of these deputyships hold."""
        from deputies.models import PointsAccount  # noqa: PLC0415

        rows = PointsAccount.objects.filter(deputyship__in=list(keys), year=self.year)
        return dict(rows.values_list("deputyship", "points"))

    def pages(self, runs: int) -> dict[str, float]:
        """Milliseconds of a deputy's file and account, and of the ranking, at the median."""
        from deputies.models import PointsAccount  # noqa: PLC0415

        accounts = PointsAccount.objects.filter(year=self.year).order_by("pk")
        known = list(accounts.values_list("pk", "deputyship"))[:: max(1, accounts.count() // READ)][:READ]
        ranking = f"/points/?year={self.year}&area={self.district.pk}"
        self._read(ranking)
        self._read(f"/duty/files/{known[0][1]}/")
        return {
            "duty.file_ms": self._median(f"/duty/files/{key}/" for _pk, key in known),
            "duty.account_ms": self._median(f"/points/accounts/{pk}/" for pk, _key in known),
            "duty.ranking_ms": self._median([ranking] * runs),
        }

    def _median(self, addresses: Iterable[str]) -> float:
        return statistics.median(milliseconds(partial(self._read, one)) for one in addresses)

    def _read(self, address: str) -> None:
        answer = self.client.get(address)
        if answer.status_code != 200:
            raise RuntimeError(f"{address} answered {answer.status_code}")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--runs", type=int, default=11, help="times the ranking is asked for")
    runs = parser.parse_args().runs
    start_services("bench.duty")
    bench = Bench()
    one_by_one, each = bench.one_by_one()
    first, told = bench.recompute()
    print(f"from nothing: {first:.1f} s, {told}", flush=True)
    bench.analyse()
    again, told = bench.recompute()
    print(f"in line: {again:.1f} s, {told}", flush=True)
    same = bench.points(one_by_one) == one_by_one and "没有出入" in told
    pages = bench.pages(runs)
    print(pages, flush=True)
    result = {
        **pages,
        "duty.review_ms": each,
        "duty.recompute_s": first,
        "duty.recompute_again_s": again,
        "duty.recompute_equals_incremental": float(same),
    }
    bench.rows.gather(bench.year)
    bench.analyse()
    result["duty.recompute_all_in_one_year_s"], told = bench.recompute()
    print(f"all in one year: {told}")
    for figure, value in result.items():
        print(f"{figure:40}{value:10.2f}")
    RESULTS.parent.mkdir(exist_ok=True)
    figures = {name: round(value, 3) for name, value in result.items()}
    RESULTS.write_text(json.dumps({"figures": figures}, indent=1) + "\n", encoding="utf-8")
    if not same:
        raise SystemExit("reckoned anew, the points are other ones")
    if result["duty.file_ms"] > LIMIT_MS or first > LIMIT_S:
        raise SystemExit(f"slower than {LIMIT_MS} ms or {LIMIT_S} s")


if __name__ == "__main__":
    main()
