"""The day or days an activity took, as people in the office write them."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from datetime import date, timedelta

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone

from activities.enums import HalfDay
from congress.web.dates import full_day
from congress.web.fields import parse_day

_HALF = re.compile("|".join(HalfDay.labels))
_DAY = r"(?:(?P<y>\d{4})[-/.年])?(?P<m>\d{1,2})[-/.月](?P<d>\d{1,2})[日号]?"
_END = r"(?:(?:(?P<y2>\d{4})[-/.年])?(?P<m2>\d{1,2})[-/.月])?(?P<d2>\d{1,2})[日号]?"
_ONE = re.compile(_DAY)
_SPAN = re.compile(f"{_DAY}[-–—~至到]+{_END}")
_SOLID = re.compile(r"\d{8}")
#: A day written without its year is not taken to lie further ahead than this; then it was last year's.
_AHEAD = timedelta(days=31)


@dataclass(frozen=True)
class Days:
    """First and last day, and the half of the day if the text names one."""

    start: date
    end: date
    half_day: str = ""


def parse_days(text: str, today: date) -> Days:
    """Read 2026年5月8日上午, 5月8日, 5月12日至18日, 2026-05-30至2026-06-02, 5.12-5.18.

    A missing year is this year's or, when that lies ahead, last year's; a range may run over New Year.
    Raises ``ValidationError`` in words for a day that does not exist or a text that names none.
    """
    plain = "".join(unicodedata.normalize("NFKC", text).replace("。", ".").split())
    halves = {HalfDay(value) for value, label in HalfDay.choices if label in plain}
    half = halves.pop().value if len(halves) == 1 else ""
    plain = _HALF.sub("", plain)
    one = _ONE.fullmatch(plain)
    if one or _SOLID.fullmatch(plain):
        start = parse_day(_with_year(one, today)) if one else parse_day(plain)
        return Days(start, start, half)
    span = _SPAN.fullmatch(plain)
    if span is None:
        raise ValidationError(
            "看不出是哪一天，请写成 2026年5月8日、5月8日上午 或 5月12日至18日", code="invalid"
        )
    start = parse_day(_with_year(span, today))
    end = _end(span, start)
    if end < start:
        raise ValidationError(
            f"结束日期{full_day(end)}早于开始日期{full_day(start)}，请改正", code="ends_before_start"
        )
    return Days(start, end, half)


def _with_year(found: re.Match[str], today: date) -> str:
    month, day = found["m"], found["d"]
    if found["y"]:
        return f"{found['y']}-{month}-{day}"
    try:
        ahead = parse_day(f"{today.year}-{month}-{day}") > today + _AHEAD
    except ValidationError:
        ahead = False  # 2月29日 and the like: named with this year, so that the message says which
    return f"{today.year - ahead}-{month}-{day}"


def _end(span: re.Match[str], start: date) -> date:
    month = span["m2"] or str(start.month)
    over_new_year = span["m2"] and not span["y2"] and int(month) < start.month
    year = span["y2"] or str(start.year + bool(over_new_year))
    return parse_day(f"{year}-{month}-{span['d2']}")


def days_text(start: date, end: date) -> str:
    """The days as the form shows them, always with the year: 2026年5月12日至18日."""
    if start == end:
        return full_day(start)
    if start.year != end.year:
        return f"{full_day(start)}至{full_day(end)}"
    tail = f"{end.day}日" if start.month == end.month else f"{end.month}月{end.day}日"
    return f"{full_day(start)}至{tail}"


class DaysField(forms.CharField):
    """A box for one day or several; cleans to :class:`Days`."""

    def clean(self, value: object) -> Days:
        """The days, or a message that says what is wrong with the text."""
        return parse_days(super().clean(value), timezone.localdate())

    def prepare_value(self, value: object) -> object:
        """Days as text; the half of the day has its own list."""
        return days_text(value.start, value.end) if isinstance(value, Days) else value
