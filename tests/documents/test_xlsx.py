"""Rows to XLSX."""

from datetime import UTC, date, datetime
from io import BytesIO
from typing import Any

import pytest
from openpyxl import load_workbook
from openpyxl.worksheet.worksheet import Worksheet

from congress.documents.xlsx import MAX_TEXT, Remarked, workbook


def sheet_of(*rows: list[Any], heads: tuple[str, ...] = ("甲",), title: str = "表") -> Worksheet:
    return load_workbook(BytesIO(workbook(title, heads, rows))).worksheets[0]


@pytest.mark.parametrize("text", ["=1+1", "+8610", "-2", "@SUM(A1)", "\t=1", "\r=1", '=HYPERLINK("x")'])
def test_what_looks_like_a_formula_is_text(text: str) -> None:
    cell = sheet_of([text])["A2"]
    assert cell.data_type == "s"
    assert cell.quotePrefix
    assert str(cell.value).strip() == text.strip()


def test_head_too_is_never_a_formula() -> None:
    assert sheet_of(heads=("=1+1",))["A1"].data_type == "s"


def test_head_is_bold_and_stays_in_sight() -> None:
    sheet = sheet_of(["a"])
    assert sheet["A1"].font.bold
    assert sheet.freeze_panes == "A2"


def test_dates_are_dates_and_moments_are_local() -> None:
    sheet = sheet_of([date(2026, 11, 23), datetime(2026, 11, 22, 16, 30, tzinfo=UTC)], heads=("日", "时"))
    assert sheet["A2"].value == datetime(2026, 11, 23)  # noqa: DTZ001 - a spreadsheet knows no zones
    assert sheet["A2"].number_format == 'yyyy"年"m"月"d"日"'
    assert sheet["B2"].value == datetime(2026, 11, 23, 0, 30)  # noqa: DTZ001


def test_other_values() -> None:
    sheet = sheet_of([12, 1.5, True, None, ["甲", "乙"], "坏\x00字"], heads=tuple("abcdef"))
    assert [cell.value for cell in sheet[2]] == [12, 1.5, "是", None, "甲、乙", "坏字"]


def test_text_longer_than_a_cell_is_cut() -> None:
    assert len(str(sheet_of(["长" * 100_000])["A2"].value)) == MAX_TEXT


def test_columns_are_as_wide_as_their_text_but_not_wider_than_sixty() -> None:
    sheet = sheet_of(["区交通运输局", "长" * 200, 1], heads=("单位", "说明", "数"))
    widths = [sheet.column_dimensions[letter].width for letter in "ABC"]
    assert widths == [15, 60, 8]


def test_title_of_the_sheet_is_made_valid() -> None:
    assert sheet_of(title="甲/乙[1]:" + "长" * 40).title == "甲 乙 1  " + "长" * 24


def test_remarked_cell_carries_its_reason() -> None:
    cell = sheet_of([Remarked("=坏", "不对")])["A2"]
    assert cell.comment is not None
    assert cell.comment.text == "不对"
    assert cell.data_type == "s"


def test_more_rows_than_the_first_hundred() -> None:
    assert sheet_of(*([n] for n in range(250))).max_row == 251
