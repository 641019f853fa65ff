"""An administrator, and a folder of backups of the test's own."""

from pathlib import Path

import pytest
from django.test import Client
from pytest_django import Settings

from congress.accounts.enums import Role
from congress.accounts.models import User
from congress.web import maintenance
from tests.factories import make_user


@pytest.fixture(autouse=True)
def places(settings: Settings, tmp_path: Path) -> Path:
    """Where backups and files lie."""
    settings.PORTAL_BACKUPS = tmp_path / "backups"
    settings.MEDIA_ROOT = tmp_path / "media"
    maintenance.end()
    return tmp_path


@pytest.fixture
def admin(db: None) -> User:
    return make_user(Role.ADMIN, username="luyuan", name="陆远")


@pytest.fixture
def tower(client: Client, admin: User) -> Client:
    """The administrator's browser."""
    client.force_login(admin)
    return client
