"""Seven rules for a station (R155): the district's words, a station's own, and which of them are missing."""

from __future__ import annotations

import pytest
from django.core.exceptions import PermissionDenied
from django.test import Client
from django.urls import reverse

from congress.access.exceptions import Conflict, StaleVersion
from liaison_stations.models import Regulation, StationKind, StationRegulation
from liaison_stations.operations.regulations import write_regulation
from liaison_stations.wall.content import Wall
from liaison_stations.wall.regulations import missing_at, missing_words, regulations_of
from tests.liaison_stations.stage import Stage, make_stage, make_station

pytestmark = pytest.mark.django_db
DUTY = "代表联络站值班制度"


@pytest.fixture
def stage() -> Stage:
    return make_stage()


def duty() -> Regulation:
    return Regulation.objects.get(title=DUTY)


def test_a_station_has_seven_rules_or_the_missing_ones_are_named(client: Client, stage: Stage) -> None:
    assert missing_words(regulations_of(stage.station)) == f"制度 6 项，缺 1 项：{DUTY}"
    assert missing_at([stage.station]) == {stage.station.pk: [DUTY]}
    client.force_login(stage.officer)
    page = reverse("liaison_stations:detail", args=[stage.station.pk])
    assert f"6 项，缺 1 项：{DUTY}" in client.get(page).content.decode()
    address = reverse("station_wall:write_regulation", args=[stage.station.pk, duty().pk])
    client.post(address, {"text": "工作日有人值班。", "version": 0})
    assert missing_words(regulations_of(stage.station)) == "制度 7 项"
    assert missing_at([stage.station]) == {stage.station.pk: []}
    point = make_station(stage.village, kind=StationKind.objects.get(name="百姓说事点"))
    assert regulations_of(point) == []


def test_own_words_stand_in_place_of_the_districts_until_they_are_emptied(stage: Stage) -> None:
    rule = Regulation.objects.get(title="代表联络站会议制度")
    wall = Wall(stage.station, stage.station.opened_on)
    write_regulation(
        station=stage.station, regulation=rule, text="每月开一次会。", version=0, actor=stage.officer
    )
    assert [rule.title, "每月开一次会。"] in wall.facts("regulations")["rows"]
    write_regulation(station=stage.station, regulation=rule, text="", version=1, actor=stage.officer)
    assert {one.row.title: one.text for one in regulations_of(stage.station)}[rule.title] == rule.text


def test_two_who_write_the_same_rule_and_who_may_not(stage: Stage) -> None:
    write_regulation(station=stage.station, regulation=duty(), text="一", version=0, actor=stage.officer)
    with pytest.raises(Conflict, match="刚才有人写好了"):
        write_regulation(
            station=stage.station, regulation=duty(), text="二", version=0, actor=stage.town_user
        )
    write_regulation(station=stage.station, regulation=duty(), text="三", version=1, actor=stage.town_user)
    with pytest.raises(StaleVersion):
        write_regulation(station=stage.station, regulation=duty(), text="四", version=1, actor=stage.officer)
    with pytest.raises(PermissionDenied):
        write_regulation(station=stage.station, regulation=duty(), text="五", version=2, actor=stage.leader)
    foreign = Regulation.objects.create(title="茶馆守则", text="和气")
    with pytest.raises(Conflict, match="不是这类站点"):
        write_regulation(station=stage.station, regulation=foreign, text="六", version=0, actor=stage.officer)
    assert StationRegulation.objects.get().text == "三"


def test_the_office_adds_and_changes_rules_for_kinds_of_stations(client: Client, stage: Stage) -> None:
    client.force_login(stage.office)
    add, kind = reverse("station_wall:add_regulation"), stage.station.kind_id
    refused = client.post(add, {"title": DUTY, "order": 8}).content.decode()
    assert "kinds" in refused
    assert not Regulation.objects.filter(order=8).exists()
    client.post(
        add,
        {"title": "档案管理制度", "order": 8, "kinds": [kind], "text": "一年一归档。", "is_required": "on"},
    )
    row = Regulation.objects.get(title="档案管理制度")
    assert missing_words(regulations_of(stage.station)).startswith("制度 7 项，缺 1 项")
    change = reverse("station_wall:change_regulation", args=[row.pk])
    changed = {
        "title": row.title,
        "order": 8,
        "kinds": [kind],
        "text": "",
        "is_required": "on",
        "in_use": "on",
    }
    client.post(change, {**changed, "version": 1})
    assert "缺 2 项" in missing_words(regulations_of(stage.station))
    stale = client.post(change, {**changed, "text": "另写", "version": 1})
    assert stale.status_code == 409
    assert "另写" in stale.content.decode()
    assert row.title in client.get(reverse("station_wall:regulations")).content.decode()


def test_everybody_reads_the_rules_of_an_online_station_only(client: Client, stage: Stage) -> None:
    address = reverse("online:regulations", args=[stage.station.token])
    assert client.get(address).status_code == 404
    stage.station.is_online = True
    stage.station.save()
    shown = client.get(address).content.decode()
    assert "<h2>代表联络站会议制度</h2>" in shown
    assert DUTY not in shown
    assert address in client.get(reverse("online:station", args=[stage.station.token])).content.decode()
