"""A deadline in words: first what is left, then the day."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime

from django.utils import timezone

from congress.web import dates
from congress.workdays.calendar import working_days_between

#: A deadline this many working days away, or fewer, is near.
NEAR_WORKING_DAYS = 2


@dataclass(frozen=True)
class Clock:
    """What :func:`congress.web.marks.deadline` shows; ``kind`` is late, near, done or empty."""

    kind: str
    words: str
    note: str

    @property
    def icon(self) -> str:
        """The mark beside the words, so that nothing hangs on colour; a distant deadline has none."""
        return {"late": "alert-square", "near": "clock-exclamation", "done": "check"}.get(self.kind, "")


def clock(
    due: date | datetime,
    *,
    now: datetime | None = None,
    count: Callable[[date, date], int] = working_days_between,
) -> Clock:
    """How far a deadline is from ``now``. ``count`` gives the working days after a day up to another."""
    at = timezone.localtime(now)
    today, last_day = at.date(), dates.as_date(due)
    by = dates.local(due) if isinstance(due, datetime) else None
    if last_day < today or (by is not None and by < dates.local(at)):
        return _late(last_day, today, by, count)
    note = dates.day(last_day, today)
    days = (last_day - today).days
    if days == 0:
        return Clock("near", f"今天 {by.hour}:{by.minute:02} 前" if by else "今天到期", note)
    working = count(today, last_day)
    kind = "near" if working <= NEAR_WORKING_DAYS else ""
    if days == 1:
        return Clock("near", "明天到期", note)
    words = f"还有 {working} 个工作日" if working else f"还有 {days} 天"
    return Clock(kind, words, f"{note}　{dates.weekday(last_day)}" if days < 7 else note)


def _late(last_day: date, today: date, by: datetime | None, count: Callable[[date, date], int]) -> Clock:
    working = count(last_day, today)
    note = f"应于 {dates.moment(by, today) if by and last_day == today else dates.day(last_day, today)}"
    return Clock("late", f"逾期 {working} 个工作日" if working else "已逾期", note)


def finished(on: date | datetime, words: str = "按期办结", *, today: date | None = None) -> Clock:
    """A deadline that was kept."""
    return Clock("done", words, dates.day(on, today))
