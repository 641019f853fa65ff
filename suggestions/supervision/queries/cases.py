"""Reads of typical cases."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import ROUND_HALF_UP, Decimal

from django.utils import timezone

from congress.figures.numbers import About
from suggestions.models import CaseAmount, Suggestion
from suggestions.supervision.enums import AmountKind


def price_of(amounts: Iterable[CaseAmount]) -> str:
    """What one of the quantity cost: 每米约 1,040 元; nothing without money and quantity (R237)."""
    money = next((one.yuan for one in amounts if one.yuan is not None), None)
    quantity = next((one for one in amounts if one.kind == AmountKind.QUANTITY and one.value), None)
    if money is None or quantity is None:
        return ""
    each = (money / Decimal(quantity.value)).quantize(Decimal(1), ROUND_HALF_UP)
    exact = each * quantity.value == money and all(one.about == About.EXACTLY for one in amounts)
    return f"每{quantity.unit}{'' if exact else '约'} {each:,} 元"


def days_taken(row: Suggestion) -> int | None:
    """Calendar days from hand-over to strike-off; none while it is not struck off."""
    if row.assigned_at is None or row.closed_at is None:
        return None
    return (timezone.localdate(row.closed_at) - timezone.localdate(row.assigned_at)).days
