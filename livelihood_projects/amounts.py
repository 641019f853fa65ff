"""Sums of money as an office writes them, in 万元: 300, 300万, 300万元, 3000000元, 1.52亿 (R251, R252)."""

from __future__ import annotations

import re
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from congress.search.text import normalise

#: How many 万元 one of a unit is; without 元 it means the same.
_UNITS = {"": Decimal(1), "万": Decimal(1), "亿": Decimal(10_000), "元": Decimal("0.0001")}
_AMOUNT = re.compile(r"([0-9]+(?:\.[0-9]+)?)(?:(万|亿)元?|(元))?")
_UNSURE = re.compile("[余多约近超]")


def read_amount(text: str) -> Decimal:
    """万元, to the hundred yuan. Raises ``ValidationError`` for what is no sum, or not a certain one."""
    told = normalise(text).replace(",", "").replace(" ", "")
    if _UNSURE.search(told):
        raise ValidationError("请写确定的数，不写“余”“多”“约”")
    found = _AMOUNT.fullmatch(told)
    if found is None:
        raise ValidationError("请写金额，如：300 或者 300万元、1.52亿元")
    number, large, plain = found.groups()
    amount = Decimal(number) * _UNITS[large or plain or ""]
    return amount.quantize(Decimal("0.01"), ROUND_HALF_UP)


class AmountField(forms.DecimalField):
    """A sum in 万元, typed with its unit or without."""

    widget = forms.TextInput

    def to_python(self, value: Any) -> Any:
        """The sum in 万元, nothing for an empty box, or a message that says how to write it."""
        return super().to_python(read_amount(value) if isinstance(value, str) and value.strip() else value)


def each(investment: Decimal, quantity: Decimal, measure: str) -> str:
    """每盏约 2,917 元."""
    return f"每{measure}约 {(investment * 10_000 / quantity).quantize(Decimal(1), ROUND_HALF_UP):,} 元"


def share(part: Decimal, whole: Decimal) -> str:
    """35.1%."""
    return f"{(part * 100 / whole).quantize(Decimal('0.1'), ROUND_HALF_UP)}%"
