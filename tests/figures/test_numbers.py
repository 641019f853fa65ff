"""Numbers of the seeds, as they were printed (requirements, section 2)."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from congress.figures.numbers import About, Count, Rate, shares


@pytest.mark.parametrize(
    ("numerator", "denominator", "places", "printed"),
    [
        (4236, 4530, 1, "93.5%"),
        (6507, 6903, 2, "94.26%"),
        (6507, 6903, 1, "94.3%"),
        (13, 16, 2, "81.25%"),
        (13, 16, 1, "81.3%"),
        (17, 23, 2, "73.91%"),
        (213, 264, 2, "80.68%"),
        (142, 186, 1, "76.3%"),
        (96, 104, 1, "92.3%"),
        (32, 128, 1, "25%"),
        (7, 128, 1, "5.5%"),
        (44, 128, 1, "34.4%"),
        (54, 93, 2, "58.06%"),
        (33, 93, 2, "35.48%"),
        (2, 93, 2, "2.15%"),
        (4, 93, 2, "4.30%"),
        (107, 107, 1, "100%"),
        (0, 5, 1, "0%"),
        (0, 0, 1, "—"),
        (1, 8, 1, "12.5%"),
        (1, 800, 1, "0.1%"),
        (1, 2000, 1, "0.1%"),  # 0.05 goes up
        (1, 2001, 1, "0%"),
    ],
)
def test_rates(numerator: int, denominator: int, places: int, printed: str) -> None:
    assert str(Rate(numerator, denominator, places=places)) == printed


def test_a_rate_shows_what_it_was_counted_from() -> None:
    assert Rate(4236, 4530).of == "4,236／4,530 件"
    assert Rate(25, 31, "人").of == "25／31 人"


@pytest.mark.parametrize(("numerator", "denominator"), [(5, 4), (-1, 4), (1, 0)])
def test_no_rate_over_a_hundred(numerator: int, denominator: int) -> None:
    with pytest.raises(ValueError, match="no part of"):
        Rate(numerator, denominator)


@given(st.integers(1, 10**7), st.data())
def test_a_rate_is_within_half_a_step_of_the_truth(denominator: int, data: st.DataObject) -> None:
    numerator = data.draw(st.integers(0, denominator))
    value = Rate(numerator, denominator).value
    assert value is not None
    difference = value - Decimal(numerator) * 100 / denominator
    assert Decimal("-0.05") < difference <= Decimal("0.05000001")


@pytest.mark.parametrize(
    ("count", "screen", "printed"),
    [
        (Count(1036, "人次"), "1,036 人次", "1036人次"),
        (Count(1600, "人次", About.AND_MORE), "1,600余人次", "1600余人次"),
        (Count(150, "人次", About.MANY), "150多人次", "150多人次"),
        (Count(500, "人次", About.NEARLY), "近500 人次", "近500人次"),
        (Count(117, "篇", About.OR_MORE), "117 篇以上", "117篇以上"),
        (Count(0, "件"), "0 件", "0件"),
    ],
)
def test_counts(count: Count, screen: str, printed: str) -> None:
    assert (str(count), count.printed) == (screen, printed)


@pytest.mark.parametrize(
    ("parts", "places", "printed"),
    [
        # Published: 128 suggestions by field and by result; 93 suggestions by result.
        ([25, 7, 32, 44, 20], 1, ["19.5%", "5.5%", "25%", "34.4%", "15.6%"]),
        ([64, 38, 21, 5], 1, ["50%", "29.7%", "16.4%", "3.9%"]),
        ([54, 33, 2, 4], 2, ["58.07%", "35.48%", "2.15%", "4.30%"]),
        ([1, 1, 1], 1, ["33.4%", "33.3%", "33.3%"]),
        ([5, 0], 1, ["100%", "0%"]),
        ([0, 0], 1, ["—", "—"]),
    ],
)
def test_shares_add_up(parts: list[int], places: int, printed: list[str]) -> None:
    assert shares(parts, places) == printed


def test_sums_stay_approximate() -> None:
    assert Count(1600, "人次", About.AND_MORE) + Count(20, "人次") == Count(1620, "人次", About.AND_MORE)
    assert Count(396, "件") + Count(6507, "件") == Count(6903, "件")
    mixed = Count(300, "人次", About.AND_MORE) + Count(500, "人次", About.NEARLY)
    assert mixed == Count(800, "人次", About.ROUGHLY)


def test_unlike_units_are_never_added() -> None:
    with pytest.raises(ValueError, match="cannot be added"):
        Count(600, "人次") + Count(20, "人")


def test_a_count_is_not_negative() -> None:
    with pytest.raises(ValueError, match="negative"):
        Count(-1, "件")
