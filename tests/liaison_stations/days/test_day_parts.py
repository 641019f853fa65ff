"""The route of a morning stall (R171), leaders at a reception day (R181), and the order of the list."""

from __future__ import annotations

from datetime import time, timedelta
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from congress.access.exceptions import Conflict
from deputies.models import Person
from liaison_stations.enums import DayState, PlaceMode
from liaison_stations.models import ReceptionDay
from liaison_stations.operations.day_parts import Stop, set_leaders
from liaison_stations.operations.days import plan_day
from tests.factories import make_person
from tests.liaison_stations.stage import Stage, make_day, make_stage

pytestmark = pytest.mark.django_db
TODAY = timezone.localdate()
DAY = timedelta(days=1)


@pytest.fixture
def stage() -> Stage:
    return make_stage()


def test_a_morning_stall_goes_from_place_to_place_in_the_public_calendar(
    client: Client, stage: Stage
) -> None:
    stage.station.is_online = True
    stage.station.save()
    client.force_login(stage.officer)
    typed: dict[str, Any] = {
        "day": (TODAY + DAY).isoformat(),
        "begins_at": "6:30",
        "ends_at": "8:00",
        "place_mode": "mobile",
        "route": "6:30—7:10 东门菜场\n7点20到8:00 地铁口",
    }
    new = reverse("reception_days:plan_day", args=[stage.station.pk])
    assert "看不懂“东门菜场”" in client.post(new, {**typed, "route": "东门菜场"}).content.decode()
    client.post(new, typed)
    row = ReceptionDay.objects.get()
    assert (row.place, row.stops.count()) == ("东门菜场、地铁口", 2)
    client.post(
        reverse("reception_days:change_day", args=[row.pk]),
        {**typed, "place": row.place, "version": "1", "topic": "买菜"},
    )
    assert "7:20—8:00 地铁口" in client.get(reverse("reception_days:detail", args=[row.pk])).content.decode()
    client.logout()
    public = client.get(reverse("online:days", args=[stage.station.token])).content.decode()
    assert "6:30—7:10 东门菜场" in public
    assert "7:20—8:00 地铁口" in public


@pytest.mark.parametrize(
    ("stops", "mode"),
    [
        ([Stop(time(6), time(7), "东门")], PlaceMode.MOBILE),
        ([Stop(time(7), time(8, 30), "东门")], PlaceMode.MOBILE),
        ([Stop(time(7), time(7), "东门")], PlaceMode.MOBILE),
        ([Stop(time(6, 30), time(7, 30), "东门"), Stop(time(7), time(8), "西门")], PlaceMode.MOBILE),
        ([Stop(time(6, 30), time(7), "东门")], PlaceMode.FIXED),
    ],
)
def test_what_a_route_refuses(stage: Stage, stops: list[Stop], mode: PlaceMode) -> None:
    hours: dict[str, Any] = {"begins_at": time(6, 30), "ends_at": time(8)}
    with pytest.raises(ValidationError) as refused:
        plan_day(station=stage.station, actor=stage.officer, on=TODAY, place_mode=mode, route=stops, **hours)
    assert "route" in refused.value.error_dict


def test_leaders_with_their_posts_are_found_by_the_filter(client: Client, stage: Stage) -> None:
    known = make_person("邓国强")
    Person.objects.update(organisation="安澜区委", occupation="副书记")
    day, other = make_day(stage.station), make_day(stage.station, TODAY - DAY)
    client.force_login(stage.officer)
    url = reverse("reception_days:set_leaders", args=[day.pk])
    assert "后面还没有写职务" in client.post(url, {"leaders": "罗敏"}).content.decode()
    assert "写了两次" in client.post(url, {"leaders": "罗敏 副区长\n罗敏，副区长"}).content.decode()
    client.post(url, {"leaders": "邓国强\n罗敏：副区长"})
    told = [(one.name, one.post, one.person) for one in day.leaders.all()]
    assert told == [("邓国强", "安澜区委副书记", known), ("罗敏", "副区长", None)]
    rows = client.get(reverse("reception_days:index"), {"led": "yes"}).context["list"].rows
    assert [row.pk for row, _name in rows] == [day.pk]
    assert "罗敏（副区长）" in client.get(reverse("reception_days:detail", args=[day.pk])).content.decode()
    with pytest.raises(Conflict):
        set_leaders(
            day=make_day(stage.station, TODAY + DAY), actor=stage.officer, leaders=[("罗敏", "副区长")]
        )
    client.force_login(stage.leader)
    assert client.get(reverse("reception_days:set_leaders", args=[other.pk])).status_code == 403


def test_the_list_begins_with_today_and_what_comes_next(client: Client, stage: Stage) -> None:
    days = {n: make_day(stage.station, TODAY + n * DAY, state=DayState.PLANNED) for n in (60, -40, 1, 0, -2)}
    client.force_login(stage.officer)
    rows = client.get(reverse("reception_days:index")).context["list"].rows
    assert [row.pk for row, _name in rows] == [days[n].pk for n in (0, 1, 60, -2, -40)]
    rows = client.get(reverse("reception_days:index"), {"sort": "day"}).context["list"].rows
    assert [row.pk for row, _name in rows] == [days[n].pk for n in (-40, -2, 0, 1, 60)]
