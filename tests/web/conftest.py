"""A registry with nothing plugged in, a signed-in clerk, pages to test the shell with."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from django.template import engines
from django.template.loaders.filesystem import Loader
from django.test import Client
from pytest_django import Settings

from congress.accounts.enums import Role
from congress.accounts.models import User
from congress.web import registry as room
from congress.web.registry import Registry
from tests.factories import make_organ, make_user
from tests.web.pages import STATE

BACKEND = "congress.accounts.backends.NameOrPhoneBackend"
TEMPLATES = Path(__file__).parent / "templates"


@pytest.fixture
def plugged(monkeypatch: pytest.MonkeyPatch) -> Registry:
    """What the test plugs in, and nothing else."""
    empty = Registry()
    for name in vars(empty):
        monkeypatch.setattr(room.registry, name, getattr(empty, name))
    return room.registry


@pytest.fixture
def pages(monkeypatch: pytest.MonkeyPatch, settings: Settings) -> Iterator[None]:
    """The addresses and templates of ``tests/web/pages.py``."""
    engine = engines["django"].engine  # type: ignore[attr-defined] # the Django backend
    monkeypatch.setitem(
        engine.__dict__, "template_loaders", [Loader(engine, [TEMPLATES]), *engine.template_loaders]
    )
    settings.ROOT_URLCONF = "tests.web.pages"
    STATE.clear()
    yield
    STATE.clear()


@pytest.fixture
def office_clerk(db: None) -> User:
    return make_user(Role.OFFICE, name="周敏", organ=make_organ("常委会办公室"))


@pytest.fixture
def office(office_clerk: User, client: Client) -> Client:
    """The clerk's browser."""
    client.force_login(office_clerk, BACKEND)
    return client
