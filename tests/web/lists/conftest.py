"""A signed-in clerk, and some areas."""

from collections.abc import Iterator

import pytest
from django.core.cache import cache
from django.test import Client

from congress.accounts.enums import Role
from congress.accounts.models import User
from congress.organs.enums import AreaKind
from congress.organs.models import Area
from tests.factories import make_area, make_user


@pytest.fixture(autouse=True)
def _no_remembered_counts() -> Iterator[None]:
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
