"""Reads of typical cases."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

from django.utils import timezone

from congress.figures.numbers import About
from suggestions.models import CaseAmount, Suggestion
from suggestions.supervision.enums import AmountKind


def price_of(amounts: Sequence[CaseAmount]) -> str:
    """What one of the quantity cost: 每米约 1,040 元; nothing without money and quantity (R237)."""
    money = next((one for one in amounts if one.yuan is not None), None)
    quantity = next((one for one in amounts if one.kind == AmountKind.QUANTITY and one.value), None)
    if money is None or money.yuan is None or quantity is None:
        return ""
    each = (money.yuan / Decimal(quantity.value)).quantize(Decimal(1), ROUND_HALF_UP)
    exact = each * quantity.value == money.yuan and money.about == quantity.about == About.EXACTLY
    return f"每{quantity.unit}{'' if exact else '约'} {each:,} 元"


def days_taken(row: Suggestion) -> int | None:
    """Calendar days from hand-over to strike-off; none while it is not struck off."""
    if row.assigned_at is None or row.closed_at is None:
        return None
    return (timezone.localdate(row.closed_at) - timezone.localdate(row.assigned_at)).days


@dataclass(frozen=True)
class CaseFigure:
    """One number of a case as its page shows it."""

    label: str
    value: str
    of: str = ""


def case_figures(amounts: Sequence[CaseAmount]) -> list[CaseFigure]:
    """The numbers with their “余”; a quantity with what one of it cost, a progress with its share of the goal."""
    return [_figure(one, amounts) for one in amounts]


def _figure(one: CaseAmount, amounts: Sequence[CaseAmount]) -> CaseFigure:
    if one.progress is not None:
        return CaseFigure("进展", str(one.progress), f"{one.count}，目标 {one.goal:,} {one.unit}")
    label = one.what if one.kind == AmountKind.QUANTITY else str(one.get_kind_display())
    return CaseFigure(label, str(one.count), price_of(amounts) if one.kind == AmountKind.QUANTITY else "")
