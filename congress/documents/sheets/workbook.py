"""Reading XLSX: within limits, with what the file hides or leaves empty taken out before it is unpacked into cells."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterable

from defusedxml import DefusedXmlException
from defusedxml.ElementTree import ParseError
from openpyxl import load_workbook
from openpyxl.utils import get_column_letter, range_boundaries
from openpyxl.utils.exceptions import InvalidFileException
from openpyxl.worksheet.worksheet import Worksheet

from congress.documents.sheets.grid import MAX_CELLS, NO_RESULT, Sheet, SheetError, clean, grid

#: What the parts of an XLSX file may take unpacked; a zip bomb is refused before anything is unpacked.
MAX_UNPACKED = 60 * 1024 * 1024
#: How far from the first cell the last one may stand (rows × columns): the gap between them is read too.
MAX_AREA = 1_000_000
_TAG = re.compile(rb"<(?:\w+:)?(?:c|row)[\s/>]")
#: Elements that the reader spreads over every cell they name.
_RANGE_TAG = re.compile(rb"<(?:\w+:)?(?:mergeCell|hyperlink)\s[^>]*?\bref\s*=\s*[\"']([^\"']*)[\"']")
_WITHOUT_PLACE = re.compile(rb"<(?:\w+:)?(?:row|c)(?=[\s/>])(?![^<>]*\sr=)")
_EMPTY_CELL = re.compile(rb"<((?:\w+:)?)c\s[^<>]*(?:/>|></\1c>)")
_EMPTY_ROW = re.compile(rb"<((?:\w+:)?)row\s[^<>]*(?:/>|>\s*</\1row>)")
_FORMULA_WITHOUT_RESULT = re.compile(
    rb"<((?:\w+:)?)c\s[^<>]*?\br=\"([A-Z]+\d+)\"[^<>]*>\s*"
    rb"<\1f\b[^<>]*(?:/>|>[^<]*</\1f>)\s*(?:<\1v\s*/>|<\1v>\s*</\1v>)?\s*</\1c>"
)
_NO_RESULT = rb'<\1c r="\2" t="e"><\1v>' + NO_RESULT.encode() + rb"</\1v></\1c>"


def read_workbook(data: bytes) -> list[Sheet]:
    """Every sheet that is not hidden. Raises :class:`SheetError`."""
    try:
        book = load_workbook(io.BytesIO(_prepared(data)), data_only=True, keep_links=False)
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


def _prepared(data: bytes) -> bytes:
    """The file with its sheets slimmed, or refused before unpacking: unpacking stops at the declared sizes."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        if "xl/workbook.xml" not in archive.namelist():
            raise SheetError("这不是 .xlsx 表格，请用表格软件打开，另存为 .xlsx 再上传")
        if sum(part.file_size for part in archive.infolist()) > MAX_UNPACKED:
            raise SheetError(
                f"表格展开后超过 {MAX_UNPACKED // 1024 // 1024} MB，没有读。请只留要导入的那张表，删去图片和空白行"
            )
        sheets = {
            name: _slim(archive.read(name))
            for name in archive.namelist()
            if name.startswith("xl/worksheets/") and name.endswith(".xml")
        }
        _check_cells(sheets.values())
        out = io.BytesIO()
        with zipfile.ZipFile(out, "w", zipfile.ZIP_STORED) as slimmed:
            for name in dict.fromkeys(archive.namelist()):
                if not name.startswith("xl/media/"):
                    slimmed.writestr(name, sheets[name] if name in sheets else archive.read(name))
        return out.getvalue()


def _slim(part: bytes) -> bytes:
    """A sheet without the rows and cells that hold only a style: programs write them by the million.

    They stay where rows or cells do not say where they stand, since then only counting tells. A formula
    stored without its result becomes an error that can be named, instead of an empty cell.
    """
    if b"\0" in part:
        raise SheetError("表格用了少见的编码，请用表格软件打开，另存为 .xlsx 再上传")
    if _WITHOUT_PLACE.search(part) is None:
        part = _EMPTY_ROW.sub(b"", _EMPTY_CELL.sub(b"", part))
    return _FORMULA_WITHOUT_RESULT.sub(_NO_RESULT, part)


def _check_cells(parts: Iterable[bytes]) -> None:
    cells = 0
    for part in parts:
        cells += sum(1 for _ in _TAG.finditer(part))
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
    values = [[clean(value) for value in row] for row in sheet.iter_rows(values_only=True)]
    for merged in sheet.merged_cells.ranges:
        # One value for several rows counts for each of them. Across columns it stays where it stands:
        # a title over the whole width must not look like a row of data.
        top, left = merged.min_row - 1, merged.min_col - 1
        if top < len(values) and left < len(values[top]):
            for row in range(top + 1, min(merged.max_row, len(values))):
                values[row][left] = values[top][left]
    return grid(sheet.title, enumerate(values, start=1))
