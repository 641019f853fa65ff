"""Every deputy belongs to a station (R028)."""

from __future__ import annotations

from datetime import date

import pytest

from congress.accounts.enums import Role
from congress.organs.enums import CongressLevel
from deputies.models import Deputyship, Person
from liaison_stations.models import StationDeputy
from liaison_stations.sites.queries.standing import without_station
from tests.factories import make_area, make_constituency, make_term, make_user
from tests.liaison_stations.stage import make_station

pytestmark = pytest.mark.django_db
SINCE, TODAY = date(2022, 1, 1), date(2026, 5, 8)


def test_191_deputies_over_16_stations_and_none_without_one() -> None:
    town, term, office = make_area(), make_term(), make_user(Role.DEPUTY_WORK)
    place = make_constituency(town, seats=191)
    people = Person.objects.bulk_create([Person(name=f"代表{n}", name_key=f"代表{n}") for n in range(191)])
    seats = Deputyship.objects.bulk_create(
        Deputyship(
            person=one, term=term, level=CongressLevel.DISTRICT, constituency=place, starts_on=term.starts_on
        )
        for one in people
    )
    stations = [make_station(town) for _ in range(16)]
    StationDeputy.objects.bulk_create(
        StationDeputy(station=stations[number % 16], deputyship=seat, starts_on=SINCE)
        for number, seat in enumerate(seats)
    )
    assert without_station(office, TODAY).count() == 0
    StationDeputy.objects.filter(deputyship=seats[0]).update(ends_on=date(2026, 5, 7))
    assert [row.pk for row in without_station(office, TODAY)] == [seats[0].pk]
