"""The yearly ranking: parts from records, who knows what is pending, frozen and taken back (R187, R075)."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from decimal import Decimal
from io import BytesIO
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from openpyxl import load_workbook

from congress.access.exceptions import Conflict, StaleVersion
from congress.figures.numbers import Rate
from congress.figures.period import Period
from liaison_stations.enums import DayState, DutyState, InspectionKind, InspectionState
from liaison_stations.models import Duty, Inspection, Ranking, RankingLine, Station
from liaison_stations.operations import ranking as operations
from liaison_stations.ranking.participation import participation
from liaison_stations.ranking.parts import BY_KEY, PARTS, Value
from liaison_stations.ranking.queries import live
from tests.liaison_stations.stage import Stage, make_day, make_matter, make_stage, make_station

pytestmark = pytest.mark.django_db
TODAY = date(2026, 11, 20)
YEAR = TODAY.year
PERIOD = Period(date(YEAR, 1, 1), TODAY, "今年")
FIRST = date(YEAR, 1, 1)
ONLY_DAYS = {part.key: 0 for part in PARTS} | {"days": 60, "inspections": 40}
_LOCALDATE = timezone.localdate


@pytest.fixture(autouse=True)
def late_in_the_year(monkeypatch: pytest.MonkeyPatch) -> None:
    """A year has too few days behind it in January to rank anything."""
    monkeypatch.setattr(timezone, "localdate", lambda *given: _LOCALDATE(*given) if given else TODAY)


@pytest.fixture
def stage() -> Stage:
    return make_stage()


def inspected(station: Station, score: str, **facts: Any) -> Inspection:
    values = {"kind": InspectionKind.UNANNOUNCED, "state": InspectionState.RELEASED, "day": FIRST, **facts}
    if values["state"] == InspectionState.RELEASED:
        values["released_at"] = timezone.now()
    return Inspection.objects.create(station=station, score=Decimal(score), **values)


def two_stations(stage: Stage) -> Station:
    """The stage's station held one day of two and was inspected; another held its only one."""
    make_day(stage.station, FIRST, state=DayState.HELD)
    make_day(stage.station, TODAY, state=DayState.CANCELLED)
    inspected(stage.station, "90.0")
    inspected(stage.station, "81.0")
    other = make_station(name="榜首站")
    make_day(other, FIRST, state=DayState.HELD)
    operations.set_weights(year=YEAR, actor=stage.office, version=0, weights=ONLY_DAYS)
    return other


def value(key: str, station: Station) -> Value:
    return BY_KEY[key].measure([station], PERIOD)[station.pk]


def test_the_weights_add_up() -> None:
    assert sum(part.weight for part in PARTS) == 100


def test_parts_come_from_records(stage: Stage) -> None:
    held = make_day(stage.station, FIRST, state=DayState.HELD)
    make_day(stage.station, TODAY + timedelta(days=400))
    for deputyship, state in zip(stage.deputies, (DutyState.PRESENT, DutyState.LEAVE), strict=True):
        Duty.objects.create(day=held, deputyship=deputyship, state=state)
    noon = timezone.make_aware(datetime.combine(FIRST, time(12)))
    for answered, due in ((noon, FIRST), (noon, None), (noon, FIRST - timedelta(days=1)), (None, FIRST)):
        make_matter(stage.station, received_at=noon, answered_at=answered, due_on=due)
    make_matter(stage.station, received_at=noon, due_on=TODAY + timedelta(days=9))
    inspected(stage.station, "92.5")
    inspected(stage.station, "10.0", state=InspectionState.DONE)
    assert value("days", stage.station).rate == Rate(1, 1, "次")
    assert value("attendance", stage.station).rate == Rate(1, 2, "人次")
    assert value("in_time", stage.station).words == "2／4 件", "neither answered nor due is no occasion yet"
    assert value("inspections", stage.station).words == "92.5 分"
    assert value("books", stage.station).words == "2／6 本", "the schedule and the roster"
    empty = make_station()
    assert value("days", empty).rate == Rate(0, 1, "次"), "a station could have planned a day"
    assert value("in_time", empty).rate is None
    assert value("inspections", empty).rate is None


def test_what_had_no_occasion_is_left_out_and_equals_share_a_place(stage: Stage) -> None:
    other = two_stations(stage)
    third = make_station(name="并列站")
    make_day(third, FIRST, state=DayState.HELD)
    lines = {line.station: line for line in live(YEAR, TODAY)}
    assert (lines[other].score, lines[other].place) == (Decimal(100), 1)
    assert lines[third].place == 1
    # 60 × 1/2 and 40 × 0.855 of 100.
    assert (lines[stage.station].score, lines[stage.station].place) == (Decimal("64.20"), 3)
    assert [cell.points for cell in lines[other].cells] == ["60.00", ""]


