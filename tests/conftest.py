"""Fixtures for all tests: the browser, its complaints, a worker process."""

import gc
import os
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import hypothesis
import pytest
from django.conf import settings
from django.core.cache import cache
from django.db import connection
from playwright.sync_api import ConsoleMessage, Page, expect
from xdist.scheduler import LoadScopeScheduling

from congress.celery import app as celery_app
from congress.workdays import calendar
from tests.clock import keep_the_date
from tests.database import django_db_modify_db_settings, tables_given_back

__all__ = ["django_db_modify_db_settings", "tables_given_back"]

# Properties say what holds, not how fast a machine with other things to do makes its examples.
hypothesis.settings.register_profile(
    "portal", deadline=None, suppress_health_check=[hypothesis.HealthCheck.too_slow]
)
hypothesis.settings.load_profile("portal")
ROOT = Path(__file__).resolve().parent.parent
CHROMIUM_FLAGS = [
    "--no-sandbox",
    "--disable-dev-shm-usage",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


def pytest_configure() -> None:
    """Before any test module is read, which makes a million objects and no garbage."""
    gc.disable()
    keep_the_date()
    # What a page shows in a moment takes longer beside other tests; a test that fails waits a little longer.
    expect.set_options(timeout=15_000)


def commits(item: pytest.Item) -> bool:
    """Whether a test commits for real, so that the database has to be emptied after it."""
    marker = item.get_closest_marker("django_db")
    fixtures = set(getattr(item, "fixturenames", ()))
    return bool(
        {"transactional_db", "live_server"} & fixtures or (marker and marker.kwargs.get("transaction"))
    )


#: Slices of the rooms: pages, forms, lists and prints over operations of their own. Their tests run on SQLite only, or
#: the whole run would take more than 25 minutes on two cores; on PostgreSQL every page of theirs is opened by the
#: walk over every page, and so is what two do at once (the tests that need services).
_SLICES = {
    "activities": ("campaigns", "learning", "pasting", "plans", "recognition", "studies", "taking_part"),
    "deputies": (
        "branches", "checks", "duty_reports", "evidence", "exits", "honours", "library", "links", "ratings",
        "services", "terms",
    ),
    "liaison_stations": (
        "books", "inspections", "online", "ranking", "services", "sites", "standards", "wall", "work",
    ),
    "suggestions": ("desk", "panels", "publishing", "settings", "supervision", "unit"),
}  # fmt: skip
#: Pages, forms and prints of the kernel and the bulletins, for the same reason.
_PAGES = ("access/", "bulletins/", "dashboard/", "documents/", "notices/", "web/test_")
_ON_SQLITE_ONLY = tuple(
    f"{ROOT / 'tests'}/{place}"
    for place in (*_PAGES, *(f"{room}/{name}/" for room, names in _SLICES.items() for name in names))
)

#: What locks and adds up, tested on the database of a server: where script/test runs both, its tests are left out on
#: SQLite, whose demo district is walked page by page, role by role. A plain ``pytest`` has them all.
_ON_POSTGRES_ONLY = tuple(
    f"{ROOT / 'tests'}/{place}"
    for place in (
        "accounts/",
        "activities/attendance/",
        "activities/convocations/",
        "activities/test_",
        "deputies/duty/",
        "deputies/points/",
        "deputies/roster/",
        "deputies/test_",
        "liaison_stations/days/",
        "liaison_stations/matters/",
        "liaison_stations/test_",
        "organs/",
        "suggestions/figures/",
        "suggestions/lists/",
        "suggestions/quota/",
        "suggestions/reminding/",
        "suggestions/test_",
    )
)


#: Tests that share a setup of half a minute: whoever has the first of a place has them all.
_TOGETHER = (
    "tests/faults/",
    "tests/project/test_run.py",
    "tests/jobs/test_faults.py",
    "tests/backup/test_restore.py",
)
#: What takes longest of all comes first, or the other processes would wait for it at the end.
_FIRST = ("tests/browser/test_every_page.py", "tests/project/test_run.py")


class Together(LoadScopeScheduling):  # type: ignore[misc] # has no types
    """Hands out tests one by one, those of a place of ``_TOGETHER`` to one process.

    ``--dist loadgroup`` is meant for this; with pytest 9.2 it no longer sees the groups and says nothing.
    """

    def _split_scope(self, nodeid: str) -> str:
        return next((place for place in _TOGETHER if nodeid.startswith(place)), nodeid)


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config: pytest.Config, log: Any) -> Together:
    """How several processes share the tests."""
    return Together(config, log)


def asks_a_database(item: pytest.Item) -> bool:
    """Whether a test has anything to ask PostgreSQL, or a service beside it."""
    served = any(item.get_closest_marker(name) for name in ("services", "browser"))
    if str(item.path).startswith(_ON_SQLITE_ONLY) and not served:
        return False
    fixtures = set(getattr(item, "fixturenames", ()))
    return (
        served
        or bool(item.get_closest_marker("django_db"))
        or bool(fixtures & {"db", "transactional_db", "live_server"})
    )


