"""The demo district, loaded once for a version of the project and a day, and put into the database of a test.

Loading takes a minute or two and says the same each time; that it loads is what tests/demo/test_load_demo.py tests.
Only SQLite keeps it: on PostgreSQL few tests need it.
"""

from __future__ import annotations

import hashlib
import os
import shutil
import sqlite3
import subprocess
import sys
from contextlib import closing
from functools import cache as once
from io import StringIO
from pathlib import Path

import django
from django.conf import settings
from django.core.cache import cache
from django.core.management import call_command
from django.db import connection
from django.utils import timezone

from tests.clock import keep_the_date
from tests.database import KEPT, ROOT, alone, copy_tables, tables

#: What the demo is made of, and what makes it.
_PARTS = ("*.py", "*.json", "*.txt", "*.csv", "*.html", "*.css", "*.toml", "*.docx", "*.jpg", "*.png")
_ELSEWHERE = {"bench", "docs", "tests", "var"}
#: Loaded districts that are kept: another branch, or another run, may need one more.
_KEPT = 2


@once
def _digest() -> str:
    """Every file that may have a say, and the day."""
    found = hashlib.sha256(f"{timezone.localdate()}{django.VERSION}".encode())
    for folder in sorted(ROOT.iterdir()):
        if folder.name.startswith(".") or folder.name in _ELSEWHERE:
            continue
        files = [file for part in _PARTS for file in folder.rglob(part)] if folder.is_dir() else [folder]
        for file in sorted(files):
            found.update(str(file.relative_to(ROOT)).encode() + file.read_bytes())
    return found.hexdigest()[:16]


def _loaded() -> Path:
    """The folder of a SQLite file with the district and of the files it has."""
    kept = KEPT / f"demo-{_digest()}"
    with alone(KEPT / "demo.lock"):
        if not kept.exists():
            by_age = sorted(KEPT.glob("demo-*"), key=lambda folder: folder.stat().st_mtime)
            for old in [*by_age[: -_KEPT + 1], *KEPT.glob("making-demo")]:
                shutil.rmtree(old)
            fresh = KEPT / "making-demo"
            fresh.mkdir()
            copy_tables(fresh / "portal.sqlite3")
            subprocess.run(
                [sys.executable, "-m", "tests.demo_district", "load"],
                cwd=ROOT,
                env={
                    **os.environ,
                    "DATABASE_URL": f"sqlite:///{fresh / 'portal.sqlite3'}",
                    "PORTAL_MEDIA": str(fresh / "media"),
                },
                check=True,
            )
            fresh.rename(kept)
    return kept


def put() -> None:
    """Fill the test's database and its folder of media."""
    if connection.vendor != "sqlite":
        call_command("load_demo", stdout=StringIO())
        return
    kept = _loaded()
    connection.ensure_connection()
    with closing(sqlite3.connect(kept / "portal.sqlite3")) as source:
        source.backup(connection.connection)
    shutil.copytree(kept / "media", settings.MEDIA_ROOT, dirs_exist_ok=True)
    cache.clear()


def take_out() -> None:
    """Leave what migrations left."""
    with tables() as source:
        source.backup(connection.connection)
    cache.clear()


if __name__ == "__main__":
    # script/test calls this while types are checked on the other core.
    keep_the_date()
    django.setup()
    if "load" in sys.argv:
        call_command("load_demo", verbosity=0)
    else:
        _loaded()
