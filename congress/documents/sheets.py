"""Reading spreadsheets that people send: XLSX and CSV, within limits, with everything they do to a table.

Titles above the head, merged cells, empty rows, full-width digits, Chinese encodings. What comes out is the
sheet as a grid of plain values with the row numbers and column letters people see in their own program.
"""

from __future__ import annotations

import csv
import io
import re
import unicodedata
import zipfile
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import IO

from defusedxml import DefusedXmlException
from defusedxml.ElementTree import ParseError
from django.core.files import File
from openpyxl import load_workbook
from openpyxl.utils import get_column_letter, range_boundaries
from openpyxl.utils.exceptions import InvalidFileException
from openpyxl.worksheet.worksheet import Worksheet

Value = str | int | float | bool | date | datetime | time | None

MAX_BYTES = 10 * 1024 * 1024
MAX_ROWS = 3_000
MAX_COLUMNS = 100
MAX_CELLS = 200_000
#: What the parts of an XLSX file may take unpacked; a zip bomb is refused before anything is unpacked.
MAX_UNPACKED = 60 * 1024 * 1024
#: How far down the head of a table is looked for, below titles and remarks.
HEAD_WITHIN = 20
#: How far from the first cell the last one may stand (rows × columns): the gap between them is read too.
MAX_AREA = 1_000_000
_CELL_TAG = re.compile(rb"<(?:\w+:)?c[\s/>]")
#: Elements that the reader spreads over every cell they name.
_RANGE_TAG = re.compile(rb"<(?:\w+:)?(?:mergeCell|hyperlink)\s[^>]*?\bref\s*=\s*[\"']([^\"']*)[\"']")
_IGNORED_IN_NAMES = re.compile(r"[\s*:：()（）【】\[\]/／、·.。\-—_]+")


class SheetError(Exception):
    """The file cannot be read; ``str(error)`` says in Chinese what is wrong and how to mend it."""


@dataclass(frozen=True)
class SheetRow:
    """A row with its number in the file, starting from 1."""

    number: int
    values: list[Value]

    @property
    def is_empty(self) -> bool:
        """Whether no cell holds anything."""
        return all(value is None or value == "" for value in self.values)


@dataclass(frozen=True)
class Sheet:
    """One sheet of a file: its name (empty for CSV) and its rows, all of the same width."""

    name: str
    rows: list[SheetRow]
    #: The other sheets of the file that hold anything.
    others: tuple[str, ...] = ()

    @property
    def width(self) -> int:
        """The number of columns."""
        return len(self.rows[0].values) if self.rows else 0


def read(file: IO[bytes] | File[bytes], filename: str, *, known: Collection[str] = ()) -> Sheet:
    """Read the sheet of a file in which most of the ``known`` column names occur, else the first with content.

    Raises :class:`SheetError` for everything that is not a readable table within the limits.
    """
    data = file.read(MAX_BYTES + 1)
    if len(data) > MAX_BYTES:
        raise SheetError(f"文件超过 {MAX_BYTES // 1024 // 1024} MB，请拆成几个文件，或删去里面的图片")
    if not data.strip():
        raise SheetError("文件是空的，请选有内容的表格")
    if data.startswith(b"PK\x03\x04"):
        sheets = _read_xlsx(data)
    elif data.startswith(b"\xd0\xcf\x11\xe0"):
        raise SheetError("这是旧版表格（.xls）或加了密码的表格，请去掉密码，另存为 .xlsx 再上传")
    elif filename.lower().endswith((".csv", ".txt", ".tsv")):
        sheets = [_read_csv(data)]
    else:
        raise SheetError("只能读 .xlsx 和 .csv 表格，请另存为 .xlsx 再上传")
    filled = [sheet for sheet in sheets if sheet.rows]
    if not filled:
        raise SheetError("表格里没有内容")
    best = max(filled, key=lambda sheet: _score_of_best_row(sheet, known))
    others = tuple(sheet.name for sheet in filled if sheet is not best)
    return Sheet(best.name, best.rows, others)


def find_head(sheet: Sheet, known: Collection[str]) -> int:
    """The index in ``sheet.rows`` of the row with most of the known names; without any, the first wide one."""
    first = sheet.rows[:HEAD_WITHIN]
    scores = [_score(row, known) for row in first]
    if max(scores) > 0:
        return scores.index(max(scores))
    wide = [index for index, row in enumerate(first) if sum(v not in (None, "") for v in row.values) > 1]
    return wide[0] if wide else 0


def plain_name(text: object) -> str:
    """A column name as names are compared: no spaces, brackets or marks, full-width as half-width."""
    return _IGNORED_IN_NAMES.sub("", unicodedata.normalize("NFKC", str(text or ""))).lower()


def column_letter(index: int) -> str:
    """A, B … AA for a column index from 0."""
    return get_column_letter(index + 1)


def _score(row: SheetRow, known: Collection[str]) -> int:
    names = {plain_name(name) for name in known}
    return len({plain_name(value) for value in row.values if value is not None} & names)


def _score_of_best_row(sheet: Sheet, known: Collection[str]) -> int:
    return max(_score(row, known) for row in sheet.rows[:HEAD_WITHIN])


# --- XLSX ----------------------------------------------------------------------------------------


