"""The days a rule gives (R159–R161), without a database.

A rule names days of the month, the n-th weekday, market days by the last digit of the solar or lunar day, or single
dates. What falls on a public holiday stays, moves to the next working day, or is left out, as the rule says. The
holidays are those of :mod:`congress.workdays`, so a correction of the office counts here too.
"""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from borax.calendars.lunardate import LunarDate

from congress.web import dates
from congress.workdays.calendar import Calendar, DayInfo
from liaison_stations.enums import OnHoliday, RuleKind, WeekReading
from liaison_stations.models import ReceptionRule

_ONE = timedelta(days=1)
_NUMBERS = "〇一二三四五六七八九十"


@dataclass(frozen=True)
class Occurrence:
    """One time a rule comes round: the day it names, and the day it is held on; none when it is left out.

    ``why`` is the holiday that moved it or took it out. ``met`` tells that it moved onto another of the same rule,
    so that there is one reception on that day and not two.
    """

    planned_on: date
    day: date | None
    why: str = ""
    met: bool = False

    @property
    def was_moved(self) -> bool:
        """Whether a holiday moved it to a day of its own."""
        return self.day is not None and self.day != self.planned_on


def occurrences(rule: ReceptionRule, first: date, last: date, calendar: Calendar) -> list[Occurrence]:
    """Every time the rule comes round between two days, both included, the left out ones as well, in order."""
    begin = max(first, rule.starts_on)
    end = min(last, rule.ends_on) if rule.ends_on else last
    named = sorted({day for day in _GIVEN[RuleKind(rule.kind)](rule, begin, end) if begin <= day <= end})
    seen = [_placed(rule, day, calendar) for day in named]
    taken = {one.day for one in seen if one.day == one.planned_on}
    found = []
    for one in seen:
        if one.was_moved and one.day in taken:
            one = Occurrence(one.planned_on, None, one.why, met=True)
        elif one.day is not None:
            taken.add(one.day)
        found.append(one)
    return found


def days_of(rule: ReceptionRule, first: date, last: date, calendar: Calendar) -> list[Occurrence]:
    """The times that take place."""
    return [one for one in occurrences(rule, first, last, calendar) if one.day is not None]


def _placed(rule: ReceptionRule, day: date, calendar: Calendar) -> Occurrence:
    info = calendar.info(day)
    if rule.on_holiday == OnHoliday.STAY or not _is_off(rule, info):
        return Occurrence(day, day)
    why = info.name or dates.weekday(day)
    if rule.on_holiday == OnHoliday.DROP:
        return Occurrence(day, None, why)
    return Occurrence(day, calendar.add_working_days(day, 1), why)


def _is_off(rule: ReceptionRule, info: DayInfo) -> bool:
    """Public holidays with the days exchanged for them; weekends only where the rule says so (R159)."""
    return info.is_holiday or (rule.on_holiday == OnHoliday.NEXT_IF_FREE and not info.working)


def _months(first: date, last: date) -> Iterator[tuple[int, int]]:
    """Every month that touches the span, and the ones beside it, whose first and last weeks may reach into it."""
    for number in range(first.year * 12 + first.month - 2, last.year * 12 + last.month + 1):
        yield number // 12, number % 12 + 1


def _days_of_month(rule: ReceptionRule, first: date, last: date) -> Iterator[date]:
    """A month without such a day has none."""
    for year, month in _months(first, last):
        for number in rule.days:
            if number <= monthrange(year, month)[1]:
                yield date(year, month, number)


def _weekdays(rule: ReceptionRule, first: date, last: date) -> Iterator[date]:
    """The n-th such weekday of the month, or that weekday of the month's n-th week, which begins on Monday.

    The first week holds the 1st, so its Monday may lie in the month before (R160).
    """
    nth, weekday = rule.nth or 1, rule.weekday or 0
    for year, month in _months(first, last):
        start, length = date(year, month, 1), monthrange(year, month)[1]
        if rule.reading == WeekReading.NTH_WEEK:
            monday = start - _ONE * start.weekday() + _ONE * 7 * (nth - 1)
            if monday <= date(year, month, length):
                yield monday + _ONE * weekday
            continue
        number = (weekday - start.weekday()) % 7 + 1 + 7 * (nth - 1)
        if number <= length:
            yield date(year, month, number)


def _market_days(rule: ReceptionRule, first: date, last: date) -> Iterator[date]:
    """Days whose number in the solar or lunar month ends in one of the digits (R161); the 30th ends in 0."""
    for offset in range((last - first).days + 1):
        day = first + _ONE * offset
        number = LunarDate.from_solar(day).day if rule.is_lunar else day.day
        if number % 10 in rule.digits:
            yield day


def _dates(rule: ReceptionRule, _first: date, _last: date) -> Iterator[date]:
    yield from map(date.fromisoformat, rule.dates)


_GIVEN: dict[RuleKind, Callable[[ReceptionRule, date, date], Iterator[date]]] = {
    RuleKind.DAY_OF_MONTH: _days_of_month,
    RuleKind.WEEKDAY: _weekdays,
    RuleKind.MARKET: _market_days,
    RuleKind.DATES: _dates,
}


def words(rule: ReceptionRule) -> str:
    """The rule as one says it: 每月5日、25日; 每月第一个星期一; 逢农历三、六、九."""
    if rule.kind == RuleKind.DAY_OF_MONTH:
        return f"每月{'、'.join(f'{number}日' for number in sorted(rule.days))}"
    if rule.kind == RuleKind.WEEKDAY:
        nth, weekday = _NUMBERS[rule.nth or 1], f"星期{'一二三四五六日'[rule.weekday or 0]}"
        return (
            f"每月第{nth}周的{weekday}" if rule.reading == WeekReading.NTH_WEEK else f"每月第{nth}个{weekday}"
        )
    if rule.kind == RuleKind.MARKET:
        digits = "、".join(_NUMBERS[digit or 10] for digit in sorted(rule.digits, key=lambda d: d or 10))
        return f"逢{'农历' if rule.is_lunar else '公历'}{digits}"
    return f"逐个列出的 {len(rule.dates)} 天"
