"""Deadlines, and the words that show how they were counted."""

from datetime import date
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from congress.workdays import calendar
from congress.workdays.calendar import Calendar
from congress.workdays.deadlines import Span, Unit, add_months, deadline

PLAIN = Calendar({}, frozenset())


@pytest.mark.parametrize(
    ("text", "amount", "unit"),
    [
        ("5 working days", 5, Unit.WORKING_DAYS),
        ("1 working day", 1, Unit.WORKING_DAYS),
        ("5个工作日", 5, Unit.WORKING_DAYS),
        ("５ 个工作日", 5, Unit.WORKING_DAYS),
        ("3 months", 3, Unit.MONTHS),
        ("3个月", 3, Unit.MONTHS),
        ("10 days", 10, Unit.DAYS),
        ("10日", 10, Unit.DAYS),
        ("10天", 10, Unit.DAYS),
    ],
)
def test_spans(text: str, amount: int, unit: Unit) -> None:
    assert Span.parse(text) == Span(amount, unit)


@pytest.mark.parametrize("text", ["soon", "", "0 days", "-3 days", "5", "99999 days", "5 working"])
def test_spans_that_are_none(text: str) -> None:
    with pytest.raises(ValueError, match="5个工作日"):
        Span.parse(text)


@pytest.mark.parametrize(
    ("start", "n", "due"),
    [
        ("2023-11-30", 3, "2024-02-29"),
        ("2022-11-30", 3, "2023-02-28"),
        ("2024-01-31", 1, "2024-02-29"),
        ("2024-02-29", 12, "2025-02-28"),
        ("2024-01-30", 3, "2024-04-30"),
        ("2024-10-15", 6, "2025-04-15"),
        ("2024-12-31", 2, "2025-02-28"),
    ],
)
def test_months_end_on_the_same_day_or_on_the_last(start: str, n: int, due: str) -> None:
    assert add_months(date.fromisoformat(start), n) == date.fromisoformat(due)


def test_working_days_are_shown_with_what_was_left_out() -> None:
    found = deadline(date(2024, 2, 7), "5 working days", calendar=PLAIN)
    assert found.due == date(2024, 2, 20)
    assert found.known
    assert found.steps == (
        ("事情发生", "2024年2月7日"),
        ("次日起算", "2024年2月8日"),
        ("期限", "5个工作日"),
        ("2月10日—17日 春节", "不计 8 天"),
        ("2月18日 春节调休上班", "计 1 天"),
        ("到期", "2024年2月20日　星期二"),
    )


def test_a_month_that_is_too_short_is_explained() -> None:
    found = deadline(date(2023, 11, 30), "3 months", calendar=PLAIN)
    assert ("2024年2月没有30日", "到月末为止") in found.steps


def test_a_last_day_on_which_nobody_works_is_said_but_not_moved() -> None:
    found = deadline(date(2024, 1, 31), "10 days", calendar=PLAIN)
    assert found.due == date(2024, 2, 10)
    assert ("这一天休息", "春节") in found.steps


def test_a_correction_is_named() -> None:
    corrected = Calendar({date(2024, 3, 12): (False, "台风停工")}, frozenset())
    found = deadline(date(2024, 3, 11), "1 working day", calendar=corrected)
    assert found.due == date(2024, 3, 13)
    assert ("3月12日 台风停工，按修正", "不计 1 天") in found.steps


@pytest.mark.parametrize("span", ["5 working days", "3 months", "10 days"])
def test_beyond_the_notices_the_deadline_says_so(span: str) -> None:
    last = max(calendar.library_years())
    found = deadline(date(last, 12, 30), span, calendar=PLAIN)
    assert not found.known
    assert found.steps[-1] == (f"{last + 1}年的放假安排还没有公布", "暂按周一至周五上班推算")
    assert deadline(date(last, 12, 30), span, calendar=Calendar({}, frozenset({last + 1}))).known


@pytest.mark.django_db
def test_command_prints_the_day_first() -> None:
    out = StringIO()
    call_command("due", "2024-01-30", "5 working days", stdout=out)
    lines = out.getvalue().splitlines()
    assert lines[0] == "2024-02-05"
    assert "2月4日 春节调休上班：计 1 天" in lines


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("start", "span", "message"),
    [("2024-02-30", "10 days", "2024年2月没有30日"), ("2024-01-30", "soon", "看不出“soon”是多长时间")],
)
def test_command_explains_what_it_cannot_read(start: str, span: str, message: str) -> None:
    with pytest.raises(CommandError, match=message):
        call_command("due", start, span)
