"""Accounts for those who run the stations."""

from datetime import date

import pytest
from django.test import Client
from django.urls import reverse

from congress.accounts.enums import Role
from deputies.models import Person
from liaison_stations.enums import StaffRole
from liaison_stations.models import StaffPost, Station
from tests.factories import make_person, make_user
from tests.liaison_stations.stage import make_station

pytestmark = pytest.mark.django_db
BACKEND = "congress.accounts.backends.NameOrPhoneBackend"


def liaison(station: Station, name: str, ends_on: date | None = None) -> Person:
    """Somebody without account who runs the station since 2024."""
    person = make_person(name)
    StaffPost.objects.create(
        station=station, person=person, role=StaffRole.LIAISON, starts_on=date(2024, 1, 1), ends_on=ends_on
    )
    return person


def test_staff_without_account_get_one_that_sees_their_station(client: Client) -> None:
    station, other = make_station(), make_station()
    person = liaison(station, "许静")
    liaison(station, "已离开", ends_on=date(2024, 2, 1))
    client.force_login(make_user(Role.ADMIN), backend=BACKEND)
    page = client.get(reverse("station_accounts:index")).content.decode()
    assert f"{station}（联络员）" in page
    assert "已离开" not in page
    told = client.post(reverse("station_accounts:open_accounts"), {"pick": [person.pk]}, follow=True)
    assert "已给 1 人开通帐号" in told.content.decode()
    person.refresh_from_db()
    assert person.user is not None
    kept = Station.objects.kept_by(person.user)
    assert station in kept
    assert other not in kept
