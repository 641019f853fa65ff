"""Counted numbers as the office writes them: with their unit, their “余”, and rates from whole numbers.

R309: an approximate number stays approximate when something is added. R310: only like units are added.
R311: a rate is computed from two whole numbers, rounded half up, never over 100 %; without a denominator it is “—”.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

NO_RATE = "—"


class About(StrEnum):
    """How a number is approximate; the word stands before the number, between number and unit, or after both."""

    EXACTLY = ""
    AND_MORE = "余"
    MANY = "多"
    NEARLY = "近"
    OR_MORE = "以上"
    ROUGHLY = "约"


_BEFORE = frozenset({About.NEARLY, About.ROUGHLY})


@dataclass(frozen=True)
class Count:
    """A whole number of something: 177 件, 1,600余人次."""

    value: int
    unit: str
    about: About = About.EXACTLY

    def __post_init__(self) -> None:
        if self.value < 0:
            raise ValueError(f"a count cannot be negative: {self.value}")

    def __add__(self, other: Count) -> Count:
        """The sum; raises ``ValueError`` for unlike units. A sum with an approximate part is approximate."""
        if self.unit != other.unit:
            raise ValueError(f"{self.unit} and {other.unit} cannot be added")
        marks = {self.about, other.about} - {About.EXACTLY}
        about = marks.pop() if len(marks) == 1 else About.ROUGHLY if marks else About.EXACTLY
        return Count(self.value + other.value, self.unit, about)

    def __str__(self) -> str:
        """On the screen: 1,036 人次, 1,600余人次."""
        return self._written(f"{self.value:,}", " ")

    @property
    def printed(self) -> str:
        """In a document: 1036人次, 1600余人次."""
        return self._written(str(self.value), "")

    def _written(self, number: str, gap: str) -> str:
        if self.about in _BEFORE:
            return f"{self.about}{number}{gap}{self.unit}"
        if self.about == About.OR_MORE:
            return f"{number}{gap}{self.unit}{self.about}"
        return f"{number}{self.about or gap}{self.unit}"


@dataclass(frozen=True)
class Rate:
    """A share of a whole, from whole numbers: 4236／4530 is 93.5 %. ``places`` is 1 or 2."""

    numerator: int
    denominator: int
    unit: str = "件"
    places: int = 1

    def __post_init__(self) -> None:
        if not 0 <= self.numerator <= self.denominator:
            raise ValueError(f"{self.numerator} is no part of {self.denominator}")
        if self.places not in {1, 2}:
            raise ValueError("a rate has one or two places")

    @property
    def value(self) -> Decimal | None:
        """Per cent, rounded half up; none when there is nothing to be a part of."""
        if self.denominator == 0:
            return None
        scale: int = 10**self.places
        twice = 2 * self.numerator * 100 * scale + self.denominator
        return Decimal(twice // (2 * self.denominator)) / scale

    @property
    def number(self) -> str:
        """The rate without its sign: 93.5, 25, —."""
        value = self.value
        return NO_RATE if value is None else _number(value, self.places)

    @property
    def of(self) -> str:
        """What the rate was counted from: 142／186 件."""
        return f"{self.numerator:,}／{self.denominator:,} {self.unit}"

    def __str__(self) -> str:
        return self.number if self.value is None else f"{self.number}%"


def shares(parts: Sequence[int], places: int = 1) -> list[str]:
    """Each part's share of the whole in per cent, rounded so that the shares add up to 100 (largest remainder).

    The way published tables do it: of 54, 33, 2 and 4 the first is 58.07%, though 54/93 alone is 58.06%.
    """
    whole = sum(parts)
    if whole == 0:
        return [NO_RATE] * len(parts)
    steps = 100 * 10**places
    floors = [part * steps // whole for part in parts]
    by_remainder = sorted(range(len(parts)), key=lambda n: (-(parts[n] * steps % whole), n))
    for n in by_remainder[: steps - sum(floors)]:
        floors[n] += 1
    return [f"{_number(Decimal(floor) / 10**places, places)}%" for floor in floors]


def _number(value: Decimal, places: int) -> str:
    """25, but 4.30 with two places."""
    return f"{value:.0f}" if value == value.to_integral_value() else f"{value:.{places}f}"
