"""./script/run as a person uses it."""

import os
import re
import signal
import socket
import subprocess
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
READY_SECONDS = 300
PORT = 18000

#: Both tests use one folder of data, for the demo district takes longest to load.
pytestmark = pytest.mark.slow


@dataclass
class Portal:
    """A started portal: the address it printed, and everything it printed until then."""

    process: subprocess.Popen[str]
    address: str
    said: str


def as_typed(data: Path) -> dict[str, str]:
    """The environment of a terminal: without what the tests set for themselves."""
    tests_own = ("PORTAL_", "DATABASE_", "REDIS_", "DJANGO_")
    kept = {name: value for name, value in os.environ.items() if not name.startswith(tests_own)}
    return {**kept, "PORTAL_DATA": str(data), "PORT": str(PORT)}


@contextmanager
def portal(data: Path, log: Path) -> Iterator[Portal]:
    with log.open("w") as out:
        process = subprocess.Popen(
            ["env", "--default-signal=INT", ROOT / "script" / "run"],
            env=as_typed(data),
            stdout=out,
            stderr=out,
            text=True,
        )
    try:
        deadline = time.monotonic() + READY_SECONDS
        while not (found := re.search(r"The portal is at +(\S+)", log.read_text())):
            assert process.poll() is None, log.read_text()
            assert time.monotonic() < deadline, log.read_text()
            time.sleep(0.1)
        yield Portal(process, found.group(1), log.read_text())
    finally:
        process.send_signal(signal.SIGINT)
        process.wait(30)


def left_running(data: Path) -> list[str]:
    """Commands of processes that still have this data folder in their environment."""
    found = []
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            if f"PORTAL_DATA={data}".encode() in (folder / "environ").read_bytes().split(b"\0"):
                found.append((folder / "cmdline").read_text().replace("\0", " "))
        except OSError:
            continue
    return found


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("run") / "data"


def test_starts_stops_and_keeps_what_it_has(data: Path, tmp_path: Path) -> None:
    with portal(data, tmp_path / "first.log") as first:
        assert "demo district" in first.said
        with urllib.request.urlopen(first.address, timeout=20) as answer:
            assert answer.status == 200
        logs = {path.stem for path in (data / "log").iterdir()}
        assert logs == {"web", "worker", "beat"}
        beside = subprocess.run(
            [ROOT / "script" / "run"],
            env=as_typed(data),
            capture_output=True,
            text=True,
            check=False,
        )
        assert beside.returncode == 1
        assert f"already running at {first.address}" in beside.stderr
    assert left_running(data) == []
    assert first.process.returncode == 0

    with socket.socket() as taken:
        taken.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        taken.bind(("127.0.0.1", PORT))
        taken.listen()
        with portal(data, tmp_path / "second.log") as second:
            assert "demo district" not in second.said
            assert second.address != first.address
    assert left_running(data) == []


def test_says_which_part_ended_and_stops_the_rest(data: Path, tmp_path: Path) -> None:
    with portal(data, tmp_path / "log") as running:
        worker = next(
            int(folder.name)
            for folder in Path("/proc").glob("[0-9]*")
            if (status := folder / "status").exists()
            and f"PPid:\t{running.process.pid}\n" in status.read_text()
            and "\0worker\0" in (folder / "cmdline").read_text()
        )
        os.kill(worker, signal.SIGKILL)
        assert running.process.wait(30) == 1
    assert "worker ended by itself" in (tmp_path / "log").read_text()
    assert left_running(data) == []
