"""Placeholders in the prose of a report (R296)."""

from __future__ import annotations

from datetime import date

import pytest
import time_machine
from django.core.exceptions import ValidationError

from bulletins.reports.counting import written
from bulletins.reports.placeholders import Slot, canonical, slots
from congress.figures.numbers import About, Count, Rate

NAMES = ["社情民意.收集", "社情民意.办结率", "代表建议.收集", "代表建议.办结率", "联络站.接待群众"]
CUT_OFF = date(2023, 6, 30)


@pytest.fixture(autouse=True)
def in_july() -> object:
    with time_machine.travel("2023-07-10T12:00:00+08:00") as clock:
        yield clock


def test_a_bare_name_is_of_the_chapter_and_period_before_it() -> None:
    typed = "收集 {社情民意．收集/2022年4月1日至2023-05-31} 件，办结率 {办结率}；接待 ｛接待群众｝ 人次"
    assert slots(canonical(typed, NAMES, CUT_OFF)) == [
        Slot("社情民意.收集", "2022-04-01..2023-05-31"),
        Slot("社情民意.办结率", "2022-04-01..2023-05-31"),
        Slot("联络站.接待群众"),
    ]
    once = canonical(typed, NAMES, CUT_OFF)
    assert canonical(once, NAMES, CUT_OFF) == once


@pytest.mark.django_db
def test_words_for_a_period_become_days_in_a_report_and_stay_words_in_a_template() -> None:
    typed = "{代表建议.收集／一年来} {代表建议.收集／上半年} {代表建议.收集／本月}"
    assert [slot.span for slot in slots(canonical(typed, NAMES, CUT_OFF))] == [
        "2022-07-01..2023-06-30",
        "2023-01-01..2023-06-30",
        "2023-06-01..2023-06-30",
    ]
    assert canonical(typed, NAMES, None) == typed


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("{社情民意.收件}", "没有“社情民意.收件”这个指标。相近的有：社情民意.收集"),
        ("{办结率}", "请写明是哪一个：社情民意.办结率、代表建议.办结率"),
        ("{社情民意.收集／去年}", "“社情民意.收集”的期间“去年”看不懂，请写成 2026-01-01..2026-06-30"),
        ("{社情民意.收集／2023-02-30..2023-05-31}", "2023年2月没有30日"),
        ("{社情民意.收集／2023-05-31..2022-04-01}", "开始的日子晚于结束的日子"),
        ("{社情民意.收集／2023-01-01..2023-07-11}", "晚于今天，还没有数"),
        ("{}", "花括号里没有写指标"),
        ("{社情民意.收集", "花括号没有成对"),
    ],
)
def test_what_is_not_understood_is_named_and_stays_where_that_is_wanted(typed: str, said: str) -> None:
    with pytest.raises(ValidationError) as caught:
        canonical(typed, NAMES, CUT_OFF)
    assert said in "".join(caught.value.messages)
    assert canonical(typed, NAMES, CUT_OFF, strict=False) == typed


def test_numbers_are_printed_without_their_unit_and_stay_approximate() -> None:
    assert written(Count(4530, "件")) == "4530"
    assert written(Count(1600, "人次", About.AND_MORE)) == "1600余"
    assert written(Count(1600, "人次", About.NEARLY)) == "近1600"
    assert written(Count(1600, "人次", About.OR_MORE)) == "不少于1600"
    assert written(Rate(4236, 4530)) == "93.5%"
    assert written(Rate(0, 0)) == "—"
