"""Amounts as people write them: 35户, 约120条, 1,600余人次, 近百人 is not one."""

from __future__ import annotations

import re
import unicodedata

from django.core.exceptions import ValidationError

from congress.figures.numbers import About, Count

_AMOUNT = re.compile(
    r"(?P<before>约|近)?(?P<number>\d[\d,]*)(?P<after>余|多)?(?P<unit>[^\d,]*?)(?P<last>以上|左右)?"
)
_LARGEST = 999_999_999
_UNIT_LENGTH = 10


def parse_amount(text: str) -> Count:
    """The number with its unit, and whether it is approximate.

    Raises ``ValidationError`` in words for a text without a number, without a unit, or with too large a number.
    """
    plain = "".join(unicodedata.normalize("NFKC", text).split())
    found = _AMOUNT.fullmatch(plain)
    if found is None:
        raise ValidationError("数量写成数字加单位，如 35户、约120条")
    number = int(found["number"].replace(",", ""))
    if number > _LARGEST:
        raise ValidationError(f"数量不能超过 {_LARGEST:,}，请核对")
    if not found["unit"]:
        raise ValidationError("请在数字后面写单位，如 35户、120条")
    if len(found["unit"]) > _UNIT_LENGTH:
        raise ValidationError(f"单位最多 {_UNIT_LENGTH} 个字，如户、条、人次")
    last = {"以上": About.OR_MORE, "左右": About.ROUGHLY}.get(found["last"] or "")
    return Count(number, found["unit"], last or About(found["before"] or found["after"] or ""))
