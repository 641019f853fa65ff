"""The deputies of an activity for its record page: totals by day, names by level (R084, R121)."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass
from datetime import date

from activities.enums import AttendanceState
from activities.models import Activity, Attendance
from congress.organs.enums import CongressLevel
from deputies.models import Deputyship


@dataclass(frozen=True)
class DayTotal:
    """应到, 实到, 请假, 缺席 of a day, or of the whole activity where the roll is called once."""

    day: date | None
    expected: int
    present: int
    excused: int
    absent: int

    @property
    def waiting(self) -> int:
        """How many were not called yet."""
        return self.expected - self.present - self.excused - self.absent


@dataclass(frozen=True)
class OnRoll:
    """A deputy with what is to be said of the days they were not there."""

    deputyship: Deputyship
    note: str


@dataclass(frozen=True)
class Roll:
    """Everybody on the roll: totals by day, and people by level from the highest down."""

    days: list[DayTotal]
    levels: list[tuple[str, list[OnRoll]]]

    @property
    def deputies(self) -> int:
        """How many human beings they are."""
        return len({line.deputyship.person_id for _level, lines in self.levels for line in lines})


def roll_of(activity: Activity) -> Roll:
    """The roll of an activity (one query)."""
    rows = activity.attendances.select_related("deputyship__person", "deputyship__term__area")
    states: dict[date | None, Counter[str]] = defaultdict(Counter)
    people: dict[int, list[Attendance]] = defaultdict(list)
    for row in rows.order_by("deputyship__person__pinyin", "deputyship_id", "day"):
        states[row.day][row.state] += 1
        people[row.deputyship_id].append(row)
    days = [
        DayTotal(
            day,
            counted.total(),
            counted[AttendanceState.PRESENT],
            counted[AttendanceState.EXCUSED],
            counted[AttendanceState.ABSENT],
        )
        for day, counted in sorted(states.items(), key=lambda item: item[0] or date.min)
    ]
    levels: dict[str, list[OnRoll]] = defaultdict(list)
    for lines in people.values():
        deputyship = lines[0].deputyship
        levels[deputyship.level].append(OnRoll(deputyship, "；".join(filter(None, map(_note, lines)))))
    return Roll(days, [(str(level.label), levels[level]) for level in CongressLevel if level in levels])


def _note(row: Attendance) -> str:
    """5月13日请假（出差）; nothing for who was there."""
    if row.state == AttendanceState.PRESENT:
        return ""
    day = f"{row.day.month}月{row.day.day}日" if row.day else ""
    return f"{day}{row.get_state_display()}{f'（{row.reason}）' if row.reason else ''}"
