"""Counting as a table and by properties (R230, R232, R255, R256)."""

from __future__ import annotations

from fractions import Fraction
from itertools import repeat
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from congress.ballots.counting import Bar, PaperTotals, Rules, count, is_void, paper_faults

GRADES = Rules("grades", threshold="2/3>=")
TICKS = Rules("ticks", seats=2, tie="revote")


def rated(good: int, fair: int, bad: int, abstain: int = 0) -> list[dict[str, str]]:
    """So many ballots of each grade over one item."""
    numbers = {"good": good, "fair": fair, "bad": bad, "abstain": abstain}
    return [{"1": mark} for mark, n in numbers.items() for _ in repeat(None, n)]


def ticked(*votes: int) -> list[dict[str, str]]:
    """Ballots of one tick each that give the items, in order, so many votes."""
    return [{str(item): "for"} for item, n in enumerate(votes, 1) for _ in repeat(None, n)]


@pytest.mark.parametrize(
    ("satisfied", "of", "passes"),
    [
        (19, 30, False),
        (20, 30, True),
        (21, 30, True),
        (17, 27, False),
        (18, 27, True),
        (19, 27, True),
        (0, 0, False),
        (0, 5, False),
        (5, 5, True),
    ],
)
def test_two_thirds_of_the_ballots_cast(satisfied: int, of: int, passes: bool) -> None:
    ballots = rated(satisfied - satisfied // 2, satisfied // 2, of - satisfied)
    assert count(GRADES, ["1"], ballots).items[0].passed is passes


@pytest.mark.parametrize(
    ("code", "part", "of", "reached"),
    [
        ("1/2>", 15, 30, False),
        ("1/2>", 16, 30, True),
        ("1/2>=", 15, 30, True),
        ("1/2>=", 14, 30, False),
        ("3/4>=", 3, 4, True),
        ("4/5>=", 79, 100, False),
        ("1/1>=", 30, 30, True),
        ("2/3>=", 0, 0, False),
    ],
)
def test_a_bar(code: str, part: int, of: int, reached: bool) -> None:
    bar = Bar.of(code)
    assert bar is not None
    assert bar.reached(part, of) is reached


@pytest.mark.parametrize("code", ["2:3", "2/0>", "0/3>", "4/3>=", "2/3", "x", "-1/2>"])
def test_a_code_that_is_no_share_is_refused(code: str) -> None:
    with pytest.raises(ValueError, match="no share"):
        Bar.of(code)


def test_grades_of_its_own_count_for_or_against_as_they_say() -> None:
    rules = Rules(
        "grades", threshold="2/3>=", grades=(("优秀", "for"), ("称职", "for"), ("不称职", "against"))
    )
    assert [(one.key, one.label) for one in rules.options] == [
        ("grade1", "优秀"),
        ("grade2", "称职"),
        ("grade3", "不称职"),
        ("abstain", "弃权"),
    ]
    ballots = [{"1": "grade1"}, {"1": "grade2"}, {}]
    outcome = count(rules, ["1"], ballots)
    assert outcome.items[0].counts == {"grade1": 1, "grade2": 1, "grade3": 0, "abstain": 1}
    assert outcome.items[0].passed
    assert not count(rules, ["1"], [*ballots, {"1": "grade3"}]).items[0].passed
    assert is_void(rules, ["1"], {"1": "good"})
    told = PaperTotals(2, 2, 2, 0, {"1": {"grade1": 1}})
    assert "各栏合计 1 张" in paper_faults(rules, ["1"], told, planned=2)["1"]


def test_a_grade_may_take_the_place_of_abstaining() -> None:
    rules = Rules("grades", grades=(("满意", "for"), ("不了解", "abstain")))
    assert [one.label for one in rules.options] == ["满意", "不了解"]
    assert count(rules, ["1"], [{}]).items[0].counts == {"grade1": 0, "abstain": 1}


def test_the_lowest_satisfaction_of_sixteen_ballots_is_81_25_per_cent() -> None:
    ballots = [{"1": "good" if n < 13 else "bad", "2": "good"} for n in range(16)]
    outcome = count(GRADES, ["1", "2"], ballots)
    assert outcome.lowest_share == Fraction(13, 16)
    assert outcome.items[0].share == Fraction(13, 16) == Fraction(8125, 10000)


def test_who_abstains_counts_among_the_ballots_cast_and_an_unmarked_item_is_an_abstention() -> None:
    result = count(GRADES, ["1"], [*rated(19, 0, 0, 10), {}]).items[0]
    assert dict(result.counts) == {"good": 19, "fair": 0, "bad": 0, "abstain": 11}
    assert result.passed is False


@pytest.mark.parametrize(("basis", "passes"), [("cast", False), ("valid", True), ("members", False)])
def test_the_basis_decides(basis: str, passes: bool) -> None:
    rules = Rules("approval", threshold="1/2>", basis=basis)
    ballots = [{"1": "for"}] * 5 + [{"1": "against"}] * 4 + [{"1": "nonsense"}] * 2
    outcome = count(rules, ["1"], ballots, members=30)
    assert (outcome.cast, outcome.valid, outcome.void) == (11, 9, 2)
    assert outcome.items[0].passed is passes


@pytest.mark.parametrize(
    ("marks", "void"),
    [
        ({"1": "for", "2": "for"}, False),
        ({"1": "for", "2": "for", "3": "for"}, True),
        ({}, False),
        ({"9": "for"}, True),
        ({"1": "against"}, True),
    ],
)
def test_more_ticks_than_seats_are_void(marks: dict[str, str], void: bool) -> None:
    assert is_void(TICKS, ["1", "2", "3"], marks) is void


def test_void_by_the_rules_of_the_district() -> None:
    assert is_void(Rules("ticks", seats=2, blank_is_void=True), ["1"], {})
    assert is_void(Rules("ticks", seats=3, min_ticks=2), ["1", "2", "3"], {"1": "for"})
    assert not is_void(Rules("ticks", seats=3, min_ticks=2), ["1", "2", "3"], {"1": "for", "3": "for"})
    both = {"1": "for", "2": "for"}
    assert is_void(Rules("approval", seats=1), ["1", "2"], both)
    assert not is_void(Rules("approval", seats=0), ["1", "2"], both)


def test_all_void_and_no_ballots_elect_nobody() -> None:
    over = [dict.fromkeys("123", "for")] * 4
    for ballots, void in ((over, 4), ([], 0)):
        outcome = count(TICKS, list("123"), ballots, members=10)
        assert (outcome.valid, outcome.void, outcome.elected, outcome.tied) == (0, void, (), ())


def test_the_most_votes_are_elected_in_their_order() -> None:
    outcome = count(TICKS, list("1234"), ticked(3, 7, 5, 1))
    assert (outcome.elected, outcome.tied, outcome.open_seats) == (("2", "3"), (), 0)


@pytest.mark.parametrize(
    ("tie", "drawn", "elected", "tied", "open_seats"),
    [
        ("revote", (), ("2",), ("1", "3"), 1),
        ("lot", (), ("2",), ("1", "3"), 1),
        ("lot", ("3",), ("2", "3"), (), 0),
        ("lot", ("4",), ("2",), ("1", "3"), 1),
        ("none", (), ("2",), (), 0),
        ("all", (), ("2", "1", "3"), (), 0),
    ],
)
def test_equal_votes_for_the_last_seat(
    tie: str, drawn: tuple[str, ...], elected: tuple[str, ...], tied: tuple[str, ...], open_seats: int
) -> None:
    outcome = count(Rules("ticks", seats=2, tie=tie), list("1234"), ticked(3, 7, 3, 1), drawn=drawn)
    assert (outcome.elected, outcome.tied, outcome.open_seats) == (elected, tied, open_seats)


def test_equal_votes_that_all_have_a_seat_are_no_tie() -> None:
    assert count(TICKS, list("123"), ticked(3, 3, 1)).elected == ("1", "2")


def test_without_the_share_there_is_no_seat_and_nobody_without_votes_is_elected() -> None:
    rules = Rules("ticks", seats=3, threshold="1/2>", basis="members")
    ballots = [{"1": "for", "2": "for"}] * 6 + [{"1": "for"}] * 2
    outcome = count(rules, list("1234"), ballots, members=12)
    assert outcome.elected == ("1",)
    assert count(Rules("ticks", seats=3), list("123"), ticked(2)).elected == ("1",)


def test_twelve_choose_ten() -> None:
    rules = Rules("ticks", seats=10, threshold="1/2>", basis="members", quorum="2/3>=")
    keys = [str(n) for n in range(1, 13)]
    ballots = [dict.fromkeys(keys[:10], "for")] * 30 + [dict.fromkeys(keys[2:], "for")] * 10
    paper = PaperTotals(15, 15, 14, 1, {key: {"for": 14 if n < 10 else 0} for n, key in enumerate(keys)})
    outcome = count(rules, keys, ballots, paper=paper, members=55)
    assert (outcome.cast, outcome.valid, outcome.void) == (55, 54, 1)
    assert sorted(outcome.elected, key=int) == keys[:10]
    assert [one.counts["for"] for one in outcome.items] == [44, 44, *([54] * 8), 10, 10]


@pytest.mark.parametrize(("cast", "quorate"), [(19, False), (20, True), (21, True)])
def test_the_quorum(cast: int, quorate: bool) -> None:
    rules = Rules("ticks", seats=1, quorum="2/3>=")
    outcome = count(rules, ["1"], ticked(cast), members=30)
    assert outcome.quorate is quorate
    assert outcome.elected == (("1",) if quorate else ())


SCORES = Rules("scores", threshold="3/4>=", scales=(("质量", 60), ("态度", 40)))


def test_points_are_means_over_phones_and_paper() -> None:
    ballots = [{"1:0": "60", "1:1": "40"}, {"1:0": "30", "1:1": "39"}]
    paper = PaperTotals(2, 2, 1, 1, {"1:0": {"sum": 30}, "1:1": {"sum": 41}})
    result = count(SCORES, ["1"], ballots, paper=paper).items[0]
    assert result.means == (Fraction(40), Fraction(40))
    assert (result.standing, result.share) == (Fraction(80), Fraction(4, 5))
    assert result.passed is True


@pytest.mark.parametrize(
    "marks",
    [{"1:0": "61", "1:1": "0"}, {"1:0": "60"}, {"1:0": "-1", "1:1": "0"}, {"1:0": "½", "1:1": "1"}, {}],
)
def test_points_that_are_none_make_a_ballot_void(marks: dict[str, str]) -> None:
    assert is_void(SCORES, ["1"], marks)


def test_no_points_at_all_pass_nothing() -> None:
    result = count(SCORES, ["1"], []).items[0]
    assert (result.standing, result.share) == (Fraction(0), None)
    assert result.passed is False


@pytest.mark.parametrize(
    ("totals", "places"),
    [
        (PaperTotals(10, 10, 9, 1, {"1": {"for": 9}, "2": {"for": 9}}), set()),
        (PaperTotals(11, 10, 9, 1), {"issued"}),
        (PaperTotals(9, 10, 10, 0), {"returned"}),
        (PaperTotals(10, 10, 9, 0), {"valid"}),
        (PaperTotals(10, 10, 9, 1, {"1": {"for": 10}}), {"1"}),
        (PaperTotals(10, 10, 9, 1, {str(n): {"for": 9} for n in (1, 2, 3)}), {"counts"}),
    ],
)
def test_numbers_of_paper_ballots_have_to_fit(totals: PaperTotals, places: set[str]) -> None:
    assert set(paper_faults(TICKS, list("123"), totals, planned=10)) == places


def test_every_valid_paper_ballot_says_something_of_every_item() -> None:
    counts = {"1": {"good": 3, "fair": 1, "bad": 1, "abstain": 0}}
    assert paper_faults(GRADES, ["1"], PaperTotals(6, 6, 5, 1, counts), planned=6) == {}
    assert set(paper_faults(GRADES, ["1"], PaperTotals(6, 6, 6, 0, counts), planned=6)) == {"1"}
    over = PaperTotals(1, 1, 1, 0, {"1:0": {"sum": 61}, "1:1": {"sum": 0}})
    assert set(paper_faults(SCORES, ["1"], over, planned=1)) == {"1:0"}


MARKS = st.dictionaries(st.sampled_from("12345"), st.sampled_from(["for", "against", "x"]), max_size=5)


@given(
    ballots=st.lists(MARKS, max_size=40),
    seats=st.integers(0, 4),
    tie=st.sampled_from(["revote", "lot", "none", "all"]),
    threshold=st.sampled_from(["", "1/2>", "2/3>="]),
    basis=st.sampled_from(["cast", "valid", "members"]),
    data=st.data(),
)
def test_counting_does_not_depend_on_the_order_and_loses_nothing(
    ballots: list[dict[str, str]], seats: int, tie: str, threshold: str, basis: str, data: Any
) -> None:
    rules = Rules("approval", seats=seats, tie=tie, threshold=threshold, basis=basis)
    items = list("12345")
    outcome = count(rules, items, ballots, members=50)
    mixed = data.draw(st.permutations(ballots))
    assert count(rules, items, mixed, members=50) == outcome
    assert outcome.valid + outcome.void == outcome.cast == len(ballots)
    for one in outcome.items:
        assert sum(one.counts.values()) == outcome.valid
    if tie != "all":
        assert len(outcome.elected) <= seats
    assert not set(outcome.elected) & set(outcome.tied)
    votes = {one.item: one.standing for one in outcome.items}
    losers = [
        one.standing for one in outcome.items if one.item not in outcome.elected and one.passed is not False
    ]
    if outcome.elected and losers and not outcome.tied and tie != "none":
        assert min(votes[item] for item in outcome.elected) >= max(losers)


@given(phones=st.lists(MARKS, max_size=15), papers=st.lists(MARKS, max_size=15))
def test_paper_counts_as_phones_do(phones: list[dict[str, str]], papers: list[dict[str, str]]) -> None:
    """The same ballots give the same result, however they were cast."""
    rules, items = Rules("approval", seats=2, tie="all"), list("12345")
    good = [marks for marks in papers if not is_void(rules, items, marks)]
    counts = {
        item: {
            mark: sum(marks.get(item, "abstain") == mark for marks in good)
            for mark in ("for", "against", "abstain")
        }
        for item in items
    }
    totals = PaperTotals(len(papers), len(papers), len(good), len(papers) - len(good), counts)
    assert paper_faults(rules, items, totals, planned=len(papers)) == {}
    both = count(rules, items, phones, paper=totals)
    alone = count(rules, items, [*phones, *papers])
    assert (both.items, both.elected, both.valid, both.void) == (
        alone.items,
        alone.elected,
        alone.valid,
        alone.void,
    )
