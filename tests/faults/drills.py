"""The drills: one fault each, under load, and what was lost by it. ``./script/drill`` prints what they found."""

from __future__ import annotations

import os
import random
import re
import shutil
import signal
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from http import HTTPStatus
from io import BytesIO

from PIL import Image

from tests.faults.standing import Standing
from tests.faults.writing import BROKEN, Ledger, clients
from tests.visitor import NoAnswer, Visitor

FULL_AT_THE_FIELD = "文件没有存下来：服务器的存储空间不够"
FULL_ON_THE_JOB = "存放文件的磁盘已满"


@dataclass(frozen=True)
class Size:
    """How much is done in each drill."""

    clients: int
    writes: int
    jobs: int
    kills: int


WHOLE = Size(clients=50, writes=200, jobs=6, kills=2)
SMALL = Size(clients=8, writes=40, jobs=2, kills=1)


@dataclass
class Outcome:
    """What one drill tried and found; ``losses`` are sentences, none is well."""

    drill: str
    tried: int = 0
    acknowledged: int = 0
    away: float = 0.0
    notes: list[str] = field(default_factory=list)
    losses: list[str] = field(default_factory=list)

    def expect(self, holds: object, otherwise: str) -> None:
        """Note a loss unless it holds."""
        if not holds:
            self.losses.append(otherwise)


@contextmanager
def drill(standing: Standing, name: str) -> Iterator[Outcome]:
    """A drill ends with what must always hold, see ``tests.faults.looking``, also one that could not go on."""
    outcome = Outcome(name)
    try:
        yield outcome
    except (AssertionError, LookupError, NoAnswer) as error:
        outcome.losses.append(f"could not go on: {error}")
    with suppress(AssertionError):  # jobs that did not end are among what is found
        standing.until_jobs_end()
    found = standing.look()
    outcome.losses += found["losses"]
    if found["leftovers"]:
        outcome.notes.append(f"{len(found['leftovers'])} whole files that no row names")
    outcome.notes.append(f"audit chain of {found['events']} events")


def _count(standing: Standing, outcome: Outcome, ledger: Ledger) -> None:
    """Compare what the database holds with what was acknowledged to the clients."""
    outcome.tried += sum(write.times_sent for write in ledger.writes)
    outcome.acknowledged += len(ledger.taken)
    outcome.losses += ledger.faults
    if ledger.faults:
        outcome.notes += [f"{count}× in the log: {line}" for line, count in _errors(standing).most_common()]
    outcome.expect(sum(ledger.refusals.values()), "no client met the fault, so nothing was tried")
    if ledger.refusals:
        outcome.notes.append(", ".join(f"{count}× {what}" for what, count in sorted(ledger.refusals.items())))
    for table in sorted({write.table for write in ledger.writes}):
        rows = dict(standing.house.sql(f"select token::text, count(*) from {table} group by 1"))  # noqa: S608 - ours
        for write in ledger.writes:
            there = rows.get(write.token, 0)
            if write.table == table and (there > 1 or (write.taken and there != 1)):
                outcome.losses.append(
                    f"{table} {write.token}: {'taken' if write.taken else 'sent'}, there {there} times"
                )


def _errors(standing: Standing) -> Counter[str]:
    """What the web server's log says went wrong: the last line of each traceback, without what differs by request."""
    raised = re.findall(r"^[\w.]*(?:Error|Exception|Interrupted)\b.*$", standing.web.whole_log, re.MULTILINE)
    return Counter(line[:160] for line in raised)


def _jobs_done(standing: Standing, outcome: Outcome, numbers: list[int]) -> None:
    outcome.tried += len(numbers)
    outcome.acknowledged += len(numbers)
    for number in numbers:
        state, attempt, result, message = standing.job(number)
        outcome.expect(
            (state, bool(result)) == ("done", True), f"job {number}, attempt {attempt}: {state} {message}"
        )


