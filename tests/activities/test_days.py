"""The date box: what people write, and what is said about what nobody can have meant."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError
from hypothesis import given
from hypothesis import strategies as st

from activities.days import Days, days_text, parse_days

TODAY = date(2026, 11, 22)


@pytest.mark.parametrize(
    ("text", "start", "end", "half_day"),
    [
        ("2024年5月8日上午", "2024-05-08", "2024-05-08", "am"),
        ("2024年5月8日 下午", "2024-05-08", "2024-05-08", "pm"),
        ("2024-05-08", "2024-05-08", "2024-05-08", ""),
        ("20240508", "2024-05-08", "2024-05-08", ""),
        ("２０２４．５．８", "2024-05-08", "2024-05-08", ""),
        ("5月8日", "2026-05-08", "2026-05-08", ""),
        ("12月30日", "2025-12-30", "2025-12-30", ""),
        ("11月30日", "2026-11-30", "2026-11-30", ""),
        ("2024年5月12日至18日", "2024-05-12", "2024-05-18", ""),
        ("5月12日—5月18日", "2026-05-12", "2026-05-18", ""),
        ("5.12-5.18", "2026-05-12", "2026-05-18", ""),
        ("2024-05-30至2024-06-02", "2024-05-30", "2024-06-02", ""),
        ("2025年12月30日至1月2日", "2025-12-30", "2026-01-02", ""),
        ("5月12日上午至18日下午", "2026-05-12", "2026-05-18", ""),
    ],
)
def test_reads_what_people_write(text: str, start: str, end: str, half_day: str) -> None:
    assert parse_days(text, TODAY) == Days(date.fromisoformat(start), date.fromisoformat(end), half_day)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("2026年2月30日", "2026年2月没有30日，请改成实际日期"),
        ("2月30日", "2026年2月没有30日，请改成实际日期"),
        ("2026年5月12日至32日", "2026年5月没有32日，请改成实际日期"),
        ("2026年13月1日", "一年没有13月"),
        ("2026年5月18日至12日", "结束日期2026年5月12日早于开始日期2026年5月18日"),
        ("上周三", "看不出是哪一天"),
        ("5月", "看不出是哪一天"),
    ],
)
def test_says_what_is_wrong(text: str, said: str) -> None:
    with pytest.raises(ValidationError) as caught:
        parse_days(text, TODAY)
    assert said in caught.value.messages[0]


@given(st.text(alphabet="0123456789年月日至-./上午下 ２０", max_size=24))
def test_never_breaks(text: str) -> None:
    try:
        days = parse_days(text, TODAY)
    except ValidationError:
        return
    assert days.start <= days.end


@given(st.dates(date(1990, 1, 1), date(2030, 12, 1)), st.integers(0, 400))
def test_what_the_form_shows_is_read_back(start: date, length: int) -> None:
    end = date.fromordinal(start.toordinal() + length)
    assert parse_days(days_text(start, end), TODAY) == Days(start, end)
