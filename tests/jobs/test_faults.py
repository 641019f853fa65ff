"""Faults, with real processes: a worker killed at work, a broker that is away, a full disk.

Each runs on the embedded portal (SQLite, a folder of messages) and on PostgreSQL with Redis.
"""

import os
import signal
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from tests.house import Redis, wait_for
from tests.jobs.world import World, embedded, served

pytestmark = pytest.mark.slow

#: Seconds asking may take while the broker is away: a second, and as much again for a busy machine.
PATIENCE = 2


on_services = pytest.mark.parametrize(
    "world", [pytest.param("served", marks=pytest.mark.services)], indirect=True
)


@pytest.fixture(params=["embedded", pytest.param("served", marks=pytest.mark.services)])
def world(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[World]:
    """A fresh portal with its tables."""
    if request.param == "embedded":
        with embedded(tmp_path / "portal") as made:
            yield made
    else:
        with served(tmp_path / "portal") as made:
            yield made


@pytest.fixture
def redis(world: World) -> Redis:
    """The Redis of a served world."""
    assert world.redis is not None
    return world.redis


def test_a_job_runs_in_a_real_worker(world: World) -> None:
    with world.worker():
        row = world.until_ended(world.ask("tests.write", text="好"))
    assert (row["state"], row["percent"], row["attempt"]) == ("done", 100, 1)
    assert (world.media / row["result"]).read_text() == "好"
    assert world.sql("select title, url from notices_notice") == [
        {"title": "测试任务已做好", "url": f"/jobs/{row['id']}/"}
    ]


@pytest.mark.parametrize("victim", ["child", "worker"])
def test_a_worker_killed_at_work(world: World, victim: str) -> None:
    """The process that works, or the whole worker: the job starts again and leaves one whole file."""
    with world.worker() as worker:
        number = world.ask("tests.die_once", folder=str(world.folder), media=str(world.media))
        wait_for(lambda: world.job(number)["percent"] == 40, 20, lambda: world.log)
        assert world.files == [f".{number}-1.txt.part"]
        child = int((world.folder / "attempt-1").read_text())
        if victim == "child":
            os.kill(child, signal.SIGKILL)
            row = world.until_ended(number)
        else:
            os.killpg(worker.pid, signal.SIGKILL)
    if victim == "worker":
        assert world.job(number)["state"] == "running"
        with world.worker():
            row = world.until_ended(number)
    assert (row["state"], row["attempt"], row["percent"]) == ("done", 2, 100)
    assert world.files == [f"{number}-2.txt"]
    assert (world.media / row["result"]).read_bytes() == b"whole"
    assert len(world.sql("select id from notices_notice")) == 1


def test_a_step_longer_than_a_lease_is_not_taken_for_dead(world: World) -> None:
    with world.worker():
        row = world.until_ended(world.ask("tests.long_step", seconds=7))
    assert (row["state"], row["attempt"]) == ("done", 1)


def test_a_job_that_never_ends_is_stopped(world: World) -> None:
    world.settings["JOB_SECONDS"] = "2"
    with world.worker():
        row = world.until_ended(world.ask("tests.long_step", seconds=600))
    assert row["state"] == "failed"
    assert "还没有做完，已经停下" in row["message"]


def test_a_lost_call(world: World) -> None:
    """The message is gone, the row is not: the sweep finds it."""
    number = world.ask("tests.write", text="好")
    if world.redis:
        world.redis.stop()
        world.redis.start()  # it keeps nothing
    for message in world.folder.glob("broker/messages/*.msg"):
        message.unlink()
    assert world.job(number)["state"] == "queued"
    with world.worker():
        assert world.until_ended(number)["state"] == "done"


@on_services
def test_redis_stopped(world: World, redis: Redis) -> None:
    """Asking takes about a second at most; when Redis is back, the worker that was there does the job."""
    with world.worker():
        assert world.until_ended(world.ask("tests.write", text="先"))["state"] == "done"
        redis.stop()
        number = world.ask("tests.write", text="后")
        assert world.ask_seconds < PATIENCE
        assert world.job(number)["state"] == "queued"
        redis.start()
        assert world.until_ended(number, 60)["state"] == "done"


@on_services
def test_redis_that_hangs(world: World, redis: Redis) -> None:
    """A server that takes the connection and then says nothing costs no more."""
    with redis.frozen():
        number = world.ask("tests.write", text="好")
    assert world.ask_seconds < PATIENCE
    assert world.job(number)["state"] == "queued"


@contextmanager
def small_disk(folder: Path) -> Iterator[None]:
    """A disk of one megabyte."""
    folder.mkdir(parents=True)
    mount = ["mount", "-t", "tmpfs", "-o", "size=1m", "tmpfs", str(folder)]
    if subprocess.run(mount, stderr=subprocess.DEVNULL).returncode:
        pytest.skip(
            "only root can make a small disk; tests/jobs/test_run.py has the same with a made-up error"
        )
    try:
        yield
    finally:
        subprocess.run(["umount", "--lazy", str(folder)], check=True)


def test_full_disk(world: World) -> None:
    with small_disk(world.media), world.worker():
        row = world.until_ended(world.ask("tests.large", size=3_000_000))
        assert (row["state"], row["result"]) == ("failed", "")
        assert row["message"].startswith("存放文件的磁盘已满")
        assert world.files == []
        assert world.until_ended(world.ask("tests.write", text="放得下"))["state"] == "done"
    assert "No space left on device" in world.log
