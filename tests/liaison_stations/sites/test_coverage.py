"""Cover is counted on towns, constituencies and villages, always with the gaps (R140–R143, R151, R186, R189)."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from congress.accounts.enums import Role
from congress.accounts.models import User
from congress.organs.enums import AreaKind
from congress.organs.models import Area
from liaison_stations.enums import PlaceKind
from liaison_stations.models import Equipment, Station, StationKind, StationPolicy
from liaison_stations.operations.policy import change_policy
from liaison_stations.sites.queries.coverage import coverage
from tests.factories import make_area, make_constituency, make_user
from tests.liaison_stations.stage import make_station

pytestmark = pytest.mark.django_db
TODAY = date(2026, 6, 1)


@pytest.fixture
def office(db: None) -> User:
    return make_user(Role.OFFICE)


def kind(name: str) -> StationKind:
    return StationKind.objects.get(name=name)


def towns(number: int) -> list[Area]:
    return [make_area() for _ in range(number)]


def sites(areas: list[Area], name: str, **facts: Any) -> list[Station]:
    return [make_station(area, kind=kind(name), **facts) for area in areas]


def test_fourteen_of_fourteen_towns_and_every_point_under_a_station(office: User) -> None:
    areas = towns(14)
    stations = sites(areas, "街道人大代表联络站")
    for parent in stations[:12]:
        village = make_area(f"{parent.area}社区", AreaKind.COMMUNITY, parent.area)
        make_station(village, kind=kind("人大代表联络点"), parent=parent)
    found = coverage(office, TODAY)
    assert (found.by_town.rate.numerator, found.by_town.rate.denominator) == (14, 14)
    assert (found.stations, found.points, found.by_town.gaps, found.loose_points) == (14, 12, [], [])


def test_nine_stations_over_eight_towns_are_eight_of_eight(office: User) -> None:
    areas = towns(8)
    stations = sites([*areas, areas[0]], "乡镇人大代表联络站")
    for number in range(17):
        make_station(areas[number % 8], kind=kind("人大代表联络点"), parent=stations[number % 8])
    found = coverage(office, TODAY)
    assert (found.by_town.rate.numerator, found.by_town.rate.denominator, found.sites) == (8, 8, 26)
    assert found.by_town.note == f"其中{areas[0]} 2 个"
    make_area("新设街道")
    found = coverage(office, TODAY)
    assert (found.by_town.rate.denominator, [gap.name for gap in found.by_town.gaps]) == (9, ["新设街道"])


def test_a_village_has_a_room_or_a_studio_and_one_with_neither_is_named(office: User) -> None:
    town = make_area()
    villages = [make_area(f"第{n}村", AreaKind.VILLAGE, town) for n in range(67)]
    sites(villages[:16], "代表小组活动室")
    sites(villages[16:], "代表联系群众工作室")
    found = coverage(office, TODAY)
    assert (found.by_village.rate.numerator, found.by_village.rate.denominator, found.by_village.gaps) == (
        67,
        67,
        [],
    )
    assert {name: n for name, _key, n in found.kinds} == {"代表小组活动室": 16, "代表联系群众工作室": 51}
    make_area("没有的村", AreaKind.VILLAGE, town)
    # A teahouse is a place to talk, not the place of a village.
    make_station(Area.objects.get(name="没有的村"), kind=kind("聚心茶馆"))
    gap = coverage(office, TODAY).by_village.gaps[0]
    assert (gap.name, gap.where) == ("没有的村", town.name)


def test_each_constituency_is_tied_to_a_site(office: User) -> None:
    town = make_area()
    station = make_station(town)
    tied, loose = make_constituency(town), make_constituency(town)
    station.constituencies.add(tied)
    part = coverage(office, TODAY).constituencies[0]
    assert (part.rate.numerator, part.rate.denominator, [gap.name for gap in part.gaps]) == (
        1,
        2,
        [loose.name],
    )
    Station.objects.update(closed_on=date(2026, 5, 1))
    assert coverage(office, TODAY).constituencies[0].rate.numerator == 0


def test_models_leaders_places_and_video(office: User) -> None:
    first, second = towns(2)
    make_station(first, is_model=True, place_kind=PlaceKind.SCENIC).equipment.add(
        Equipment.objects.get(carries_video=True)
    )
    make_station(second)
    found = coverage(office, TODAY)
    assert [area for area, _n in found.short_of_models] == [second]
    assert (found.models, found.with_video, len(found.without_leader), len(found.without_online)) == (
        1,
        1,
        2,
        2,
    )
    assert [n for _label, value, n in found.place_kinds if value == PlaceKind.SCENIC] == [1]
    change_policy(actor=office, version=1, models_per_town=0, training_months=12)
    assert coverage(office, TODAY).short_of_models == []
    assert StationPolicy.current().version == 2


def test_a_town_sees_its_own_cover_and_the_page_asks_a_fixed_number_of_times(
    client: Client, office: User, django_assert_num_queries: Any
) -> None:
    areas = towns(5)
    sites(areas[:4], "街道人大代表联络站")
    town_user = make_user(Role.TOWN, area=areas[0])
    assert coverage(town_user, TODAY).by_town.rate.denominator == 1
    with django_assert_num_queries(10):
        coverage(office, TODAY)
    client.force_login(office)
    page = client.get(reverse("liaison_stations:coverage")).content.decode()
    assert "80%，4／5 个" in page
    assert f"{reverse('liaison_stations:register_station')}?area={areas[4].pk}" in page


def test_the_lists_are_the_districts_own(client: Client, office: User) -> None:
    client.force_login(office)
    client.post(
        reverse("liaison_stations:add_line", args=["kinds"]),
        {"name": "楼宇代表驿站", "covers_village": "on", "order": 30},
    )
    row = kind("楼宇代表驿站")
    assert (row.covers_village, row.is_station, row.in_use) == (True, False, True)
    client.post(
        reverse("liaison_stations:change_line", args=["kinds", row.pk]), {"name": row.name, "order": 30}
    )
    row.refresh_from_db()
    assert row.in_use is False
    page = client.get(reverse("liaison_stations:settings")).content.decode()
    assert "不再选用" in page
    assert row.name not in client.get(reverse("liaison_stations:register_station")).content.decode()
