"""The portal of a drill: filled, served, with people signed in."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from tests.faults.disk import Means, SmallDisk
from tests.house import ROOT, House, Program, Web, Worker, house, wait_for
from tests.visitor import Visitor

CLERKS, DEPUTIES = 4, 8
#: Seconds in which every job that was asked for has to end.
JOBS_END = 60


@dataclass
class Standing:
    """What the drills have their hands on."""

    house: House
    disk: SmallDisk
    web: Web
    worker: Worker
    beat: Program
    looker: subprocess.Popen[str]
    filled: dict[str, Any]
    signed_in: dict[str, Visitor] = field(default_factory=dict)

    @property
    def kind(self) -> str:
        """The key of a kind of activity."""
        return str(self.filled["kind"])

    def clerk(self, number: int) -> Visitor:
        """A browser of its own in which a clerk of the office is signed in."""
        return self._visitor("clerks", number)

    def deputy(self, number: int) -> Visitor:
        """A browser of its own in which a deputy is signed in."""
        return self._visitor("deputies", number)

    def _visitor(self, who: str, number: int) -> Visitor:
        key = f"{who} {number}"
        if key not in self.signed_in:
            names = self.filled[who]
            visitor = Visitor(self.web.port)
            visitor.sign_in(names[number % len(names)], self.filled["password"])
            self.signed_in[key] = visitor
        return self.signed_in[key]

    def ask_for_pdf(self, visitor: Visitor) -> int:
        """Ask on the page for the case file of the suggestion; the number of the job."""
        answer = visitor.post(f"/suggestions/{self.filled['suggestion']}/case-file/", {})
        parts = answer.location.strip("/").split("/")
        if len(parts) != 2 or parts[0] != "jobs":
            raise LookupError(f"no job: {answer.status} {answer.said}")
        return int(parts[1])

    def job(self, number: int) -> tuple[str, int, str, str]:
        """State, attempt, file and message of a job."""
        found = self.house.sql("select state, attempt, result, message from jobs_job where id = %s", number)
        return found[0]

    def until(self, number: int, *states: str) -> None:
        """Wait until a job is in one of these states."""
        wait_for(lambda: self.job(number)[0] in states, JOBS_END, lambda: self.house.said)

    def until_jobs_end(self) -> None:
        """Wait until no job is asked for or at work."""
        open_jobs = "select count(*) from jobs_job where state in ('queued', 'running')"
        wait_for(lambda: self.house.sql(open_jobs) == [(0,)], JOBS_END, lambda: self.house.said)

    def look(self) -> dict[str, Any]:
        """What ``tests.faults.looking`` finds."""
        assert self.looker.stdin is not None
        assert self.looker.stdout is not None
        self.looker.stdin.write("\n")
        self.looker.stdin.flush()
        found: dict[str, Any] = json.loads(
            self.looker.stdout.readline() or '{"losses": ["nobody could look"]}'
        )
        return found


@contextmanager
def _looker(portal: House) -> Iterator[subprocess.Popen[str]]:
    """A process in the portal that looks when it is asked to."""
    command = [*portal.inside, sys.executable, "-m", "tests.faults.looking"]
    pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "text": True}
    with subprocess.Popen(command, cwd=ROOT, env=portal.environment, **pipes) as process:  # type: ignore[call-overload]
        yield process
        process.communicate()


@contextmanager
def standing(means: Means | None = None) -> Iterator[Standing]:
    """A portal with web, worker and beat over a small district; ``means`` of making its disk full."""
    with house() as portal, SmallDisk.on(portal, means) as disk, _looker(portal) as looker:
        filled = json.loads(portal.python("-m", "tests.faults.fill", str(CLERKS), str(DEPUTIES)))
        yield Standing(portal, disk, portal.web(), portal.worker(), portal.beat(), looker, filled)
