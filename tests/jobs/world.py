"""A portal of its own for tests that need real processes: database, broker, worker, all throw-away.

The tests look at it from outside, by SQL and signals, as an administrator would.
"""

import json
import os
import signal
import sqlite3
import subprocess
import sys
import uuid
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import psycopg2

from tests.database import copy_tables, template
from tests.house import Redis, wait_for
from tests.inside import Inside

ROOT = Path(__file__).resolve().parents[2]
ASK = """
import json, sys, time
from congress.accounts.models import User
from congress.jobs.operations import start
kind, params = sys.argv[1], json.loads(sys.argv[2])
user = User.objects.filter(username="asker").first() or User.objects.create_user("asker", name="周敏")
began = time.monotonic()
job = start(kind=kind, title="测试任务", actor=user, params=params)
print(job.pk, time.monotonic() - began)
"""


@dataclass
class World:
    """Where everything is, and what was started in it."""

    folder: Path
    database_url: str = ""
    redis: Redis | None = None
    media: Path = field(init=False)
    ask_seconds: float = 0.0
    settings: dict[str, str] = field(default_factory=dict)
    started: list[subprocess.Popen[bytes]] = field(default_factory=list)
    #: A Python that stays, with the settings it was started with.
    inside: Inside | None = None

    def __post_init__(self) -> None:
        self.folder.mkdir(exist_ok=True)
        self.media = self.folder / "media"

    @property
    def environment(self) -> dict[str, str]:
        """Short leases and sweeps, so that the tests are short."""
        own = {
            "DJANGO_SETTINGS_MODULE": "congress.settings",
            "PORTAL_MODE": "embedded",
            "PORTAL_DATA": str(self.folder),
            "PORTAL_MEDIA": str(self.media),
            "CELERY_IMPORTS": "tests.jobs.kinds",
            "JOB_LEASE_SECONDS": "3",
            "JOB_SWEEP_SECONDS": "1",
            "PYTHONPATH": str(ROOT),
        }
        outer = {k: v for k, v in os.environ.items() if k not in {"DATABASE_URL", "REDIS_URL"}}
        if self.database_url:
            own["DATABASE_URL"] = self.database_url
        if self.redis:
            own["REDIS_URL"] = self.redis.url
        return outer | own | self.settings

    def python(self, code: str, *arguments: str) -> str:
        """Run a piece of Python in this world; what it printed."""
        if self.inside is None or self.inside.environment != self.environment:
            self.leave()
            self.inside = Inside(self.environment)
        return self.inside.run(code, *arguments)

    def leave(self) -> None:
        """End the Python that stays."""
        if self.inside is not None:
            self.inside.end()
        self.inside = None

    def ask(self, kind: str, **params: Any) -> int:
        """Ask for a job as a web process would; notes how long the asking took."""
        number, seconds = self.python(ASK, kind, json.dumps(params)).split()
        self.ask_seconds = float(seconds)
        return int(number)

    def sql(self, query: str) -> list[dict[str, Any]]:
        """Rows of a query, whatever the database."""
        opened = psycopg2.connect(self.database_url) if self.database_url else sqlite3.connect(self.sqlite)
        with closing(opened) as db:
            cursor = db.cursor()
            cursor.execute(query)
            names = [column[0] for column in cursor.description]
            return [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]

    @property
    def sqlite(self) -> Path:
        """The database of an embedded portal."""
        return self.folder / "portal.sqlite3"

    def job(self, number: int) -> dict[str, Any]:
        """The row of a job."""
        return self.sql(f"select * from jobs_job where id = {number}")[0]  # noqa: S608 - a number of ours

    def until_ended(self, number: int, seconds: float = 40) -> dict[str, Any]:
        """The row of a job once it is done or failed."""

        def ended() -> bool:
            assert all(process.poll() is None for process in self.started), self.log[-6000:]
            return self.job(number)["state"] in {"done", "failed"}

        wait_for(ended, seconds, lambda: self.log)
        return self.job(number)

    @property
    def files(self) -> list[str]:
        """Every file below the media folder, hidden ones too."""
        return sorted(path.name for path in self.media.rglob("*") if path.is_file())

    @property
    def log(self) -> str:
        """What the worker and beat wrote."""
        return "".join(path.read_text(errors="replace") for path in sorted(self.folder.glob("*.log")))

    @contextmanager
    def worker(self) -> Iterator[subprocess.Popen[bytes]]:
        """A real worker with one child process, and beat."""
        celery = [sys.executable, "-m", "celery", "-A", "congress"]
        quiet = ["--without-mingle", "--without-gossip", "--without-heartbeat"]
        commands = {"worker": ["worker", "-c", "1", "-l", "INFO", *quiet], "beat": ["beat", "-l", "INFO"]}
        try:
            for name, command in commands.items():
                with (self.folder / f"{name}.log").open("ab") as out:
                    self.started.append(
                        subprocess.Popen(
                            [*celery, *command],
                            cwd=self.folder,
                            env=self.environment,
                            stdout=out,
                            stderr=out,
                            start_new_session=True,
                        )
                    )
            yield self.started[0]
        finally:
            while self.started:
                stop(self.started.pop())


def stop(process: subprocess.Popen[bytes]) -> None:
    """End a process and everything it started."""
    process.terminate()
    try:
        process.wait(15)
    except subprocess.TimeoutExpired:
        os.killpg(process.pid, signal.SIGKILL)
        process.wait()


@contextmanager
def fresh_postgres() -> Iterator[str]:
    """The address of a new, migrated database on the tests' server."""
    address, name = os.environ["DATABASE_URL"], f"jobs_{uuid.uuid4().hex[:10]}"
    with closing(psycopg2.connect(address)) as server:
        server.autocommit = True
        with server.cursor() as cursor:
            cursor.execute(f"create database {name} template {template()}")
            try:
                yield urlsplit(address)._replace(path=f"/{name}").geturl()
            finally:
                cursor.execute(f"drop database {name} with (force)")


@contextmanager
def embedded(folder: Path) -> Iterator[World]:
    """A portal with its tables, without servers."""
    world = World(folder)
    copy_tables(world.sqlite)
    try:
        yield world
    finally:
        world.leave()


@contextmanager
def served(folder: Path) -> Iterator[World]:
    """A portal with its tables, on PostgreSQL and a Redis of its own."""
    folder.mkdir()
    redis = Redis(folder)
    redis.start()
    try:
        with fresh_postgres() as url:
            world = World(folder, url, redis)
            try:
                yield world
            finally:
                world.leave()
    finally:
        redis.stop()
