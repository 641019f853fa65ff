"""Users and jobs for the tests of this room."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from pytest_django import Settings

import tests.jobs.kinds  # noqa: F401 - registers the kinds
from congress.accounts.enums import Role
from congress.accounts.models import Assignment, User
from congress.jobs import operations
from congress.jobs.models import Job


@pytest.fixture(autouse=True)
def media(settings: Settings, tmp_path: Path) -> Path:
    """A media folder of the test's own."""
    settings.MEDIA_ROOT = tmp_path / "media"
    return settings.MEDIA_ROOT  # type: ignore[no-any-return]


@pytest.fixture
def asker(db: None) -> User:
    """A clerk of the office."""
    user = User.objects.create_user("asker", name="周敏", must_change_password=False)
    Assignment.objects.create(user=user, role=Role.OFFICE)
    return user


@pytest.fixture
def ask(asker: User) -> Callable[..., Job]:
    """Ask for a job; without a worker it stays queued."""

    def start(kind: str = "tests.write", **params: Any) -> Job:
        return operations.start(kind=kind, title="第5期排版", actor=asker, params=params or {"text": "好"})

    return start
