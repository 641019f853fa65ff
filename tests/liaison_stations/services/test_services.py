"""Services of a station, their times of the week, and which slots follow from them (R178)."""

from __future__ import annotations

from datetime import date, time
from typing import Any

import pytest
import time_machine
from django.core.exceptions import PermissionDenied, ValidationError
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from congress.access.exceptions import Conflict
from congress.web.demo import at
from liaison_stations.enums import BookingState
from liaison_stations.models import Booking, ServiceKind, StationService
from liaison_stations.operations import booking, services
from liaison_stations.services.slots import next_free, slots_of_service
from tests.liaison_stations.stage import Stage, make_stage

pytestmark = pytest.mark.django_db
#: A Monday; the 5th and the 6th of April 2026 are holidays (清明节).
MONDAY = at(date(2026, 3, 30), 8)


@pytest.fixture
def stage() -> Stage:
    return make_stage()


def make_service(stage: Stage, name: str = "法律咨询", **facts: Any) -> StationService:
    kind = ServiceKind.objects.get(name=name)
    return services.add_service(station=stage.station, actor=stage.officer, kind=kind, **facts)


def test_slots_follow_from_times_without_holidays_pauses_and_what_has_begun(stage: Stage) -> None:
    row = make_service(stage)
    add: dict[str, Any] = {"service": row, "actor": stage.officer}
    services.add_time(
        **add, weekdays=[0, 2], begins_at=time(14), ends_at=time(15, 10), slot_minutes=30, seats=2
    )
    services.add_time(**add, weekdays=[5], begins_at=time(9), ends_at=time(11))
    with time_machine.travel(MONDAY, tick=False):
        services.pause_service(**add, on=date(2026, 4, 1), reason="律师开庭")
        keys = [slot.key for slot in slots_of_service(row, timezone.localtime())]
    assert keys == ["2026-03-30T14:00", "2026-03-30T14:30", "2026-04-08T14:00", "2026-04-08T14:30"]
    later = slots_of_service(row, at(date(2026, 3, 30), 14))
    assert later[0].key == "2026-03-30T14:30"
    assert next_free(later, later[0]) == later[0]


def test_what_a_time_refuses(stage: Stage) -> None:
    row = make_service(stage)
    add: dict[str, Any] = {"service": row, "actor": stage.officer, "begins_at": time(9), "ends_at": time(11)}
    services.add_time(**add, weekdays=[1])
    for facts, field in (
        ({"weekdays": []}, "weekdays"),
        ({"weekdays": [1, 4]}, "begins_at"),
        ({"weekdays": [4], "ends_at": time(8)}, "ends_at"),
        ({"weekdays": [4], "seats": 1, "slot_minutes": 200}, "slot_minutes"),
    ):
        with pytest.raises(ValidationError) as refused:
            services.add_time(**{**add, **facts})
        assert field in refused.value.error_dict, facts
    with pytest.raises(PermissionDenied):
        services.add_time(**{**add, "actor": make_stage().officer}, weekdays=[4])
    with pytest.raises(ValidationError, match="已有这项服务"):
        make_service(stage)


def test_ended_and_resumed_with_the_bookings_told_why(stage: Stage) -> None:
    row = make_service(stage)
    services.add_time(
        service=row,
        actor=stage.officer,
        weekdays=[0, 1, 2, 3, 4, 5, 6],
        begins_at=time(8),
        ends_at=time(9),
        seats=1,
    )
    with time_machine.travel(MONDAY, tick=False):
        slot = slots_of_service(row, timezone.localtime())[2]
        booked = booking.book(
            thing=row, on=slot.on, begins_at=slot.begins_at, name="秦素云", phone="13900001234"
        )
        services.end_service(service=row, actor=stage.officer, reason="律师退休")
        booked.refresh_from_db()
        assert (booked.state, booked.reason) == (BookingState.CANCELLED, "律师退休")
        assert not StationService.objects.offered().exists()
        with pytest.raises(Conflict, match="已停办"):
            services.pause_service(service=row, actor=stage.officer, on=slot.on, reason="停电")
        services.resume_service(service=row, actor=stage.officer)
        assert len(slots_of_service(row, timezone.localtime())) > 1


def test_the_pages_of_a_service(client: Client, stage: Stage, django_assert_max_num_queries: Any) -> None:
    client.force_login(stage.officer)
    kind = ServiceKind.objects.get(name="矛盾纠纷调解")
    new = reverse("station_services:add_service", args=[stage.station.pk])
    page = client.post(new, {"kind": kind.pk, "provider": "司法所", "is_public": "on"}, follow=True)
    assert "接着写时间" in page.content.decode()
    row = StationService.objects.get()
    url = {
        verb: reverse(f"station_services:{verb}", args=[row.pk])
        for verb in (
            "service",
            "add_time",
            "pause_service",
            "change_service",
            "end_service",
            "resume_service",
        )
    }
    typed = {
        "weekdays": ["1", "3"],
        "begins_at": "下午2点",
        "ends_at": "17:00",
        "seats": "1",
        "slot_minutes": "30",
    }
    wrong = client.post(url["add_time"], {**typed, "begins_at": "25点"}).content.decode()
    assert "25:00" in wrong
    shown = client.post(url["add_time"], typed, follow=True).content.decode()
    assert "每周二、四 14:00—17:00" in shown
    assert "每段 30 分钟" in shown
    changed = {
        "kind": kind.pk,
        "provider": "司法所",
        "phone": "0550-1234567",
        "version": "1",
        "is_public": "on",
    }
    assert client.post(url["change_service"], changed).status_code == 302
    assert client.post(url["change_service"], {**changed, "phone": "0550-7654321"}).status_code == 409
    assert client.post(url["pause_service"], {"on": "2020年1月1日", "reason": "开会"}).status_code == 200
    client.get(url["service"])
    with django_assert_max_num_queries(16):
        client.get(url["service"])
    client.get(reverse("station_services:services"))
    with django_assert_max_num_queries(16):
        listed = client.get(reverse("station_services:services"), {"kind": str(kind.pk), "booked": "yes"})
    assert "每周二、四 14:00—17:00" in listed.content.decode()
    station = client.get(reverse("liaison_stations:detail", args=[stage.station.pk])).content.decode()
    assert "矛盾纠纷调解" in station

    client.post(reverse("station_services:drop_time", args=[row.times.get().pk]))
    assert "还没有写时间" in client.get(url["service"]).content.decode()
    client.post(url["end_service"], {"reason": "合并到综治中心"})
    assert "停办，以前的记录不变" in client.get(url["service"]).content.decode()
    client.post(url["resume_service"])
    client.force_login(stage.leader)
    assert "由这个站" in client.get(url["service"]).content.decode()
    assert client.get(url["add_time"]).status_code == 403
    client.force_login(make_stage().officer)
    assert client.get(url["service"]).status_code == 404
    assert Booking.objects.count() == 0
