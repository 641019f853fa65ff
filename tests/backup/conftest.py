"""Whole portals beside the one under test: a backup is taken from one and restored into another."""

import os
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

import pytest
from django.db import connection
from pytest_django import DjangoDbBlocker

from tests.database import copy_tables, template
from tests.inside import Inside

ROOT = Path(__file__).resolve().parents[2]


@dataclass(frozen=True)
class Portal:
    """An embedded portal with a folder and a database of its own."""

    data: Path
    address: str
    #: Processes that stay, by address.
    inside: dict[str, Inside]

    @property
    def environment(self) -> dict[str, str]:
        """As if it were the only one."""
        return {
            **os.environ,
            "DJANGO_SETTINGS_MODULE": "congress.settings",
            "PORTAL_MODE": "embedded",
            "PORTAL_DATA": str(self.data),
            "DATABASE_URL": self.address,
            "REDIS_URL": "",
            "PYTHONPATH": str(ROOT),
        }

    def manage(self, *arguments: str) -> "subprocess.CompletedProcess[str]":
        """Run ``manage.py`` as this portal."""
        return subprocess.run(
            [sys.executable, "manage.py", *arguments],
            cwd=ROOT,
            env=self.environment,
            capture_output=True,
            text=True,
            check=False,
        )

    def run(self, code: str) -> str:
        """Run a piece of Python as this portal, in a process that stays; what it printed."""
        if self.address not in self.inside:
            self.inside[self.address] = Inside(self.environment)
        return self.inside[self.address].run(code)


class Maker(Protocol):
    """Makes the portal ``name``: with what migrations leave, or without any tables."""

    def __call__(self, name: str, *, empty: bool = False) -> Portal: ...


@pytest.fixture(scope="session", params=["sqlite", pytest.param("postgresql", marks=pytest.mark.services)])
def new_portal(
    request: pytest.FixtureRequest,
    tmp_path_factory: pytest.TempPathFactory,
    django_db_setup: None,
    django_db_blocker: DjangoDbBlocker,
) -> Iterator[Maker]:
    """Make a portal; its database goes away with the test run."""
    folder = tmp_path_factory.mktemp("portals")
    server = os.environ.get("DATABASE_URL", "").rpartition("/")[0]
    made: list[str] = []
    inside: dict[str, Inside] = {}

    def make(name: str, *, empty: bool = False) -> Portal:
        if request.param == "sqlite":
            file = folder / f"{name}.sqlite3"
            for old in folder.glob(f"{name}.sqlite3*"):
                old.unlink()
            if not empty:
                copy_tables(file)
            return Portal(folder / name, f"sqlite:///{file}", inside)
        database = f"{connection.settings_dict['NAME']}_{name}"
        if database not in made:
            made.append(database)
        with django_db_blocker.unblock(), connection.cursor() as cursor:
            cursor.execute(f"DROP DATABASE IF EXISTS {database} WITH (FORCE)")
            cursor.execute(f"CREATE DATABASE {database} TEMPLATE {'template1' if empty else template()}")
        return Portal(folder / name, f"{server}/{database}", inside)

    yield make
    for process in inside.values():
        process.end()
    for database in made:
        with django_db_blocker.unblock(), connection.cursor() as cursor:
            cursor.execute(f"DROP DATABASE {database} WITH (FORCE)")
