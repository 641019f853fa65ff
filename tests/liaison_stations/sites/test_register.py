"""Stations are registered, changed and closed, each by whom it is for (R140, R142, R151, R183, R192)."""

from __future__ import annotations

from datetime import date, timedelta
from functools import partial
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from congress.access.exceptions import Conflict, StaleVersion
from congress.audit.models import AuditEvent
from congress.organs.enums import AreaKind
from liaison_stations.models import Equipment, StaffPost, Station, StationDeputy, StationKind
from liaison_stations.operations import stations as operations
from tests.factories import make_area, make_person
from tests.liaison_stations.stage import Stage, make_stage, make_station

pytestmark = pytest.mark.django_db


@pytest.fixture
def stage(db: None) -> Stage:
    return make_stage()


def kind(name: str) -> StationKind:
    return StationKind.objects.get(name=name)


def point(stage: Stage, **facts: Any) -> Station:
    values = {"name": "塘北联络室", "kind": kind("村（社区）代表联络室"), "area": stage.village, **facts}
    return operations.register_station(actor=stage.office, opened_on=date(2024, 5, 1), **values)


def test_a_point_lies_under_a_station_of_its_town(stage: Stage) -> None:
    row = point(stage, parent=stage.station)
    assert list(stage.station.points.all()) == [row]
    assert AuditEvent.objects.filter(verb="liaison_stations:register_station", object_id=str(row.pk)).exists()


@pytest.mark.parametrize(
    ("facts", "field"),
    [
        ({"kind": "乡镇人大代表联络站"}, "parent"),  # a station lies under none
        ({"parent": "point"}, "parent"),
        ({"parent": "elsewhere"}, "parent"),
        ({"area": "district"}, "area"),
        ({"owner": True}, "owner"),
    ],
)
def test_what_does_not_go_together_is_said_at_its_field(
    stage: Stage, facts: dict[str, Any], field: str
) -> None:
    wrong: dict[str, Any] = {"parent": stage.station, **facts}
    if "kind" in wrong:
        wrong["kind"] = kind(wrong["kind"])
    if wrong.get("parent") == "point":
        wrong["parent"] = point(stage, name="另一个联络室")
    if wrong.get("parent") == "elsewhere":
        wrong["parent"] = make_station()
    if wrong.get("area") == "district":
        wrong["area"], wrong["parent"] = stage.town.parent, None
    if wrong.get("owner"):
        wrong["owner"] = stage.deputies[0]
    with pytest.raises(ValidationError) as refused:
        point(stage, **wrong)
    assert list(refused.value.message_dict) == [field]


def test_a_studio_bears_the_name_of_a_deputy(stage: Stage) -> None:
    owner = stage.deputies[0]
    row = point(stage, kind=kind("代表工作室"), owner=owner, parent=stage.station)
    assert row.owner == owner


def test_a_town_keeps_its_own_area_and_appoints_no_models(stage: Stage) -> None:
    facts: dict[str, Any] = {"kind": kind("人大代表联络点"), "opened_on": date(2024, 5, 1)}
    operations.register_station(actor=stage.town_user, name="本街道点", area=stage.village, **facts)
    with pytest.raises(PermissionDenied):
        operations.register_station(actor=stage.town_user, name="别处的点", area=make_area(), **facts)
    with pytest.raises(PermissionDenied):
        operations.change_station(station=stage.station, actor=stage.town_user, version=1, is_model=True)
    elsewhere = make_station()
    with pytest.raises(PermissionDenied):
        operations.change_station(station=elsewhere, actor=stage.town_user, version=1, name="改名")
    stage.station.refresh_from_db()
    assert (Station.objects.filter(name="别处的点").exists(), stage.station.is_model) == (False, False)


def test_staff_change_what_people_find_not_where_it_belongs(stage: Stage) -> None:
    row = operations.change_station(
        station=stage.station, actor=stage.officer, version=1, opening_hours="每天", equipment=[]
    )
    assert (row.opening_hours, row.version) == ("每天", 2)
    with pytest.raises(PermissionDenied):
        operations.change_station(station=row, actor=stage.officer, version=2, area=stage.village)
    with pytest.raises(StaleVersion):
        operations.change_station(station=row, actor=stage.officer, version=1, theme="议事")


def test_closing_ends_posts_and_seats_and_can_be_taken_back(stage: Stage) -> None:
    below = point(stage, parent=stage.station)
    today = timezone.localdate()
    close = partial(operations.close_station, actor=stage.office, version=1)
    with pytest.raises(Conflict, match="塘北联络室"):
        close(station=stage.station, closed_on=today)
    with pytest.raises(ValidationError, match="还没有到"):
        close(station=below, closed_on=today + timedelta(days=1))
    close(station=below, closed_on=today)
    row = close(station=stage.station, closed_on=today, close_note="合并")
    ends = {*StaffPost.objects.values_list("ends_on", flat=True)}
    ends |= {*StationDeputy.objects.values_list("ends_on", flat=True)}
    assert ends == {today - timedelta(days=1)}
    assert row not in Station.objects.in_service(today)
    with pytest.raises(Conflict):
        operations.change_station(station=row, actor=stage.office, version=2, name="改名")

    operations.reopen_station(station=row, actor=stage.office, version=2)
    assert not StaffPost.objects.exclude(ends_on=None).exists()
    assert not StationDeputy.objects.exclude(ends_on=None).exists()


