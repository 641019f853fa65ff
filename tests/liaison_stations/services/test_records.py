"""What was done each time: a talk, a dispute, its outcome; who it was stays with the station (R169, R170, R178)."""

from __future__ import annotations

from datetime import timedelta
from io import BytesIO
from typing import Any
from uuid import uuid4

import pytest
from django.core.exceptions import ValidationError
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from openpyxl import load_workbook

from congress.access.exceptions import Conflict
from congress.audit.models import AuditEvent
from liaison_stations.enums import MatterState, Origin, ServiceResult
from liaison_stations.models import Citizen, Matter, ServiceKind, ServiceRecord, StationKind, StationService
from liaison_stations.operations.service_records import record_service, withdraw_record
from tests.liaison_stations.online.conftest import jpeg
from tests.liaison_stations.stage import Stage, make_stage, make_station, staff

pytestmark = pytest.mark.django_db
TODAY = timezone.localdate()
NAME, PHONE = "秦素云", "13900001234"


@pytest.fixture
def stage() -> Stage:
    return make_stage()


def offer(stage: Stage, name: str = "茶馆调解") -> StationService:
    return StationService.objects.create(station=stage.station, kind=ServiceKind.objects.get(name=name))


def write(stage: Stage, service: StationService, **facts: Any) -> ServiceRecord:
    said = {"on": TODAY, "title": "两户为院墙滴水起争执", "mediator": "老周", "result": ServiceResult.SETTLED}
    return record_service(service=service, actor=stage.officer, **{**said, **facts})


def test_a_teahouse_case_closed_with_a_settlement(client: Client, stage: Stage) -> None:
    """R170: matter, mediator, result; R169: a filter by the kind of site finds it, another does not."""
    stage.station.kind = StationKind.objects.get(name="聚心茶馆")
    stage.station.save()
    service = offer(stage)
    client.force_login(stage.officer)
    form = reverse("station_services:record_service", args=[service.pk])
    typed = {
        "token": str(uuid4()),
        "on": TODAY.isoformat(),
        "people": "4",
        "title": "两户为院墙滴水起争执",
        "dispute": "屋檐伸过界",
        "account": "请两家喝茶，各让一步。",
        "mediator": "老周",
        "result": "settled",
        "name": NAME,
        "phone": PHONE,
    }
    wrong = client.post(form, {**typed, "mediator": "", "account": f"打{PHONE}"}).content.decode()
    assert "经过里不写号码" not in wrong  # fields are asked first
    assert "两户为院墙滴水起争执" in wrong
    refused = client.post(form, {**typed, "account": f"{NAME}打{PHONE}"}).content.decode()
    assert "经过里不写号码" in refused
    for _ in range(2):
        page = client.post(form, {**typed, "photos": [jpeg()]}, follow=True).content.decode()
    row = ServiceRecord.objects.get()
    assert (row.people, row.get_result_display(), row.photos.count()) == (4, "化解", 1)
    assert "秦** 139****1234" in page
    assert NAME not in page
    rows = reverse("station_services:index")
    assert (
        row.title
        in client.get(rows, {"site": str(stage.station.kind_id), "result": "settled"}).content.decode()
    )
    other = StationKind.objects.get(name="百姓说事点")
    assert row.title not in client.get(rows, {"site": other.pk}).content.decode()


def test_what_a_record_refuses(stage: Stage) -> None:
    tea, law = offer(stage), offer(stage, "法律咨询")
    for service, facts, field in (
        (tea, {"on": TODAY + timedelta(days=1)}, "on"),
        (tea, {"mediator": " "}, "mediator"),
        (tea, {"result": ServiceResult.ANSWERED}, "result"),
        (law, {"result": ServiceResult.SETTLED}, "result"),
        (tea, {"title": "秦素云家漏水", "citizen": Citizen(name=NAME)}, "title"),
    ):
        with pytest.raises(ValidationError) as refused:
            write(stage, service, **facts)
        assert field in refused.value.error_dict
    assert not Citizen.objects.exists()


def test_passed_on_it_becomes_a_matter_of_the_station(stage: Stage) -> None:
    citizen = Citizen(name=NAME, phone=PHONE)
    row = write(stage, offer(stage), result=ServiceResult.PASSED_ON, citizen=citizen)
    matter = Matter.objects.get()
    assert (matter.origin, matter.state, matter.citizen) == (
        Origin.SERVICE,
        MatterState.RECEIVED,
        row.citizen,
    )


def test_names_are_opened_by_the_station_alone_and_written_down(client: Client, stage: Stage) -> None:
    row = write(stage, offer(stage), citizen=Citizen(name=NAME, phone=PHONE))
    page, reveal = (
        reverse(f"station_services:{name}", args=[row.pk]) for name in ("record", "reveal_record")
    )
    for user in (stage.leader, stage.officer, stage.office, stage.town_user):
        client.force_login(user)
        shown = client.get(page).content.decode()
        assert (NAME in shown, PHONE in shown) == (False, False)
    client.force_login(stage.leader)
    assert "某选民" in client.get(page).content.decode()
    assert client.post(reveal).status_code == 403
    client.force_login(staff(make_station(stage.town)))
    assert client.post(reveal).status_code == 404
    client.force_login(stage.officer)
    assert PHONE in client.post(reveal).content.decode()
    assert AuditEvent.objects.filter(verb="liaison_stations:reveal_record").count() == 1
    export = client.post(reverse("station_services:index"), {"export": "all"})
    cells = [str(cell.value) for line in load_workbook(BytesIO(b"".join(export))).active for cell in line]
    assert row.title in cells
    assert not [cell for cell in cells if NAME in cell or PHONE in cell]


def test_changed_withdrawn_and_listed(
    client: Client, stage: Stage, django_assert_max_num_queries: Any
) -> None:
    service = offer(stage)
    row, other = write(stage, service), write(stage, service, title="邻里噪声")
    client.force_login(stage.officer)
    change = reverse("station_services:change_record", args=[row.pk])
    typed = {
        "on": TODAY.isoformat(),
        "people": "2",
        "title": "两户和好",
        "mediator": "老周",
        "result": "unsettled",
        "version": "1",
    }
    assert client.post(change, typed).status_code == 302
    assert client.post(change, {**typed, "title": "又改"}).status_code == 409
    withdraw_record(record=other, actor=stage.officer, reason="登记重了")
    with pytest.raises(Conflict):
        withdraw_record(record=other, actor=stage.officer, reason="登记重了")
    assert list(ServiceRecord.objects.standing()) == [row]
    rows = reverse("station_services:index")
    client.get(rows)
    with django_assert_max_num_queries(15):
        shown = client.get(rows, {"withdrawn": "yes", "q": "噪声", "since": TODAY.isoformat()})
    assert [one.pk for one, _name in shown.context["list"].rows] == [other.pk]
    with django_assert_max_num_queries(14):
        client.get(reverse("station_services:record", args=[row.pk]))
