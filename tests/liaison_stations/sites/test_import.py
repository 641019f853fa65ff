"""Three hundred sites from a spreadsheet with the usual dirt: said per cell, written as one or not at all."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from congress.access.exceptions import Conflict
from congress.accounts.enums import Role
from congress.accounts.models import User
from congress.documents import operations, xlsx
from congress.documents.imports import Outcome
from congress.documents.models import ImportRun
from congress.documents.review import Review
from congress.organs.enums import AreaKind
from congress.organs.models import Area
from liaison_stations.imports import STATIONS
from liaison_stations.models import Station
from tests.deputies.roster.steps import reasons, review, table, upload
from tests.factories import make_area, make_user

pytestmark = pytest.mark.django_db
HEADS = [
    "站点名称",
    "类别",
    "所在镇街",
    "村（社区）",
    "所属联络站",
    "成立时间",
    "经度",
    "纬度",
    "设备",
    "是否示范站",
]
GOOD = ["东塘镇人大代表联络站", "乡镇人大代表联络站", "东塘镇", None, None, "2017年6月20日"]


@pytest.fixture
def town(db: None) -> Area:
    town = make_area("东塘镇", AreaKind.TOWN)
    make_area("塘北村", AreaKind.VILLAGE, town)
    return town


@pytest.fixture
def clerk(town: Area) -> User:
    return make_user(Role.OFFICE)


def load(actor: User, *rows: list[Any]) -> ImportRun:
    return upload(actor, table(*rows, heads=HEADS), "站点.xlsx", STATIONS)


def check(actor: User, *rows: list[Any]) -> Review:
    return review(load(actor, *rows), STATIONS)


def write(run: ImportRun) -> None:
    operations.write(run=run, spec=STATIONS, actor=run.actor)


def exported(actor: User) -> bytes:
    assert STATIONS.export is not None
    return xlsx.workbook("联络站", [f.label for f in STATIONS.fields], STATIONS.export(actor))


def test_usual_dirt_is_understood_or_said_at_the_cell(clerk: User) -> None:
    rows: list[list[Any]] = [
        [
            " 东塘镇 人大代表联络站",
            "乡镇人大代表联络站",
            "东塘",
            "",
            "",
            42906,
            "东经117.283",
            "31.86",
            "电脑、互联网",
            "√",
        ],
        ["塘北联络点", "联络点", "东塘镇", "塘北", "东塘镇人大代表联络站", "2019.5", None, None, None, "否"],
        ["缺类型的", None, "东塘镇", None, None, "2019-05-01"],
        ["类型不明", "夜市", "东塘镇", None, None, "2019-05-01"],
        ["地方不明", "聚心茶馆", "西塘镇", None, None, "2019-05-01"],
        ["经纬填反", "聚心茶馆", "东塘镇", "塘南村", "没有的站", "2019-02-30", "31.86", None, "无人机"],
        ["塘北联络点", "联络点", "东塘镇", "塘北村", None, datetime(2019, 5, 1)],  # noqa: DTZ001
    ]
    said = [reasons(row) for row in check(clerk, *rows).rows]
    assert said[0] == {
        "name": "已去掉字间的空格",
        "town": "按“东塘镇”记",
        "opened_on": "由表格日期序号换算",
        "longitude": "按经度 117.283 记",
    }
    assert said[1] == {
        "kind": "按“人大代表联络点”记",
        "village": "按“塘北村”记",
        "opened_on": "只写到月，按当月1日记",
    }
    assert list(said[2]) == ["kind"]
    assert said[3]["kind"].startswith("没有“夜市”这种类型")
    assert said[4] == {"town": "区划里没有“西塘镇”，请写乡镇（街道）的名称"}
    assert set(said[5]) == {"village", "parent", "opened_on", "longitude", "equipment"}
    assert said[5]["opened_on"] == "2019年2月没有30日，请改成实际日期"
    assert said[6]["name"] == "与第 3 行是同一个站点，请删去一行"


def test_nothing_is_half_written(clerk: User) -> None:
    run = load(clerk, GOOD, ["坏的一行", "夜市", "东塘镇", None, None, "2019-05-01"])
    with pytest.raises(Conflict):
        write(run)
    assert not Station.objects.exists()


def test_a_point_may_stand_above_its_station(clerk: User) -> None:
    write(load(clerk, ["塘北联络点", "联络点", "东塘镇", "塘北村", GOOD[0], "2019"], GOOD))
    point = Station.objects.get(name="塘北联络点")
    assert (point.parent, point.opened_on) == (Station.objects.get(name=GOOD[0]), date(2019, 1, 1))
    again = check(clerk, GOOD, ["塘北联络点", "联络点", "东塘镇", "塘北村", GOOD[0], "2019年1月1日"])
    assert again.count(Outcome.SAME) == 2


def test_a_town_imports_its_own_sites_and_no_models(town: Area) -> None:
    make_area("南屏镇", AreaKind.TOWN, town.parent)
    user = make_user(Role.TOWN, area=town)
    rows = check(
        user,
        ["别处", "聚心茶馆", "南屏镇", None, None, "2019-05-01"],
        ["本镇", "聚心茶馆", "东塘镇", None, None, "2019-05-01", None, None, None, "是"],
    ).rows
    assert [list(reasons(row)) for row in rows] == [["town"], ["is_model"]]


def test_three_hundred_sites(clerk: User, town: Area) -> None:
    def rows(count: int) -> list[list[Any]]:
        points = [
            [
                f"第{n}联络点",
                "人大代表联络点",
                "东塘镇",
                "塘北村",
                GOOD[0],
                f"2019-05-{n % 28 + 1}",
                "117.2",
                "31.8",
            ]
            for n in range(count)
        ]
        return [GOOD, *points]

    def asked(count: int) -> int:
        run = load(clerk, *rows(count))
        with CaptureQueriesContext(connection) as queries:
            assert review(run, STATIONS).count(Outcome.NEW) == count + 1
        return len(queries)

    assert asked(10) == asked(299) <= 14
    run = load(clerk, *rows(40))
    write(run)
    assert Station.objects.filter(parent__name=GOOD[0]).count() == 40
    back = review(upload(clerk, exported(clerk), "导出.xlsx", STATIONS), STATIONS)
    assert (back.count(Outcome.SAME), back.count(Outcome.NEW)) == (41, 0)
