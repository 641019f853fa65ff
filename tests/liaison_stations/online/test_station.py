"""The public pages of stations: four blocks, the calendar, what was released, and how light they are."""

from __future__ import annotations

import re
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from congress.access.exceptions import Conflict
from liaison_stations.enums import DayState, Origin
from liaison_stations.models import Duty, Matter, PublicMatter, Reception
from liaison_stations.operations import online
from tests.liaison_stations.online.conftest import CANARIES, NAME, PHONE
from tests.liaison_stations.stage import Stage, make_citizen, make_day, make_matter, make_station

INDEX = reverse("online:index")
BLOCKS = ("站点介绍", "驻站代表", "人大动态", "社情民意")


def page(client: Client, name: str, *args: Any) -> str:
    response = client.get(reverse(name, args=args))
    assert response.status_code == 200
    return str(response.content.decode())


def release(stage: Stage, **facts: Any) -> PublicMatter:
    row = make_matter(stage.station, citizen=make_citizen(NAME, PHONE), **facts)
    return online.publish(matter=row, actor=stage.officer, title=row.title, account="路灯坏了", answer="")


def test_four_blocks_the_empty_ones_say_so(client: Client, stage: Stage) -> None:
    bare = make_station(stage.town, is_online=True)
    shown = page(client, "online:station", bare.token)
    assert [block for block in BLOCKS if f"<h2>{block}</h2>" not in shown] == []
    for said in ("接待日还没有排定", "还没有登记驻站代表", "还没有举办过接待日", "还没有公开的事项"):
        assert said in shown


def test_a_station_with_everything_in_few_queries(
    client: Client, stage: Stage, django_assert_num_queries: Any
) -> None:
    today = timezone.localdate()
    ahead = make_day(stage.station, today + timedelta(days=3), topic="河道")
    Duty.objects.create(day=ahead, deputyship=stage.deputies[0])
    make_day(stage.station, today + timedelta(days=4), state=DayState.CANCELLED, topic="已取消的")
    held = make_day(stage.station, today - timedelta(days=20), state=DayState.HELD)
    Reception.objects.create(day=held, people=3, entered_by=stage.officer)
    make_matter(stage.station, day=held)
    shown_row = release(stage)
    address = reverse("online:station", args=[stage.station.token])
    client.get(address)
    with django_assert_num_queries(10):
        shown = client.get(address).content.decode()
    for part in (stage.deputies[0].person.name, "接待群众 1 批 3 人次", "收到意见 1 件", shown_row.title):
        assert part in shown
    days = page(client, "online:days", stage.station.token)
    assert "河道" in days
    assert "已取消的" not in days
    with django_assert_num_queries(1):
        assert stage.station.name in client.get(INDEX, {"q": stage.station.name}).content.decode()


def test_closed_and_unopened_stations_do_not_exist(client: Client, stage: Stage) -> None:
    unopened = make_station(stage.town)
    closed = make_station(stage.town, is_online=True, closed_on=timezone.localdate())
    listed = page(client, "online:index")
    for row in (unopened, closed):
        assert row.name not in listed
        for name in ("station", "write", "days"):
            assert client.get(reverse(f"online:{name}", args=[row.token])).status_code == 404


def test_nothing_is_public_before_the_station_says_so(client: Client, stage: Stage) -> None:
    row = make_matter(stage.station, origin=Origin.ONLINE, citizen=make_citizen(NAME, PHONE))
    assert row.title not in page(client, "online:station", stage.station.token)
    for left in (f"请打{PHONE}", f"反映人{NAME}"):
        client.force_login(stage.officer)
        form = client.post(
            reverse("online:publish", args=[row.pk]), {"title": row.title, "account": left}
        ).context["form"]
        assert "account" in form.errors
    assert not PublicMatter.objects.exists()
    client.post(reverse("online:publish", args=[row.pk]), {"title": row.title, "account": "灯坏了"})
    shown = PublicMatter.objects.get()
    client.logout()
    read = page(client, "online:released", stage.station.token, shown.pk)
    assert "灯坏了" in read
    assert [one for one in CANARIES if one in read] == []
    online.withdraw(matter=row, actor=stage.officer)
    assert client.get(reverse("online:released", args=[stage.station.token, shown.pk])).status_code == 404
    with pytest.raises(Conflict):
        online.withdraw(matter=row, actor=stage.officer)
    row.refresh_from_db()
    assert row.is_public is False


def test_another_station_releases_nothing_of_ours(client: Client, stage: Stage) -> None:
    row = make_matter(stage.station)
    other = Stage(**{**vars(stage)})
    client.force_login(stage.leader)
    assert client.get(reverse("online:publish", args=[row.pk])).status_code == 403
    client.force_login(stage.deputy)
    assert client.get(reverse("online:sheet", args=[other.station.pk])).status_code == 403
    assert Matter.objects.get().is_public is False


def test_the_first_load_is_light_and_asks_nobody_else(client: Client, stage: Stage) -> None:
    for address in (INDEX, reverse("online:write", args=[stage.station.token])):
        shown = client.get(address).content.decode()
        parts = re.findall(r'(?:href|src)="/static/([^"]+)"', shown)
        weight = len(shown.encode()) + sum(
            (Path(settings.BASE_DIR) / "static" / part).stat().st_size for part in parts
        )
        assert weight < 150_000
        assert "://" not in shown.replace("http://www.w3.org/2000/svg", "")