def worker_killed(standing: Standing, size: Size) -> Outcome:
    """kill -9 for the process that works at a job, and for the whole worker: each job is done once."""
    with drill(standing, "worker killed at work") as outcome:
        numbers = []
        for turn in range(size.jobs):
            number = standing.ask_for_pdf(standing.clerk(0))
            numbers.append(number)
            standing.until(number, "running", "done", "failed")
            began = time.monotonic()
            if turn == size.jobs - 1:
                standing.worker.kill()
                standing.worker.start()
            else:
                with suppress(ProcessLookupError):
                    os.kill(standing.worker.children[0], signal.SIGKILL)
            standing.until(number, "done", "failed")
            outcome.away = max(outcome.away, time.monotonic() - began)
        _jobs_done(standing, outcome, numbers)
        caught = sum(standing.job(number)[1] > 1 for number in numbers)
        outcome.notes.append(f"{caught} of {size.jobs} caught in the middle")
        outcome.expect(caught, "no job was caught in the middle, so nothing was tried")
    return outcome


def redis_stopped(standing: Standing, size: Size) -> Outcome:
    """Redis dies and comes back empty: pages answer, people stay signed in, jobs that were asked for are done."""
    with drill(standing, "Redis killed, back empty") as outcome:
        people = [standing.clerk(0), standing.deputy(0)]
        pages = ["/", "/activities/", "/jobs/"], ["/", "/suggestions/write/", "/notices/"]
        slowest = 0.0
        standing.house.redis.kill()
        began = time.monotonic()
        try:
            for visitor, opened in zip(people, pages, strict=True):
                for page in opened:
                    asked = time.monotonic()
                    answer = visitor.get(page)
                    slowest = max(slowest, time.monotonic() - asked)
                    outcome.tried += 1
                    outcome.acknowledged += answer.status == HTTPStatus.OK
                    outcome.expect(
                        answer.status == HTTPStatus.OK, f"{page} without Redis: {answer.status} {answer.said}"
                    )
            newcomer = Visitor(standing.web.port)
            newcomer.sign_in(standing.filled["clerks"][1], standing.filled["password"])
            outcome.expect(newcomer.get("/").status == HTTPStatus.OK, "nobody can sign in without Redis")
            numbers = [standing.ask_for_pdf(people[0]) for _ in range(size.jobs)]
        finally:
            outcome.away = time.monotonic() - began
            standing.house.redis.start()
        standing.until_jobs_end()
        _jobs_done(standing, outcome, numbers)
        for visitor in [*people, newcomer]:
            outcome.expect(
                visitor.get("/").status == HTTPStatus.OK, "somebody was signed out by an empty Redis"
            )
        outcome.notes.append(f"slowest page without it {slowest:.1f} s")
    return outcome


