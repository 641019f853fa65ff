"""Recurrence against tables made by hand for 2025 and 2026 (R159-R161).

Holidays are those of the notices of the State Council for the two years; lunar months begin as the almanac prints it.
"""

from __future__ import annotations

from datetime import date, time

import pytest

from congress.workdays.calendar import Calendar
from liaison_stations.days.recurrence import days_of, occurrences, words
from liaison_stations.enums import OnHoliday, RuleKind, WeekReading
from liaison_stations.models import ReceptionRule

#: The notices alone, without corrections of an office.
NOTICES = Calendar({}, frozenset())
MONDAY, SUNDAY = 0, 6


def rule(kind: RuleKind, **facts: object) -> ReceptionRule:
    values = {
        "begins_at": time(9),
        "ends_at": time(11),
        "starts_on": date(2020, 1, 1),
        "on_holiday": OnHoliday.STAY,
    }
    return ReceptionRule(kind=kind, **{**values, **facts})


def held(made: ReceptionRule, year: int) -> str:
    """The days of a year as the tables write them."""
    found = days_of(made, date(year, 1, 1), date(year, 12, 31), NOTICES)
    return " ".join(f"{one.day.month}.{one.day.day}" for one in found)


FIVE_AND_TWENTY_FIVE = {
    # 清明 4-6 April, 劳动节 1-5 May, 国庆中秋 1-8 October 2025; 25 January and 5 October are a Saturday and a Sunday
    (OnHoliday.STAY, 2025): "1.5 1.25 2.5 2.25 3.5 3.25 4.5 4.25 5.5 5.25 6.5 6.25 "
    "7.5 7.25 8.5 8.25 9.5 9.25 10.5 10.25 11.5 11.25 12.5 12.25",
    (OnHoliday.NEXT_WORKING_DAY, 2025): "1.5 1.25 2.5 2.25 3.5 3.25 4.7 4.25 5.6 5.25 6.5 6.25 "
    "7.5 7.25 8.5 8.25 9.5 9.25 10.9 10.25 11.5 11.25 12.5 12.25",
    # 26 January was worked on a Sunday; weekends move as well
    (OnHoliday.NEXT_IF_FREE, 2025): "1.6 1.26 2.5 2.25 3.5 3.25 4.7 4.25 5.6 5.26 6.5 6.25 "
    "7.7 7.25 8.5 8.25 9.5 9.25 10.9 10.27 11.5 11.25 12.5 12.25",
    (OnHoliday.DROP, 2025): "1.5 1.25 2.5 2.25 3.5 3.25 4.25 5.25 6.5 6.25 "
    "7.5 7.25 8.5 8.25 9.5 9.25 10.25 11.5 11.25 12.5 12.25",
    # 清明 4-6 April, 劳动节 1-5 May, 中秋 25-27 September, 国庆 1-7 October 2026
    (OnHoliday.NEXT_WORKING_DAY, 2026): "1.5 1.25 2.5 2.25 3.5 3.25 4.7 4.25 5.6 5.25 6.5 6.25 "
    "7.5 7.25 8.5 8.25 9.5 9.28 10.8 10.25 11.5 11.25 12.5 12.25",
    (OnHoliday.DROP, 2026): "1.5 1.25 2.5 2.25 3.5 3.25 4.25 5.25 6.5 6.25 "
    "7.5 7.25 8.5 8.25 9.5 10.25 11.5 11.25 12.5 12.25",
}

FIRST_MONDAY = {
    (WeekReading.NTH_WEEKDAY, 2025): "1.6 2.3 3.3 4.7 5.5 6.2 7.7 8.4 9.1 10.6 11.3 12.1",
    (WeekReading.NTH_WEEKDAY, 2026): "1.5 2.2 3.2 4.6 5.4 6.1 7.6 8.3 9.7 10.5 11.2 12.7",
    # the Monday of the week that holds the 1st; that of January 2025 is 30 December 2024
    (WeekReading.NTH_WEEK, 2025): "1.27 2.24 3.31 4.28 5.26 6.30 7.28 9.1 9.29 10.27 12.1 12.29",
    (WeekReading.NTH_WEEK, 2026): "1.26 2.23 3.30 4.27 6.1 6.29 7.27 8.31 9.28 10.26 11.30 12.28",
}

#: 逢三 by the lunar calendar: the 3rd, 13th and 23rd of every lunar month; 2025 has the sixth month twice.
LUNAR_THREE = {
    2025: "1.2 1.12 1.22 1.31 2.10 2.20 3.2 3.12 3.22 3.31 4.10 4.20 4.30 5.10 5.20 5.29 6.8 6.18 6.27 7.7 7.17 "
    "7.27 8.6 8.16 8.25 9.4 9.14 9.24 10.4 10.14 10.23 11.2 11.12 11.22 12.2 12.12 12.22",
    2026: "1.1 1.11 1.21 1.31 2.10 2.19 3.1 3.11 3.21 3.31 4.10 4.19 4.29 5.9 5.19 5.29 6.8 6.17 6.27 7.7 7.16 "
    "7.26 8.5 8.15 8.25 9.4 9.13 9.23 10.3 10.12 10.22 11.1 11.11 11.21 12.1 12.11 12.21 12.31",
}


