"""One paragraph fills the form: empty boxes only, with the reason at every box that is unsure and at no other."""

from __future__ import annotations

import json
import re
from html import unescape
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from activities.models import Activity, ActivityKind
from congress.accounts.models import User
from tests.activities.form import filled
from tests.activities.pasting.world import MONTH, PARAGRAPHS, person

URL = "/activities/paste/one/"
BLANK: dict[str, Any] = {"days": "", "kind": "", "headline": "", "text": ""}


def read(client: Client, text: str, **form: Any) -> tuple[str, dict[str, str]]:
    """The part of the page that comes back, and the boxes with what goes into them."""
    data = {**filled(**{**BLANK, **form}), "pasted": text}
    answer = client.post(URL, data, headers={"X-Requested-With": "fetch"})
    page = answer.content.decode()
    told = re.search(r'<script id="pasted-fields"[^>]*>(.*?)</script>', page, re.S)
    return page, dict(json.loads(told[1])) if told else {}


def test_the_form_is_filled_and_nothing_saved(clerk: User, client: Client) -> None:
    page, boxes = read(client, PARAGRAPHS[4].replace("5月9日", "2026年5月9日"))
    assert boxes["days"] == "2026年5月9日"
    assert boxes["kind"] == str(ActivityKind.objects.get(code="inspection").pk)
    assert boxes["headline"] == "陈国华率队视察全区防汛备汛工作"
    assert (boxes["people-0-name"], boxes["people-0-person"]) == ("陈国华", str(person("陈国华").pk))
    assert (boxes["units-1-name"], boxes["units-1-by"], boxes["units-1-manner"]) == (
        "区水利局",
        "负责人",
        "陪同",
    )
    assert boxes["groups-0-name"] == "部分区人大代表"
    assert "没有看不准的" in page
    assert "data-why" not in page
    assert not Activity.objects.exists()


def test_exactly_the_unsure_boxes_are_named_with_the_reason(clerk: User, client: Client) -> None:
    page, boxes = read(client, PARAGRAPHS[7])
    whys = re.findall(r'data-why="([^"]+)">([^<]+)</a>：([^<]+)</li>', page)
    assert whys == [
        ("id_people-1-name", "荣耀", "名册里没有这个人"),
        ("id_people-3-name", "周明", "名册里没有这个人"),
    ]
    assert (boxes["people-1-name"], boxes["people-3-name"]) == ("荣耀", "周明")


def test_what_was_read_stands_marked_in_the_text_by_word(clerk: User, client: Client) -> None:
    page = unescape(read(client, PARAGRAPHS[7])[0])
    assert re.search(r'is-people is-unsure">区长荣耀<small aria-hidden="true">人</small>', page)
    assert "（人员，请核对）" in page
    assert re.search(r'is-units">区农业农村局<small aria-hidden="true">单位</small>', page)
    assert re.search(r'is-date">5月15日上午<small aria-hidden="true">日期</small>', page)


def test_nothing_typed_before_is_lost(clerk: User, client: Client) -> None:
    page, boxes = read(
        client,
        PARAGRAPHS[4],
        headline="我写的标题",
        topic="防汛",
        people=[
            {"name": "吴静", "title": "区人大常委会副主任", "manner": "主持"},
            {"name": "韩正堃", "manner": "陪同"},
        ],
        counted=[{"name": "察看点位", "amount": "3处"}],
    )
    assert "headline" not in boxes
    assert "topic" not in boxes
    assert "您填的没有改，原文读出来是“陈国华率队视察全区防汛备汛工作”" in page
    names = [boxes[f"people-{n}-name"] for n in range(3)]
    assert names == ["吴静", "韩正堃", "陈国华"]
    assert (boxes["people-1-manner"], boxes["people-1-title"]) == ("陪同", "区人大常委会副主任")
    assert (boxes["counted-0-name"], boxes["counted-0-amount"]) == ("察看点位", "3处")


def test_without_script_the_whole_form_comes_back_filled(clerk: User, client: Client) -> None:
    data = {**filled(**BLANK, place="老地方"), "pasted": PARAGRAPHS[4]}
    page = client.post(URL, data).content.decode()
    assert 'value="老地方"' in page
    assert 'value="陈国华率队视察全区防汛备汛工作"' in page
    assert 'value="区水利局"' in page


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("  ", "请先粘贴一段文字"),
        (MONTH, "这里有 18 段"),
        ("长" * 100_001, "有 100,001 个字，一次最多 100,000 个字"),
    ],
)
def test_what_cannot_be_read_is_said(clerk: User, client: Client, text: str, message: str) -> None:
    page, boxes = read(client, text)
    assert message in page
    assert boxes == {}


def test_a_text_without_a_date_says_so(clerk: User, client: Client) -> None:
    page, _boxes = read(client, "区人大常委会副主任孙维民带领部分区人大代表视察供水工作。")
    assert re.findall(r'data-why="([^"]+)"', page) == ["id_days"]


def test_the_number_of_queries_is_fixed(clerk: User, client: Client) -> None:
    counts = []
    for text in (PARAGRAPHS[0], PARAGRAPHS[7]):
        read(client, text)
        with CaptureQueriesContext(connection) as asked:
            read(client, text)
        counts.append(len(asked))
    assert counts[0] == counts[1] <= 20
