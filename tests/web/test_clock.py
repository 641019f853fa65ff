"""Deadlines in words."""

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from congress.web.clock import Clock, clock, finished

CHINA = ZoneInfo("Asia/Shanghai")
NOW = datetime(2026, 11, 23, 9, 42, tzinfo=CHINA)  # a Monday


def weekdays(start: date, end: date) -> int:
    return sum((start + timedelta(n)).weekday() < 5 for n in range(1, (end - start).days + 1))


def at(day: int, hour: int, minute: int = 0) -> datetime:
    return datetime(2026, 11, day, hour, minute, tzinfo=CHINA)


@pytest.mark.parametrize(
    ("due", "expected"),
    [
        (date(2026, 11, 18), Clock("late", "逾期 3 个工作日", "应于 11月18日")),
        (date(2026, 11, 22), Clock("late", "逾期 1 个工作日", "应于 11月22日")),
        (at(23, 9), Clock("late", "已逾期", "应于 11月23日 9:00")),
        (date(2026, 11, 23), Clock("near", "今天到期", "11月23日")),
        (at(23, 17, 30), Clock("near", "今天 17:30 前", "11月23日")),
        (date(2026, 11, 24), Clock("near", "明天到期", "11月24日")),
        (date(2026, 11, 25), Clock("near", "还有 2 个工作日", "11月25日　星期三")),
        (date(2026, 11, 26), Clock("", "还有 3 个工作日", "11月26日　星期四")),
        (date(2026, 12, 8), Clock("", "还有 11 个工作日", "12月8日")),
        (date(2027, 1, 4), Clock("", "还有 30 个工作日", "2027年1月4日")),
    ],
)
def test_first_what_is_left_then_the_day(due: date | datetime, expected: Clock) -> None:
    assert clock(due, now=NOW, count=weekdays) == expected


def test_on_a_free_weekend_days_are_counted() -> None:
    friday_night = datetime(2026, 11, 27, 20, tzinfo=CHINA)
    assert clock(date(2026, 11, 29), now=friday_night, count=weekdays).words == "还有 2 天"


def test_late_over_a_weekend_only() -> None:
    sunday = datetime(2026, 11, 29, 20, tzinfo=CHINA)
    assert clock(date(2026, 11, 27), now=sunday, count=weekdays).words == "已逾期"


def test_every_signal_has_a_mark() -> None:
    assert [Clock(kind, "", "").icon for kind in ("late", "near", "done", "")] == [
        "alert-square",
        "clock-exclamation",
        "check",
        "",
    ]


def test_a_kept_deadline() -> None:
    assert finished(date(2026, 10, 30), today=NOW.date()) == Clock("done", "按期办结", "10月30日")
