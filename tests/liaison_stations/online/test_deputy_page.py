"""The page behind a deputy's QR code: what it shows, the message box, a new code."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from activities.enums import AttendanceState
from activities.models import Attendance
from congress.accounts.enums import Role
from congress.notices.models import Notice
from congress.organs.models import Session
from liaison_stations.enums import DayState, DutyState, Origin
from liaison_stations.models import DeputyPage, Duty, Matter
from liaison_stations.operations import answering, deciding, deputy_pages
from tests.factories import make_activity, make_user
from tests.liaison_stations.online.conftest import NAME, PHONE, jpeg
from tests.liaison_stations.stage import Stage, make_day, make_station, staff

Fill = Callable[..., dict[str, Any]]


def opened(stage: Stage) -> DeputyPage:
    return deputy_pages.open_page(deputyship=stage.deputies[0], actor=stage.officer)


def address(page: DeputyPage) -> str:
    return reverse("online:deputy", args=[page.token])


def test_duty_in_and_between_sessions_without_phone(
    client: Client, stage: Stage, django_assert_num_queries: Any
) -> None:
    page, deputy = opened(stage), stage.deputies[0]
    deputy.person.phone = "13700009876"
    deputy.person.save()
    today = timezone.localdate()
    Session.objects.create(term=deputy.term, number=1, starts_on=today, ends_on=today)
    for state in (AttendanceState.PRESENT, AttendanceState.ABSENT):
        for on in (today, today.replace(day=1) - timedelta(days=40)):
            activity = make_activity(on=on)
            Attendance.objects.create(activity=activity, deputyship=deputy, state=state)
    held = make_day(stage.station, state=DayState.HELD)
    Duty.objects.create(day=held, deputyship=deputy, state=DutyState.PRESENT)
    client.get(address(page))
    with django_assert_num_queries(8):
        response = client.get(address(page))
    counts = response.context["counts"]
    assert (counts.in_session, counts.between, counts.receptions) == (1, 1, 1)
    shown = response.content.decode()
    assert deputy.person.name in shown
    assert stage.station.name in shown
    assert "13700009876" not in shown


def test_a_new_code_kills_old_prints_and_a_closed_page_is_gone(client: Client, stage: Stage) -> None:
    page = opened(stage)
    old = address(page)
    deputy = stage.deputies[0]
    client.force_login(stage.officer)
    assert client.get(old).status_code == 200
    client.post(reverse("online:reset_page", args=[deputy.pk]))
    page.refresh_from_db()
    assert client.get(old).status_code == 404
    assert client.get(address(page)).status_code == 200
    client.post(reverse("online:close_page", args=[deputy.pk]))
    assert client.get(address(page)).status_code == 404
    assert client.get(f"{address(page)}write/").status_code == 404
    deputy_pages.open_page(deputyship=deputy, actor=stage.officer)
    assert client.get(address(page)).status_code == 200


def test_a_message_reaches_the_deputy_and_the_answer_the_citizen(
    client: Client, stage: Stage, sent: Fill
) -> None:
    page = opened(stage)
    client.post(f"{address(page)}write/", sent())
    row = Matter.objects.get()
    assert (row.origin, row.heard_by, row.station) == (Origin.DEPUTY_QR, stage.deputies[0], stage.station)
    notices = Notice.objects.filter(user=stage.deputy)
    assert [one.title for one in notices] == [f"群众给您留言：{row.title}"]
    client.force_login(stage.deputy)
    inbox = client.get(reverse("matters:heard_list")).content.decode()
    heard = client.get(reverse("matters:heard", args=[row.pk])).content.decode()
    assert row.title in inbox
    assert "代表二维码" in heard
    assert [one for one in (NAME, PHONE) if one in inbox + heard] == []
    client.logout()
    deciding.settle(matter=row, actor=stage.officer, answer="灯已换好。", outcome="solved")
    answering.tell(matter=row, actor=stage.officer, told_by="phone")
    assert "灯已换好。" in client.post(reverse("online:ask"), {"code": row.code}).content.decode()


def test_a_portrait_is_shown_while_the_page_is_open(
    client: Client, stage: Stage, settings: Any, tmp_path: Path
) -> None:
    settings.MEDIA_ROOT = tmp_path
    page, pk = opened(stage), stage.deputies[0].pk
    picture = reverse("online:portrait", args=[page.token])
    assert client.get(picture).status_code == 404
    client.force_login(stage.officer)
    url = reverse("online:set_portrait", args=[pk])
    text = SimpleUploadedFile("照片.jpg", b"no picture", "image/jpeg")
    assert "photo" in client.post(url, {"photo": text}).context["form"].errors
    client.post(url, {"photo": jpeg()})
    client.logout()
    assert picture in client.get(address(page)).content.decode()
    shown: Any = client.get(picture)
    assert shown.getvalue().startswith(b"\xff\xd8")
    deputy_pages.close_page(deputyship=stage.deputies[0], actor=stage.officer)
    assert client.get(picture).status_code == 404


def test_only_those_who_keep_the_station_open_pages_and_take_codes(client: Client, stage: Stage) -> None:
    elsewhere = staff(make_station())
    deputy = stage.deputies[1]
    for user in (elsewhere, make_user(Role.TOWN)):
        client.force_login(user)
        assert client.post(reverse("online:open_page", args=[deputy.pk])).status_code == 404
        assert client.get(reverse("online:sheet", args=[stage.station.pk])).status_code == 404
    client.force_login(stage.town_user)
    client.post(reverse("online:open_pages", args=[stage.station.pk]))
    assert DeputyPage.objects.filter(is_open=True).count() == 2
    shown = client.get(reverse("online:sheet", args=[stage.station.pk])).content.decode()
    assert shown.count("on-qr") == 3
    for name, pk in (("page_qr", deputy.pk), ("station_qr", stage.station.pk)):
        for form, begins in (("png", b"\x89PNG"), ("svg", b"<?xml")):
            assert client.get(reverse(f"online:{name}", args=[pk, form])).content.startswith(begins)
        assert client.get(reverse(f"online:{name}", args=[pk, "pdf"])).status_code == 404
