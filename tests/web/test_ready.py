"""Whether a proxy should send requests to this web server."""

import subprocess
import sys

import pytest
from django.db import DatabaseError
from django.test import Client

pytestmark = pytest.mark.django_db

_DRAINED = """
import os, signal, sys, time, types
from congress import gunicorn
from congress.web.draining import is_draining
stopped = []
signal.signal(signal.SIGTERM, lambda *_: stopped.append(time.monotonic()))
gunicorn.when_ready(None)
began = time.monotonic()
os.kill(os.getpid(), signal.SIGTERM)
assert is_draining() and not stopped
asked = types.SimpleNamespace(path=sys.argv[1])
while not stopped and time.monotonic() < began + 5:
    if time.monotonic() < began + 2:
        gunicorn.pre_request(None, asked)
    time.sleep(0.05)
print(stopped[0] - began)
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


@pytest.mark.parametrize(("path", "least"), [("/health/ready/", 0.9), ("/activities/", 2.5)])
def test_told_to_stop_it_drains_until_nobody_comes(path: str, least: float) -> None:
    done = subprocess.run(
        [sys.executable, "-c", _DRAINED, path],
        env={"DRAIN_SECONDS": "1"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert float(done.stdout) >= least
