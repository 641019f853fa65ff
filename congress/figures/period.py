"""Periods of figures, each with its cut-off (R308): 今年以来, 上半年, 一年来, 本月, 2022年4月以来, or any range."""

from __future__ import annotations

from calendar import monthrange
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.db.models import Q
from django.utils import timezone

from congress.web.dates import full_day, period

DAY = timedelta(days=1)


@dataclass(frozen=True)
class Period:
    """From one day to another, both included; the last one is the cut-off."""

    start: date
    end: date
    label: str

    def __post_init__(self) -> None:
        if self.end < self.start:
            raise ValueError(f"a period cannot end before it begins: {self.start} to {self.end}")

    @classmethod
    def this_year(cls, cut_off: date) -> Period:
        """今年以来: from 1 January."""
        return cls(date(cut_off.year, 1, 1), cut_off, "今年以来")

    @classmethod
    def first_half(cls, cut_off: date) -> Period:
        """上半年 of the cut-off's year: to 30 June, or to an earlier cut-off."""
        return cls(date(cut_off.year, 1, 1), min(cut_off, date(cut_off.year, 6, 30)), "上半年")

    @classmethod
    def twelve_months(cls, cut_off: date) -> Period:
        """一年来: the twelve months up to the cut-off."""
        after = cut_off + DAY
        last = monthrange(after.year - 1, after.month)[1]
        return cls(date(after.year - 1, after.month, min(after.day, last)), cut_off, "一年来")

    @classmethod
    def this_month(cls, cut_off: date) -> Period:
        """本月: from the first."""
        return cls(cut_off.replace(day=1), cut_off, "本月")

    @classmethod
    def since(cls, start: date, cut_off: date, label: str = "") -> Period:
        """From a day on, such as 换届以来; the label names the day when it has no better name."""
        if not label:
            label = "以来"
            if start.day != 1:
                label = f"{full_day(start)}{label}"
            elif start.month != 1:
                label = f"{start.year}年{start.month}月{label}"
            else:
                label = f"{start.year}年{label}"
        return cls(start, cut_off, label)

    @classmethod
    def between(cls, start: date, end: date) -> Period:
        """Any range; it is its own label."""
        return cls(start, end, period(start, end, today=date.min))

    @property
    def caption(self) -> str:
        """What is printed with the figure: 今年以来，截至2026年11月22日."""
        shown = period(self.start, self.end, today=date.min)
        return shown if self.label == shown else f"{self.label}，截至{full_day(self.end)}"

    def __contains__(self, day: date) -> bool:
        return self.start <= day <= self.end

    def as_q(self, field: str) -> Q:
        """Records whose date ``field`` lies in the period."""
        return Q(**{f"{field}__gte": self.start, f"{field}__lte": self.end})

    def as_q_of_moments(self, field: str) -> Q:
        """Records whose moment ``field`` lies in the period, by the portal's own days."""
        return Q(**{f"{field}__gte": _midnight(self.start), f"{field}__lt": _midnight(self.end + DAY)})


def _midnight(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time.min))
