"""Periods and their cut-offs."""

from datetime import date

import pytest

from congress.accounts.models import User
from congress.figures.period import Period


@pytest.mark.parametrize(
    ("period", "start", "end", "caption"),
    [
        (Period.this_year(date(2023, 7, 31)), "2023-01-01", "2023-07-31", "今年以来，截至2023年7月31日"),
        (Period.first_half(date(2023, 7, 31)), "2023-01-01", "2023-06-30", "上半年，截至2023年6月30日"),
        (Period.first_half(date(2023, 5, 31)), "2023-01-01", "2023-05-31", "上半年，截至2023年5月31日"),
        (Period.twelve_months(date(2023, 5, 31)), "2022-06-01", "2023-05-31", "一年来，截至2023年5月31日"),
        (Period.twelve_months(date(2024, 2, 28)), "2023-02-28", "2024-02-28", "一年来，截至2024年2月28日"),
        (Period.this_month(date(2023, 5, 31)), "2023-05-01", "2023-05-31", "本月，截至2023年5月31日"),
        (
            Period.since(date(2022, 4, 1), date(2023, 5, 31)),
            "2022-04-01",
            "2023-05-31",
            "2022年4月以来，截至2023年5月31日",
        ),
        (
            Period.since(date(2023, 1, 1), date(2024, 6, 1)),
            "2023-01-01",
            "2024-06-01",
            "2023年以来，截至2024年6月1日",
        ),
        (
            Period.since(date(2021, 12, 20), date(2024, 6, 1), "换届以来"),
            "2021-12-20",
            "2024-06-01",
            "换届以来，截至2024年6月1日",
        ),
        (
            Period.between(date(2022, 4, 1), date(2023, 5, 31)),
            "2022-04-01",
            "2023-05-31",
            "2022年4月1日—2023年5月31日",
        ),
    ],
)
def test_presets(period: Period, start: str, end: str, caption: str) -> None:
    assert (period.start.isoformat(), period.end.isoformat(), period.caption) == (start, end, caption)


def test_a_period_does_not_end_before_it_begins() -> None:
    with pytest.raises(ValueError, match="cannot end before"):
        Period.between(date(2023, 5, 31), date(2022, 4, 1))


def test_both_ends_belong_to_it() -> None:
    period = Period.between(date(2022, 4, 1), date(2023, 5, 31))
    assert date(2022, 4, 1) in period
    assert date(2023, 5, 31) in period
    assert date(2023, 6, 1) not in period


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("moment", "inside"),
    [
        ("2023-03-31T23:59:59+08:00", False),
        ("2023-04-01T00:00:00+08:00", True),
        ("2023-05-31T23:59:59+08:00", True),
        ("2023-06-01T00:00:00+08:00", False),
    ],
)
def test_moments_are_cut_at_the_portals_own_midnight(moment: str, inside: bool) -> None:
    user = User.objects.create_user("u", name="周敏")
    User.objects.filter(pk=user.pk).update(created_at=moment)
    period = Period.between(date(2023, 4, 1), date(2023, 5, 31))
    assert User.objects.filter(period.as_q_of_moments("created_at")).exists() == inside