def test_the_form_says_which_numbers_are_the_wrong_way_round(client: Client, stage: Stage) -> None:
    client.force_login(stage.town_user)
    sent = {
        "name": "滨河点",
        "kind": kind("人大代表联络点").pk,
        "area": stage.village.pk,
        "parent": stage.station.pk,
        "latitude": "117.2830",
        "longitude": "31.8623",
        "opened_on": "2024年5月1日",
    }
    page = client.post(reverse("liaison_stations:register_station"), sent)
    assert page.content.decode().count("请看经度、纬度是否填反") >= 2
    sent |= {"latitude": "31.8623", "longitude": "117.2830"}
    client.post(reverse("liaison_stations:register_station"), sent)
    row = Station.objects.get(name="滨河点")
    assert (str(row.latitude), row.parent) == ("31.862300", stage.station)


def test_a_town_is_offered_its_own_places_only(client: Client, stage: Stage) -> None:
    other = make_area("远处村", AreaKind.VILLAGE, make_area())
    client.force_login(stage.town_user)
    page = client.get(reverse("liaison_stations:register_station")).content.decode()
    assert stage.village.name in page
    assert other.name not in page
    assert "示范站" not in page.partition("<form")[2]


def test_two_writers_see_both_versions(client: Client, stage: Stage) -> None:
    client.force_login(stage.officer)
    url = reverse("liaison_stations:change_station", args=[stage.station.pk])
    operations.change_station(station=stage.station, actor=stage.office, version=1, theme="民主议事")
    page = client.post(url, {"name": stage.station.name, "theme": "议事厅", "version": 1, "opened": ""})
    assert page.status_code == 409
    assert "民主议事" in page.content.decode()
    assert "议事厅" in page.content.decode()


def test_the_list_filters_and_asks_as_often_for_two_as_for_ten(
    client: Client, stage: Stage, django_assert_max_num_queries: Any
) -> None:
    row = point(stage, parent=stage.station, theme="助老")
    for _ in range(8):
        make_station(stage.town)
    client.force_login(stage.leader)
    url = reverse("liaison_stations:index")
    client.get(url)
    with django_assert_max_num_queries(32):
        page = client.get(url).content.decode()
    assert row.name in page
    for query, found in (
        ("level=point", 1),
        ("theme=助老", 1),
        (f"town={stage.town.pk}", 10),
        ("missing=head&state=open", 9),
        ("missing=liaison&state=open", 8),
        ("missing=deputies&state=open", 8),
        ("model=yes", 0),
        (f"kind={row.kind_id}", 1),
    ):
        assert len(client.get(f"{url}?{query}").context["list"].rows) == found, query


def test_the_page_shows_people_and_asks_as_often_for_one_as_for_six(client: Client, stage: Stage) -> None:
    def queries() -> int:
        with CaptureQueriesContext(connection) as asked:
            client.get(url)
        return len(asked)

    def fill(numbers: range) -> None:
        for number in numbers:
            point(stage, name=f"第{number}点", parent=stage.station)
            StaffPost.objects.create(
                station=stage.station, person=make_person(), role="liaison", starts_on=date(2024, 1, 1)
            )

    url = reverse("liaison_stations:detail", args=[stage.station.pk])
    client.force_login(stage.town_user)
    fill(range(1))
    client.get(url)
    few = queries()
    fill(range(1, 6))
    assert queries() == few <= 50
    stage.station.equipment.set(Equipment.objects.filter(name__in=["电脑", "视频设备"]))
    page = client.get(url).content.decode()
    assert "电脑、视频设备（5 项里有 2 项，可开视频接待）" in page
    for text in (stage.deputies[0].person.name, stage.officer.name, "第5点", "没有站长", "没有副站长"):
        assert text in page
    client.force_login(stage.officer)
    page = client.get(url).content.decode()
    assert "第5点" in page
    assert reverse("liaison_stations:appoint", args=[stage.station.pk]) not in page
    client.force_login(stage.leader)
    page = client.get(reverse("deputies:detail", args=[stage.deputies[0].person_id])).content.decode()
    assert url in page


def test_out_of_scope_does_not_exist(client: Client, stage: Stage) -> None:
    elsewhere = make_station()
    for user in (stage.town_user, stage.officer):
        client.force_login(user)
        assert client.get(reverse("liaison_stations:detail", args=[elsewhere.pk])).status_code == 404
    client.force_login(stage.deputy)
    assert client.get(reverse("liaison_stations:index")).status_code == 403
