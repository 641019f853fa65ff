"""A portal of its own out of real processes, which tests and drills stop, kill and start again.

    with house() as portal:                    # PostgreSQL and Redis of its own, tables made
        web = portal.web()                     # gunicorn as docs/operations.md starts it
        portal.worker()
        visitor = Visitor(web.port)            # tests/visitor.py

Every process is looked at from outside, by signals, pages and SQL, as an administrator would. Each may be started
several times over, also on another port; what runs is stopped when the block ends.
"""

from __future__ import annotations

import os
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, TypeVar
from unittest.mock import patch

import django
import psycopg2

from script.services import free_port, new_cluster
from tests.database import template

ROOT = Path(__file__).resolve().parent.parent
START_SECONDS = 60
P = TypeVar("P", bound="Program")


def wait_for(condition: Callable[[], object], seconds: float, explain: Callable[[], str] = str) -> None:
    """Return once the condition holds; fail with an explanation when it does not in time."""
    deadline = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < deadline, explain()[-6000:]
        time.sleep(0.05)


def listens(port: int) -> bool:
    """Whether somebody takes connections on a port of this machine."""
    with suppress(OSError), socket.create_connection(("127.0.0.1", port), 0.2):
        return True
    return False


@dataclass
class Program:
    """One process of the portal with everything it starts, in a session of its own; it may be started again.

    Start it from the main thread: the kernel stops it when the thread that started it ends, so that nothing is left
    behind should the test be killed. ``drop`` stands before the command and changes the user or the place.
    """

    command: Sequence[str]
    log: Path
    environment: Mapping[str, str] = field(default_factory=lambda: os.environ)
    folder: Path = ROOT
    stop_with: signal.Signals = signal.SIGTERM
    drop: Sequence[str] = ()
    process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        """Start it and wait until it is ready."""
        assert not self.alive, self.command
        with self.log.open("ab") as out:
            self.process = subprocess.Popen(
                [
                    *self.drop,
                    "setpriv",
                    "--pdeathsig",
                    self.stop_with.name.removeprefix("SIG"),
                    *self.command,
                ],
                cwd=self.folder,
                env=self.environment,
                stdin=subprocess.DEVNULL,
                stdout=out,
                stderr=out,
                start_new_session=True,
            )

        def ready() -> bool:
            assert self.alive, self.said
            return self.ready()

        wait_for(ready, START_SECONDS, lambda: self.said)

    def ready(self) -> bool:
        """Whether it does its work."""
        return True

    @property
    def alive(self) -> bool:
        """Whether the process runs."""
        return self.process is not None and self.process.poll() is None

    @property
    def pid(self) -> int:
        """The process that was started."""
        assert self.process is not None
        return self.process.pid

    @property
    def children(self) -> list[int]:
        """The processes it started."""
        return [
            int(child) for child in Path(f"/proc/{self.pid}/task/{self.pid}/children").read_text().split()
        ]

    @property
    def said(self) -> str:
        """The end of its log."""
        return self.whole_log[-6000:]

    @property
    def whole_log(self) -> str:
        """Its log."""
        return self.log.read_text(errors="replace") if self.log.exists() else ""

    def stop(self, seconds: float = 20) -> None:
        """Ask it to end, and end it when it does not in time."""
        if self.process is None:
            return
        with suppress(ProcessLookupError):
            self.process.send_signal(self.stop_with)
        try:
            self.process.wait(seconds)
        except subprocess.TimeoutExpired:
            self.kill()
        self.process = None

    def kill(self) -> None:
        """SIGKILL for it and everything it started, at the same moment."""
        assert self.process is not None
        with suppress(ProcessLookupError):
            os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait()

    @contextmanager
    def frozen(self) -> Iterator[None]:
        """It takes connections and answers nothing."""
        assert self.process is not None
        self.process.send_signal(signal.SIGSTOP)
        try:
            yield
        finally:
            self.process.send_signal(signal.SIGCONT)


