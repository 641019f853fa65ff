"""When e-mail and text messages may go out: in the hours of the policy, on working days (R040)."""

from __future__ import annotations

from datetime import date, datetime, time

from django.utils import timezone

from congress.notices.models import SendingPolicy
from congress.workdays import calendar

#: Nobody rests longer than this many days; a calendar full of corrections must not be walked for ever.
_LONGEST_REST = 60


def next_moment(policy: SendingPolicy, now: datetime) -> datetime:
    """``now`` when something may go out now, else the beginning of the next hours in which it may."""
    local = timezone.localtime(now)
    day = local.date()
    for _ in range(_LONGEST_REST):
        if not policy.holidays_quiet or calendar.is_working_day(day):
            opens = _at(day, policy.opens_at)
            if now < opens:
                return opens
            if now < _at(day, policy.closes_at):
                return now
        day += calendar.DAY
    return now


def is_quiet(policy: SendingPolicy, now: datetime) -> bool:
    """Whether nothing goes out at this moment."""
    return next_moment(policy, now) > now


def _at(day: date, clock: time) -> datetime:
    return timezone.make_aware(datetime.combine(day, clock))
