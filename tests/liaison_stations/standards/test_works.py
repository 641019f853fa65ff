"""Works at sites: 新建 or 提档升级 with date, cost and result; twelve sites in a period (R144)."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from congress.access.exceptions import Conflict
from liaison_stations.models import SiteWork
from liaison_stations.operations import works as operations
from tests.liaison_stations.stage import Stage, make_stage, make_station
from tests.liaison_stations.standards.rows import year

pytestmark = pytest.mark.django_db


@pytest.fixture
def stage(db: None) -> Stage:
    return make_stage()


def work(stage: Stage, **facts: Any) -> SiteWork:
    values = {
        "station": stage.station,
        "kind": "upgrade",
        "done_on": timezone.localdate(),
        "result": "扩建",
        **facts,
    }
    return operations.record_work(actor=stage.office, **values)


def test_twelve_sites_in_a_period(client: Client, stage: Stage, django_assert_num_queries: Any) -> None:
    client.force_login(stage.office)
    this_year = date(year(), 1, 1)
    for n in range(12):
        facts = {"station": make_station(stage.town), "done_on": this_year, "cost": Decimal("2.5")}
        work(stage, kind="new" if n < 5 else "upgrade", **facts)
    work(stage, station=SiteWork.objects.last().station, done_on=this_year)  # the same site again
    work(stage, done_on=this_year - timedelta(days=1))
    shown = client.get(reverse("station_standards:index")).content.decode()
    for said in ("12<small>个", "5<small>个", "8<small>个", "30<small>万元"):
        assert said in shown
    address = reverse("station_standards:works")
    found = client.get(address, {"since": f"{year()}-01-01", "until": f"{year()}-12-31"}).content.decode()
    assert "13 项" in found
    client.get(address)
    with django_assert_num_queries(15):
        client.get(address, {"kind": "new", "town": str(stage.town.pk)})


def test_it_is_entered_changed_and_withdrawn(client: Client, stage: Stage) -> None:
    client.force_login(stage.town_user)
    data = {"kind": "new", "done_on": "2024-05-01", "cost": "12.5", "result": "新建接待室80平方米"}
    client.post(reverse("station_standards:record_work", args=[stage.station.pk]), data)
    row = SiteWork.objects.get()
    assert (row.cost, row.get_kind_display()) == (Decimal("12.5"), "新建")
    client.post(reverse("station_standards:change_work", args=[row.pk]), {**data, "version": 1, "cost": ""})
    row.refresh_from_db()
    assert (row.cost, row.version) == (None, 2)
    with pytest.raises(ValidationError, match="已经登记过新建"):
        work(stage, kind="new")
    url = reverse("station_standards:withdraw_work", args=[row.pk])
    assert "请填写撤回原因" in client.post(url, {"version": 2, "withdrawn_reason": ""}).content.decode()
    client.post(url, {"version": 2, "withdrawn_reason": "登记重了"})
    assert not SiteWork.objects.visible_to(stage.office).exists()
    with pytest.raises(Conflict, match="已撤回"):
        operations.change_work(work=row, actor=stage.office, version=3, result="改")


def test_what_cannot_be(client: Client, stage: Stage) -> None:
    for facts, field in (
        ({"done_on": timezone.localdate() + timedelta(days=1)}, "done_on"),
        ({"done_on": date(2019, 5, 1)}, "done_on"),
        ({"cost": Decimal(-1)}, "cost"),
    ):
        with pytest.raises(ValidationError) as refused:
            work(stage, **facts)
        assert list(refused.value.message_dict) == [field]
    elsewhere = make_station()
    with pytest.raises(PermissionDenied):
        operations.record_work(
            station=elsewhere, actor=stage.town_user, kind="new", done_on=date(2024, 1, 1), result="新建"
        )
    client.force_login(stage.officer)
    assert client.get(reverse("station_standards:record_work", args=[stage.station.pk])).status_code == 403
    client.force_login(stage.town_user)
    assert client.get(reverse("station_standards:record_work", args=[elsewhere.pk])).status_code == 404
