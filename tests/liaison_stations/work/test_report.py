"""The year report of a station: four heads in two forms, every number from its records (R168, R188, R184)."""

from __future__ import annotations

from datetime import date, datetime, time
from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from pypdfium2 import PdfDocument
from pytest_django import DjangoAssertNumQueries

from activities.models import ActivityKind
from liaison_stations.enums import CitizenRating, DayState, Destination, DutyState, MatterState
from liaison_stations.models import Duty, FocusSubject, Reception, TownFeature
from liaison_stations.operations import work as operations
from tests.liaison_stations.stage import Stage, make_citizen, make_day, make_matter, make_stage

pytestmark = pytest.mark.django_db


def fill(stage: Stage) -> None:
    """A reception with two people and two matters, a study, a deliberation, a service on a subject."""
    day = make_day(stage.station, date(2026, 3, 5), state=DayState.HELD, is_duty_report=True)
    Duty.objects.create(day=day, deputyship=stage.deputies[0], state=DutyState.PRESENT)
    batch = Reception.objects.create(day=day, people=2, token=uuid4(), entered_by=stage.officer)
    at = timezone.make_aware(datetime.combine(day.day, time(10)))
    facts = {"day": day, "reception": batch, "received_at": at, "citizen": make_citizen()}
    spot = {"destination": Destination.SPOT, "rating": CitizenRating.SATISFIED}
    make_matter(stage.station, state=MatterState.CLOSED, closed_at=at, answer="已修好。", **spot, **facts)
    make_matter(stage.station, **facts)
    for code, headline in (
        ("training", "学习代表法"),
        ("deliberation", "议停车"),
        ("public_service", "法律咨询，秦素云电话13900001234"),
    ):
        kind = ActivityKind.objects.get(code=code)
        operations.record_work(
            station=stage.station,
            actor=stage.officer,
            days=(date(2026, 5, 8), date(2026, 5, 8)),
            kind=kind,
            headline=headline,
            place="",
            text="开展活动。",
            deputies=[],
            functions=operations.functions_of(kind),
            subject=FocusSubject.objects.get(name="乡村振兴") if code == "public_service" else None,
            topics="停车\n充电" if code == "deliberation" else "",
            opinions="夜间开放停车场" if code == "deliberation" else "",
        )
    TownFeature.objects.create(area=stage.town, year=2026, name="渔歌议事")


def test_both_forms_have_four_heads_filled_from_records(
    client: Client, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    stage = make_stage()
    fill(stage)
    client.force_login(stage.officer)
    address = reverse("station_work:report", args=[stage.station.pk])
    page = client.get(address, {"year": 2026})
    parts = page.context["parts"]
    assert [part.title for part in parts] == [
        "进站学习交流",
        "接待选民听民意",
        "亮出身份办实事",
        "闭环办理见实效",
    ]
    told = {(part.title, fact.label): fact for part in parts for fact in part.facts}
    for key, value in (
        (("进站学习交流", "学习培训"), "1 次"),
        (("进站学习交流", "议题"), "2 个"),
        (("进站学习交流", "意见建议"), "1 条"),
        (("接待选民听民意", "接待日"), "1 次"),
        (("接待选民听民意", "其中同时述职"), "1 次"),
        (("接待选民听民意", "接待群众"), "1 批 2 人次"),
        (("亮出身份办实事", "围绕乡村振兴"), "1 次"),
        (("闭环办理见实效", "收到事项"), "2 件"),
        (("闭环办理见实效", "当场答复"), "1 件"),
        (("闭环办理见实效", "群众评价"), "1 件，满意和基本满意 1 件"),
    ):
        assert told[key].value == value, key
    assert all(client.get(fact.url).status_code == 200 for fact in told.values() if fact.url)
    assert "13900001234" not in page.content.decode()
    build = client.get(address, {"year": "2026", "form": "build"}).context["parts"]
    assert [part.title for part in build] == ["建", "管", "用", "融"]
    values = {fact.label: fact.value for part in build for fact in part.facts}
    assert values["进站代表"] == "2 名"
    assert values["体现功能"] == "4 个；没有开展的：宣传站"
    assert values["一镇一特色"] == "渔歌议事"
    for form, number in (("tasks", 20), ("build", 33)):
        with django_assert_num_queries(number):
            client.get(address, {"year": "2026", "form": form})


def test_the_report_is_printed_and_seen_in_the_own_scope(client: Client) -> None:
    stage = make_stage()
    fill(stage)
    client.force_login(stage.town_user)
    address = reverse("station_work:report_pdf", args=[stage.station.pk])
    printed = client.get(address, {"year": 2026})
    text = "".join(page.get_textpage().get_text_range() for page in PdfDocument(printed.content))
    assert "四、闭环办理见实效" in text
    assert "13900001234" not in text
    client.force_login(make_stage().officer)
    assert client.get(address).status_code == 404
    client.force_login(stage.officer)
    assert (
        client.get(reverse("station_work:report", args=[stage.station.pk]), {"year": 2019}).status_code == 409
    )