class Redis(Program):
    """A Redis that keeps nothing, so that it always comes back empty."""

    def __init__(self, folder: Path) -> None:
        self.port = free_port()
        program = shutil.which("redis-server") or shutil.which("valkey-server") or "redis-server"
        place = ["--port", str(self.port), "--bind", "127.0.0.1", "--dir", str(folder)]
        super().__init__([program, *place, "--save", ""], folder / "redis.log")

    @property
    def url(self) -> str:
        """Where it is, when it runs."""
        return f"redis://127.0.0.1:{self.port}/0"

    def ready(self) -> bool:
        return listens(self.port)


class Postgres(Program):
    """A PostgreSQL that keeps what it acknowledged when its processes die; only a power cut could lose something."""

    def __init__(self, folder: Path) -> None:
        self.port = free_port()
        data = folder / "postgresql"
        self._programs, drop = new_cluster(data)
        # What the processes wrote the system keeps; waiting for the disk would guard against losing that, too.
        options = ["fsync=off", "full_page_writes=off", "listen_addresses=127.0.0.1", "max_connections=100"]
        place = ["-D", str(data / "data"), "-p", str(self.port), "-k", str(data)]
        command = [
            str(self._programs / "postgres"),
            *place,
            *(word for one in options for word in ("-c", one)),
        ]
        log = folder / "postgresql.log"
        super().__init__(command, log, folder=Path("/"), stop_with=signal.SIGINT, drop=drop)

    @property
    def url(self) -> str:
        """The portal's database."""
        return f"postgres://portal@127.0.0.1:{self.port}/portal"

    @property
    def client(self) -> list[str]:
        """Options of its own programs, to find it."""
        return ["-h", "127.0.0.1", "-p", str(self.port), "-U", "portal"]

    def ready(self) -> bool:
        asked = [str(self._programs / "pg_isready"), *self.client, "-q"]
        return subprocess.run(asked, check=False).returncode == 0

    def kill(self) -> None:
        """SIGKILL for all of it; each connection's process has left the session of the first."""
        assert self.process is not None
        for process in [self.pid, *self.children]:
            with suppress(ProcessLookupError):
                os.kill(process, signal.SIGKILL)
        self.process.wait()

    def program(self, name: str, *arguments: str) -> None:
        """Run one of its own programs."""
        subprocess.run([str(self._programs / name), *arguments], check=True, capture_output=True)

    def new_database(self, template: str = "template0") -> None:
        """An empty database, or a copy of another, in place of the portal's, whoever is connected."""
        self.program("dropdb", *self.client, "--force", "--if-exists", "portal")
        self.program("createdb", *self.client, "--template", template, "portal")


class Web(Program):
    """gunicorn on a port of its own."""

    port: int

    def ready(self) -> bool:
        return listens(self.port)


class Worker(Program):
    """A Celery worker, ready when it has its broker."""

    def start(self) -> None:
        self._from = self.log.stat().st_size if self.log.exists() else 0
        super().start()

    def ready(self) -> bool:
        return b" ready." in self.log.read_bytes()[self._from :]


