"""A station checks itself, the district after it; what is missing is named, what differs is shown (R145–R148)."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from congress.access.exceptions import Conflict
from congress.accounts.enums import Role
from congress.accounts.models import User
from congress.figures.period import Period
from congress.figures.registry import measure
from congress.notices.models import Notice
from liaison_stations.enums import CheckSide, CheckState
from liaison_stations.models import CheckPhoto, StandardCheck, Station
from liaison_stations.operations import checks as operations
from liaison_stations.standards.queries import board, standing_of
from liaison_stations.standards.todos import todos
from tests.activities.form import picture
from tests.factories import make_user
from tests.liaison_stations.stage import Stage, make_stage, make_station
from tests.liaison_stations.standards.rows import answers, edition, found, posted, standard, year

pytestmark = pytest.mark.django_db


@pytest.fixture
def stage(db: None) -> Stage:
    return make_stage()


def page(client: Client, user: User, name: str, *args: object) -> str:
    client.force_login(user)
    return client.get(reverse(f"station_standards:{name}", args=args)).content.decode()


@pytest.mark.parametrize(
    ("name", "unmet", "words"),
    [
        ("六有", ["有组织"], "5／6，未达标：缺有组织"),
        ("八有（其一）", ["有保障"], "7／8，未达标：缺有保障"),
        ("九化", [], "9／9，规范化站"),
    ],
)
def test_what_is_missing_is_named(stage: Stage, name: str, unmet: list[str], words: str) -> None:
    found(stage.station, under=edition(name), unmet=unmet)
    one = board(year(), [stage.station.pk]).of(standard(name), stage.station.pk)
    assert (one.words, one.passed) == (words, not unmet)


def test_the_stations_own_word_is_not_yet_the_result(stage: Stage) -> None:
    found(stage.station, CheckSide.OWN, unmet=["台账管理规范化"])
    key = stage.station.pk
    before = standing_of([key], year())[key]
    assert (str(before.rate), before.confirmed, before.passed) == ("88.9%", False, False)
    found(stage.station)
    after = standing_of([key, 0], year())
    assert (after[key].confirmed, after[key].passed, after[key].missing) == (True, True, [])
    assert (after[0].rate, after[0].title) == (None, "九化")


def test_self_check_then_district_check_with_the_difference(client: Client, stage: Stage) -> None:
    by, key = edition(), (stage.station.pk, standard().pk)
    client.force_login(stage.officer)
    address = reverse("station_standards:self_check", args=key)
    client.post(address, {**posted(by), "send": "1"})
    assert StandardCheck.objects.get().state == CheckState.SENT
    assert [one.title for one in todos(stage.office)] == ["区里检查：1 份自查已提交"]
    client.force_login(stage.office)
    district = reverse("station_standards:district_check", args=key)
    assert "自查：做到，一楼接待室60平方米" in client.get(district).content.decode()
    client.post(district, posted(by, unmet=["上墙公示规范化"]))
    # A draft of the district's is nobody else's affair.
    assert "区检查填了一部分" in page(client, stage.office, "station", stage.station.pk)
    assert "区检查填了一部分" not in page(client, stage.officer, "station", stage.station.pk)
    assert "未达标" not in page(client, stage.town_user, "check", *key)
    client.force_login(stage.office)
    client.post(district, {**posted(by, version=1, unmet=["上墙公示规范化"]), "send": "1"})
    shown = page(client, stage.officer, "check", *key)
    assert "自查与区检查不一致：上墙公示规范化" in shown
    assert "未达标" in shown
    assert "区里按“九化”检查了" in Notice.objects.get(user=stage.officer).title
    assert list(todos(stage.office)) == []
    with pytest.raises(Conflict, match="区里已经检查过"):
        operations.take_back_check(check=StandardCheck.objects.get(side="own"), actor=stage.officer)


def test_a_draft_is_kept_with_its_photos_and_says_what_it_lacks(client: Client, stage: Stage) -> None:
    by, key = edition("六有"), (stage.station.pk, standard("六有").pk)
    first, second, *_ = by.items.all()
    client.force_login(stage.officer)
    address = reverse("station_standards:self_check", args=key)
    data = {**posted(by), f"words_{first.pk}": "", f"met_{second.pk}": "", "send": "1"}
    answer = client.post(
        address, {**data, f"photos_{first.pk}": [picture("门口.jpg", size=(64, 48))]}, follow=True
    )
    # What a photo shows needs no words; what was not answered is named, and nothing is lost.
    assert "“有设施”还没有填" in answer.content.decode()
    assert "写明“有场地”的依据" not in answer.content.decode()
    row = StandardCheck.objects.get()
    photo = CheckPhoto.objects.get()
    assert (row.state, row.version, photo.name) == (CheckState.DRAFT, 1, "门口.jpg")
    shown: Any = client.get(reverse("station_standards:photo", args=[photo.pk, "small"]))
    assert b"".join(shown.streaming_content).startswith(b"\xff\xd8")
    client.force_login(stage.leader)
    assert client.get(reverse("station_standards:photo", args=[photo.pk, "small"])).status_code == 404
    client.force_login(stage.officer)
    client.post(address, {**posted(by, version=1), "send": "1", "drop": str(photo.pk)})
    assert CheckPhoto.objects.get().dropped
    row.refresh_from_db()
    assert row.state == CheckState.SENT
    assert client.post(address, posted(by, version=2)).status_code == 409


def test_two_who_write_the_same_check(client: Client, stage: Stage) -> None:
    by, key = edition("六有"), (stage.station.pk, standard("六有").pk)
    client.force_login(stage.officer)
    address = reverse("station_standards:self_check", args=key)
    client.post(address, posted(by))
    client.force_login(stage.town_user)
    answer = client.post(address, posted(by, unmet=["有记录"]))
    assert answer.status_code == 409
    assert "有记录" in answer.content.decode()
    assert StandardCheck.objects.get().items.filter(met=False).count() == 0


def test_who_may_check(client: Client, stage: Stage) -> None:
    key, elsewhere = (stage.station.pk, standard().pk), make_station()
    for user, name, status in (
        (stage.officer, "district_check", 403),
        (stage.town_user, "district_check", 403),
        (stage.leader, "self_check", 403),
        (stage.deputy, "check", 403),
        (stage.town_user, "self_check", 200),
    ):
        client.force_login(user)
        assert client.get(reverse(f"station_standards:{name}", args=key)).status_code == status, (user, name)
    client.force_login(stage.officer)
    assert client.get(reverse("station_standards:self_check", args=[elsewhere.pk, key[1]])).status_code == 404
    taken = found(stage.station)
    assert client.post(reverse("station_standards:take_back_check", args=[taken.pk])).status_code == 403
    wanted: dict[str, Any] = {
        "standard": standard(),
        "year": year(),
        "version": 0,
        "answers": answers(edition()),
    }
    today = timezone.localdate()
    with pytest.raises(PermissionDenied):
        operations.write_check(station=elsewhere, side="own", actor=stage.officer, checked_on=today, **wanted)
    with pytest.raises(ValidationError, match="检查日期还没有到"):
        operations.write_check(
            station=elsewhere, side="own", actor=stage.office, checked_on=today + timedelta(days=1), **wanted
        )
    with pytest.raises(Conflict, match="不能再填"):
        operations.write_check(
            station=elsewhere, side="own", actor=stage.office, checked_on=today, **{**wanted, "year": 2021}
        )


def test_79_of_79_and_the_gap_by_name(client: Client, stage: Stage) -> None:
    rows = [
        Station(name=f"{n}号站", kind=stage.station.kind, area=stage.town, opened_on="2020-01-01")
        for n in range(78)
    ]
    Station.objects.bulk_create(rows)
    stations = list(Station.objects.all())
    for row in stations[:-1]:
        found(row, under=edition())
    figures = {one.figure.key: one for one in measure(stage.office, Period.this_year(timezone.localdate()))}
    assert str(figures["stations.standardised"].value) == "98.7%"
    shown = page(client, stage.office, "index")
    assert "78／79 个" in shown
    assert f">{stations[-1]}</a>" in shown
    found(stations[-1])
    one = client.get(reverse("station_standards:standard", args=[standard().pk])).content.decode()
    assert "79／79 个" in one
    assert "第 1–50 个，共 79 个" in one


def test_pages_ask_a_fixed_number_of_times(
    client: Client, stage: Stage, django_assert_num_queries: Any
) -> None:
    def fill(count: int) -> None:
        for _ in range(count):
            row = make_station(stage.town)
            for side in CheckSide.values:
                found(row, side, unmet=["台账管理规范化"])

    fill(1)
    client.force_login(make_user(Role.COMMITTEE))
    key = (stage.station.pk, standard().pk)
    found(stage.station)
    wanted = [("index", (), 18), ("standard", (key[1],), 14), ("station", key[:1], 16), ("check", key, 14)]
    client.get(reverse("station_standards:index"))
    for extra in (0, 3):
        fill(extra)
        for name, args, queries in wanted:
            address = reverse(f"station_standards:{name}", args=args)
            with django_assert_num_queries(queries):
                assert client.get(address).status_code == 200
