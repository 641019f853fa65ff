"""Two web servers and two workers, each with folders of its own as if it were a machine of its own."""

from __future__ import annotations

import http.client
import json
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from script.services import free_port
from tests.growing.balancer import Balancer, answers
from tests.house import House, Program, Web, Worker, house, wait_for
from tests.visitor import Answer, Visitor

BUCKET = "portal"
#: Seconds for which nobody must have come before a web server stops.
DRAIN = 2
#: Seconds in which whatever was begun ends, on a machine that has much else to do.
PATIENCE = 180


class ReadyWeb(Web):
    """gunicorn as the image starts it; started when it says that it is ready."""

    def start(self) -> None:
        """A busy machine may take a while to ask it."""
        super().start()
        wait_for(lambda: answers("GET", self.port, "/health/ready/"), PATIENCE, lambda: self.said)


class ObjectStore(Program):
    """A server that speaks S3, with an empty bucket."""

    def __init__(self, house: House) -> None:
        self.port = free_port()
        command = [sys.executable, "-m", "moto.server", "-H", "127.0.0.1", "-p", str(self.port)]
        super().__init__(command, house.logs / "s3.log")

    @property
    def settings(self) -> dict[str, str]:
        """How the portal finds it."""
        return {
            "MEDIA_S3_BUCKET": BUCKET,
            "MEDIA_S3_ENDPOINT": f"http://127.0.0.1:{self.port}",
            "MEDIA_S3_KEY": "key",
            "MEDIA_S3_SECRET": "secret",
            "MEDIA_S3_FOLDER": "anlan",
        }

    def ready(self) -> bool:
        return answers("PUT", self.port, f"/{BUCKET}")


@dataclass
class Fleet:
    """What runs, and what was filled in."""

    house: House
    balancer: Balancer
    webs: list[ReadyWeb]
    workers: list[Worker]
    filled: dict[str, Any]
    signed_in: dict[str, Visitor] = field(default_factory=dict)

    def visitor(self, name: str, port: int = 0) -> Visitor:
        """A browser in which this account is signed in, at the proxy or at one web server."""
        if name not in self.signed_in:
            self.signed_in[name] = Visitor(self.balancer.port)
            self.signed_in[name].sign_in(name, self.filled["password"])
        browser = Visitor(port or self.balancer.port)
        browser.cookies = dict(self.signed_in[name].cookies)
        return browser

    def ask_for_case_file(self, visitor: Visitor) -> int:
        """The number of the job."""
        answer = visitor.post(f"/suggestions/{self.filled['suggestion']}/case-file/", {})
        return int(expect(answer, http.client.FOUND).location.strip("/").split("/")[1])

    def until_jobs_end(self) -> None:
        """Wait until no job is asked for or at work; none has failed."""
        open_jobs = "select count(*) from jobs_job where state in ('queued', 'running')"
        wait_for(lambda: self.house.sql(open_jobs) == [(0,)], PATIENCE, lambda: self.house.said)
        failed = "select kind, message from jobs_job where state not in ('queued', 'running', 'done')"
        assert self.house.sql(failed) == [], self.house.said

    @property
    def local_files(self) -> list[Path]:
        """What lies in the media folder of any machine."""
        return [path for path in self.house.folder.glob("host*/media/**/*") if path.is_file()]


def expect(answer: Answer, status: int) -> Answer:
    """The answer, which has this status."""
    assert answer.status == status, f"{answer.status} {answer.location} {answer.said}"
    return answer


@contextmanager
def fleet() -> Iterator[Fleet]:
    """One PostgreSQL, one Redis, one bucket; two web servers behind a proxy and two workers."""
    with house() as portal:
        store = ObjectStore(portal)
        portal.programs.append(store)
        store.start()
        portal.settings |= store.settings
        filled = json.loads(portal.python("-m", "tests.growing.fill"))
        webs = [_web(portal, n) for n in (1, 2)]
        workers = [_worker(portal, n) for n in (3, 4)]
        for one in (*webs, *workers):
            portal.programs.append(one)
            one.start()
        balancer = Balancer([web.port for web in webs])
        try:
            yield Fleet(portal, balancer, webs, workers, filled)
        finally:
            balancer.close()
            for one in (*webs, *workers):
                one.kill()


def _host(portal: House, number: int) -> dict[str, str]:
    own = portal.folder / f"host{number}"
    return {**portal.environment, "PORTAL_DATA": str(own / "data"), "PORTAL_MEDIA": str(own / "media")}


def _web(portal: House, number: int) -> ReadyWeb:
    port = free_port()
    own = {"HOST": "127.0.0.1", "PORT": str(port), "WEB_PROCESSES": "1", "DRAIN_SECONDS": str(DRAIN)}
    command = [sys.executable, "-m", "gunicorn", "--config", "python:congress.gunicorn", "congress.wsgi"]
    web = ReadyWeb(command, portal.logs / f"web{number}.log", {**_host(portal, number), **own})
    web.port = port
    return web


def _worker(portal: House, number: int) -> Worker:
    command = [sys.executable, "-m", "celery", "-A", "congress", "worker", "--concurrency", "1"]
    options = ["--loglevel", "INFO", "--hostname", f"worker{number}@portal"]
    return Worker([*command, *options], portal.logs / f"worker{number}.log", _host(portal, number))


def restart(program: Program) -> float:
    """Stop it as an administrator would, and start it again; the seconds that took."""
    began = time.monotonic()
    program.stop(90)
    program.start()
    return time.monotonic() - began