def runs_on_postgres_instead(item: pytest.Item) -> bool:
    """Whether the run on PostgreSQL that follows has this test; slow ones run on SQLite only."""
    there = str(item.path).startswith(_ON_POSTGRES_ONLY) and asks_a_database(item)
    return there and not item.get_closest_marker("slow")


def pytest_collection_finish() -> None:
    """Leave what the modules hold out of every search for garbage, and search less often: a fifth of the time."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(20_000, 10, 10)
    gc.enable()


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Tests that commit come last, but for the longest.

    On PostgreSQL a test that asks no database is left out: it is the same on SQLite. Without the services, as in a
    plain ``pytest``, the tests that need them say so; script/test has them.
    """
    if connection.vendor == "postgresql":
        same = [item for item in items if not asks_a_database(item)]
        config.hook.pytest_deselected(items=same)
        items[:] = [item for item in items if asks_a_database(item)]
    if connection.vendor == "sqlite" and "PORTAL_POSTGRES_FOLLOWS" in os.environ:
        there = [item for item in items if runs_on_postgres_instead(item)]
        config.hook.pytest_deselected(items=there)
        items[:] = [item for item in items if not runs_on_postgres_instead(item)]
    items.sort(key=lambda item: (not item.nodeid.startswith(_FIRST), commits(item)))
    if settings.REDIS_URL and "SERVICES_DATABASE_URL" in os.environ and connection.vendor == "postgresql":
        return
    for item in items:
        if item.get_closest_marker("services"):
            item.add_marker(pytest.mark.skip(reason="needs PostgreSQL and Redis: ./script/test services"))


@pytest.fixture(autouse=True)
def fresh_memory(monkeypatch: pytest.MonkeyPatch) -> None:
    """What an earlier test left in memory speaks of records that are gone; within a test nothing grows too old."""
    cache.clear()
    calendar.forget()
    monkeypatch.setattr(calendar, "KEPT", float("inf"))


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args: dict[str, Any]) -> dict[str, Any]:
    """Debian's Chromium; where there is none, the one Playwright installed."""
    system = os.environ.get("CHROMIUM") or shutil.which("chromium")
    chosen = {"executable_path": system} if system else {}
    return {**browser_type_launch_args, **chosen, "args": CHROMIUM_FLAGS}


@pytest.fixture(scope="session")
def browser_context_args(browser_context_args: dict[str, Any]) -> dict[str, Any]:
    return {**browser_context_args, "locale": "zh-CN", "timezone_id": "Asia/Shanghai"}


@pytest.fixture
def page_errors() -> list[str]:
    """What the browser complained of; a test that provokes a complaint takes it out of here."""
    return []


@pytest.fixture
def page(page: Page, page_errors: list[str]) -> Iterator[Page]:
    """A page that fails the test when a script breaks, a file is missing or the CSP is violated.

    What else is opened beside it in the same browser is watched as well.
    """

    def note(message: ConsoleMessage) -> None:
        # Browsers ask for this on their own where an answer is no page; every page names its icon.
        if message.type == "error" and "/favicon.ico" not in str(message.location.get("url")):
            page_errors.append(f"{message.text} ({message.location.get('url')})")

    page.context.on("weberror", lambda error: page_errors.append(str(error.error)))
    page.context.on("console", note)
    yield page
    assert page_errors == []


@pytest.fixture
def worker(transactional_db: None) -> Iterator[subprocess.Popen[bytes]]:
    """A Celery worker in a process of its own, on the test's database and the run's Redis.

    Yields once the worker takes messages; a warm stop at the end.
    """
    address = os.environ["DATABASE_URL"].rpartition("/")[0]
    environment = {
        **os.environ,
        "DJANGO_SETTINGS_MODULE": "congress.settings",
        "DATABASE_URL": f"{address}/{connection.settings_dict['NAME']}",
    }
    celery_app.control.purge()
    log = Path(settings.PORTAL_DATA) / "worker.log"
    command = ["-A", "congress", "worker", "--concurrency", "1", "--loglevel", "INFO"]
    with log.open("wb") as out:
        process = subprocess.Popen(
            [sys.executable, "-m", "celery", *command], cwd=ROOT, env=environment, stdout=out, stderr=out
        )
    try:
        deadline = time.monotonic() + 30
        while not celery_app.control.ping(timeout=0.3):
            if process.poll() is not None or time.monotonic() > deadline:
                pytest.fail(f"the worker did not start:\n{log.read_text(errors='replace')[-3000:]}")
        yield process
    finally:
        process.terminate()
        try:
            process.wait(20)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()
