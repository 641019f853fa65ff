"""Reading spreadsheets as people send them, and refusing what is not one."""

import zipfile
from collections.abc import Callable
from datetime import datetime
from io import BytesIO
from typing import Any

import pytest
from openpyxl import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from congress.documents import sheets
from congress.documents.sheets import Sheet, SheetError, find_head, plain_name, read

KNOWN = ("全称", "简称", "类别")


def xlsx(fill: Callable[[Worksheet], Any]) -> BytesIO:
    book = Workbook()
    fill(book.worksheets[0])
    out = BytesIO()
    book.save(out)
    return BytesIO(out.getvalue())


def rows(*values: list[Any]) -> Callable[[Worksheet], None]:
    def fill(sheet: Worksheet) -> None:
        for row in values:
            sheet.append(row)

    return fill


def with_part(file: BytesIO, name: str, change: Callable[[bytes], bytes]) -> BytesIO:
    out = BytesIO()
    with zipfile.ZipFile(file) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for part in old.namelist():
            new.writestr(part, change(old.read(part)) if part == name else old.read(part))
    return BytesIO(out.getvalue())


def grid(sheet: Sheet) -> list[list[Any]]:
    return [row.values for row in sheet.rows]


def test_reads_values_with_the_row_numbers_of_the_file() -> None:
    sheet = read(xlsx(rows(["全称"], [], ["区财政局"], [12.0], [datetime(2026, 1, 2)])), "a.xlsx")  # noqa: DTZ001
    assert [row.number for row in sheet.rows] == [1, 3, 4, 5]
    assert grid(sheet) == [["全称"], ["区财政局"], [12], [datetime(2026, 1, 2)]]  # noqa: DTZ001


def test_finds_the_head_below_titles() -> None:
    file = xlsx(
        rows(
            ["安澜区机构名录"],
            ["2026年11月", None, "单位：个"],
            ["序号", "全　称", "简称*", "类别"],
            [1, "甲", "乙", "丙"],
        )
    )
    sheet = read(file, "a.xlsx", known=KNOWN)
    assert find_head(sheet, KNOWN) == 2


def test_without_known_names_the_first_wide_row_is_the_head() -> None:
    sheet = read(xlsx(rows(["名录"], ["a", "b"], [1, 2])), "a.xlsx")
    assert find_head(sheet, KNOWN) == 1


def test_chooses_the_sheet_with_the_known_names() -> None:
    book = Workbook()
    book.worksheets[0].append(["说明"])
    right = book.create_sheet("名录")
    right.append(["全称", "简称"])
    hidden = book.create_sheet("旧")
    hidden.append(list(KNOWN))
    hidden.sheet_state = "hidden"
    out = BytesIO()
    book.save(out)
    sheet = read(BytesIO(out.getvalue()), "a.xlsx", known=KNOWN)
    assert (sheet.name, sheet.others) == ("名录", ("Sheet",))


def test_cell_merged_over_rows_counts_for_each_over_columns_stays() -> None:
    def fill(sheet: Worksheet) -> None:
        rows(["区域", "单位", "备注"], ["东塘镇", "甲", None], [None, "乙", None], ["合计", None, None])(
            sheet
        )
        sheet.merge_cells("A2:A3")
        sheet.merge_cells("A4:C4")

    below = [["东塘镇", "甲", None], ["东塘镇", "乙", None], ["合计", None, None]]
    assert grid(read(xlsx(fill), "a.xlsx"))[1:] == below


def test_invisible_characters_go() -> None:
    assert grid(read(xlsx(rows(["\u200b周敏\ufeff ", "a\nb"])), "a.xlsx")) == [["周敏", "a\nb"]]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
@pytest.mark.parametrize("mark", [",", "\t", ";"])
def test_csv_in_the_encodings_of_chinese_programs(encoding: str, mark: str) -> None:
    text = f'全称{mark}简称\r\n"区财政局{mark}大楼"{mark}区财政局\r\n'
    sheet = read(BytesIO(text.encode(encoding)), "名录.csv")
    assert grid(sheet) == [["全称", "简称"], [f"区财政局{mark}大楼", "区财政局"]]


