"""The star scheme by year: 16 stations, 8 candidates, stars with evidence, publication, a star lost (R149, R191)."""

from __future__ import annotations

from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from congress.access.exceptions import Conflict
from congress.notices.models import Notice
from liaison_stations.enums import CheckSide
from liaison_stations.models import StarCandidate, StarRound, Station
from liaison_stations.operations import stars as operations
from liaison_stations.operations.checks import lacking, take_back_check
from liaison_stations.standards.overview import rating
from liaison_stations.standards.queries import stars_of
from liaison_stations.standards.todos import todos
from tests.liaison_stations.stage import Stage, make_stage, make_station
from tests.liaison_stations.standards.rows import edition, found, standard, year

pytestmark = pytest.mark.django_db


@pytest.fixture
def stage(db: None) -> Stage:
    return make_stage()


def rated(stage: Stage, stations: list[Station], *stars: int, of_year: int | None = None) -> StarRound:
    """A published round."""
    row = StarRound.objects.create(
        year=of_year or year(), edition=edition("五星级"), published_at=timezone.now()
    )
    for station, n in zip(stations, stars, strict=True):
        StarCandidate.objects.create(round=row, station=station, stars=n, awarded_on=timezone.localdate())
    return row


def test_from_sixteen_stations_to_stars_everybody_reads(client: Client, stage: Stage) -> None:
    stations = [stage.station, *(make_station(stage.town) for _ in range(15))]
    client.force_login(stage.office)
    client.post(
        reverse("station_standards:pick_candidates"),
        {"version": 0, "stations": [row.pk for row in stations[:8]]},
    )
    now = rating(stage.office, year())
    assert (str(now.share), now.share.of) == ("50%", "8／16 个")
    assert [one.title for one in todos(stage.officer)] == [f"星级创建自查：{stage.station}"]
    first = StarCandidate.objects.get(station=stage.station)
    with pytest.raises(Conflict, match="还没有区里的检查"):
        operations.award(candidate=first, actor=stage.office, version=1, stars=4)
    for row in stations[:8]:
        found(row, CheckSide.OWN, under=edition("五星级"))
        review = found(row, under=edition("五星级"), unmet=["活动开展"])
    assert list(todos(stage.officer)) == []
    award = reverse("station_standards:award", args=[first.pk])
    assert "4 个方面全部做到" in client.get(award).content.decode()
    client.post(award, {"version": 1, "stars": 4, "note": "活动偏少"})
    with pytest.raises(Conflict, match="还有 7 个站没有评定"):
        operations.publish_stars(round=now.round or StarRound(), actor=stage.office)
    # Until it is published nobody but the office knows.
    assert rating(stage.town_user, year()).rated == 0
    assert rating(stage.office, year()).rated == 1
    for one in StarCandidate.objects.exclude(pk=first.pk):
        operations.award(candidate=one, actor=stage.office, version=1, stars=0)
    with pytest.raises(Conflict, match="已经按这次检查评定了星级"):
        take_back_check(check=review, actor=stage.office)
    client.post(reverse("station_standards:publish_stars", args=[first.round_id]))
    assert rating(stage.town_user, year()).counts == [("四星级", 1)]
    assert "四星级" in Notice.objects.get(user=stage.officer).title
    Station.objects.update(is_online=True)
    client.logout()
    shown = client.get(reverse("online:station", args=[stage.station.token])).content.decode()
    assert f'{year()}年度<span class="sd-stars" aria-hidden="true">★★★★</span>4 星' in shown
    assert "星级" not in client.get(reverse("online:station", args=[stations[9].token])).content.decode()


def test_a_star_lost_next_year_is_shown(client: Client, stage: Stage) -> None:
    fell, dropped, kept = stage.station, make_station(stage.town), make_station(stage.town)
    rated(stage, [fell, dropped, kept], 5, 4, 3, of_year=year() - 1)
    assert stars_of([fell.pk], year())[fell.pk].stars == 5
    rated(stage, [fell, kept], 0, 3)
    found_now = stars_of([fell.pk, dropped.pk, kept.pk], year())
    assert [found_now[row.pk].lost for row in (fell, dropped, kept)] == [True, True, False]
    assert [row for row, _words in rating(stage.office, year()).dropped] == [dropped]
    client.force_login(stage.officer)
    page = client.get(reverse("liaison_stations:detail", args=[fell.pk])).content.decode()
    assert f"{year()}年度没有评上，上年五星级" in page
    client.force_login(stage.office)
    assert "比上年少" in client.get(reverse("station_standards:stars")).content.decode()


def test_what_stands_stays(client: Client, stage: Stage) -> None:
    other = make_station(stage.town)
    row = rated(stage, [stage.station, other], 5, 4)
    with pytest.raises(Conflict, match="已公布"):
        operations.pick_candidates(year=year(), stations=[other], actor=stage.office, version=1)
    client.force_login(stage.office)
    client.post(reverse("station_standards:unpublish_stars", args=[row.pk]))
    assert stars_of([other.pk], year()) == {}
    with pytest.raises(ValidationError, match="已经评定，不能去掉"):
        operations.pick_candidates(year=year(), stations=[other], actor=stage.office, version=2)
    stale = client.post(reverse("station_standards:pick_candidates"), {"version": 1, "stations": [other.pk]})
    assert stale.status_code == 409


def test_a_rating_is_shown_item_by_item(stage: Stage) -> None:
    row = found(stage.station, under=edition("五星级"), unmet=["工作成效"])
    row.items.update(words="")
    assert len(lacking(row)) == 5


def test_the_page_asks_a_fixed_number_of_times(
    client: Client, stage: Stage, django_assert_num_queries: Any
) -> None:
    rated(stage, [stage.station], 4, of_year=year() - 1)
    row = rated(stage, [stage.station], 4)
    address = reverse("station_standards:stars")
    client.force_login(stage.leader)
    client.get(address)
    with django_assert_num_queries(13):
        client.get(address)
    for _ in range(4):
        StarCandidate.objects.create(round=row, station=make_station(stage.town))
    with django_assert_num_queries(13):
        client.get(address)
    assert standard("五星级").gives_stars
