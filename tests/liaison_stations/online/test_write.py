"""A citizen writes to a station: what comes in, what robots are told, what nobody sees."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
import time_machine
from django.test import Client
from django.urls import reverse

from congress.accounts.enums import Role
from congress.audit.models import AuditEvent
from congress.notices.models import Notice
from congress.web.limits import Limit
from liaison_stations.enums import MatterState, Origin
from liaison_stations.models import Matter
from liaison_stations.online import human
from liaison_stations.online.views import sending
from liaison_stations.operations.online import without_secrets
from tests.factories import make_organ, make_user
from tests.liaison_stations.online.conftest import CANARIES, IDENTITY, NAME, PHONE, jpeg
from tests.liaison_stations.stage import Stage

Fill = Callable[..., dict[str, Any]]


def url(stage: Stage) -> str:
    return reverse("online:write", args=[stage.station.token])


def refused(response: Any) -> str:
    """Nothing came in, what was typed is still there, and why."""
    assert Matter.objects.count() == 0
    assert "灯坏了两周" in response.content.decode()
    return str(response.context["refused"])


def test_at_two_in_the_morning_with_a_photo(client: Client, stage: Stage, sent: Fill) -> None:
    with time_machine.travel("2026-03-04 02:00:00+08:00", tick=False):
        response = client.post(url(stage), {**sent(), "photos": [jpeg()], "from": "qr"}, follow=True)
    row = Matter.objects.get()
    assert (row.state, row.origin, row.photos.count()) == (MatterState.RECEIVED, Origin.STATION_QR, 1)
    assert f"{row.code[:5]} {row.code[5:]}" in response.content.decode()
    assert Notice.objects.filter(user=stage.officer).exists()


def test_numbers_and_name_go_out_before_anyone_sees_it(client: Client, stage: Stage, sent: Fill) -> None:
    client.post(url(stage), sent())
    row = Matter.objects.get()
    assert row.account == "我叫某选民，电话（电话略），身份证（证件号略）。5号楼2单元门口的灯坏了两周。"
    assert row.title == "路灯不亮，找某选民"
    assert PHONE in row.original.replace(" ", "")
    assert IDENTITY in row.original
    row.state, row.organ = MatterState.HANDLING, make_organ(area=stage.town)
    row.save()
    unit = make_user(Role.UNIT, organ=row.organ)
    for user in (stage.officer, stage.office, stage.leader, unit):
        client.force_login(user)
        pages = [client.get(reverse("matters:detail", args=[row.pk])), client.get(reverse("matters:index"))]
        texts = [page.content.decode() for page in pages]
        assert [one for one in CANARIES for text in texts if one in text] == []
    client.force_login(stage.officer)
    opened = client.post(reverse("matters:reveal", args=[row.pk])).content.decode()
    assert IDENTITY in opened
    assert AuditEvent.objects.filter(verb="liaison_stations:reveal").count() == 1
    assert not [event for event in AuditEvent.objects.all() if NAME in str(event.after)]


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("我叫岳志刚，住在桥头。", "我叫某选民，住在桥头。"),
        ("我叫物业来修，没人理。", "我叫物业来修，没人理。"),
        ("姓名：秦素云 灯不亮", "姓名：某选民 灯不亮"),
    ],
)
def test_a_name_given_in_the_text_goes_out_but_no_other_word(text: str, shown: str) -> None:
    assert without_secrets(text) == shown


def test_sent_twice_it_is_one(client: Client, stage: Stage, sent: Fill) -> None:
    form = sent()
    first, second = client.post(url(stage), form), client.post(url(stage), form)
    assert first["Location"] == second["Location"]
    assert Matter.objects.count() == 1


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"website": "http://spam.example"}, "没有提交"),
        ({"answer": "0000"}, "数字不对"),
        ({"question": "p12:forged:token"}, "验证换了新的"),
    ],
)
def test_a_robot_gets_nowhere(
    client: Client, stage: Stage, sent: Fill, wrong: dict[str, str], said: str
) -> None:
    assert said in refused(client.post(url(stage), sent(**wrong)))


def test_filled_faster_than_anyone_reads(
    client: Client, stage: Stage, sent: Fill, monkeypatch: pytest.MonkeyPatch
) -> None:
    form = sent()
    monkeypatch.setattr(human, "FASTEST_SECONDS", 3)
    assert "填得太快" in refused(client.post(url(stage), form))


def test_an_answer_serves_once(client: Client, stage: Stage, sent: Fill) -> None:
    form = sent()
    client.post(url(stage), form)
    again = client.post(url(stage), {**form, "token": sent()["token"]})
    assert "用过了" in again.context["refused"]
    assert Matter.objects.count() == 1


def test_a_sum_in_words_for_who_cannot_see_the_picture_but_not_for_ever(
    client: Client, stage: Stage, sent: Fill, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = client.get(url(stage), {"words": ""}).content.decode()
    assert "等于几" in page
    assert "data:image/png" not in page
    monkeypatch.setattr(human, "SUMS", Limit("test-sums", 1, 60))
    client.post(url(stage), sent(in_words=True))
    assert Matter.objects.count() == 1
    again = client.post(url(stage), sent(in_words=True))
    assert "照着图" in again.context["refused"]


def test_too_many_from_one_address_wait(
    client: Client, stage: Stage, sent: Fill, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sending, "SENT", Limit("test-sent", 1, 60))
    client.post(url(stage), sent())
    again = client.post(url(stage), sent())
    assert again.status_code == 429
    assert client.post(url(stage), sent(), REMOTE_ADDR="10.0.0.9").status_code == 302
    assert Matter.objects.count() == 2


def test_what_is_wrong_stands_at_its_field_and_another_question_keeps_the_text(
    client: Client, stage: Stage, sent: Fill
) -> None:
    form = client.post(url(stage), sent(title=" ", phone="家里电话")).context["form"]
    assert {"title", "phone"} == set(form.errors)
    other = client.post(f"{url(stage)}?words", sent(other="1", answer=""))
    assert "灯坏了两周" in other.content.decode()
    assert Matter.objects.count() == 0


def test_only_a_station_with_a_public_page(client: Client, stage: Stage) -> None:
    assert client.get(url(stage)).status_code == 200
    stage.station.is_online = False
    stage.station.save()
    assert client.get(url(stage)).status_code == 404