def test_a_pending_station_is_marked_for_who_may_know_only(client: Client, stage: Stage) -> None:
    two_stations(stage)
    inspected(stage.station, "10.0", state=InspectionState.DONE)
    url = reverse("station_ranking:index")
    pages = {}
    for name, user in (("office", stage.office), ("leader", stage.leader), ("town", stage.town_user)):
        client.force_login(user)
        pages[name] = client.get(url, {"year": YEAR}).content.decode()
    assert "待定" in pages["office"]
    assert "待定" in pages["leader"]
    assert "待定" not in pages["town"]
    assert "64.20" in pages["town"], "its own line stands there"
    assert "榜首站" not in pages["town"]
    assert "暂列 2" in pages["town"], "the place is among all stations"
    assert "64.20" in pages["office"]
    book = client.get(f"{url}?year={YEAR}&export")
    rows = list(load_workbook(BytesIO(book.content)).active.iter_rows(values_only=True))
    assert [row[:2] for row in rows[1:]] == [(2, stage.station.name)]
    client.force_login(stage.officer)
    assert client.get(url).status_code == 403

    with pytest.raises(Conflict, match="没有发布的暗访"):
        operations.freeze_ranking(year=YEAR, actor=stage.office, chosen=[stage.station.pk])


def test_frozen_it_stays_as_it_is_until_taken_back(client: Client, stage: Stage) -> None:
    other = two_stations(stage)
    client.force_login(stage.office)
    freeze = reverse("station_ranking:freeze_ranking", args=[YEAR])
    assert "选择" in client.post(freeze, {}).content.decode()
    client.post(freeze, {"chosen": [other.pk]})
    ranking = Ranking.objects.get()
    make_day(other, FIRST + timedelta(days=1), state=DayState.CANCELLED)
    line = RankingLine.objects.get(station=other)
    assert (line.place, line.score, line.is_chosen) == (1, Decimal(100), True)
    page = client.get(reverse("station_ranking:index"), {"year": YEAR}).content.decode()
    assert "100.00" in page
    assert "暂列" not in page
    assert f"先进站</dt><dd>{YEAR}年" in client.get(
        reverse("liaison_stations:detail", args=[other.pk])
    ).content.decode().replace("\n", "")
    assert client.post(freeze, {"chosen": [other.pk]}).status_code == 409
    with pytest.raises(Conflict):
        operations.set_weights(year=YEAR, actor=stage.office, version=1, weights=ONLY_DAYS)

    client.post(reverse("station_ranking:withdraw_ranking", args=[ranking.pk]), {"reason": "有站漏登"})
    page = client.get(reverse("station_ranking:index"), {"year": YEAR}).content.decode()
    assert "暂列" in page
    ranking.refresh_from_db()
    assert ranking.reason == "有站漏登"
    operations.freeze_ranking(year=YEAR, actor=stage.office, chosen=[other.pk])
    assert RankingLine.objects.filter(ranking__withdrawn_at=None, station=other).get().score < 100


def test_weights_that_cannot_be(client: Client, stage: Stage) -> None:
    client.force_login(stage.office)
    url = reverse("station_ranking:set_weights", args=[YEAR])
    wrong = client.post(url, {**ONLY_DAYS, "days": 50, "version": 0})
    assert "合计要等于 100，现在是 90" in wrong.content.decode()
    client.post(url, {**ONLY_DAYS, "version": 0})
    assert client.post(url, {**ONLY_DAYS, "days": 50, "books": 10, "version": 0}).status_code == 409
    with pytest.raises(StaleVersion):
        operations.set_weights(year=YEAR, actor=stage.office, version=0, weights=ONLY_DAYS)
    with pytest.raises(PermissionDenied):
        operations.set_weights(year=YEAR, actor=stage.town_user, version=1, weights=ONLY_DAYS)
    with pytest.raises(ValidationError):
        operations.freeze_ranking(year=YEAR, actor=stage.office, chosen=[])


def test_participation_feeds_the_deputy(client: Client, stage: Stage) -> None:
    deputyship = stage.deputies[0]
    for number, state in enumerate((DutyState.PRESENT, DutyState.PRESENT, DutyState.LEAVE, DutyState.ABSENT)):
        day = make_day(stage.station, FIRST + timedelta(days=number), state=DayState.HELD)
        Duty.objects.create(day=day, deputyship=deputyship, state=state)
    make_matter(stage.station, heard_by=deputyship)
    inspected(stage.station, "90.0")
    inspected(stage.station, "80.0", day=FIRST + timedelta(days=1))
    hidden = inspected(stage.station, "10.0", state=InspectionState.DONE, day=TODAY)
    inspected(stage.station, "20.0", day=date(2021, 6, 1))
    found = participation(deputyship, Period(date(2021, 1, 1), TODAY, "以来"))
    assert found.present == Rate(2, 4, "次")
    assert (found.leaves, found.heard, found.inspections) == (1, 1, 2), "before it joined does not count"
    assert found.score is not None
    assert found.score.number == "85"

    for user in (stage.office, stage.town_user):
        client.force_login(user)
        page = client.get(reverse("deputies:detail", args=[deputyship.person_id])).content.decode()
        assert "到站接待（今年应到 4 次，到 2 次）" in page
        assert "90.0 分" in page
        assert f"inspections/{hidden.pk}/" not in page
    person = str(deputyship.person_id)
    listed = client.get(reverse("station_inspections:index"), {"state": "released", "deputy": person})
    assert len(listed.context["list"].rows) == 2


def test_the_number_of_queries_does_not_grow(
    client: Client, stage: Stage, django_assert_max_num_queries: Any
) -> None:
    for _ in range(4):
        make_day(make_station(stage.town), FIRST, state=DayState.HELD)
    client.force_login(stage.office)
    client.get(reverse("station_ranking:index"))
    with django_assert_max_num_queries(28):
        client.get(reverse("station_ranking:index"))