def postgres_restarted(standing: Standing, size: Size) -> Outcome:
    """PostgreSQL restarts and crashes while clients write: what was acknowledged is there once."""
    postgres = standing.house.postgres
    with drill(standing, f"PostgreSQL restarted, {size.clients} clients") as outcome:
        numbers = []
        with clients(standing, size.clients, size.writes) as ledger:
            for stop in (postgres.stop, postgres.kill):
                ledger.wait_for_more(size.writes // 4)
                numbers.append(standing.ask_for_pdf(standing.clerk(0)))
                stop()
                began = time.monotonic()
                time.sleep(1)
                postgres.start()
                outcome.away = max(outcome.away, ledger.wait_for_one_after(began))
        _count(standing, outcome, ledger)
        outcome.expect(
            not ledger.refusals[BROKEN], "the web server broke connections while PostgreSQL was away"
        )
        with suppress(AssertionError):  # the job's state says it
            standing.until_jobs_end()
        _jobs_done(standing, outcome, numbers)
    return outcome


def disk_full(standing: Standing, size: Size) -> Outcome:
    """No room for a photo or a PDF: said at the field and on the job, nothing half kept; with room it works."""
    clerk, disk, touched = standing.clerk(0), standing.disk, (standing.web, standing.worker)
    with drill(standing, "media disk full") as outcome:
        outcome.notes.append(disk.described)
        photo = ("photos", "现场.jpg", _photo())
        forms = [clerk.form("/activities/new/", "token") for _ in range(size.jobs)]
        token = [form["token"][0] for form in forms]
        typed = {
            "days": ["2026年5月8日"],
            "kind": [standing.kind],
            "text": ["5月8日，开展调研。"],
            "anyway": ["1"],
        }
        disk.fill(*touched)
        began = time.monotonic()
        try:
            for number, form in enumerate(forms):
                form |= typed | {"headline": [f"满盘{number}"]}
                answer = clerk.post("/activities/new/", form, photo)
                outcome.tried += 1
                outcome.expect(
                    answer.status == HTTPStatus.OK and FULL_AT_THE_FIELD in answer.text,
                    f"a photo without room: {answer.status} {answer.said[:300]}",
                )
            there = "select count(*) from activities_activity where token::text = any(%s)"
            outcome.expect(standing.house.sql(there, token) == [(0,)], "a record was kept without its photo")
            job = standing.ask_for_pdf(clerk)
            standing.until_jobs_end()
            state, _attempt, result, message = standing.job(job)
            said = (state, result, message.startswith(FULL_ON_THE_JOB))
            outcome.expect(said == ("failed", "", True), f"a PDF without room: {state} {result} {message}")
        finally:
            disk.free(*touched)
        for form in forms:
            answer = clerk.post("/activities/new/", form, photo)
            outcome.tried += 1
            outcome.acknowledged += answer.status == HTTPStatus.FOUND
            outcome.expect(
                answer.status == HTTPStatus.FOUND, f"the same upload with room: {answer.status} {answer.said}"
            )
        outcome.away = time.monotonic() - began
        outcome.expect(standing.house.sql(there, token) == [(len(forms),)], "not every record is there once")
        clerk.post(f"/jobs/{job}/retry/", {})
        standing.until_jobs_end()
        _jobs_done(standing, outcome, [job])
    return outcome


def _photo() -> bytes:
    """A picture that does not grow small."""
    noise = Image.frombytes("RGB", (640, 480), random.Random(7).randbytes(640 * 480 * 3))
    out = BytesIO()
    noise.save(out, "JPEG")
    return out.getvalue()


def web_killed(standing: Standing, size: Size) -> Outcome:
    """kill -9 for the web server, master and processes, while clients write; what had no answer is sent again."""
    with drill(standing, f"web killed within {size.writes} writes") as outcome:
        with clients(standing, min(size.clients, 16), size.writes) as ledger:
            for _turn in range(size.kills):
                ledger.wait_for_more(size.writes // (size.kills + 1))
                standing.web.kill()
                began = time.monotonic()
                standing.web.start()
                outcome.away = max(outcome.away, ledger.wait_for_one_after(began))
        _count(standing, outcome, ledger)
    return outcome


def backed_up_and_restored(standing: Standing, size: Size) -> Outcome:
    """Backup, wipe, restore by the commands: every row and every file is back, and people go on where they were."""
    portal = standing.house
    with drill(standing, "backup, wipe, restore") as outcome:
        served = (standing.beat, standing.worker, standing.web)
        for program in served:
            program.stop()
        before = standing.look()
        folder = portal.folder / "backup"
        portal.manage("backup", str(folder))
        began = time.monotonic()
        portal.postgres.new_database()
        portal.empty_media()
        portal.manage("restore", str(folder))
        after = standing.look()
        outcome.away = time.monotonic() - began
        shutil.rmtree(folder)
        for what in ("tables", "files"):
            outcome.tried += len(before[what])
            outcome.acknowledged += sum(
                before[what].get(name) == value for name, value in after[what].items()
            )
            differing = sorted(set(before[what]) ^ set(after[what]))
            differing += [n for n in before[what] if n in after[what] and before[what][n] != after[what][n]]
            outcome.losses += [f"{what} differ after the restore: {name}" for name in differing]
        rows = sum(count for count, _digest in before["tables"].values())
        outcome.notes.append(f"{rows} rows of {len(before['tables'])} tables, {len(before['files'])} files")
        for program in reversed(served):
            program.start()
        outcome.expect(
            standing.clerk(0).get("/").status == HTTPStatus.OK, "somebody was signed out by the restore"
        )
    return outcome


DRILLS: tuple[Callable[[Standing, Size], Outcome], ...] = (
    worker_killed,
    redis_stopped,
    postgres_restarted,
    disk_full,
    web_killed,
    backed_up_and_restored,
)
