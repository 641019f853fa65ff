"""Form fields that read what people in the office write."""

import re
import unicodedata
from calendar import monthrange
from datetime import date, datetime
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from congress.web.dates import full_day

_PARTS = re.compile(r"(\d{4})\s*[-/.年]?\s*(\d{1,2})\s*[-/.月]\s*(\d{1,2})\s*[日号]?")
_SOLID = re.compile(r"(\d{4})(\d{2})(\d{2})")
_OLDEST, _YOUNGEST = 1900, 2100


def parse_day(text: str) -> date:
    """The day a text means: 2026-02-03, 2026/2/3, 2026.2.3, 2026年2月3日, 20260203, also in full-width digits.

    A scan may have lost the first sign: 20262 月 3 日 (R290).

    Raises ``ValidationError`` in Chinese: an impossible day is named, an unreadable text gets an example.
    """
    plain = unicodedata.normalize("NFKC", text).replace("。", ".").strip()
    found = _PARTS.fullmatch(plain) or _SOLID.fullmatch(plain)
    if found is None:
        raise ValidationError("看不出是哪一天，请写成 2026年2月3日 或 2026-02-03", code="invalid")
    year, month, number = (int(part) for part in found.groups())
    if not _OLDEST <= year <= _YOUNGEST:
        raise ValidationError(
            f"年份 {year} 不对，请写 {_OLDEST} 年到 {_YOUNGEST} 年之间的日期", code="invalid"
        )
    if not 1 <= month <= 12:
        raise ValidationError(f"一年没有{month}月，请改成实际日期", code="invalid")
    if not 1 <= number <= monthrange(year, month)[1]:
        raise ValidationError(f"{year}年{month}月没有{number}日，请改成实际日期", code="invalid")
    return date(year, month, number)


class PortalDateInput(forms.DateInput):
    """A text box that shows 2026年11月23日; the script puts a calendar beside it."""

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__({"data-date": "", "autocomplete": "off", "class": "rd-w-m", **(attrs or {})})

    def format_value(self, value: Any) -> str | None:
        """What was typed stays as it was typed."""
        return full_day(value) if isinstance(value, date) else value


class PortalDateField(forms.DateField):
    """A day as people write it."""

    widget = PortalDateInput

    def to_python(self, value: Any) -> date | None:
        """The day, nothing for an empty box, or a message that says what is wrong with the text."""
        if value in self.empty_values:
            return None
        if isinstance(value, datetime):
            return value.date()
        return value if isinstance(value, date) else parse_day(str(value))
