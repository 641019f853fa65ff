"""Deadlines that show how they were counted.

The day of the event is not counted; counting starts the day after (民法典 第201条). A period of months ends on the
same day of the month, or on the month's last day where there is none (民法典 第202条).
"""

from __future__ import annotations

import calendar as months
import re
import unicodedata
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from congress.web.dates import full_day, weekday
from congress.workdays.calendar import DAY, Calendar, DayInfo, current

#: A period longer than this is a slip of the pen.
LONGEST = 3660


class Unit(StrEnum):
    """What a period is counted in."""

    WORKING_DAYS = "个工作日"
    DAYS = "日"
    MONTHS = "个月"


_WORDS = {
    Unit.WORKING_DAYS: re.compile(r"(\d+)\s*(?:working days?|个?工作日)", re.IGNORECASE),
    Unit.MONTHS: re.compile(r"(\d+)\s*(?:months?|个?月)", re.IGNORECASE),
    Unit.DAYS: re.compile(r"(\d+)\s*(?:days?|日|天)", re.IGNORECASE),
}


@dataclass(frozen=True)
class Span:
    """A period: “5 working days”, “3 months”, “10 days”, or the same in Chinese."""

    amount: int
    unit: Unit

    @classmethod
    def parse(cls, text: str) -> Span:
        """Read a period; ``ValueError`` in Chinese when it cannot be read."""
        plain = unicodedata.normalize("NFKC", text).strip()
        for unit, words in _WORDS.items():
            found = words.fullmatch(plain)
            if found and 1 <= int(found[1]) <= LONGEST:
                return cls(int(found[1]), unit)
        raise ValueError(f"看不出“{text}”是多长时间，请写成“5个工作日”“3个月”或“10日”")

    def __str__(self) -> str:
        return f"{self.amount}{self.unit}"


@dataclass(frozen=True)
class Deadline:
    """The last day of a period, and how it was counted, as pairs of words for ``web.parts.Basis.lines``.

    ``known`` is false when the period reaches beyond the holiday notices, where only weekends count as free.
    """

    due: date
    steps: tuple[tuple[str, str], ...]
    known: bool


def deadline(start: date, span: str | Span, *, calendar: Calendar | None = None) -> Deadline:
    """The last day of a period that begins with an event on ``start``."""
    period = Span.parse(span) if isinstance(span, str) else span
    days = calendar or current()
    due = _end(start, period, days)
    steps = [("事情发生", full_day(start)), ("次日起算", full_day(start + DAY)), ("期限", str(period))]
    passed = [days.info(start + DAY * n) for n in range(1, (due - start).days + 1)]
    if period.unit == Unit.WORKING_DAYS:
        steps += _exceptions(passed)
        unknown = not all(info.known for info in passed)
    else:
        if period.unit == Unit.MONTHS and due.day != start.day:
            steps.append((f"{due.year}年{due.month}月没有{start.day}日", "到月末为止"))
        unknown = not passed[-1].known
    steps.append(("到期", f"{full_day(due)}　{weekday(due)}"))
    if period.unit != Unit.WORKING_DAYS and not passed[-1].working:
        steps.append(("这一天休息", passed[-1].name or weekday(due)))
    if unknown:
        years = "、".join(
            f"{year}年" for year in sorted({info.day.year for info in passed if not info.known})
        )
        steps.append((f"{years}的放假安排还没有公布", "暂按周一至周五上班推算"))
    return Deadline(due, tuple(steps), known=not unknown)


def add_months(day: date, n: int) -> date:
    """The same day ``n`` months later, or that month's last day."""
    year, month = divmod(day.year * 12 + day.month - 1 + n, 12)
    return date(year, month + 1, min(day.day, months.monthrange(year, month + 1)[1]))


def _end(start: date, period: Span, days: Calendar) -> date:
    if period.unit == Unit.WORKING_DAYS:
        return days.add_working_days(start, period.amount)
    if period.unit == Unit.MONTHS:
        return add_months(start, period.amount)
    return start + DAY * period.amount


def _exceptions(passed: list[DayInfo]) -> list[tuple[str, str]]:
    """What stood between: weekends, holidays and make-up days, runs of neighbouring days in one line."""
    weekend = [i for i in passed if not i.working and not i.is_holiday and not i.corrected]
    lines = [("其中周末，不计", f"{len(weekend)} 天")] if weekend else []
    run: list[DayInfo] = []
    special = [i for i in passed if i.is_holiday or i.is_make_up or i.corrected]
    for info in special:
        follows = (
            run
            and info.day - run[-1].day == DAY
            and (info.working, info.name) == (run[-1].working, run[-1].name)
        )
        if run and not follows:
            lines.append(_line(run))
            run = []
        run.append(info)
    if run:
        lines.append(_line(run))
    return lines


def _line(run: list[DayInfo]) -> tuple[str, str]:
    first, last = run[0].day, run[-1].day
    dates = f"{first.month}月{first.day}日"
    if last != first:
        dates += f"—{last.month}月{last.day}日" if last.month != first.month else f"—{last.day}日"
    name = run[0].name or ("上班" if run[0].working else "休息")
    corrected = "，按修正" if run[0].corrected else ""
    return (f"{dates} {name}{corrected}", f"{'计' if run[0].working else '不计'} {len(run)} 天")
