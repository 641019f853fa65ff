"""Whether a proxy should send requests to this web server."""

import subprocess
import sys

import pytest
from django.db import DatabaseError
from django.test import Client

pytestmark = pytest.mark.django_db

_DRAINED = """
import signal, os, sys, time
from congress import gunicorn
from congress.web.draining import is_draining
stopped = []
signal.signal(signal.SIGTERM, lambda *_: stopped.append(time.monotonic()))
gunicorn.when_ready(None)
began = time.monotonic()
os.kill(os.getpid(), signal.SIGTERM)
assert is_draining() and not stopped
while not stopped and time.monotonic() < began + 5:
    time.sleep(0.05)
assert 0.9 < stopped[0] - began < 3, stopped
"""


def test_a_server_with_its_database_is_ready(client: Client) -> None:
    answer = client.get("/health/ready/")
    assert (answer.status_code, answer.content) == (200, b"ready")


def test_a_server_that_drains_is_not(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("congress.web.health.is_draining", lambda: True)
    answer = client.get("/health/ready/")
    assert (answer.status_code, answer.content) == (503, b"draining")
    assert client.get("/health/").status_code == 200


def test_a_server_without_its_database_is_not(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    def away() -> None:
        raise DatabaseError

    monkeypatch.setattr("congress.web.health.connection.cursor", away)
    answer = client.get("/health/ready/")
    assert (answer.status_code, answer.content) == (503, b"no database")


def test_told_to_stop_it_drains_first() -> None:
    done = subprocess.run(
        [sys.executable, "-c", _DRAINED],
        env={"DRAIN_SECONDS": "1"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
