"""A birth date in the spellings of rosters. Many give the month only; that is kept apart from a known day."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.utils import timezone
from openpyxl.utils.datetime import from_excel

from congress.documents.parsers import CellError, Corrected, show
from congress.documents.sheets import Value
from congress.web.fields import parse_day
from deputies.roster.words import read_number

_MONTH = re.compile(r"(\d{4})\s*[-/.,年、]\s*(\d{1,2})\s*月?")
_SOLID_MONTH = re.compile(r"(\d{4})(\d{2})")
_HAN = re.compile(
    r"([〇零○一二三四五六七八九]{4})年([一二三四五六七八九十]{1,2})月(?:([一二三四五六七八九十]{1,3})[日号])?"
)
_AROUND = re.compile(r"^(?:生于|出生于)|(?:出生|生)$|[（(].*[)）]$")
_TWO_DIGIT_YEAR = re.compile(r"\d{2}\s*[-/.年]\s*\d{1,2}.*")
#: How a program that takes 1975.10 for a number writes it, and how it writes 1975.1.
_TENTH = re.compile(r"\d{4}\.1")
_WITH_ZERO = re.compile(r"\d{4}\.(?:0\d|1[0-2])")
_WITHOUT_ZERO = re.compile(r"\d{4}\.[2-9]")
#: Serial numbers of days from 1905 to 2036; a number of the same length is never a year and a month.
_SERIALS = range(2_000, 50_000)
_OLDEST = 1900


@dataclass(frozen=True)
class Birth:
    """A day, or the first of the month where only the month is known.

    ``is_unsure``: January or October, until the other cells of the column tell.
    """

    day: date
    is_exact: bool = False
    is_unsure: bool = False

    def __str__(self) -> str:
        exact = f"{self.day.day}日" if self.is_exact else ""
        return f"{self.day.year}年{self.day.month}月{exact}"

    def is_month_of(self, known: date | None) -> bool:
        """Whether a known date is in the same month."""
        return known is not None and (known.year, known.month) == (self.day.year, self.day.month)

    def says_more_than(self, known: date | None) -> bool:
        """Whether it differs from what is known; the month alone never contradicts a day in it."""
        return not self.is_month_of(known) or (self.is_exact and known != self.day)

    @classmethod
    def of(cls, known: date) -> Birth:
        """As a stored date is shown: the first of a month counts as the month."""
        return cls(known, is_exact=known.day != 1)


def birth(raw: Value) -> Any:
    """1975.03, 1975年3月, 1975-03-02, 19750302, 1975.3月, 一九七五年三月, a date cell or its serial number.

    Raises :class:`CellError` for what is no date, for a year of two digits and for a day to come.
    """
    if isinstance(raw, date):
        return _past(Birth(raw.date() if isinstance(raw, datetime) else raw, is_exact=True))
    text = _AROUND.sub("", unicodedata.normalize("NFKC", show(raw)).strip()).strip()
    if text.isdecimal() and len(text) == 5 and int(text) in _SERIALS:
        moment = from_excel(int(text))
        day = moment.date() if isinstance(moment, datetime) else moment
        return Corrected(_past(Birth(day, is_exact=True)), "由表格日期序号换算")
    if found := _HAN.fullmatch(text):
        year, month, number = (read_number(part) if part else None for part in found.groups())
        text = f"{year}-{month}" + (f"-{number}" if number else "")
    if found := _MONTH.fullmatch(text) or _SOLID_MONTH.fullmatch(text):
        born = _month(int(found[1]), int(found[2]))
        unsure = _TENTH.fullmatch(text) is not None
        return replace(born, is_unsure=unsure)
    if _TWO_DIGIT_YEAR.fullmatch(text):
        raise CellError("年份请写四位，如 1975年3月")
    if re.fullmatch(r"\d{4}年?", text):
        raise CellError("只有年份，请补上月份，如 1975年3月")
    try:
        return _past(Birth(parse_day(text), is_exact=True))
    except ValidationError as error:
        if error.code == "invalid" and not re.match(r"\d{4}", text):
            raise CellError("看不出出生年月，请写成 1975年3月 或 1975-03-02") from error
        raise CellError(error.messages[0]) from error


def settle_tenths(cells: list[tuple[Value, Birth]]) -> dict[int, Birth | None]:
    """January or October, for each unsure cell of a column: index → the month, or ``None`` for not to be told.

    A program that takes 1975.10 for a number drops its last zero. Where the column writes March as .03 it
    meant October; where it writes October as .10 the zeros are kept, and January is meant.
    """
    texts = [show(raw).strip() for raw, _ in cells]
    keeps_zeros = any(text.endswith(".10") for text in texts)
    two_digits = any(_WITH_ZERO.fullmatch(text) for text in texts)
    one_digit = any(_WITHOUT_ZERO.fullmatch(text) for text in texts)
    settled: dict[int, Birth | None] = {}
    for index, (_raw, born) in enumerate(cells):
        if born.is_unsure:
            month = 1 if keeps_zeros else 10 if two_digits and not one_digit else None
            settled[index] = Birth(born.day.replace(month=month)) if month else None
    return settled


def _month(year: int, month: int) -> Birth:
    if not _OLDEST <= year <= timezone.localdate().year:
        raise CellError(f"年份 {year} 不对，请改成实际年份")
    if not 1 <= month <= 12:
        raise CellError(f"没有 {month} 月，请改成实际月份")
    return _past(Birth(date(year, month, 1)))


def _past(born: Birth) -> Birth:
    if born.day > timezone.localdate():
        raise CellError(f"{born}还没有到，请改成实际日期")
    if born.day.year < _OLDEST:
        raise CellError(f"年份 {born.day.year} 不对，请改成实际年份")
    return born
