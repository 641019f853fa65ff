"""Rows to XLSX: plain, wide enough to read, and without anything that could run."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from io import BytesIO
from itertools import chain, islice
from typing import Any

from django.db.models import Model
from django.http import HttpResponse
from django.utils import timezone
from django.utils.http import content_disposition_header
from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
from openpyxl.comments import Comment
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter

CONTENT_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
#: The longest text a cell can hold in Excel.
MAX_TEXT = 32_767
_MAX_WIDTH = 60
_SHEET_TITLE_FORBIDDEN = re.compile(r"[\\/?*\[\]:]")
_FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")
_DATE_FORMAT = 'yyyy"年"m"月"d"日"'
_MOMENT_FORMAT = 'yyyy"年"m"月"d"日" hh:mm'


@dataclass(frozen=True)
class Remarked:
    """A value whose cell is tinted and carries a remark, such as what is wrong with it."""

    value: Any
    remark: str


def workbook(title: str, heads: Sequence[str], rows: Iterable[Sequence[Any]]) -> bytes:
    """One sheet with a bold head that stays in sight, then the rows.

    Columns are as wide as the widest of the first hundred rows, at most 60 characters. Text that a
    spreadsheet would take for a formula is written as text and marked so. Times are local.
    """
    book = Workbook(write_only=True)
    sheet: Any = book.create_sheet(_SHEET_TITLE_FORBIDDEN.sub(" ", title)[:31])
    sheet.freeze_panes = "A2"
    rest = iter(rows)
    ahead = list(islice(rest, 100))
    for index, head in enumerate(heads):
        widest = max(_width(value) for value in [head, *(row[index] for row in ahead)])
        sheet.column_dimensions[get_column_letter(index + 1)].width = min(max(widest + 3, 8), _MAX_WIDTH)
    sheet.append([_head(sheet, text) for text in heads])
    for row in chain(ahead, rest):
        sheet.append([_cell(sheet, value) for value in row])
    out = BytesIO()
    book.save(out)
    return out.getvalue()


def download(data: bytes, filename: str) -> HttpResponse:
    """A workbook as an answer the browser saves."""
    headers = {"Content-Disposition": content_disposition_header(True, filename) or "attachment"}
    return HttpResponse(data, content_type=CONTENT_TYPE, headers=headers)


def plain(value: Any) -> Any:
    """A value as a spreadsheet can hold it: times local and naive, truth as 是／否, the rest as text."""
    if value is None or (isinstance(value, int | float) and not isinstance(value, bool)):
        return value
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(value, datetime):
        return timezone.make_naive(value) if timezone.is_aware(value) else value
    if isinstance(value, date):
        return value
    if isinstance(value, list | tuple | set | frozenset) or (
        hasattr(value, "all") and not isinstance(value, Model)
    ):
        value = "、".join(str(part) for part in (value.all() if hasattr(value, "all") else value))
    return ILLEGAL_CHARACTERS_RE.sub("", str(value))[:MAX_TEXT]


def _cell(sheet: Any, value: Any) -> Any:
    """A styled cell where the value needs one, else the bare value, which is faster."""
    if isinstance(value, Remarked):
        cell = _styled(sheet, plain(value.value))
        cell.fill = PatternFill("solid", fgColor="FDECEC")
        cell.comment = Comment(value.remark, "")
        return cell
    value = plain(value)
    risky = isinstance(value, str) and value.startswith(_FORMULA_STARTS)
    return _styled(sheet, value) if risky or isinstance(value, date) else value


def _styled(sheet: Any, value: Any) -> Any:
    cell = WriteOnlyCell(sheet, value)
    if isinstance(value, str):
        cell.data_type = "s"
        cell.quotePrefix = value.startswith(_FORMULA_STARTS)
    elif isinstance(value, date):
        cell.number_format = _MOMENT_FORMAT if isinstance(value, datetime) else _DATE_FORMAT
    return cell


def _head(sheet: Any, text: str) -> Any:
    cell = _styled(sheet, plain(text))
    cell.font = Font(bold=True)
    cell.fill = PatternFill("solid", fgColor="EFEFEC")
    cell.alignment = Alignment(vertical="center", wrap_text=True)
    return cell


def _width(value: Any) -> int:
    """Columns a value takes: a Chinese character is as wide as two digits."""
    if isinstance(value, Remarked):
        return _width(value.value)
    if isinstance(value, datetime):
        return 19
    if isinstance(value, date):
        return 13
    lines = str(plain(value) or "").split("\n")
    return max(sum(2 if ord(c) > 0x2E7F else 1 for c in line) for line in lines)
