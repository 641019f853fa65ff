"""The periods a rule makes, and those that wait for their report (R269)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from bulletins.models import PartyReport, PartyReportRule
from bulletins.party.enums import MONTHS, Every

#: Periods older than this are no longer asked for.
_LOOK_BACK = 2


@dataclass(frozen=True)
class Owed:
    """A period of a rule, and the report for it if there is one. It is due on the last day of the period."""

    rule: PartyReportRule
    start: date
    end: date
    report: PartyReport | None = None

    @property
    def label(self) -> str:
        """2026年上半年, 2026年第1季度, 2026年."""
        return period_label(Every(self.rule.every), self.start)

    def is_late(self, today: date) -> bool:
        """The period is over and there is no report."""
        return self.report is None and self.end < today

    def is_near(self, today: date) -> bool:
        """No report yet, and the days of the reminder have begun."""
        return self.report is None and self.end - timedelta(days=self.rule.remind_days) <= today


def period_label(every: Every, start: date) -> str:
    """What a period is called."""
    if every == Every.YEAR:
        return f"{start.year}年"
    if every == Every.HALF:
        return f"{start.year}年{'上' if start.month == 1 else '下'}半年"
    return f"{start.year}年第{(start.month + 2) // 3}季度"


def period_of(every: Every, day: date) -> tuple[date, date]:
    """The first and the last day of the period a day lies in."""
    months = MONTHS[every]
    first = (day.month - 1) // months * months + 1
    following = first + months
    after = date(day.year + (following > 12), (following - 1) % 12 + 1, 1)
    return date(day.year, first, 1), after - timedelta(days=1)


def periods(rule: PartyReportRule, today: date) -> list[tuple[date, date]]:
    """The periods of a rule from its first day up to the one today lies in, the newest first."""
    every = Every(rule.every)
    found = []
    start, end = period_of(every, today)
    while end >= rule.starts_on and start.year >= today.year - _LOOK_BACK:
        found.append((start, end))
        start, end = period_of(every, start - timedelta(days=1))
    return found


def owed(today: date) -> list[Owed]:
    """Every period of every rule in use with its report, the newest first (2 queries)."""
    rules = list(PartyReportRule.objects.filter(active=True))
    reports = PartyReport.objects.filter(withdrawn_reason="", rule__in=rules).order_by("reported_on", "pk")
    by_period = {(row.rule_id, row.period_start): row for row in reports}
    found = [
        Owed(rule, start, end, by_period.get((rule.pk, start)))
        for rule in rules
        for start, end in periods(rule, today)
    ]
    return sorted(found, key=lambda one: (one.end, -one.rule.order), reverse=True)


def waiting(found: Iterable[Owed], today: date) -> list[Owed]:
    """Those that are late or soon due, the oldest first."""
    return sorted((one for one in found if one.is_near(today)), key=lambda one: one.end)
