"""Dates in the office's words."""

from datetime import UTC, date, datetime

import pytest

from congress.web import dates

TODAY = date(2026, 11, 23)


@pytest.mark.parametrize(
    ("day", "words"), [(date(2026, 11, 18), "11月18日"), (date(2025, 11, 18), "2025年11月18日")]
)
def test_the_year_is_said_only_when_it_is_another(day: date, words: str) -> None:
    assert dates.day(day, TODAY) == words


@pytest.mark.parametrize(
    ("day", "words"),
    [(22, "昨天"), (23, "今天"), (24, "明天"), (25, "后天"), (26, "11月26日"), (21, "11月21日")],
)
def test_near_days_have_words(day: int, words: str) -> None:
    assert dates.day_word(date(2026, 11, day), TODAY) == words


def test_moments_are_told_in_local_time() -> None:
    late_evening = datetime(2026, 11, 22, 17, 5, tzinfo=UTC)
    assert dates.moment(late_evening, TODAY) == "11月23日 1:05"
    assert dates.weekday(late_evening) == "星期一"


@pytest.mark.parametrize(
    ("start", "end", "words"),
    [
        (date(2026, 1, 1), date(2026, 11, 23), "1月1日—11月23日"),
        (date(2026, 11, 1), date(2026, 11, 30), "11月1日—30日"),
        (date(2025, 12, 1), date(2026, 1, 31), "2025年12月1日—2026年1月31日"),
        (date(2025, 5, 1), date(2025, 5, 31), "2025年5月1日—31日"),
        (TODAY, TODAY, "11月23日"),
    ],
)
def test_periods_do_not_repeat_themselves(start: date, end: date, words: str) -> None:
    assert dates.period(start, end, TODAY) == words
