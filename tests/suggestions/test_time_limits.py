"""When each time limit ends, counted by hand on the calendars of 2023 to 2026.

Days off and make-up days as in the yearly notices of the State Council, e.g. 2026: 1–3 January (4 worked),
15–23 February (14 and 28 worked), 4–6 April, 1–5 May (9 worked), 19–21 June, 25–27 September, 1–7 October
(20 September and 10 October worked).
"""

from __future__ import annotations

from datetime import date

import pytest

from congress.workdays.calendar import Calendar
from congress.workdays.deadlines import deadline
from suggestions.enums import ClockKind
from suggestions.models import TimeLimit
from suggestions.operations import clocks
from tests.beginning import rows
from tests.suggestions.cast import make_cast, make_draft

PLAIN = Calendar({}, frozenset())
SPANS = {row["clock"]: row["span"] for row in rows("suggestions", "timelimit")}
FIVE, TEN, TWENTY = "accept", "amend", "evaluate"
MONTH, THREE, SIX = "redo", "reply", "reply_hard"

CASES = [
    # across New Year
    (FIVE, "2023-12-29", "2024-01-08"),  # 1 January off: 2 3 4 5 8
    (FIVE, "2024-12-31", "2025-01-08"),  # 1 January off: 2 3 6 7 8
    (FIVE, "2025-12-31", "2026-01-08"),  # 1–3 off, Sunday 4 worked: 4 5 6 7 8
    # Spring Festival and its make-up days
    (FIVE, "2024-01-30", "2024-02-05"),  # Sunday 4 worked: 31 1 2 4 5
    (FIVE, "2024-02-07", "2024-02-20"),  # 10–17 off, Sunday 18 worked: 8 9 18 19 20
    (FIVE, "2024-02-09", "2024-02-22"),  # 18 19 20 21 22
    (FIVE, "2024-02-17", "2024-02-22"),  # begun on a day off
    (FIVE, "2025-01-24", "2025-02-07"),  # Sunday 26 worked, 28 January–4 February off: 26 27 5 6 7
    (FIVE, "2025-01-27", "2025-02-10"),  # Saturday 8 worked: 5 6 7 8 10
    (FIVE, "2025-02-04", "2025-02-10"),
    (FIVE, "2026-02-13", "2026-02-27"),  # Saturday 14 worked, 15–23 off: 14 24 25 26 27
    (FIVE, "2026-02-14", "2026-02-28"),  # Saturday 28 worked: 24 25 26 27 28
    (FIVE, "2026-02-27", "2026-03-05"),  # 28 2 3 4 5
    (TEN, "2026-02-06", "2026-02-27"),  # 9–13, 14, 24–27
    (TWENTY, "2026-01-30", "2026-03-05"),  # 2–6, 9–13, 14, 24–28, 2–5
    (TWENTY, "2025-01-10", "2025-02-13"),  # 13–17, 20–24, 26 27, 5–8, 10–13
    # Qingming, Labour Day, Dragon Boat
    (FIVE, "2024-04-03", "2024-04-11"),  # 4–6 off, Sunday 7 worked: 7 8 9 10 11
    (FIVE, "2024-04-26", "2024-05-07"),  # Sunday 28 worked, 1–5 off: 28 29 30 6 7
    (FIVE, "2024-05-10", "2024-05-16"),  # Saturday 11 worked: 11 13 14 15 16
    (FIVE, "2024-06-07", "2024-06-17"),  # Monday 10 off: 11 12 13 14 17
    (FIVE, "2025-04-03", "2025-04-11"),  # Friday 4 off: 7–11
    (FIVE, "2025-04-25", "2025-05-06"),  # Sunday 27 worked, 1–5 off: 27 28 29 30 6
    (FIVE, "2025-05-30", "2025-06-09"),  # Monday 2 off: 3 4 5 6 9
    (FIVE, "2026-04-03", "2026-04-13"),  # Monday 6 off: 7 8 9 10 13
    (FIVE, "2026-04-30", "2026-05-11"),  # 1–5 off, Saturday 9 worked: 6 7 8 9 11
    (FIVE, "2026-06-18", "2026-06-26"),  # Friday 19 off: 22–26
    # Mid-Autumn and National Day
    (FIVE, "2024-09-13", "2024-09-23"),  # Saturday 14 worked, 15–17 off: 14 18 19 20 23
    (FIVE, "2024-09-27", "2024-10-10"),  # Sunday 29 worked, 1–7 off: 29 30 8 9 10
    (FIVE, "2024-10-11", "2024-10-17"),  # Saturday 12 worked: 12 14 15 16 17
    (TEN, "2024-09-30", "2024-10-18"),  # 8–11, 12, 14–18
    (FIVE, "2025-09-26", "2025-10-10"),  # Sunday 28 worked, 1–8 off: 28 29 30 9 10
    (FIVE, "2025-09-30", "2025-10-14"),  # Saturday 11 worked: 9 10 11 13 14
    (FIVE, "2026-09-18", "2026-09-24"),  # Sunday 20 worked: 20 21 22 23 24
    (FIVE, "2026-09-24", "2026-10-09"),  # Friday 25 off, 1–7 off: 28 29 30 8 9
    (FIVE, "2026-09-30", "2026-10-13"),  # Saturday 10 worked: 8 9 10 12 13
    (TWENTY, "2026-11-20", "2026-12-18"),  # four plain weeks
    # calendar months, their ends, leap days; a last day that is a holiday is not moved
    (THREE, "2023-11-30", "2024-02-29"),
    (THREE, "2022-11-30", "2023-02-28"),
    (THREE, "2025-11-30", "2026-02-28"),
    (THREE, "2026-03-31", "2026-06-30"),
    (THREE, "2026-08-24", "2026-11-24"),
    (THREE, "2024-02-29", "2024-05-29"),
    (THREE, "2026-07-01", "2026-10-01"),
    (THREE, "2026-11-15", "2027-02-15"),
    (SIX, "2025-08-31", "2026-02-28"),
    (SIX, "2023-08-31", "2024-02-29"),
    (SIX, "2023-08-29", "2024-02-29"),
    (MONTH, "2026-01-31", "2026-02-28"),
    (MONTH, "2024-01-29", "2024-02-29"),
    (MONTH, "2026-12-31", "2027-01-31"),
]


@pytest.mark.parametrize(("kind", "start", "due"), CASES)
def test_counted_by_hand(kind: str, start: str, due: str) -> None:
    assert deadline(date.fromisoformat(start), SPANS[kind], calendar=PLAIN).due == date.fromisoformat(due)


def test_there_are_more_than_forty_cases() -> None:
    assert len(CASES) == len(set(CASES)) >= 40


@pytest.mark.django_db
def test_a_clock_keeps_the_limit_it_began_with() -> None:
    row = make_draft(make_cast())
    clock = clocks.start(row, ClockKind.EVALUATE, date(2026, 1, 30))
    assert (clock.due_on, clock.source) == (date(2026, 3, 5), TimeLimit.objects.get(clock="evaluate").source)
    TimeLimit.objects.filter(clock="evaluate").update(span="3个工作日")
    clock.refresh_from_db()
    assert (clock.span, clock.due_on) == ("20个工作日", date(2026, 3, 5))
