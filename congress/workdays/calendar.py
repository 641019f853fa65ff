"""Working days of China, with make-up days."""

from datetime import date, timedelta


def is_working_day(day: date) -> bool:
    """Whether people work on a day."""
    import chinese_calendar  # noqa: PLC0415 - loads a large table, and few requests need it

    try:
        return bool(chinese_calendar.is_workday(day))
    except NotImplementedError:
        return day.weekday() < 5


def add_working_days(start: date, n: int) -> date:
    """The n-th working day after ``start``."""
    day = start
    while n:
        day += timedelta(days=1)
        n -= is_working_day(day)
    return day
