"""Numbers and dates as printed (R272, R277, R290)."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bulletins.press import labels


@pytest.mark.parametrize(
    ("number", "text"),
    [
        (0, "零"),
        (5, "五"),
        (10, "十"),
        (15, "十五"),
        (20, "二十"),
        (62, "六十二"),
        (105, "一百零五"),
        (110, "一百一十"),
        (666, "六百六十六"),
        (1001, "一千零一"),
        (1010, "一千零一十"),
        (10000, "一万"),
        (100_010, "十万零一十"),
        (20_240_603, "二千零二十四万零六百零三"),
    ],
)
def test_chinese_numbers(number: int, text: str) -> None:
    assert labels.chinese_number(number) == text
    assert labels.parse_number(text) == number


@given(st.integers(0, 10**12 - 1))
def test_chinese_numbers_go_back(number: int) -> None:
    assert labels.parse_number(labels.chinese_number(number)) == number


@pytest.mark.parametrize(
    ("text", "number"), [("二〇二四", 2024), ("62", 62), ("６２", 62), (" 十五 ", 15), ("两百", 200)]
)
def test_numbers_are_read_in_other_forms(text: str, number: int) -> None:
    assert labels.parse_number(text) == number


@pytest.mark.parametrize("text", ["", "第五", "5期", "-3"])
def test_what_is_no_number_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="不是数字"):
        labels.parse_number(text)


@pytest.mark.parametrize("number", [-1, 10**12])
def test_numbers_out_of_range_are_refused(number: int) -> None:
    with pytest.raises(ValueError, match="不能写成汉字数字"):
        labels.chinese_number(number)


def test_issue_labels() -> None:
    assert labels.issue_label(2024, 5) == "2024年第5期"
    assert labels.short_issue_label(15) == "第15期"
    assert labels.total_label(62) == "（总第62期）"
    assert labels.total_label(666, chinese=True) == "（总第六百六十六期）"
    assert labels.date_label(date(2024, 6, 3)) == "2024年6月3日"


@pytest.mark.parametrize(
    ("start", "end", "half", "text"),
    [
        (date(2024, 5, 8), None, "上午", "5月8日上午"),
        (date(2024, 5, 9), date(2024, 5, 9), "", "5月9日"),
        (date(2024, 5, 12), date(2024, 5, 18), "", "5月12日至18日"),
        (date(2024, 5, 30), date(2024, 6, 2), "", "5月30日至6月2日"),
        (date(2023, 12, 30), date(2024, 1, 2), "", "2023年12月30日至2024年1月2日"),
    ],
)
def test_ranges_are_short_within_a_month(start: date, end: date | None, half: str, text: str) -> None:
    assert labels.range_label(start, end, half_day=half) == text


def test_a_range_that_ends_before_it_starts_is_refused() -> None:
    with pytest.raises(ValueError, match="早于"):
        labels.range_label(date(2024, 5, 8), date(2024, 5, 7))
