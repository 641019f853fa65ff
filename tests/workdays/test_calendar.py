"""Working days against the notices of the State Council's office."""

from datetime import date, timedelta

import pytest

from congress.workdays import calendar
from congress.workdays.calendar import Calendar

PLAIN = Calendar({}, frozenset())

# 国办发明电〔2023〕7号, for 2024: the days off that are no weekend days, and the weekend days on which people work.
FREE_2024 = [
    "01-01",
    "02-12",
    "02-13",
    "02-14",
    "02-15",
    "02-16",
    "04-04",
    "04-05",
    "05-01",
    "05-02",
    "05-03",
    "06-10",
    "09-16",
    "09-17",
    "10-01",
    "10-02",
    "10-03",
    "10-04",
    "10-07",
]
MAKE_UP_2024 = ["02-04", "02-18", "04-07", "04-28", "05-11", "09-14", "09-29", "10-12"]


def days_of(year: int, texts: list[str]) -> set[date]:
    return {date.fromisoformat(f"{year}-{text}") for text in texts}


def test_the_whole_of_2024() -> None:
    free, made_up = days_of(2024, FREE_2024), days_of(2024, MAKE_UP_2024)
    for n in range(366):
        day = date(2024, 1, 1) + timedelta(days=n)
        expected = day in made_up or (day.weekday() < 5 and day not in free)
        assert PLAIN.is_working_day(day) == expected, day


@pytest.mark.parametrize(
    ("day", "working", "name"),
    [
        ("2024-02-04", True, "春节调休上班"),
        ("2024-02-09", True, ""),  # 除夕: leave is encouraged, the notice gives none
        ("2024-02-10", False, "春节"),
        ("2024-02-18", True, "春节调休上班"),
        ("2024-03-09", False, ""),
        ("2024-03-11", True, ""),
    ],
)
def test_why_a_day_is_what_it_is(day: str, working: bool, name: str) -> None:
    info = PLAIN.info(date.fromisoformat(day))
    assert (info.working, info.name, info.known) == (working, name, True)


def test_beyond_the_notices_weekends_are_assumed_and_said_so() -> None:
    beyond = date(max(calendar.library_years()) + 1, 10, 1)
    info = PLAIN.info(beyond)
    assert (info.working, info.known) == (beyond.weekday() < 5, False)


def test_a_correction_goes_before_the_notice() -> None:
    corrected = Calendar({date(2024, 3, 11): (False, "台风停工")}, frozenset())
    info = corrected.info(date(2024, 3, 11))
    assert (info.working, info.name, info.corrected) == (False, "台风停工", True)


def test_a_year_entered_completely_is_known() -> None:
    beyond = max(calendar.library_years()) + 1
    assert not PLAIN.is_known(date(beyond, 3, 1))
    assert Calendar({}, frozenset({beyond})).is_known(date(beyond, 3, 1))


@pytest.mark.parametrize(
    ("start", "n", "expected"),
    [
        ("2024-01-30", 5, "2024-02-05"),  # over the make-up Sunday
        ("2024-02-07", 5, "2024-02-20"),  # over the Spring Festival and its make-up Sunday
        ("2024-02-03", 1, "2024-02-04"),
        ("2024-09-30", 1, "2024-10-08"),
        ("2024-03-11", 0, "2024-03-11"),
        ("2024-03-09", 0, "2024-03-09"),
        ("2024-02-19", -1, "2024-02-18"),
        ("2024-02-18", -1, "2024-02-09"),
    ],
)
def test_add_working_days(start: str, n: int, expected: str) -> None:
    assert PLAIN.add_working_days(date.fromisoformat(start), n) == date.fromisoformat(expected)


@pytest.mark.parametrize(
    ("a", "b", "expected"),
    [
        ("2024-01-30", "2024-02-05", 5),
        ("2024-02-05", "2024-01-30", -5),
        ("2024-02-09", "2024-02-17", 0),
        ("2024-03-11", "2024-03-11", 0),
    ],
)
def test_working_days_between(a: str, b: str, expected: int) -> None:
    assert PLAIN.working_days_between(date.fromisoformat(a), date.fromisoformat(b)) == expected


@pytest.mark.parametrize("start", [date(2024, 1, 1) + timedelta(days=11 * n) for n in range(30)])
@pytest.mark.parametrize("n", [1, 5, 30])
def test_adding_and_counting_agree(start: date, n: int) -> None:
    assert PLAIN.working_days_between(start, PLAIN.add_working_days(start, n)) == n
