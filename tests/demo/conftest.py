"""The demo district, loaded once for all tests of this folder; its citizens bear the name of a canary."""

from collections.abc import Iterator

import pytest
from django.test import override_settings
from pytest_django import DjangoDbBlocker

from deputies.models import LinkedParty
from liaison_stations.models import Citizen, Matter
from tests import demo_district
from tests.demo.canary import CANARY, CANARY_PHONE


@pytest.fixture(scope="package")
def district(
    django_db_setup: None, django_db_blocker: DjangoDbBlocker, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[None]:
    with django_db_blocker.unblock(), override_settings(MEDIA_ROOT=tmp_path_factory.mktemp("media")):
        demo_district.put()
        assert Citizen.objects.update(name=CANARY, phone=CANARY_PHONE, home=f"{CANARY}巷1号")
        citizens = LinkedParty.objects.filter(link__enterprise="")  # the names of enterprises are public
        assert citizens.update(name=CANARY, phone=CANARY_PHONE, home=f"{CANARY}巷1号")
        as_sent = Matter.objects.exclude(original="")
        assert as_sent.update(original=f"我叫{CANARY}，电话{CANARY_PHONE}。")
        yield
        demo_district.take_out()