@pytest.mark.parametrize("what", FIVE_AND_TWENTY_FIVE)
def test_fifth_and_twenty_fifth(what: tuple[OnHoliday, int]) -> None:
    on_holiday, year = what
    made = rule(RuleKind.DAY_OF_MONTH, days=[5, 25], on_holiday=on_holiday)
    assert held(made, year) == FIVE_AND_TWENTY_FIVE[what]


@pytest.mark.parametrize("what", FIRST_MONDAY)
def test_first_monday_in_both_readings(what: tuple[WeekReading, int]) -> None:
    reading, year = what
    made = rule(RuleKind.WEEKDAY, nth=1, weekday=MONDAY, reading=reading)
    assert held(made, year) == FIRST_MONDAY[what]


@pytest.mark.parametrize("year", LUNAR_THREE)
def test_lunar_market_days(year: int) -> None:
    assert held(rule(RuleKind.MARKET, digits=[3], is_lunar=True), year) == LUNAR_THREE[year]


def test_solar_market_days() -> None:
    days = "{0}.3 {0}.6 {0}.9 {0}.13 {0}.16 {0}.19 {0}.23 {0}.26"
    table = " ".join(days.format(month) + ("" if month == 2 else f" {month}.29") for month in range(1, 13))
    for year in (2025, 2026):
        assert held(rule(RuleKind.MARKET, digits=[3, 6, 9]), year) == table


def test_the_examples_of_the_requirements() -> None:
    """R159: 5 March 2023 was a Sunday and stays. R160: May 2024, first Monday 6 May, the other reading 29 April."""
    assert "3.5" in held(rule(RuleKind.DAY_OF_MONTH, days=[5, 25]), 2023).split()
    may = (date(2024, 4, 15), date(2024, 5, 14), NOTICES)
    by_weekday = rule(RuleKind.WEEKDAY, nth=1, weekday=MONDAY)
    by_week = rule(RuleKind.WEEKDAY, nth=1, weekday=MONDAY, reading=WeekReading.NTH_WEEK)
    assert [one.day for one in days_of(by_weekday, *may)] == [date(2024, 5, 6)]
    assert [one.day for one in days_of(by_week, *may)] == [date(2024, 4, 29)]


def test_months_without_such_a_day_have_none() -> None:
    assert held(rule(RuleKind.DAY_OF_MONTH, days=[31]), 2026) == "1.31 3.31 5.31 7.31 8.31 10.31 12.31"
    assert held(rule(RuleKind.WEEKDAY, nth=5, weekday=SUNDAY), 2026) == "3.29 5.31 8.30 11.29"
    # the fifth week of February 2026 ends on Sunday, 1 March
    by_week = rule(RuleKind.WEEKDAY, nth=5, weekday=SUNDAY, reading=WeekReading.NTH_WEEK)
    assert days_of(by_week, date(2026, 3, 1), date(2026, 3, 1), NOTICES)[0].day == date(2026, 3, 1)


def test_what_moves_onto_another_is_one_day() -> None:
    """National Day 2026: 3 and 6 October move to the 8th, which holds one reception; single dates keep their order."""
    made = rule(RuleKind.DATES, dates=["2026-10-06", "2026-10-03"], on_holiday=OnHoliday.NEXT_WORKING_DAY)
    first, second = occurrences(made, date(2026, 10, 1), date(2026, 10, 31), NOTICES)
    assert (first.planned_on, first.day, first.was_moved) == (date(2026, 10, 3), date(2026, 10, 8), True)
    assert (second.planned_on, second.day, second.met) == (date(2026, 10, 6), None, True)
    assert "国庆" in first.why


def test_a_rule_has_a_first_and_a_last_day_and_words() -> None:
    made = rule(RuleKind.DAY_OF_MONTH, days=[25, 5], starts_on=date(2026, 3, 6), ends_on=date(2026, 5, 5))
    assert held(made, 2026) == "3.25 4.5 4.25 5.5"
    assert words(made) == "每月5日、25日"
    assert words(rule(RuleKind.MARKET, digits=[3, 0], is_lunar=True)) == "逢农历三、十"
    assert words(rule(RuleKind.WEEKDAY, nth=1, weekday=MONDAY)) == "每月第一个星期一"


def test_a_correction_of_the_office_counts() -> None:
    free = Calendar({date(2026, 11, 25): (False, "全区停电检修")}, frozenset())
    made = rule(RuleKind.DAY_OF_MONTH, days=[25], on_holiday=OnHoliday.NEXT_IF_FREE)
    (one,) = days_of(made, date(2026, 11, 1), date(2026, 11, 30), free)
    assert (one.day, one.why) == (date(2026, 11, 26), "全区停电检修")
