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
from congress.documents.sheets import (
    Fault,
    Sheet,
    SheetError,
    find_head,
    names_at,
    plain_name,
    read,
)
from congress.documents.sheets import grid as limits

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
        (b"%PDF-1.7", "a.xlsx", "里面却不是 .xlsx 表格"),
        (b"\xef\xbb\xbf\r\n<HTML><table><tr><td>", "a.xls", "网页格式的表格"),
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
    monkeypatch.setattr(limits, "MAX_ROWS", 3)
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


TWO_LINES = ("姓名", "联系方式", "手机", "办公电话", "联络员", "电话")


def test_head_of_two_lines_with_merged_cells() -> None:
    def fill(sheet: Worksheet) -> None:
        rows(
            ["代表名册"],
            ["姓名", "联系方式", None, "备注", "联络员", None],
            [None, "手机", "办公电话", None, "姓名", "电话"],
            ["周敏", 10000000001, 5550101, None, "韩梅", 10000000002],
        )(sheet)
        for cells in ("A1:F1", "A2:A3", "B2:C2", "D2:D3", "E2:F2"):
            sheet.merge_cells(cells)

    sheet = read(xlsx(fill), "a.xlsx", known=TWO_LINES)
    head = find_head(sheet, TWO_LINES)
    assert sheet.rows[head].number == 3
    assert names_at(sheet, head, TWO_LINES) == ["姓名", "手机", "办公电话", "备注", "联络员姓名", "电话"]


def test_head_of_two_lines_in_csv() -> None:
    text = "代表名册,,\n姓名,联系方式,\n,手机,办公电话\n周敏,10000000001,5550101\n"
    sheet = read(BytesIO(text.encode()), "a.csv", known=TWO_LINES)
    head = find_head(sheet, TWO_LINES)
    assert sheet.rows[head].number == 3
    assert names_at(sheet, head, TWO_LINES) == ["姓名", "手机", "办公电话"]


def test_a_row_of_data_is_no_second_line() -> None:
    sheet = read(xlsx(rows(["姓名", "备注"], ["周敏", "电话 5550101"])), "a.xlsx", known=TWO_LINES)
    assert find_head(sheet, TWO_LINES) == 0


def test_a_sheet_can_be_named() -> None:
    book = Workbook()
    book.worksheets[0].append(list(KNOWN))
    book.create_sheet("旧名录").append(["全称"])
    out = BytesIO()
    book.save(out)
    sheet = read(BytesIO(out.getvalue()), "a.xlsx", known=KNOWN, name="旧名录")
    assert (sheet.name, sheet.others) == ("旧名录", ("Sheet",))


def with_rows(more: bytes) -> BytesIO:
    return with_part(
        xlsx(rows(["全称"], ["区财政局"])),
        "xl/worksheets/sheet1.xml",
        lambda part: part.replace(b"</sheetData>", more + b"</sheetData>"),
    )


def test_a_million_empty_rows_are_passed_over() -> None:
    numbers = range(3, 1_000_003)
    file = with_rows(b"".join(b'<row r="%d" ht="15"><c r="A%d" s="1"/></row>' % (n, n) for n in numbers))
    assert grid(read(file, "a.xlsx")) == [["全称"], ["区财政局"]]


def test_a_million_rows_that_do_not_say_where_they_stand_are_refused() -> None:
    with pytest.raises(SheetError, match=r"表格有 1,000,00\d 格，最多能读"):
        read(with_rows(b'<row ht="15"/>' * 1_000_000), "a.xlsx")


def test_a_million_empty_rows_in_csv_are_passed_over() -> None:
    assert grid(read(BytesIO(b"a,b\r\n1,2\r\n" + b",\r\n" * 1_000_000), "a.csv")) == [["a", "b"], ["1", "2"]]


def test_rows_keep_their_numbers_where_empty_ones_are_passed_over() -> None:
    file = with_rows(b'<row r="3"/><row r="9"><c r="A9" t="inlineStr"><is><t>x</t></is></c></row>')
    assert [row.number for row in read(file, "a.xlsx").rows] == [1, 2, 9]


def test_formula_without_a_result_and_formula_in_error_are_named() -> None:
    row = read(xlsx(rows(["=1+1", '=HYPERLINK("http://x")', "#REF!", "a"])), "a.xlsx").rows[0]
    assert row.values[3] == "a"
    reasons = [value.reason for value in row.values if isinstance(value, Fault)]
    assert [reason[:10] for reason in reasons] == [
        "这一格是公式，没有算",
        "这一格是公式，没有算",
        "这一格的公式出错（#",
    ]


def test_formula_with_a_result_counts_as_its_result() -> None:
    file = with_rows(b'<row r="3"><c r="A3"><f>1+1</f><v>2</v></c></row>')
    assert grid(read(file, "a.xlsx"))[2] == [2]


@pytest.mark.parametrize("name", ["a.xlsx", "a.csv"])
def test_cell_of_ten_megabytes_is_refused(name: str) -> None:
    text = "好" * (10 * 1024 * 1024 // 3 - 1000)
    file = BytesIO(f"全称\n{text}\n".encode())
    if name == "a.xlsx":
        inline = f'<row r="3"><c r="A3" t="inlineStr"><is><t>{text}</t></is></c></row>'
        file = with_rows(inline.encode())
    with pytest.raises(SheetError, match=r"有一格有 3,494,253 个字（“好好|有一格太长"):
        read(file, name)


def test_digits_that_a_program_kept_as_text() -> None:
    assert grid(read(BytesIO(b'a,b\n="0102",x\n'), "a.csv"))[1] == ["0102", "x"]
