"""A citizen books a place without an account: the last one once, the video link on the day (R172, R178)."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, time, timedelta
from functools import partial
from typing import Any

import pytest
import time_machine
from django.core.exceptions import ValidationError
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from congress.access.exceptions import Conflict
from congress.audit.models import AuditEvent
from congress.notices.models import Notice
from congress.web.demo import at as demo_at
from congress.web.limits import Limit
from liaison_stations.enums import BookingState, PlaceMode
from liaison_stations.models import Booking, Equipment, ReceptionDay, ServiceKind, ServiceTime, StationService
from liaison_stations.online.views import booking as views
from liaison_stations.operations import booking, days
from liaison_stations.operations.booking import SlotTaken
from tests.at_once import at_once
from tests.liaison_stations.online.conftest import NAME, PHONE
from tests.liaison_stations.stage import Stage, make_day, make_stage

Fill = Callable[..., dict[str, Any]]
ASK, CANCEL = reverse("online:ask"), reverse("online:cancel_booking")
LINK = "https://video.example.cn/room/7"
NOW = demo_at(date(2026, 3, 2), 8)
TUESDAY = NOW.date() + timedelta(days=1)


def make_law(stage: Stage, seats: int = 1) -> StationService:
    """Legal advice on Tuesdays at nine, in two slots."""
    kind = ServiceKind.objects.get(name="法律咨询")
    row = StationService.objects.create(station=stage.station, kind=kind)
    ServiceTime.objects.create(
        service=row, weekdays=[1], begins_at=time(9), ends_at=time(10), slot_minutes=30, seats=seats
    )
    return row


def make_video(stage: Stage, day: Any = TUESDAY) -> ReceptionDay:
    return make_day(stage.station, day, place_mode=PlaceMode.ONLINE, video_link=LINK, slot_minutes=30)


def book(thing: Any, phone: str = PHONE, at: time = time(9), name: str = NAME) -> Booking:
    return booking.book(thing=thing, on=TUESDAY, begins_at=at, name=name, phone=phone)


def text(response: Any) -> str:
    return str(response.content.decode())


@time_machine.travel(NOW, tick=False)
def test_legal_advice_is_booked_looked_up_and_given_back(
    client: Client, stage: Stage, sent: Fill, django_assert_max_num_queries: Any
) -> None:
    law = make_law(stage)
    url = reverse("online:book", args=[stage.station.token, law.pk])
    with django_assert_max_num_queries(9):
        assert "预约法律咨询" in text(client.get(reverse("online:services", args=[stage.station.token])))
    assert "选时间" in text(client.get(url))
    typed = {**sent(), "slot": f"{TUESDAY}T09:30", "title": f"租房，我叫{NAME}"}
    page = text(client.post(url, typed, follow=True))
    row = Booking.objects.get()
    assert f"{row.code[:5]} {row.code[5:]}" in page
    assert row.code[:5] in text(client.post(url, typed, follow=True))  # sent twice on a poor connection
    assert Booking.objects.count() == 1
    assert (row.title, row.begins_at, row.citizen.phone) == ("租房，我叫某选民", time(9, 30), PHONE)
    assert Notice.objects.filter(user=stage.officer, title="有人预约：法律咨询").count() == 1
    asked = text(client.post(ASK, {"code": row.code}))
    assert "3月3日（星期二）9:30—10:00" in asked
    assert (NAME in asked, PHONE in asked) == (False, False)
    assert "已取消" in text(client.post(CANCEL, {"code": row.code}))
    assert "这个预约已取消" in text(client.post(CANCEL, {"code": row.code}))
    again = book(law, at=time(9, 30))
    assert again.state == BookingState.BOOKED


@time_machine.travel(NOW, tick=False)
def test_a_full_slot_is_refused_with_the_next_free_one(client: Client, stage: Stage, sent: Fill) -> None:
    law = make_law(stage)
    book(law, "13800000001")
    url = reverse("online:book", args=[stage.station.token, law.pk])
    shown = client.post(url, {**sent(), "slot": f"{TUESDAY}T09:00", "title": ""})
    assert "刚刚约满。已换成下一个有空的：3月3日 星期二 9:30" in text(shown)
    assert shown.context["chosen"] == f"{TUESDAY}T09:30"
    assert NAME in text(shown)
    with pytest.raises(SlotTaken) as full:
        booking.book(thing=law, on=TUESDAY + timedelta(days=30), begins_at=time(9), name="甲", phone="1")
    assert full.value.free is not None
    with pytest.raises(ValidationError, match="已有预约"):
        book(law, "138 0000 0001", time(9, 30))


@time_machine.travel(NOW, tick=False)
def test_robots_and_too_many(
    client: Client, stage: Stage, sent: Fill, monkeypatch: pytest.MonkeyPatch
) -> None:
    law = make_law(stage)
    url = reverse("online:book", args=[stage.station.token, law.pk])
    typed = {"slot": f"{TUESDAY}T09:00"}
    assert "不对" in text(client.post(url, {**sent(answer="0000"), **typed}))
    assert "没有提交" in text(client.post(url, {**sent(website="http://x"), **typed}))
    assert "请选一个时间" in text(client.post(url, {**sent(), "slot": "2026-13-40T99:99"}))
    monkeypatch.setattr(views, "BOOKED", Limit("online-booked", 0, 60))
    assert client.post(url, {**sent(), **typed}).status_code == 429
    assert Booking.objects.count() == 0
    StationService.objects.update(is_public=False)
    assert client.get(url).status_code == 404


def test_the_video_link_is_for_who_booked_on_the_day_and_for_staff(client: Client, stage: Stage) -> None:
    with time_machine.travel(NOW, tick=False):
        day = make_video(stage)
        row = book(day)
        assert LINK not in text(client.post(ASK, {"code": row.code}))
        public = [
            reverse("online:days", args=[stage.station.token]),
            reverse("online:services", args=[stage.station.token]),
        ]
        assert [page for page in public if LINK in text(client.get(page))] == []
        assert reverse("online:book_day", args=[stage.station.token, day.pk]) in text(client.get(public[0]))
        detail = reverse("reception_days:detail", args=[day.pk])
        for user, sees in ((stage.officer, True), (stage.office, True), (stage.leader, False)):
            client.force_login(user)
            assert (LINK in text(client.get(detail))) is sees
            assert PHONE not in text(client.get(detail))
    with time_machine.travel(NOW + timedelta(days=1), tick=False):
        client.logout()
        assert LINK in text(client.post(ASK, {"code": row.code}))
        client.force_login(stage.officer)
        marked = client.post(
            reverse("station_services:mark_booking", args=[row.pk]), {"state": "came"}, follow=True
        )
        assert "已到" in text(marked)
        assert "1 人预约，1 人参加" in text(client.get(detail))
        assert "线上视频" in text(client.get(detail))


@time_machine.travel(NOW, tick=False)
def test_a_booked_day_does_not_move_and_a_cancelled_one_tells_why(stage: Stage) -> None:
    stage.station.equipment.add(Equipment.objects.get(carries_video=True))
    day = make_video(stage)
    row = book(day)
    facts: dict[str, Any] = {
        "on": TUESDAY,
        "ends_at": time(11, 30),
        "place_mode": "online",
        "slot_minutes": 30,
    }
    with pytest.raises(ValidationError, match="已有 1 人预约"):
        days.change_day(day=day, actor=stage.officer, version=1, begins_at=time(10), **facts)
    days.change_day(day=day, actor=stage.officer, version=1, begins_at=time(9), topic="供暖", **facts)
    days.cancel_day(day=day, actor=stage.officer, reason="停电")
    row.refresh_from_db()
    assert (row.state, row.reason) == (BookingState.CANCELLED, "停电")


@time_machine.travel(NOW, tick=False)
def test_bookings_at_the_desk(client: Client, stage: Stage, django_assert_max_num_queries: Any) -> None:
    row = book(make_law(stage))
    url = {
        verb: reverse(f"station_services:{verb}", args=[row.pk])
        for verb in ("booking", "reveal_booking", "cancel_booking", "mark_booking")
    }
    client.force_login(stage.leader)
    assert client.get(url["booking"]).status_code == 403
    client.force_login(make_stage().officer)
    assert client.get(url["booking"]).status_code == 404
    client.force_login(stage.officer)
    client.get(url["booking"])
    with django_assert_max_num_queries(12):
        page = text(client.get(url["booking"]))
    assert "秦** 139****1234" in page
    assert PHONE in text(client.post(url["reveal_booking"]))
    assert AuditEvent.objects.filter(verb="liaison_stations:reveal_booking").exists()
    assert client.post(url["mark_booking"], {"state": "came"}).status_code == 409
    client.get(reverse("station_services:bookings"))
    with django_assert_max_num_queries(13):
        listed = text(client.get(reverse("station_services:bookings"), {"when": "ahead"}))
    assert "3月3日（星期二）" in listed
    assert (NAME in listed, PHONE in listed) == (False, False)
    client.post(url["cancel_booking"], {"reason": "律师生病"})
    assert "律师生病" in text(client.post(ASK, {"code": row.code}))
    with pytest.raises(Conflict, match="已取消"):
        booking.cancel_booking(booking=row, actor=stage.officer, reason="再来")


def test_what_was_done_is_written_down_from_the_booking(client: Client, stage: Stage) -> None:
    with time_machine.travel(NOW, tick=False):
        row = book(make_law(stage))
    with time_machine.travel(NOW + timedelta(days=1, hours=3), tick=False):
        client.force_login(stage.officer)
        url = reverse("station_services:record_service", args=[row.service_id])
        assert "群众电话" not in text(client.get(url, {"booking": str(row.pk)}))
        typed = {
            "booking": str(row.pk),
            "on": "2026-03-03",
            "people": "1",
            "title": "租房合同",
            "result": "answered",
        }
        client.post(f"{url}?booking={row.pk}", typed)
        assert client.post(url, typed).status_code == 404
        row.refresh_from_db()
        assert (row.state, row.record.citizen) == (BookingState.CAME, row.citizen)


@pytest.mark.services
@pytest.mark.django_db(transaction=True)
def test_two_take_the_last_place_at_once() -> None:
    """On PostgreSQL: one gets it, the other is offered the next."""
    stage = make_stage()
    day = timezone.localdate() + timedelta(days=3)
    video = make_video(stage, day)
    works = [
        partial(booking.book, thing=video, on=day, begins_at=time(9), name="某人", phone=phone)
        for phone in ("13800000001", "13800000002", "13800000003")
    ]
    answers = at_once(*works)
    assert Booking.objects.count() == 1
    refused = [one for one in answers if isinstance(one, SlotTaken)]
    assert [one.free.key[-5:] for one in refused if one.free] == ["09:30", "09:30"]
