"""What a cell of an import may hold, and what it is turned into.

A parser takes the cell's value and returns the wanted one, or a :class:`Corrected` with a remark when it had to
guess, or raises :class:`CellError` with a message in Chinese. Empty cells do not reach it.
"""

import re
import unicodedata
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from enum import Enum
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.formats import date_format
from openpyxl.utils.datetime import from_excel

from congress.documents.sheets import Value
from congress.web.fields import parse_day

Parser = Callable[[Any], Any]
_HAN_SPACE = re.compile(r"(?<=[一-鿿])\s+(?=[一-鿿])")
#: Serial numbers of days from 1950 to 2100: what a date becomes in a cell that lost its date format.
_SERIAL_DAYS = range(18_264, 73_416)


class CellError(Exception):
    """The cell cannot be taken over; ``str(error)`` says what is wrong and how to mend it."""


@dataclass(frozen=True)
class Corrected:
    """A value the parser had to guess, with the remark that asks to check it."""

    value: Any
    remark: str


def text(limit: int) -> Parser:
    """Text of at most ``limit`` characters; digits and letters half-width, no spaces between Chinese."""

    def parse(raw: Value) -> Any:
        given = show(raw)
        plain = _half_width(given).strip()
        closed = _HAN_SPACE.sub("", plain)
        if len(closed) > limit:
            raise CellError(f"最多 {limit} 个字，现在 {len(closed)} 个字")
        if closed != plain:
            return Corrected(closed, "已去掉字间的空格")
        return Corrected(closed, "全角字母、数字已改为半角") if closed != given else closed

    return parse


def choice(options: Mapping[str, Any], *, what: str) -> Parser:
    """One of the words in ``options``; ``what`` names the kind of thing in the message."""

    def parse(raw: Value) -> Any:
        given = show(raw)
        word = "".join(_half_width(given).split())
        if word not in options:
            some = "、".join(list(options)[:6])
            raise CellError(f"没有“{given}”这种{what}，可填{some}{'等' if len(options) > 6 else ''}")
        return options[word]

    return parse


def day(raw: Value) -> Any:
    """A day, however it is written; a bare serial number is converted and asked about."""
    if isinstance(raw, datetime):
        return raw.date()
    if isinstance(raw, date):
        return raw
    if isinstance(raw, int) and raw in _SERIAL_DAYS:
        moment = from_excel(raw)
        return Corrected(moment.date() if isinstance(moment, datetime) else moment, "由表格日期序号换算")
    try:
        return parse_day(show(raw))
    except ValidationError as error:
        raise CellError(error.messages[0]) from error


def show(value: Any) -> str:
    """A value as people read it."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(value, datetime):
        return date_format(value, "Y年n月j日 H:i")
    if isinstance(value, date):
        return date_format(value, "Y年n月j日")
    if isinstance(value, Enum):
        return str(getattr(value, "label", value.value))
    if isinstance(value, list | tuple):
        return "、".join(show(part) for part in value)
    return str(value)


def _half_width(given: str) -> str:
    """Full-width letters, digits and spaces as half-width; Chinese punctuation stays."""
    return "".join(
        unicodedata.normalize("NFKC", c) if "０" <= c <= "９" or "Ａ" <= c <= "ｚ" or c == "\u3000" else c
        for c in given
    )
