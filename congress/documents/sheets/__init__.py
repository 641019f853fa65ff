"""Reading spreadsheets that people send: XLSX and CSV, within limits, with everything they do to a table.

Titles above the head, heads of two lines, merged cells, empty rows, full-width digits, Chinese encodings. What
comes out is the sheet as a grid of plain values with the row numbers and column letters people see in their own
program.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection
from typing import IO

from django.core.files import File
from openpyxl.utils import get_column_letter

from congress.documents.sheets.delimited import read_delimited
from congress.documents.sheets.grid import MAX_BYTES, Fault, Sheet, SheetError, SheetRow, Value
from congress.documents.sheets.workbook import read_workbook

__all__ = [
    "HEAD_WITHIN", "MAX_BYTES", "Fault", "Sheet", "SheetError", "SheetRow", "Value",
    "column_letter", "find_head", "names_at", "plain_name", "read",
]  # fmt: skip

#: How far down the head of a table is looked for, below titles and remarks.
HEAD_WITHIN = 20
#: A name in a head has no digits and is not longer; a cell of data nearly always is one or the other.
_LONGEST_NAME = 12
_IGNORED_IN_NAMES = re.compile(r"[\s*:：()（）【】\[\]/／、·.。\-—_]+")
_XLS_TEXT = (b"<html", b"<table", b"<!doctype html", b"<?xml")


def read(
    file: IO[bytes] | File[bytes], filename: str, *, known: Collection[str] = (), name: str = ""
) -> Sheet:
    """Read the sheet called ``name``, else the one in which most of the ``known`` column names occur.

    Raises :class:`SheetError` for everything that is not a readable table within the limits.
    """
    data = file.read(MAX_BYTES + 1)
    if len(data) > MAX_BYTES:
        raise SheetError(f"文件超过 {MAX_BYTES // 1024 // 1024} MB，请拆成几个文件，或删去里面的图片")
    if not data.strip():
        raise SheetError("文件是空的，请选有内容的表格")
    filled = [sheet for sheet in _sheets(data, filename.lower()) if sheet.rows]
    if not filled:
        raise SheetError("表格里没有内容")
    best = next(
        (sheet for sheet in filled if sheet.name == name),
        max(filled, key=lambda sheet: _score_of_best_row(sheet, known)),
    )
    others = tuple(sheet.name for sheet in filled if sheet is not best)
    return Sheet(best.name, best.rows, others)


def _sheets(data: bytes, filename: str) -> list[Sheet]:
    """By what the file is, whatever its name says."""
    if data.startswith(b"PK\x03\x04"):
        return read_workbook(data)
    if data.startswith(b"\xd0\xcf\x11\xe0"):
        raise SheetError("这是旧版表格（.xls）或加了密码的表格，请去掉密码，另存为 .xlsx 再上传")
    if data[:200].lstrip(b"\xef\xbb\xbf \r\n\t").lower().startswith(_XLS_TEXT):
        raise SheetError("这是网页格式的表格，多半从别的系统导出，请用表格软件打开，另存为 .xlsx 再上传")
    if filename.endswith((".csv", ".txt", ".tsv")):
        return [read_delimited(data)]
    if filename.endswith(".xlsx"):
        raise SheetError("文件名是 .xlsx，里面却不是 .xlsx 表格。请用表格软件打开，另存为 .xlsx 再上传")
    raise SheetError("只能读 .xlsx 和 .csv 表格，请另存为 .xlsx 再上传")


def find_head(sheet: Sheet, known: Collection[str]) -> int:
    """The index in ``sheet.rows`` of the head's last line: the row with most of the known names, or a second
    line of names below it. Without any known name the first wide row.
    """
    first = sheet.rows[:HEAD_WITHIN]
    scores = [_score(row, known) for row in first]
    if max(scores) > 0:
        head = scores.index(max(scores))
        below = head + 1
        return below if below < len(first) and _is_line_of_names(sheet, below, known) else head
    wide = [index for index, row in enumerate(first) if len(row.filled) > 1]
    return wide[0] if wide else 0


def names_at(sheet: Sheet, head: int, known: Collection[str]) -> list[Value]:
    """The names of the columns when the head's last line is ``sheet.rows[head]``.

    In a head of two lines the lower name counts, the upper one where nothing stands below it, and both
    together where the lower one has been used before (联络员 over 姓名, 电话).
    """
    lower = sheet.rows[head].values
    if head == 0 or not _is_line_of_names(sheet, head - 1, known):
        return list(lower)
    names: list[Value] = []
    group: Value = None
    for above, name in zip(sheet.rows[head - 1].values, lower, strict=True):
        group = above or group
        twice = name is not None and name in names and group is not None and group != name
        names.append(f"{group}{name}" if twice else name or above)
    return names


def plain_name(text: object) -> str:
    """A column name as names are compared: no spaces, brackets or marks, full-width as half-width."""
    return _IGNORED_IN_NAMES.sub("", unicodedata.normalize("NFKC", str(text or ""))).lower()


def column_letter(index: int) -> str:
    """A, B … AA for a column index from 0."""
    return get_column_letter(index + 1)


def _is_line_of_names(sheet: Sheet, index: int, known: Collection[str]) -> bool:
    """Whether a row next to a head belongs to it: a known name in it, and nothing that looks like data."""
    row = sheet.rows[index]
    return _score(row, known) > 0 and all(
        isinstance(value, str) and len(value) <= _LONGEST_NAME and not any(c.isdigit() for c in value)
        for value in row.filled
    )


def _score(row: SheetRow, known: Collection[str]) -> int:
    names = {plain_name(name) for name in known}
    return len({plain_name(value) for value in row.filled} & names)


def _score_of_best_row(sheet: Sheet, known: Collection[str]) -> int:
    return max(_score(row, known) for row in sheet.rows[:HEAD_WITHIN])
