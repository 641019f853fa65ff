"""Defaults are for the embedded run alone."""

import os
import secrets
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
PRODUCTION = {
    "PORTAL_MODE": "production",
    "SECRET_KEY": secrets.token_urlsafe(64),
    "ALLOWED_HOSTS": "portal.example",
    "REDIS_URL": "redis://localhost",
    "DATABASE_URL": "postgres://portal@localhost/portal",
}


def manage(command: list[str], folder: Path, **variables: str) -> subprocess.CompletedProcess[str]:
    """manage.py in a process that has these variables and no others of the portal."""
    kept = {name: os.environ[name] for name in ("PATH", "HOME", "LANG") if name in os.environ}
    return subprocess.run(
        [sys.executable, "manage.py", *command],
        cwd=ROOT,
        env={**kept, "PORTAL_DATA": str(folder), **variables},
        capture_output=True,
        text=True,
        check=False,
    )


def test_no_variable_is_needed_for_the_embedded_run(tmp_path: Path) -> None:
    assert manage(["check"], tmp_path).returncode == 0


def test_production_is_clean(tmp_path: Path) -> None:
    done = manage(["check", "--deploy", "--fail-level", "WARNING"], tmp_path, **PRODUCTION)
    assert done.returncode == 0, done.stderr


@pytest.mark.parametrize("name", ["SECRET_KEY", "REDIS_URL"])
def test_production_refuses_to_start_without(tmp_path: Path, name: str) -> None:
    done = manage(["check"], tmp_path, **{**PRODUCTION, name: ""})
    assert done.returncode != 0
    assert name in done.stderr


def test_production_answers_to_no_host_of_its_own_accord(tmp_path: Path) -> None:
    done = manage(["check", "--deploy"], tmp_path, **{**PRODUCTION, "ALLOWED_HOSTS": ""})
    assert "security.W020" in done.stderr


def test_static_files_can_be_collected_for_production(tmp_path: Path) -> None:
    """Every file that a style sheet or script names is there, and gets a name with a hash."""
    target = tmp_path / "static"
    done = manage(["collectstatic", "--noinput"], tmp_path, **PRODUCTION, STATIC_ROOT=str(target))
    assert done.returncode == 0, done.stderr
    assert (target / "staticfiles.json").exists()
