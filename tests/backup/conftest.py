"""Whole portals beside the one under test: a backup is taken from one and restored into another."""

import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from django.db import connection
from pytest_django import DjangoDbBlocker

ROOT = Path(__file__).resolve().parents[2]


@dataclass(frozen=True)
class Portal:
    """An embedded portal with a folder and a database of its own."""

    data: Path
    address: str

    def manage(self, *arguments: str) -> "subprocess.CompletedProcess[str]":
        """Run ``manage.py`` as this portal."""
        environment = {
            **os.environ,
            "DJANGO_SETTINGS_MODULE": "congress.settings",
            "PORTAL_MODE": "embedded",
            "PORTAL_DATA": str(self.data),
            "DATABASE_URL": self.address,
            "REDIS_URL": "",
        }
        return subprocess.run(
            [sys.executable, "manage.py", *arguments],
            cwd=ROOT,
            env=environment,
            capture_output=True,
            text=True,
            check=False,
        )


@pytest.fixture(scope="session", params=["sqlite", "postgresql"])
def new_portal(
    request: pytest.FixtureRequest,
    tmp_path_factory: pytest.TempPathFactory,
    django_db_setup: None,
    django_db_blocker: DjangoDbBlocker,
) -> Iterator[Callable[[str], Portal]]:
    """Make a portal without any tables; its database goes away with the test run."""
    folder = tmp_path_factory.mktemp("portals")
    server = os.environ.get("DATABASE_URL", "").rpartition("/")[0]
    made: list[str] = []
    if request.param == "postgresql" and connection.vendor != "postgresql":
        pytest.skip("needs PostgreSQL: ./script/test postgres")

    def make(name: str) -> Portal:
        if request.param == "sqlite":
            return Portal(folder / name, f"sqlite:///{folder / name}.sqlite3")
        database = f"{connection.settings_dict['NAME']}_{name}"
        made.append(database)
        with django_db_blocker.unblock(), connection.cursor() as cursor:
            cursor.execute(f"DROP DATABASE IF EXISTS {database} WITH (FORCE)")
            cursor.execute(f"CREATE DATABASE {database}")
        return Portal(folder / name, f"{server}/{database}")

    yield make
    for database in made:
        with django_db_blocker.unblock(), connection.cursor() as cursor:
            cursor.execute(f"DROP DATABASE {database} WITH (FORCE)")
