"""What the cells of a table of stations may hold."""

from __future__ import annotations

import re
import unicodedata
from decimal import Decimal, InvalidOperation
from typing import Any

from django.core.exceptions import ValidationError

from congress.documents.parsers import CellError, Corrected, Parser, choice, day, show
from congress.documents.sheets import Value
from congress.web.fields import parse_day
from liaison_stations.enums import PlaceKind

_MONTH = re.compile(r"(\d{4})\s*[-/.年]\s*(\d{1,2})\s*月?")
_YEAR = re.compile(r"(\d{4})\s*年?")
_YES = ("是", "有", "√", "✓", "已开通", "示范站", "1", "Y", "y")
_NO = ("否", "无", "没有", "×", "未开通", "0", "N", "n", "-", "—")
_SIX_PLACES = Decimal("0.000001")

yes_no = choice({**dict.fromkeys(_YES, True), **dict.fromkeys(_NO, False)}, what="写法")
place_kind = choice(
    {str(kind.label): kind for kind in PlaceKind}
    | {
        "坝区": PlaceKind.FARM_BASE,
        "景区": PlaceKind.SCENIC,
        "园区": PlaceKind.PARK,
        "集市": PlaceKind.MARKET,
    },
    what="特色场所",
)


def degrees(lowest: int, highest: int, label: str) -> Parser:
    """Degrees with six places, such as 31.862345, also with a degree sign or a letter of the compass."""

    def parse(raw: Value) -> Any:
        given = unicodedata.normalize("NFKC", show(raw))
        plain = re.sub(r"[\s°度NESWnesw北南东西纬经]", "", given)
        try:
            number = Decimal(plain)
        except InvalidOperation:
            raise CellError(f"看不出是{label}，请写成 {lowest + 28}.862345 这样的数") from None
        if not lowest <= number <= highest:
            raise CellError(f"{label}应在 {lowest} 到 {highest} 之间，请看经度、纬度是否填反")
        value = number.quantize(_SIX_PLACES)
        return value if plain == show(raw).strip() else Corrected(value, f"按{label} {value.normalize()} 记")

    return parse


def opening_day(raw: Value) -> Any:
    """A day; with year and month alone the first of the month, with the year alone its first day."""
    text = unicodedata.normalize("NFKC", show(raw)).strip()
    if month := _MONTH.fullmatch(text):
        return _first(f"{month[1]}-{month[2]}-1", "只写到月，按当月1日记")
    if year := _YEAR.fullmatch(text):
        return _first(f"{year[1]}-1-1", "只写到年，按1月1日记")
    return day(raw)


def _first(text: str, remark: str) -> Corrected:
    try:
        return Corrected(parse_day(text), remark)
    except ValidationError as error:
        raise CellError(error.messages[0]) from error
