"""The Docker set-up, as far as it can be judged without an engine."""

import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import yaml

ROOT = Path(__file__).resolve().parents[2]
COMPOSE = ROOT / "docker-compose.yml"
BIN = Path(sys.executable).parent


@pytest.fixture(scope="module")
def compose() -> dict[str, Any]:
    loaded: dict[str, Any] = yaml.safe_load(COMPOSE.read_text())
    return loaded


def test_the_compose_file_follows_the_schema() -> None:
    command = [str(BIN / "check-jsonschema"), "--builtin-schema", "vendor.compose-spec", str(COMPOSE)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout


def test_the_dockerfile_is_clean() -> None:
    done = subprocess.run(
        [BIN / "hadolint", ROOT / "Dockerfile"], capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout


def test_every_service_that_stays_is_watched(compose: dict[str, Any]) -> None:
    services = compose["services"]
    assert services.keys() == {"postgres", "redis", "migrate", "web", "worker", "beat"}
    image_has_one = "HEALTHCHECK" in (ROOT / "Dockerfile").read_text()
    watched = {name for name, service in services.items() if service.get("healthcheck", {}).get("test")}
    assert image_has_one
    assert watched | {"web", "migrate"} == services.keys()


def test_data_lives_in_named_volumes(compose: dict[str, Any]) -> None:
    mounts = [mount for service in compose["services"].values() for mount in service.get("volumes", [])]
    assert {mount.split(":")[0] for mount in mounts} == compose["volumes"].keys()


def test_nothing_starts_without_its_secrets() -> None:
    text = COMPOSE.read_text()
    for name in ("SECRET_KEY", "POSTGRES_PASSWORD", "ALLOWED_HOSTS"):
        uses = re.findall(r"\$\{" + name + r"(..)", text)
        assert uses, name
        assert set(uses) == {":?"}, name


def test_every_variable_is_explained() -> None:
    unasked = {"SECURE_SSL_REDIRECT", "PORTAL_VERSION"}
    asked = set(re.findall(r"\$\{([A-Z0-9_]+)", COMPOSE.read_text())) - unasked
    explained = set(re.findall(r"^([A-Z0-9_]+)=", (ROOT / ".env.example").read_text(), re.MULTILINE))
    assert asked == explained


def test_the_image_runs_as_an_ordinary_user() -> None:
    users = re.findall(r"^USER (\S+)", (ROOT / "Dockerfile").read_text(), re.MULTILINE)
    assert users == ["10001"]


def test_the_image_gets_every_room() -> None:
    wanted = set(re.findall(r"^!/([\w.-]+)$", (ROOT / ".dockerignore").read_text(), re.MULTILINE))
    rooms = {path.parent.name for path in ROOT.glob("*/__init__.py")} - {"tests", "bench"}
    assert rooms <= wanted
    assert [name for name in sorted(wanted) if not (ROOT / name).exists()] == []
