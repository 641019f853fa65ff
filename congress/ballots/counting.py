"""How ballots become a result: a pure function of rules, items, ballots and the totals of paper ballots (R230–R232,
R255, R256).

Whole numbers and fractions only, so that exactly two thirds is exactly two thirds. Nothing here knows the database.

A ballot is a mapping of places to marks. With options the place is the item and the mark one of the options of its
form; with scores the place is “item:scale” and the mark the points. Whoever leaves an item unmarked abstains on it.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction

Marks = Mapping[str, str]
SIDES = FOR, AGAINST, ABSTAIN = "for", "against", "abstain"
#: The total of all points given to one place, in the totals of paper ballots with scores.
SUM = "sum"
_BAR = re.compile(r"(\d+)/(\d+)(>=|>)")


@dataclass(frozen=True)
class Option:
    """One thing a voter can mark; ``side`` is what it counts as."""

    key: str
    label: str
    side: str


#: 满意 and 基本满意 count together (R256). With ticks, what is not ticked is not written down.
OPTIONS: dict[str, tuple[Option, ...]] = {
    "grades": (
        Option("good", "满意", FOR),
        Option("fair", "基本满意", FOR),
        Option("bad", "不满意", AGAINST),
        Option(ABSTAIN, "弃权", ABSTAIN),
    ),
    "approval": (
        Option(FOR, "赞成", FOR),
        Option(AGAINST, "反对", AGAINST),
        Option(ABSTAIN, "弃权", ABSTAIN),
    ),
    "ticks": (Option(FOR, "赞成", FOR),),
    "scores": (),
}


@dataclass(frozen=True)
class Bar:
    """A share that has to be reached, or passed when ``strict``."""

    share: Fraction
    strict: bool

    @classmethod
    def of(cls, code: str) -> Bar | None:
        """The bar of a code such as “2/3>=” or “1/2>”; none for no code. ``ValueError`` for anything else."""
        if not code:
            return None
        match = _BAR.fullmatch(code)
        if match is None or int(match[2]) == 0 or not 0 < Fraction(int(match[1]), int(match[2])) <= 1:
            raise ValueError(f"no share: {code!r}")
        return cls(Fraction(int(match[1]), int(match[2])), match[3] == ">")

    def reached(self, part: int | Fraction, whole: int | Fraction) -> bool:
        """Whether ``part`` of ``whole`` is enough; of nothing nothing is."""
        if whole <= 0:
            return False
        return part > self.share * whole if self.strict else part >= self.share * whole


@dataclass(frozen=True)
class Rules:
    """How a poll is decided. ``seats`` 0 decides on each item by itself.

    ``threshold`` and ``quorum`` are codes of :meth:`Bar.of`; the quorum is a share of all members that has to have
    cast a ballot. ``scales`` are what is scored and the most points of each; ``grades`` the grades of a ballot that has
    its own, each with what it counts as.
    """

    form: str
    seats: int = 0
    min_ticks: int = 0
    blank_is_void: bool = False
    threshold: str = ""
    basis: str = "cast"
    quorum: str = ""
    tie: str = "revote"
    scales: tuple[tuple[str, int], ...] = ()
    grades: tuple[tuple[str, str], ...] = ()

    @property
    def options(self) -> tuple[Option, ...]:
        """What can be marked. Without a grade that counts as 弃权, grades of its own end with 弃权."""
        if not self.grades:
            return OPTIONS[self.form]
        own = [
            Option(ABSTAIN if side == ABSTAIN else f"grade{number}", label, side)
            for number, (label, side) in enumerate(self.grades, 1)
        ]
        if all(one.key != ABSTAIN for one in own):
            own.append(Option(ABSTAIN, "弃权", ABSTAIN))
        return tuple(own)

    def places(self, items: Sequence[str]) -> list[str]:
        """Every place of a ballot, in order."""
        if self.form != "scores":
            return list(items)
        return [f"{item}:{number}" for item in items for number in range(len(self.scales))]

    def most(self, place: str) -> int:
        """The most points of a scored place."""
        return self.scales[int(place.rpartition(":")[2])][1]


@dataclass(frozen=True)
class PaperTotals:
    """What two people counted of the paper ballots: 发出, 收回, 有效, 无效, and the marks of each place."""

    issued: int = 0
    returned: int = 0
    valid: int = 0
    void: int = 0
    counts: Mapping[str, Mapping[str, int]] = field(default_factory=dict)


@dataclass(frozen=True)
class ItemResult:
    """What became of one item. ``standing`` is votes for it, or its mean of points; ``share`` is of the basis.

    ``passed`` is none where no threshold was set.
    """

    item: str
    counts: Mapping[str, int]
    standing: Fraction
    share: Fraction | None
    passed: bool | None
    means: tuple[Fraction, ...] = ()


@dataclass(frozen=True)
class Outcome:
    """The whole result. ``elected`` stands in the order of votes; ``tied`` wait for a decision on ``open_seats``."""

    phone: int
    issued: int
    cast: int
    valid: int
    void: int
    members: int
    basis: int
    quorate: bool
    items: tuple[ItemResult, ...]
    elected: tuple[str, ...] = ()
    tied: tuple[str, ...] = ()
    open_seats: int = 0

    @property
    def lowest_share(self) -> Fraction | None:
        """The lowest share over the items (R232: 81.25 %)."""
        return min((one.share for one in self.items if one.share is not None), default=None)


def is_void(rules: Rules, items: Sequence[str], marks: Marks) -> bool:
    """Whether a ballot counts as 无效: more ticks than seats, marks that are none, blank where that is not allowed."""
    known = set(rules.places(items))
    if not set(marks) <= known:
        return True
    if rules.form == "scores":
        return set(marks) != known or any(not _is_points(rules, place, mark) for place, mark in marks.items())
    options = {option.key: option.side for option in rules.options}
    if any(mark not in options for mark in marks.values()):
        return True
    ticks = sum(options[mark] == FOR for mark in marks.values())
    if rules.seats and ticks > rules.seats:
        return True
    return ticks < rules.min_ticks or (rules.blank_is_void and not marks)


def _is_points(rules: Rules, place: str, mark: str) -> bool:
    return mark.isascii() and mark.isdecimal() and int(mark) <= rules.most(place)


def count(
    rules: Rules,
    items: Sequence[str],
    ballots: Sequence[Marks],
    *,
    paper: PaperTotals | None = None,
    members: int = 0,
    drawn: Sequence[str] = (),
) -> Outcome:
    """The result of a poll over ``items``, in the order they stand on the ballot.

    ``members`` is the number of all members; ``drawn`` are the items a lot has chosen among those with equal votes.
    """
    totals = paper or PaperTotals()
    good = [marks for marks in ballots if not is_void(rules, items, marks)]
    cast, valid = len(ballots) + totals.returned, len(good) + totals.valid
    basis = {"cast": cast, "valid": valid, "members": members}[rules.basis]
    bar = Bar.of(rules.quorum)
    quorate = cast > 0 and (bar is None or bar.reached(cast, members))
    results = tuple(_result(rules, item, good, totals, valid, basis, quorate=quorate) for item in items)
    elected, tied, open_seats = _elected(rules, results, drawn) if quorate and rules.seats else ((), (), 0)
    return Outcome(
        phone=len(ballots),
        issued=totals.issued,
        cast=cast,
        valid=valid,
        void=len(ballots) - len(good) + totals.void,
        members=members,
        basis=basis,
        quorate=quorate,
        items=results,
        elected=elected,
        tied=tied,
        open_seats=open_seats,
    )


def _result(
    rules: Rules,
    item: str,
    good: Sequence[Marks],
    totals: PaperTotals,
    valid: int,
    basis: int,
    *,
    quorate: bool,
) -> ItemResult:
    bar = Bar.of(rules.threshold)
    if rules.form == "scores":
        return _scored(rules, item, good, totals, valid, quorate=quorate)
    counts = {option.key: totals.counts.get(item, {}).get(option.key, 0) for option in rules.options}
    for marks in good:
        mark = marks.get(item, ABSTAIN)
        if mark in counts:
            counts[mark] += 1
    votes = sum(counts[option.key] for option in rules.options if option.side == FOR)
    passed = None if bar is None else quorate and bar.reached(votes, basis)
    share = Fraction(votes, basis) if basis else None
    return ItemResult(item, counts, Fraction(votes), share, passed)


def _scored(
    rules: Rules, item: str, good: Sequence[Marks], totals: PaperTotals, valid: int, *, quorate: bool
) -> ItemResult:
    """Points of one item: the mean of each scale over the valid ballots, and their sum."""
    sums = {
        place: totals.counts.get(place, {}).get(SUM, 0) + sum(int(marks[place]) for marks in good)
        for place in rules.places([item])
    }
    means = tuple(Fraction(total, valid) if valid else Fraction(0) for total in sums.values())
    full = sum(most for _label, most in rules.scales)
    standing = sum(means, Fraction(0))
    bar = Bar.of(rules.threshold)
    passed = None if bar is None else quorate and valid > 0 and bar.reached(standing, full)
    return ItemResult(item, sums, standing, standing / full if valid and full else None, passed, means)


def _elected(
    rules: Rules, results: Sequence[ItemResult], drawn: Sequence[str]
) -> tuple[tuple[str, ...], tuple[str, ...], int]:
    """Who is elected by votes, who is tied for what is left, and how many seats that is."""
    standing = [one for one in results if one.passed is not False and one.standing > 0]
    ranked = sorted(standing, key=lambda one: -one.standing)
    if len(ranked) <= rules.seats:
        return tuple(one.item for one in ranked), (), 0
    last = ranked[rules.seats - 1].standing
    above = tuple(one.item for one in ranked if one.standing > last)
    level = tuple(one.item for one in ranked if one.standing == last)
    left = rules.seats - len(above)
    if len(level) <= left or rules.tie == "all":
        return above + level, (), 0
    if rules.tie == "none":
        return above, (), 0
    chosen = tuple(item for item in level if item in drawn)
    if rules.tie == "lot" and len(chosen) == left:
        return above + chosen, (), 0
    return above, level, left


def paper_faults(rules: Rules, items: Sequence[str], totals: PaperTotals, *, planned: int) -> dict[str, str]:
    """Why totals of paper ballots cannot be true, by the name of the number: 收回, 有效, a place. Empty when they fit.

    ``planned`` is how many paper ballots were made ready.
    """
    faults: dict[str, str] = {}
    if totals.issued > planned:
        faults["issued"] = f"准备了 {planned} 张纸质票，发出不能多于 {planned} 张"
    if totals.returned > totals.issued:
        faults["returned"] = f"收回 {totals.returned} 张多于发出 {totals.issued} 张，本次投票无效，请先核对"
    if totals.valid + totals.void != totals.returned:
        faults["valid"] = f"有效 {totals.valid} 张加无效 {totals.void} 张，应等于收回 {totals.returned} 张"
    for place in rules.places(items):
        fault = _place_fault(rules, place, totals)
        if fault:
            faults[place] = fault
    ticked = sum(
        totals.counts.get(item, {}).get(option.key, 0)
        for item in items
        for option in rules.options
        if option.side == FOR
    )
    if rules.seats and ticked > totals.valid * rules.seats:
        most = totals.valid * rules.seats
        faults["counts"] = (
            f"每张票最多选 {rules.seats} 项，{totals.valid} 张有效票最多 {most} 票，现在有 {ticked} 票"
        )
    return faults


def _place_fault(rules: Rules, place: str, totals: PaperTotals) -> str:
    numbers = totals.counts.get(place, {})
    if rules.form == "scores":
        most = rules.most(place) * totals.valid
        over = numbers.get(SUM, 0) > most
        return f"{totals.valid} 张有效票最多共 {most} 分" if over else ""
    if rules.form == "ticks":
        over = numbers.get(FOR, 0) > totals.valid
        return f"得票不能多于有效票 {totals.valid} 张" if over else ""
    together = sum(numbers.get(option.key, 0) for option in rules.options)
    if together == totals.valid:
        return ""
    return f"各栏合计 {together} 张，应等于有效票 {totals.valid} 张；没有填的算弃权"