class House:
    """Where everything of one portal is, and what runs in it."""

    def __init__(self, folder: Path, settings: Mapping[str, str]) -> None:
        self.folder, self.settings = folder, dict(settings)
        self.media, self.logs = folder / "media", folder / "logs"
        self.media.mkdir()
        self.logs.mkdir()
        self.redis = Redis(folder)
        self.postgres = Postgres(folder)
        #: What stands before a command of the portal: how it enters a place of its own (tests/faults/disk.py).
        self.inside: list[str] = []
        self.programs: list[Program] = [self.redis, self.postgres]

    @property
    def environment(self) -> dict[str, str]:
        """Short leases and sweeps, so that what has to wait for them is quick."""
        own = {
            "DJANGO_SETTINGS_MODULE": "congress.settings",
            "PORTAL_MODE": "embedded",
            "PORTAL_DATA": str(self.folder / "data"),
            "PORTAL_MEDIA": str(self.media),
            "DATABASE_URL": self.postgres.url,
            "REDIS_URL": self.redis.url,
            "JOB_LEASE_SECONDS": "3",
            "JOB_SWEEP_SECONDS": "1",
            "PYTHONPATH": str(ROOT),
        }
        return {**os.environ, **own, **self.settings}

    def make_tables(self) -> None:
        """The tables as migrations leave them; what an earlier run made is copied."""
        django.setup()
        with patch.dict(os.environ, SERVICES_DATABASE_URL=self.postgres.url):
            made = template()
        self.postgres.new_database(made)

    def web(self, *, name: str = "web", workers: int = 2, threads: int = 4) -> Web:
        """Start a web server on a free port, as docs/operations.md does."""
        port = free_port()
        gunicorn = [sys.executable, "-m", "gunicorn", "congress.wsgi", "--bind", f"127.0.0.1:{port}"]
        size = ["--worker-class", "gthread", "--workers", str(workers), "--threads", str(threads)]
        command = [*gunicorn, *size, "--preload", "--no-control-socket"]
        web = Web(command, self._log(name), self.environment, drop=self.inside)
        web.port = port
        return self._started(web)

    def worker(self, *, name: str = "worker", concurrency: int = 1) -> Worker:
        """Start a worker with so many children."""
        options = ["worker", "-c", str(concurrency), "-l", "INFO", "-n", f"{name}@portal", "--without-mingle"]
        return self._started(
            Worker(self._celery(*options), self._log(name), self.environment, drop=self.inside)
        )

    def beat(self) -> Program:
        """Start what sweeps."""
        return self._started(
            Program(
                self._celery("beat", "-l", "INFO", "--pidfile="),
                self._log("beat"),
                self.environment,
                drop=self.inside,
            )
        )

    @staticmethod
    def _celery(*options: str) -> list[str]:
        return [sys.executable, "-m", "celery", "-A", "congress", *options]

    def _log(self, name: str) -> Path:
        return self.logs / f"{name}.log"

    def _started(self, program: P) -> P:
        self.programs.append(program)
        program.start()
        return program

    def python(self, *arguments: str) -> str:
        """Run Python in this portal; its output."""
        done = subprocess.run(
            [*self.inside, sys.executable, *arguments],
            cwd=ROOT,
            env=self.environment,
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.returncode == 0, f"{done.stdout}\n{done.stderr}"
        return done.stdout

    def manage(self, *arguments: str) -> str:
        """Run a command of the portal; its output."""
        return self.python("manage.py", *arguments)

    def empty_media(self) -> None:
        """Delete every file, as a broken disk would."""
        found = ["find", str(self.media), "-mindepth", "1", "-delete"]
        subprocess.run([*self.inside, *found], check=True)

    def sql(self, query: str, *values: object) -> list[tuple[Any, ...]]:
        """Rows of a query."""
        with closing(psycopg2.connect(self.postgres.url)) as db, db.cursor() as cursor:
            cursor.execute(query, values)
            return list(cursor.fetchall())

    @property
    def said(self) -> str:
        """What the portal's processes wrote last."""
        return "\n".join(
            f"--- {log.name}\n{log.read_text(errors='replace')[-3000:]}" for log in self.logs.iterdir()
        )

    def stop(self) -> None:
        """Stop everything, the servers last."""
        for program in reversed(self.programs):
            program.stop()


@contextmanager
def house(**settings: str) -> Iterator[House]:
    """A portal with its tables on a PostgreSQL and a Redis of its own; ``settings`` are further variables."""
    folder = Path(tempfile.mkdtemp(prefix="portal-house-"))
    folder.chmod(0o755)  # the user that PostgreSQL runs as has to pass through
    try:
        made = House(folder, settings)
        try:
            made.redis.start()
            made.postgres.start()
            made.make_tables()
            yield made
        finally:
            made.stop()
    finally:
        shutil.rmtree(folder, ignore_errors=True)
