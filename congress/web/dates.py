"""Dates in the office's words: 2026年11月23日, in the current year 11月23日; 今天, 明天 where it helps."""

from datetime import date, datetime

from django.utils import timezone

WEEKDAYS = ("星期一", "星期二", "星期三", "星期四", "星期五", "星期六", "星期日")
_NEAR_DAYS = {-1: "昨天", 0: "今天", 1: "明天", 2: "后天"}


def local(moment: datetime) -> datetime:
    """A moment in the portal's time zone; a naive one is taken to be there already."""
    return timezone.localtime(moment) if timezone.is_aware(moment) else moment


def as_date(value: date | datetime) -> date:
    """The day of a date or a moment, in the portal's time zone."""
    return local(value).date() if isinstance(value, datetime) else value


def full_day(value: date | datetime) -> str:
    """2026年11月23日, whatever the year: for documents and form fields."""
    day = as_date(value)
    return f"{day.year}年{day.month}月{day.day}日"


def day(value: date | datetime, today: date | None = None) -> str:
    """11月23日 in the current year, 2025年11月23日 in another."""
    shown = as_date(value)
    return (
        f"{shown.month}月{shown.day}日"
        if shown.year == (today or timezone.localdate()).year
        else full_day(shown)
    )


def day_word(value: date | datetime, today: date | None = None) -> str:
    """昨天, 今天, 明天 or 后天; otherwise the day as :func:`day` writes it."""
    now = today or timezone.localdate()
    return _NEAR_DAYS.get((as_date(value) - now).days) or day(value, now)


def moment(value: datetime, today: date | None = None) -> str:
    """11月23日 14:30."""
    at = local(value)
    return f"{day(at, today)} {at.hour}:{at.minute:02}"


def weekday(value: date | datetime) -> str:
    """星期一 … 星期日."""
    return WEEKDAYS[as_date(value).weekday()]


def period(start: date, end: date, today: date | None = None) -> str:
    """1月1日—11月23日; what the second day shares with the first is not repeated: 11月1日—30日."""
    if start == end:
        return day(start, today)
    if start.year != end.year:
        return f"{full_day(start)}—{full_day(end)}"
    tail = f"{end.day}日" if start.month == end.month else f"{end.month}月{end.day}日"
    return f"{day(start, today)}—{tail}"