def _read_xlsx(data: bytes) -> list[Sheet]:
    try:
        _check_parts(data)
        book = load_workbook(io.BytesIO(data), data_only=True, keep_links=False)
        return [_sheet_of(sheet) for sheet in book.worksheets if sheet.sheet_state == "visible"]
    except SheetError:
        raise
    except DefusedXmlException as error:
        raise SheetError("文件里有不安全的内容，没有读。请把表格另存为新的 .xlsx 再上传") from error
    except (
        zipfile.BadZipFile, InvalidFileException, ParseError, KeyError, ValueError, TypeError,
        AttributeError, IndexError, EOFError, OSError, NotImplementedError, RuntimeError,
    ) as error:  # fmt: skip
        # A damaged file can break the reader at any point; whatever it was, the file is at fault.
        raise SheetError(
            "文件已损坏，或不是真正的 .xlsx 表格。请用表格软件打开，另存为 .xlsx 再上传"
        ) from error


def _check_parts(data: bytes) -> None:
    """Refuse before unpacking: the declared sizes bind, since unpacking stops at them."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        if "xl/workbook.xml" not in archive.namelist():
            raise SheetError("这不是 .xlsx 表格，请用表格软件打开，另存为 .xlsx 再上传")
        if sum(part.file_size for part in archive.infolist()) > MAX_UNPACKED:
            raise SheetError(
                f"表格展开后超过 {MAX_UNPACKED // 1024 // 1024} MB，没有读。请只留要导入的那张表，删去图片和空白行"
            )
        cells = 0
        for name in archive.namelist():
            if name.startswith("xl/worksheets/") and name.endswith(".xml"):
                part = archive.read(name)
                if b"\0" in part:
                    raise SheetError("表格用了少见的编码，请用表格软件打开，另存为 .xlsx 再上传")
                cells += sum(1 for _ in _CELL_TAG.finditer(part))
                cells += sum(_area(found.group(1)) for found in _RANGE_TAG.finditer(part))
        if cells > MAX_CELLS:
            raise SheetError(
                f"表格有 {cells:,} 格，最多能读 {MAX_CELLS:,} 格。请删去用不到的工作表、空白行和空白列"
            )


def _area(reference: bytes) -> int:
    left, top, right, bottom = range_boundaries(reference.decode())
    if None in (left, top, right, bottom):
        return MAX_CELLS + 1  # whole rows or columns
    return (right - left + 1) * (bottom - top + 1)  # type: ignore[operator] # none is None


def _sheet_of(sheet: Worksheet) -> Sheet:
    if sheet.max_row * sheet.max_column > MAX_AREA:
        last = f"第 {sheet.max_row:,} 行 {get_column_letter(sheet.max_column)} 列"
        raise SheetError(
            f"工作表“{sheet.title}”的最后一格在{last}，离表格太远。请把要导入的内容复制到新表格再上传"
        )
    values = [[_clean(value) for value in row] for row in sheet.iter_rows(values_only=True)]
    for merged in sheet.merged_cells.ranges:
        # One value for several rows counts for each of them. Across columns it stays where it stands:
        # a title over the whole width must not look like a row of data.
        top, left = merged.min_row - 1, merged.min_col - 1
        if top < len(values) and left < len(values[top]):
            for row in range(top + 1, min(merged.max_row, len(values))):
                values[row][left] = values[top][left]
    return _grid(sheet.title, enumerate(values, start=1))


# --- CSV -----------------------------------------------------------------------------------------


def _read_csv(data: bytes) -> Sheet:
    text = _decoded(data)
    if "\0" in text:
        raise SheetError("文件不是文字表格，请另存为 .xlsx 或 .csv 再上传")
    head = text[:4096]
    delimiter = max(",\t;，；", key=head.count)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    rows: list[tuple[int, list[Value]]] = []
    cells = 0
    try:
        for number, row in enumerate(reader, start=1):
            cells += max(len(row), 1)
            if cells > MAX_CELLS:
                raise SheetError(f"表格最多能读 {MAX_CELLS:,} 格，请拆成几个文件")
            rows.append((number, [_clean(value) for value in row]))
    except csv.Error as error:
        raise SheetError(f"第 {reader.line_num} 行的引号没有配对，请改正后再上传") from error
    return _grid("", iter(rows))


def _decoded(data: bytes) -> str:
    """UTF-8 when it is UTF-8, else what Chinese spreadsheet programs write."""
    for encoding in ("utf-16",) if data[:2] in (b"\xff\xfe", b"\xfe\xff") else ("utf-8-sig", "gb18030"):
        try:
            return data.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise SheetError("看不出文件用的是哪种文字编码，请另存为 .xlsx 再上传")


# --- both ----------------------------------------------------------------------------------------


def _clean(value: object) -> Value:
    """Text without what cannot be seen; a number that is whole as a whole number."""
    if isinstance(value, str):
        text = "".join(c for c in value if c in "\n\t" or unicodedata.category(c) not in {"Cc", "Cf"}).strip()
        return text or None
    if isinstance(value, float) and value.is_integer() and abs(value) < 1e15:
        return int(value)
    return value if value is None or isinstance(value, int | float | date | time) else str(value)


def _grid(name: str, rows: Iterator[tuple[int, list[Value]]]) -> Sheet:
    """Rows without the empty ones, cut to the widest column that holds anything."""
    kept = [row for row in (SheetRow(number, values) for number, values in rows) if not row.is_empty]
    if len(kept) > MAX_ROWS:
        raise SheetError(f"表格有 {len(kept):,} 行，一次最多导入 {MAX_ROWS:,} 行，请拆成几个文件")
    width = max((_last_filled(row) for row in kept), default=0)
    if width > MAX_COLUMNS:
        raise SheetError(f"表格有 {width} 列，最多能读 {MAX_COLUMNS} 列，请删去用不到的列")
    return Sheet(name, [SheetRow(r.number, (r.values + [None] * width)[:width]) for r in kept])


def _last_filled(row: SheetRow) -> int:
    return max(index for index, value in enumerate(row.values, start=1) if value is not None)
