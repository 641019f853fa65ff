"""Reads of the registers of duties."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date

from congress.organs.models import Session
from deputies.models import Deputyship, Register


def session_days(terms: Collection[int], first: date, last: date) -> list[tuple[int, date, date]]:
    """The sessions of these terms that touch the days: (term, first day, last day) (1 query)."""
    rows = Session.objects.filter(term__in=terms, starts_on__lte=last, ends_on__gte=first).order_by()
    return list(rows.values_list("term_id", "starts_on", "ends_on"))


def is_in_session(deputyship: Deputyship, day: date) -> bool:
    """Whether the congress of the deputyship was in session that day: 会议期间, else 闭会期间 (R027; 1 query)."""
    return bool(session_days([deputyship.term_id], day, day))


def locked_registers(deputyships: Collection[int], years: Collection[int]) -> set[tuple[int, int]]:
    """Which of these registers are locked now: (deputyship, year) (1 query)."""
    rows = Register.objects.filter(deputyship__in=deputyships, year__in=years, locked_at__isnull=False)
    return set(rows.values_list("deputyship_id", "year"))
