"""The container's health check, against a web server and against none."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from pytest_django.live_server_helper import LiveServer

ROOT = Path(__file__).resolve().parents[2]


def healthy(port: str) -> bool:
    """What script/health.py says of the server on this port."""
    environment = {**os.environ, "PORT": port, "ALLOWED_HOSTS": "portal.example,10.0.0.1"}
    command = [sys.executable, str(ROOT / "script" / "health.py")]
    return subprocess.run(command, env=environment, capture_output=True, check=False).returncode == 0


@pytest.mark.django_db(transaction=True)
def test_a_server_that_answers_is_healthy(live_server: LiveServer) -> None:
    assert healthy(live_server.url.rpartition(":")[2])


def test_no_server_is_not() -> None:
    assert not healthy("1")
