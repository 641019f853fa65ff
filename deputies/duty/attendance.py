"""How often deputies came when they were called (R028). Higher rooms that call deputies say it in ``portal.py``."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from datetime import date

from congress.figures.numbers import Rate


@dataclass(frozen=True)
class Attended:
    """Call-ups of one deputy in a period whose roll was called: 应到, 实到, 请假, 缺席.

    Only those within the tenure: who joined in the middle of a year is measured by what came after.
    """

    present: int = 0
    excused: int = 0
    absent: int = 0

    @property
    def expected(self) -> int:
        """应到."""
        return self.present + self.excused + self.absent

    @property
    def rate(self) -> Rate:
        """出席率: 实到 of 应到; “—” for who was never called."""
        return Rate(self.present, self.expected, "次")

    @property
    def is_full(self) -> bool:
        """Whether a deputy who was called missed nothing without leave (满勤); leave is told apart."""
        return self.expected > 0 and self.absent == 0

    def __add__(self, other: Attended) -> Attended:
        return Attended(
            self.present + other.present, self.excused + other.excused, self.absent + other.absent
        )


NOBODY = Attended()
Provider = Callable[[Collection[int], date, date], Mapping[int, Attended]]
_providers: list[Provider] = []


def register_attendance(provider: Provider) -> None:
    """Add a source: for deputyships and a period (both days included) the attendance of those who were called."""
    _providers.append(provider)


def attendance_of(deputyships: Collection[int], first: date, last: date) -> dict[int, Attended]:
    """The attendance of each of these deputyships in a period, those who were never called too."""
    total = dict.fromkeys(deputyships, NOBODY)
    for provider in _providers:
        for key, attended in provider(deputyships, first, last).items():
            total[key] += attended
    return total
