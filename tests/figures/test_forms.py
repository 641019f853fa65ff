"""The one form that asks for a period."""

from datetime import date

import pytest
import time_machine

from congress.figures.forms import PeriodForm

pytestmark = pytest.mark.django_db
NOON = "2026-11-22T12:00:00+08:00"


@time_machine.travel(NOON, tick=False)
@pytest.mark.parametrize(
    ("asked", "start", "end"),
    [
        ({}, date(2026, 1, 1), date(2026, 11, 22)),
        ({"preset": "half"}, date(2026, 1, 1), date(2026, 6, 30)),
        ({"preset": "twelve"}, date(2025, 11, 23), date(2026, 11, 22)),
        (
            {"preset": "custom", "since": "2022-04-01", "until": "2023-05-31"},
            date(2022, 4, 1),
            date(2023, 5, 31),
        ),
    ],
)
def test_the_period_that_was_asked_for(asked: dict[str, str], start: date, end: date) -> None:
    form = PeriodForm(asked)
    assert form.is_valid()
    assert (form.period.start, form.period.end) == (start, end)


@time_machine.travel(NOON, tick=False)
def test_a_range_that_cannot_be_is_told_at_its_field_and_this_year_is_shown() -> None:
    for asked, field in (
        ({"preset": "custom"}, "since"),
        ({"preset": "custom", "since": "2026-12-01"}, "since"),
        ({"until": "2026-12-01"}, "until"),
    ):
        form = PeriodForm(asked)
        assert not form.is_valid()
        assert list(form.errors) == [field]
        assert form.period.start == date(2026, 1, 1)
