"""The table of an import with its errors marked, from which the mended file is sent in again."""

from __future__ import annotations

from datetime import datetime, time
from typing import Any

from congress.documents import xlsx
from congress.documents.imports import Cell, Row
from congress.documents.parsers import show
from congress.documents.review import REASON, ROW_NUMBER, Review


def error_file(review: Review) -> bytes:
    """Every record of the file as it stands there, those with errors first, each wrong cell tinted.

    The imported columns bear the names the import knows, so that the file is understood without its titles;
    columns nobody imports stay behind them, then the row's number in the file and what is to be mended.
    """
    labels = [f.label for f, _ in review.columns]
    first = [*review.errors, *review.questions, *review.remarks]
    marked = {id(row) for row in first}
    rows = [*first, *(row for row in review.rows if row.is_record and id(row) not in marked)]
    heads = [*labels, *(name for _, name in review.left_out), ROW_NUMBER, REASON]
    return xlsx.workbook("错误表", heads, (_line(row, review) for row in rows))


def _line(row: Row, review: Review) -> list[Any]:
    cells = [row.cells[f.name] for f, _ in review.columns]
    reasons = [
        f"{f.label}：{row.cells[f.name].reason}" for f, _ in review.columns if row.cells[f.name].reason
    ]
    if row.passed_over:
        reasons = [f"跳过：{row.passed_over}"]
    rest = [_value(row.raw[index]) for index, _ in review.left_out]
    return [*map(_cell, cells), *rest, row.number, "；".join(reasons)]


def _cell(cell: Cell) -> Any:
    value = _value(cell.raw)
    return xlsx.Remarked(value, cell.reason) if cell.reason else value


def _value(raw: Any) -> Any:
    """As in the file; a day without its midnight, a formula's error as text."""
    if isinstance(raw, datetime) and raw.time() == time():
        return raw.date()
    return show(raw) if isinstance(raw, str) else raw
