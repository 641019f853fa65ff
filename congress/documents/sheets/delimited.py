"""Reading CSV in the encodings and with the marks that Chinese spreadsheet programs write."""

from __future__ import annotations

import csv
import io
import re

from congress.documents.sheets import grid
from congress.documents.sheets.grid import Sheet, SheetError, Value, clean

#: How spreadsheet programs keep the digits of a long number: ="01234".
_KEPT_TEXT = re.compile(r'="([^"]*)"')


def read_delimited(data: bytes) -> Sheet:
    """The one table of the file. Raises :class:`SheetError`."""
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
            if not any(row):
                continue
            cells += len(row)
            if cells > grid.MAX_CELLS:
                raise SheetError(f"表格最多能读 {grid.MAX_CELLS:,} 格，请拆成几个文件")
            rows.append((number, [clean(_KEPT_TEXT.sub(r"\1", value)) for value in row]))
    except csv.Error as error:
        raise SheetError(f"第 {reader.line_num} 行有一格太长，或者引号没有配对，请改正后再上传") from error
    return grid.grid("", rows)


def _decoded(data: bytes) -> str:
    """UTF-8 when it is UTF-8, else what Chinese spreadsheet programs write."""
    for encoding in ("utf-16",) if data[:2] in (b"\xff\xfe", b"\xfe\xff") else ("utf-8-sig", "gb18030"):
        try:
            return data.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise SheetError("看不出文件用的是哪种文字编码，请另存为 .xlsx 再上传")
