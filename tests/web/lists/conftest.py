"""A signed-in clerk, some areas, and the row template of the test list."""

from collections.abc import Iterator

import pytest
from django.core.cache import cache
from django.template import engines
from django.template.loaders.locmem import Loader
from django.test import Client

from congress.accounts.enums import Role
from congress.accounts.models import User
from congress.organs.enums import AreaKind
from congress.organs.models import Area
from tests.factories import make_area, make_user

ROW = (
    '<td><a class="rd-title" href="#">{{ row.name }}</a></td>{% if shown.kind %}<td>{{ row.kind }}</td>{% endif %}'
    "{% if shown.parent %}<td>{{ row.parent_id }}</td>{% endif %}"
    "{% if shown.order %}<td>{{ row.order }}</td>{% endif %}"
)


@pytest.fixture(autouse=True)
def _row_template(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    engine = engines["django"].engine  # type: ignore[attr-defined] # the Django backend
    loaders = [Loader(engine, {"tests/place_row.html": ROW}), *engine.template_loaders]
    monkeypatch.setitem(engine.__dict__, "template_loaders", loaders)
    cache.clear()
    yield
    cache.clear()


@pytest.fixture
def clerk(db: None) -> User:
    return make_user(Role.OFFICE)


@pytest.fixture
def desk(clerk: User, client: Client) -> Client:
    client.force_login(clerk, backend="congress.accounts.backends.NameOrPhoneBackend")
    return client


@pytest.fixture
def district(db: None) -> Area:
    return make_area("安澜区", AreaKind.DISTRICT)


@pytest.fixture
def towns(district: Area) -> list[Area]:
    """60 subdistricts and 5 towns."""
    areas = [make_area(f"甲{n:02}街道") for n in range(60)]
    return areas + [make_area(f"乙{n}镇", AreaKind.TOWN) for n in range(5)]
