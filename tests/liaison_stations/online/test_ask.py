"""By code: how far it is, the citizen's own rating, and nothing for whoever guesses."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from liaison_stations.enums import CitizenRating, MatterState, TellingWay
from liaison_stations.operations import answering, deciding
from tests.factories import make_organ
from tests.liaison_stations.online.conftest import NAME, PHONE
from tests.liaison_stations.stage import Stage, make_citizen, make_matter

ASK, RATE = reverse("online:ask"), reverse("online:rate")


def text(response: Any) -> str:
    return str(response.content.decode())


def test_the_citizen_sees_who_has_it_and_nobody_sees_the_citizen(
    client: Client, stage: Stage, django_assert_num_queries: Any
) -> None:
    unit = make_organ("区路灯所", area=stage.town)
    row = make_matter(stage.station, citizen=make_citizen(NAME, PHONE))
    deciding.hand_over(matter=row, actor=stage.officer, organ=unit, destination="town", note="内部说明")
    client.get(ASK)
    with django_assert_num_queries(2):
        response = client.post(ASK, {"code": f" {row.code[:5].lower()}-{row.code[5:].lower()} "})
    page = text(response)
    assert "区路灯所" in page
    assert [one for one in (NAME, PHONE, "内部说明", stage.officer.name) if one in page] == []
    assert row.title not in text(client.get(ASK, {"code": row.code}))


def test_rated_once_after_there_is_an_answer_and_told_by_that(client: Client, stage: Stage) -> None:
    row = make_matter(stage.station)
    early = {"code": row.code, "rating": CitizenRating.SATISFIED}
    assert "有了结果再评价" in client.post(RATE, early).context["refused"]
    deciding.settle(matter=row, actor=stage.officer, answer="已换灯。", outcome="solved")
    assert "请选满意" in text(client.post(RATE, {"code": row.code}))
    page = text(client.post(RATE, {**early, "words": f"谢谢，有事打{PHONE}"}))
    assert "已换灯。" in page
    row.refresh_from_db()
    assert (row.rating, row.rating_words) == ("satisfied", "谢谢，有事打（电话略）")
    assert (row.state, row.told_by) == (MatterState.TOLD, TellingWay.CODE)
    assert "已经评价过" in client.post(RATE, {**early, "rating": "dissatisfied"}).context["refused"]
    answering.close(matter=row, actor=stage.officer, rating="dissatisfied")
    row.refresh_from_db()
    assert (row.state, row.rating) == (MatterState.CLOSED, "satisfied")


@pytest.mark.parametrize("code", ["", "abc", "0000000000"])
def test_what_is_no_code_is_said_so(client: Client, db: None, code: str) -> None:
    assert "code" in client.post(ASK, {"code": code}).context["form"].errors


def test_guessing_is_stopped_even_when_the_last_guess_is_right(client: Client, stage: Stage) -> None:
    row = make_matter(stage.station)
    for _ in range(10):
        assert client.post(ASK, {"code": "2222222222"}).status_code == 200
    for address in (ASK, RATE):
        stopped = client.post(address, {"code": row.code})
        assert stopped.status_code == 429
        assert row.title not in text(stopped)
    assert row.title in text(client.post(ASK, {"code": row.code}, REMOTE_ADDR="10.0.0.9"))