@pytest.mark.parametrize(
    ("data", "name", "said"),
    [
        (b"", "a.xlsx", "文件是空的"),
        (b"%PDF-1.7", "a.pdf", "只能读 .xlsx 和 .csv"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "a.xls", "旧版表格"),
        (b"PK\x03\x04 no archive", "a.xlsx", "已损坏"),
        (b"a\0b", "a.csv", "不是文字表格"),
        (b"\xff\xff\x81,\x81", "a.csv", "文字编码"),
        (b'a,"b' + b"x" * 200_000, "a.csv", "引号没有配对"),
    ],
)
def test_refuses_what_is_no_table(data: bytes, name: str, said: str) -> None:
    with pytest.raises(SheetError, match=said):
        read(BytesIO(data), name)


def test_refuses_another_kind_of_archive() -> None:
    out = BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("word/document.xml", "<w/>")
    with pytest.raises(SheetError, match=r"不是 .xlsx 表格"):
        read(BytesIO(out.getvalue()), "a.xlsx")


def test_refuses_an_empty_table() -> None:
    with pytest.raises(SheetError, match="没有内容"):
        read(xlsx(lambda sheet: None), "a.xlsx")


def test_refuses_too_large_a_file(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sheets, "MAX_BYTES", 1024 * 1024)
    with pytest.raises(SheetError, match="超过 1 MB"):
        read(BytesIO(b"a" * (1024 * 1024 + 1)), "a.csv")


def test_refuses_a_zip_bomb_before_unpacking() -> None:
    file = with_part(
        xlsx(rows(["a"])), "xl/worksheets/sheet1.xml", lambda part: part + b" " * (70 * 1024 * 1024)
    )
    with pytest.raises(SheetError, match="展开后超过 60 MB"):
        read(file, "a.xlsx")


def test_refuses_too_many_rows_and_columns(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sheets, "MAX_ROWS", 3)
    with pytest.raises(SheetError, match="有 4 行，一次最多导入 3 行"):
        read(xlsx(rows(*([n] for n in range(4)))), "a.xlsx")
    with pytest.raises(SheetError, match="有 101 列"):
        read(xlsx(rows(["a"] * 101)), "a.xlsx")


@pytest.mark.parametrize(
    "insert",
    [
        b'</sheetData><mergeCells count="1"><mergeCell ref="A1:XFD1048576"/></mergeCells>',
        b'</sheetData><hyperlinks><hyperlink ref="A1:XFD1048576" location="x"/></hyperlinks>',
        b'</sheetData><mergeCells><mergeCell ref="A:XFD"/></mergeCells>',
    ],
)
def test_refuses_a_range_over_the_whole_sheet(insert: bytes) -> None:
    file = with_part(
        xlsx(rows(["a"])), "xl/worksheets/sheet1.xml", lambda part: part.replace(b"</sheetData>", insert)
    )
    with pytest.raises(SheetError, match="最多能读"):
        read(file, "a.xlsx")


def test_refuses_a_cell_far_from_the_table() -> None:
    def fill(sheet: Worksheet) -> None:
        sheet["A1"] = "全称"
        sheet["XFD1048576"] = "x"

    with pytest.raises(SheetError, match="XFD 列，离表格太远"):
        read(xlsx(fill), "a.xlsx")


def test_refuses_entities() -> None:
    bomb = b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]>'
    file = with_part(
        xlsx(rows(["a"])), "xl/worksheets/sheet1.xml", lambda part: bomb + part[part.index(b"<worksheet") :]
    )
    with pytest.raises(SheetError, match=r"不安全|已损坏"):
        read(file, "a.xlsx")


def test_names_are_compared_without_marks() -> None:
    assert plain_name(" 单位（全称）：") == plain_name("单位全称*") == "单位全称"
