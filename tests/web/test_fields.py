"""Days as people write them."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError

from congress.web.fields import PortalDateField, PortalDateInput


@pytest.mark.parametrize(
    "text",
    [
        "2026-02-03",
        "2026-2-3",
        "2026/2/3",
        "2026.2.3",
        "2026。2。3",
        "2026年2月3日",
        "2026年2月3号",
        " 2026 年 2 月 3 日 ",
        "20260203",
        "２０２６年２月３日",
        "２０２６－０２－０３",
    ],
)
def test_many_ways_to_write_a_day(text: str) -> None:
    assert PortalDateField().clean(text) == date(2026, 2, 3)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("2026年2月30日", "2026年2月没有30日，请改成实际日期"),
        ("20260229", "2026年2月没有29日，请改成实际日期"),
        ("2026-13-01", "一年没有13月，请改成实际日期"),
        ("2026-1-0", "2026年1月没有0日，请改成实际日期"),
        ("0206-01-01", "年份 206 不对，请写 1900 年到 2100 年之间的日期"),
        ("明天", "看不出是哪一天，请写成 2026年2月3日 或 2026-02-03"),
        ("2026.213", "看不出是哪一天，请写成 2026年2月3日 或 2026-02-03"),
    ],
)
def test_a_day_that_is_none_is_named(text: str, message: str) -> None:
    with pytest.raises(ValidationError) as caught:
        PortalDateField().clean(text)
    assert caught.value.messages == [message]


def test_leap_day() -> None:
    assert PortalDateField().clean("2028年2月29日") == date(2028, 2, 29)


def test_empty() -> None:
    assert PortalDateField(required=False).clean("") is None


def test_the_box_shows_the_day_in_words_and_keeps_what_was_typed() -> None:
    box = PortalDateInput()
    assert 'value="2026年2月3日"' in box.render("day", date(2026, 2, 3))
    assert 'value="2026年2月30日"' in box.render("day", "2026年2月30日")
